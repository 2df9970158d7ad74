"""What every answer of the server carries, the routes that watch it, and what is said where it fails."""

import base64
import hashlib
import logging
import re
import secrets
from functools import cache
from pathlib import Path

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components import texts
from components.access import gate
from data.i18n import _
from data.mission import open_mission

LOG = logging.getLogger("linchpin")
INDEX = Path(streamlit.__file__).with_name("static") / "index.html"
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
OF_COMPONENT = re.compile(r"/component/.*")
OF_MEDIA = re.compile(r"/(media|_stcore/(upload_file|health|host-config))(/.*)?")
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",  # addresses carry the state of a view
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
A_YEAR = "max-age=31536000"
COMMON = (
    "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; frame-src 'self'; "
    # Looks: Streamlit's own, st.html and Leaflet write style attributes and elements as the page runs.
    "style-src 'self' 'unsafe-inline'; "
)


@cache
def of_page() -> str:
    """The policy of pages: scripts of this server, and the one that stands in Streamlit's page, known by its hash.

    `wasm-unsafe-eval` and `blob:` are for Streamlit's table of rows and its chart workers; no text is run as script.
    """
    inline = INLINE_SCRIPT.findall(INDEX.read_text(encoding="utf-8"))
    hashes = " ".join(f"'sha256-{_hash(script)}'" for script in inline)
    return COMMON + f"script-src 'self' 'wasm-unsafe-eval' blob: {hashes}; connect-src 'self' blob: data:"


def of_component() -> str:
    """The policy of the map's frame: streamlit-folium runs the map's script as text, so here alone that is allowed."""
    return COMMON + "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; connect-src 'self' blob: data:"


NOTHING = "default-src 'none'; frame-ancestors 'none'; sandbox"  # of files and bare answers


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


class Guarding:
    """Middleware that adds the headers of security to each answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, with more headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _add(MutableHeaders(scope=message), scope)
            await send(message)

        try:
            await self.app(scope, receive, guarded)
        except Exception as error:
            reference = noted(error)
            if started:
                raise
            await PlainTextResponse(sorry(reference), status_code=500)(scope, receive, guarded)


def _add(headers: MutableHeaders, scope: Scope) -> None:
    for name, value in ALWAYS.items():
        headers[name] = value
    path = gate.within(scope["path"])
    headers.setdefault("Content-Security-Policy", _policy(path))
    if OF_MEDIA.fullmatch(path) or headers.get("content-type", "").startswith("text/html"):
        headers["Cache-Control"] = "no-store"
    asked = Headers(scope=scope)
    if scope.get("scheme") == "https" or asked.get("x-forwarded-proto", "").split(",")[0].strip() == "https":
        headers["Strict-Transport-Security"] = A_YEAR
    if "server" in headers:
        del headers["server"]


def _policy(path: str) -> str:
    if OF_COMPONENT.fullmatch(path):
        return of_component()
    return NOTHING if OF_MEDIA.fullmatch(path) else of_page()


def noted(error: BaseException) -> str:
    """Write an error to the log with a reference, which is all that a user is told of it."""
    reference = secrets.token_hex(4)
    LOG.error("reference %s", reference, exc_info=error)
    return reference


def sorry(reference: str) -> str:
    """What a user is told of an error."""
    words = _("Something went wrong, and nothing of it was kept. Give the administrator this reference: {reference}.")
    return words.format(reference=reference)


def script_failed(error: Exception) -> bool:
    """What a page shows in place of an error: its reference. True: Streamlit shows nothing more."""
    texts.error(sorry(noted(error)))
    return True


async def _health(_request: Request) -> Response:
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


def _newest() -> int:
    return open_mission().store.latest()


async def _ready(_request: Request) -> Response:
    """Whether the mission opens and the list of its versions can be read; the log alone says why not."""
    try:
        await run_in_threadpool(_newest)
    except Exception as error:
        noted(error)
        return JSONResponse({"status": "not ready"}, status_code=503, headers={"Cache-Control": "no-store"})
    return JSONResponse({"status": "ready"}, headers={"Cache-Control": "no-store"})


def routes() -> list[BaseRoute]:
    """The routes by which a supervisor sees that the server runs, and that it can serve."""
    return [Route("/health", _health), Route("/ready", _ready)]
