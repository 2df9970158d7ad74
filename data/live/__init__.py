"""Live sources: rows fetched from the services of ACLED, UCDP and HDX, and imported like any file."""
