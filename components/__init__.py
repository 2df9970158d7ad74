"""What draws: the shell, links, maps, charts and texts. Knows the data layer, never a page."""
