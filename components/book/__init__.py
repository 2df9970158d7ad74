"""Briefing books: a view added to one, the editor on page Data, and the presenter's frame around a slide."""
