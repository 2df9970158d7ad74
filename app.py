"""Entry point: `streamlit run app.py` serves the shell behind its gate, compressed, the map's scripts beside it."""

import asyncio
import ctypes
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from components import lasting, serving
from components.access import gate
from components.ahead import Ahead
from components.assets import Keeping, routes

ROOT = Path(__file__).resolve().parent
SECONDS_BETWEEN_COLLECTIONS = 30


@asynccontextmanager
async def collecting(_app: st.App) -> AsyncIterator[None]:
    """Let files last, and collect garbage on a timer while the app runs: after every run would cost half the server."""
    lasting.files_of_clicks()
    timer = asyncio.create_task(_collect())
    yield
    timer.cancel()
    with suppress(asyncio.CancelledError):
        await timer


async def _collect() -> None:
    while True:
        await asyncio.sleep(SECONDS_BETWEEN_COLLECTIONS)
        await asyncio.to_thread(gc.collect)
        await asyncio.to_thread(_give_back)


def _give_back() -> None:
    """Free memory back to the system, where the C library can (glibc): it keeps what large arrays left behind."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)


gate.check_address()
app = st.App(
    ROOT / "components" / "shell.py",
    routes=[*routes(), *serving.routes()],
    middleware=[
        Middleware(serving.Guarding),
        Middleware(gate.Gate),
        Middleware(GZipMiddleware, minimum_size=500),
        Middleware(Keeping),
        Middleware(Ahead),
    ],
    lifespan=collecting,
    on_script_error=serving.script_failed,
)
