"""Admin areas: boundaries read from any publisher, and places joined to them."""
