"""The baseline of the benchmark, served as `app.py` is: one plain page, with the same scripts of the map beside it."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from app import collecting
from components.assets import routes

app = st.App(
    Path(__file__).resolve().with_name("baseline_page.py"),
    routes=routes(),
    middleware=[Middleware(GZipMiddleware, minimum_size=500)],
    lifespan=collecting,
)
