"""Editions of what leaves: for the Mission, for the country team and OCHA, for the host State and the Council."""
