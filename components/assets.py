"""Leaflet, its marker clusters and jQuery from Python packages, served by the app itself: no other host is asked."""

from pathlib import Path

import xstatic.pkg.jquery
import xstatic.pkg.leaflet
import xstatic.pkg.leaflet_markercluster
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

BASE = "/assets"
PACKAGES = {
    "leaflet": xstatic.pkg.leaflet.BASE_DIR,
    "markercluster": xstatic.pkg.leaflet_markercluster.BASE_DIR,
    "jquery": xstatic.pkg.jquery.BASE_DIR,
}
SCRIPTS = [
    ("leaflet", f"{BASE}/leaflet/leaflet.js"),
    ("jquery", f"{BASE}/jquery/jquery.slim.min.js"),
]
STYLES = [("leaflet_css", f"{BASE}/leaflet/leaflet.css")]


class _Kept(StaticFiles):
    """Static files that a browser keeps for a day: their packages change only with the installation."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=86400"
        return response


def routes() -> list[BaseRoute]:
    """A mount for each package under `/assets`."""
    return [Mount(f"{BASE}/{name}", _Kept(directory=Path(folder))) for name, folder in PACKAGES.items()]
