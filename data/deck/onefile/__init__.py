"""The one file that holds a briefing with its map and charts: template, looks, scripts, and what they are given."""
