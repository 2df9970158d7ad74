"""The workshop: what-if moves of bases, the scenarios made of them, and the decisions taken on them."""
