"""Briefing books: views in an order, each with a comment, saved as revisions that are never changed."""
