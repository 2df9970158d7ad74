"""A page with nothing on it, for the floor of the benchmark."""
