"""Opens one page of the app without a browser, cold, as a link would, and reads what is on it."""

import re
from html import unescape
from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

ROOT = Path(__file__).resolve().parents[2]
PATHS = {
    "briefing": "",
    "incidents": "incidents",
    "footprint": "footprint",
    "workshop": "workshop",
    "mandate": "mandate",
    "evidence": "evidence",
    "data": "data",
}
PAGES = tuple(PATHS)


class Shown:
    """One page as it stands after a run."""

    def __init__(self, app: AppTest) -> None:
        self.app = app

    @property
    def html(self) -> list[str]:
        """The bodies of `st.html` in the main part of the page."""
        return [element.proto.body for element in self.app.main.get("html")]

    @property
    def titles(self) -> list[str]:
        """The text of every h1."""
        return [_plain(found) for body in self.html for found in re.findall(r"<h1[^>]*>(.*?)</h1>", body, re.S)]

    @property
    def title(self) -> str:
        """The page's title; there is one."""
        assert len(self.titles) == 1, f"{len(self.titles)} titles on the page: {self.titles}"
        return self.titles[0]

    @property
    def notes(self) -> list[str]:
        """What the page says that it ignored."""
        return [_unmarked(element.value) for element in self.app.warning]

    @property
    def advice(self) -> list[str]:
        """What the page says in boxes."""
        return [_unmarked(element.value) for element in self.app.info]

    @property
    def links(self) -> list[str]:
        """The labels of links to other pages, without the sidebar's."""
        return [element.proto.label for element in self.app.main.get("page_link")]

    @property
    def text(self) -> str:
        """All words of the page, the sidebar aside, on one line."""
        plain = [_plain(body) for body in self.html]
        others = [
            _unmarked(e.value) for kind in ("text", "caption", "success", "error") for e in self.app.main.get(kind)
        ]
        return " ".join([*plain, *others, *self.notes, *self.advice])

    @property
    def tables(self) -> list[list[list[str]]]:
        """The rows of each HTML table, as text."""
        bodies = [found for body in self.html for found in re.findall(r"<tbody>(.*?)</tbody>", body, re.S)]
        rows = [re.findall(r"<tr>(.*?)</tr>", body, re.S) for body in bodies]
        return [[[_plain(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", r, re.S)] for r in own] for own in rows]


def _plain(html: str) -> str:
    """The words of a piece of HTML, without its styles, with plain blanks."""
    words = re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.S)
    return " ".join(unescape(words).split())


def _unmarked(markdown: str) -> str:
    """Text as Markdown shows it, where each sign of Markdown stands behind a backslash."""
    return re.sub(r"\\([^\w\s]|_)", r"\1", markdown)


def open_page(key: str, query: dict[str, str | list[str]] | None = None) -> Shown:
    """The page under a query, in a new session. Fails where the page raised."""
    app = AppTest.from_file(ROOT / "components" / "shell.py", default_timeout=60)
    # AppTest opens other pages only from within: this is the first request of a link to the page itself.
    app._page_hash = calc_hash(PATHS[key]) if PATHS[key] else ""
    for name, value in (query or {}).items():
        app.query_params[name] = value
    return ran(app)


def ran(app: AppTest) -> Shown:
    """The page after one more run. Fails where it raised."""
    app.run()
    assert not app.exception, [f"{e.message}\n{e.stack_trace}" for e in app.exception]
    return Shown(app)
