"""Views as pages of a file: one model of figures, findings, maps, charts and tables, and a writer a format."""
