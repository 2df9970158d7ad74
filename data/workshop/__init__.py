"""Workshop: what-ifs about the footprint, the scenarios they are kept as, and the decisions taken."""
