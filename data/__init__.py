"""The shared data layer: missions, tables, filters and the figures drawn from them. Imports no streamlit."""

APP_VERSION = "0.1.0"
