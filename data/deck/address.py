"""Addresses of views: read from a link's path and query, and written as the pinned link that a file carries."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode, urlsplit

from data.errors import InputError
from data.i18n import _
from data.scene import Scene

VIEWS = ("briefing", "incidents", "footprint", "workshop", "mandate", "evidence", "data")
FIRST = VIEWS[0]  # the view of a bare address: its path is empty


@dataclass(frozen=True)
class Address:
    """A view by its key, and the query that it is opened with."""

    view: str
    query: str = ""

    @property
    def own(self) -> dict[str, str]:
        """The parameters of pages in the query: those with an underscore in their name, the first value of each."""
        found: dict[str, str] = {}
        for name, value in parse_qsl(self.query, keep_blank_values=True):
            if "_" in name:
                found.setdefault(name, value)
        return found


def read(link: str) -> Address:
    """The view that a link opens: a whole address, a path with a query, or a query alone, which means the briefing."""
    parts = urlsplit(link if link.startswith(("http://", "https://", "/", "?")) else f"?{link}")
    return Address(view_of(parts.path.rstrip("/").rpartition("/")[2]), parts.query)


def view_of(path: str) -> str:
    """The view of a path without slashes; an InputError lists those there are."""
    view = path or FIRST
    if view not in VIEWS:
        known = ", ".join("/" + own for own in VIEWS if own != FIRST)
        words = _("“/{path}” is no view of this app. Use one of {views}, or / for the briefing.")
        raise InputError(words.format(path=path[:60], views=known))
    return view


def pinned(scene: Scene, base_url: str, view: str, own: Mapping[str, str], **changes: object) -> str:
    """The pinned link of a view under `base_url`, every parameter written out; empty without a base or a version.

    `changes` are of the filters, or of a page's own parameters: see `Filters.query_for`.
    """
    if not base_url or not scene.snapshot.number:
        return ""
    filters = replace(scene.filters, period=None, at=scene.snapshot.number)
    query = filters.query_for(complete=True, **{**own, **changes})
    path = "/" if view == FIRST else f"/{view}"
    return f"{base_url}{path}?{urlencode(query, doseq=True)}"
