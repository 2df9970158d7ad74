"""The floor of the benchmark, served as `app.py` is: the shell with its filters, and pages with nothing on them."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from app import ROOT, collecting
from components import views
from components.assets import routes

EMPTY = Path(__file__).with_name("empty.py")
views.View.file = property(lambda _view: EMPTY)

app = st.App(
    ROOT / "components" / "shell.py",
    routes=routes(),
    middleware=[Middleware(GZipMiddleware, minimum_size=500)],
    lifespan=collecting,
)
