"""Incidents: what was recorded, where, when, and how well it is known."""
