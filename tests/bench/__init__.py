"""Measurements of the project, `python -m tests.bench`: ratios within one run, because machines differ."""
