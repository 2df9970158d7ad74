"""What a map's frame loads: Leaflet and its clusters from Python packages, our own scripts, outlines of a version.

All of it comes from the app: no other host is asked. Outlines are published by their content, so that a browser loads
those of a version once.
"""

import hashlib
import re
from collections import OrderedDict
from pathlib import Path

import xstatic.pkg.leaflet
import xstatic.pkg.leaflet_markercluster
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BASE = "/assets"
OWN = Path(__file__).resolve().parent / "browser"
PACKAGES = {
    "leaflet": xstatic.pkg.leaflet.BASE_DIR,
    "markercluster": xstatic.pkg.leaflet_markercluster.BASE_DIR,
    "linchpin": str(OWN),
}
STYLES = [("leaflet_css", f"{BASE}/leaflet/leaflet.css")]
A_DAY, FOR_EVER = "public, max-age=86400", "public, max-age=31536000, immutable"
MOST_PUBLISHED = 24
# The scripts of a component of Streamlit whose names change with what is in them: it lets no browser keep them.
NAMED_BY_CONTENT = re.compile(r"/component/[\w.]+/static/.+\.[0-9a-f]{8}\.(js|css)")

_published: OrderedDict[str, str] = OrderedDict()


def _own_script(name: str) -> tuple[str, str]:
    """A script of ours by an address that changes with it, so that no browser runs an old one."""
    mark = hashlib.sha256((OWN / name).read_bytes()).hexdigest()[:12]
    return name.removesuffix(".js"), f"{BASE}/linchpin/{name}?{mark}"


SCRIPTS = [("leaflet", f"{BASE}/leaflet/leaflet.js"), *map(_own_script, ("map.js", "labels.js", "playback.js"))]
AHEAD = _own_script("ahead.js")[1]  # a script of the page, not of the map


def publish(script: str) -> str:
    """The address under which a browser gets a script that is made at run time; the last few are kept."""
    name = hashlib.sha256(script.encode()).hexdigest()[:24]
    _published[name] = script
    _published.move_to_end(name)
    while len(_published) > MOST_PUBLISHED:
        _published.popitem(last=False)
    return f"{BASE}/made/{name}.js"


async def _made(request: Request) -> Response:
    script = _published.get(request.path_params["name"])
    if script is None:
        return PlainTextResponse("Reload the page: this map was made by an earlier run of the app.", status_code=404)
    return Response(script, media_type="text/javascript", headers={"Cache-Control": FOR_EVER})


class _Kept(StaticFiles):
    """Static files that a browser keeps for a day: their packages change only with the installation."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = A_DAY
        return response


class Keeping:
    """Middleware that lets a browser keep a component's scripts: 56 kB that came anew with each visit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, with another header where the name changes with the content."""
        if scope["type"] != "http" or not NAMED_BY_CONTENT.fullmatch(scope["path"]):
            await self.app(scope, receive, send)
            return

        async def kept(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                MutableHeaders(scope=message)["Cache-Control"] = FOR_EVER
            await send(message)

        await self.app(scope, receive, kept)


def routes() -> list[BaseRoute]:
    """A mount for each package under `/assets`, and what is made at run time."""
    mounts = [Mount(f"{BASE}/{name}", _Kept(directory=Path(folder))) for name, folder in PACKAGES.items()]
    return [*mounts, Route(f"{BASE}/made/{{name}}.js", _made)]
