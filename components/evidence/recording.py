"""Forms of part Operations: a risk assessed, a decision signed, an advance note recorded; one version a save."""
