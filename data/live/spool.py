"""Fetched pages on disk, so that a killed run goes on where it stopped and an unchanged page is not sent again."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import BaseModel, ValidationError

from data.live.folder import sha256, write

RESUMED_WITHIN = timedelta(hours=24)  # an older unfinished run would mix days; its pages are asked for again
STATE = "state.json"


@dataclass(frozen=True)
class Page:
    """The rows of one page, how many rows its answer says the query has, and what names this state of it."""

    rows: list[dict]
    total: int | None = None
    etag: str = ""
    last_modified: str = ""


class _Kept(BaseModel):
    sha256: str
    total: int | None
    etag: str
    last_modified: str
    asked_at: datetime


class _State(BaseModel):
    query: dict[str, str]
    started_at: datetime
    finished: bool = False
    imported: str = ""  # digest of the pages that were imported last, and the version that holds them
    version: int = 0
    pages: dict[int, _Kept] = {}


class Spool:
    """The pages of one query in one folder. Those of another query are thrown away."""

    def __init__(self, folder: Path, query: dict[str, str]) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        now = datetime.now(UTC)
        self._state = self._read(query) or self._new(query)
        if self._state.finished or now - self._state.started_at > RESUMED_WITHIN:
            self._state.started_at, self._state.finished = now, False

    def _read(self, query: dict[str, str]) -> _State | None:
        with suppress(OSError, ValidationError):
            state = _State.model_validate_json((self.folder / STATE).read_text(encoding="utf-8"))
            return state if state.query == query else None
        return None

    def _new(self, query: dict[str, str]) -> _State:
        for path in self.folder.glob("page-*"):
            path.unlink()
        return _State(query=query, started_at=datetime.now(UTC))

    def fresh(self, number: int) -> Page | None:
        """A page that this run asked for already, or the one before that was killed."""
        kept = self._state.pages.get(number)
        return self._page(number) if kept and kept.asked_at >= self._state.started_at else None

    def conditions(self, number: int) -> dict[str, str]:
        """Headers that ask for a page only where it is no longer the one kept."""
        page = self._page(number)
        found = {"If-None-Match": page.etag, "If-Modified-Since": page.last_modified} if page else {}
        return {name: value for name, value in found.items() if value}

    def keep(self, number: int, page: Page) -> Page:
        """A page is written, then the state that names it: a kill in between loses this page alone."""
        text = json.dumps(page.rows, ensure_ascii=False)
        write(self._path(number), text)
        self._state.pages[number] = _Kept(
            sha256=sha256(text.encode()), total=page.total, etag=page.etag, last_modified=page.last_modified,
            asked_at=datetime.now(UTC),
        )  # fmt: skip
        self._save()
        return page

    def confirm(self, number: int) -> Page:
        """The page kept, which the service says is still the one."""
        self._state.pages[number].asked_at = datetime.now(UTC)
        self._save()
        return self._page(number)

    def finish(self, count: int) -> None:
        """All `count` pages are there; those after them are of a longer answer before."""
        for number in [n for n in self._state.pages if n >= count]:
            del self._state.pages[number]
            self._path(number).unlink(missing_ok=True)
        self._state.finished = True
        self._save()

    def is_new(self, version: int) -> bool:
        """True where the finished pages are not those imported last, or the mission, now at `version`, lost them."""
        return self._digest() != self._state.imported or self._state.version > version

    def imported(self, version: int) -> None:
        """The pages are in the mission as of `version`."""
        self._state.imported, self._state.version = self._digest(), version
        self._save()

    def clear(self) -> None:
        """Forget all pages; what was imported stays known."""
        self._state.pages = {}
        self._save()
        for path in self.folder.glob("page-*"):
            path.unlink()

    def _page(self, number: int) -> Page | None:
        """A kept page; None where it is absent or not as it was written."""
        kept = self._state.pages.get(number)
        with suppress(OSError):
            data = self._path(number).read_bytes()
            if kept and sha256(data) == kept.sha256:
                return Page(json.loads(data), kept.total, kept.etag, kept.last_modified)
        return None

    def _digest(self) -> str:
        return sha256(" ".join(page.sha256 for _number, page in sorted(self._state.pages.items())).encode())

    def _path(self, number: int) -> Path:
        return self.folder / f"page-{number + 1:05}.json"

    def _save(self) -> None:
        write(self.folder / STATE, self._state.model_dump_json(indent=1))
