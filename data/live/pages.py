"""All pages of a source's answer, checked to belong together: one state of the service, every row once.

Where the service counts its rows (UCDP), the pages must add up to the count. Where it does not (ACLED, HDX), a row that
turns up on two pages tells that the answer moved on in between; a row that only went away meanwhile cannot be noticed.
"""

from collections.abc import Callable

from data.errors import InputError
from data.i18n import _
from data.live.answers import Answer
from data.live.client import Client
from data.live.sources import Source
from data.live.spool import Page, Spool
from data.mission import Settings

Progress = Callable[[str, int, int | None], None]  # source, rows so far, all rows where that is known
ROUND = 500  # a short page of so many rows may be a cap of the service's own, and not the last one
NOT_MODIFIED = 304


class _ChangedError(Exception):
    """The service's answer changed while its pages were fetched."""


def query(source: Source, settings: Settings, root: str) -> dict[str, str]:
    """What the pages are pages of; holds no credential."""
    asked = source.query(settings)
    return {"url": root + source.path(settings), "page_size": str(source.page_size), **asked}


def fetch(client: Client, settings: Settings, spool: Spool, progress: Progress) -> list[dict]:
    """All rows of the mission's query. An answer that changes meanwhile is fetched once more from the start."""
    for _try in range(2):
        try:
            return _all_pages(client, settings, spool, progress)
        except _ChangedError:
            spool.clear()
    words = _("{title} changed while its pages were fetched, twice; nothing was imported, try again later.")
    raise InputError(words.format(title=client.source.title))


def _all_pages(client: Client, settings: Settings, spool: Spool, progress: Progress) -> list[dict]:
    rows: list[dict] = []
    seen: set[str] = set()
    total, number, is_last = None, 0, False
    while not is_last:
        page = spool.fresh(number) or _asked(client, settings, spool, number, len(rows))
        total = page.total if number == 0 else total
        keys = {client.source.row_key(row) for row in page.rows}
        if page.total != total or keys & seen:
            raise _ChangedError
        seen |= keys
        rows += page.rows
        number += 1
        is_last = _is_last(client.source, page, len(rows))
        progress(client.source.code, len(rows), total)
    if total is not None and total != len(rows):
        raise _ChangedError
    spool.finish(number)
    return rows


def _is_last(source: Source, page: Page, so_far: int) -> bool:
    """True where no page follows: an empty page, or the total is reached, or where there is none, a short page."""
    if not page.rows:
        return True
    if page.total is not None:
        return so_far >= page.total
    return len(page.rows) < source.page_size and len(page.rows) % ROUND != 0


def _asked(client: Client, settings: Settings, spool: Spool, number: int, before: int) -> Page:
    """A page from the service, or the one kept where the service says that it is still the same."""
    source, conditions = client.source, spool.conditions(number)
    params = {**source.query(settings), **source.page(number, before, source.page_size)}
    answer = client.get(source.path(settings), params, conditions)
    if answer.status == NOT_MODIFIED:
        return spool.confirm(number)
    return spool.keep(number, _page(source, answer))


def _page(source: Source, answer: Answer) -> Page:
    """The rows of an answer; an InputError where it is none of this service's."""
    document = answer.document if isinstance(answer.document, dict) else {}
    rows, total = document.get(source.rows), document.get(source.total) if source.total else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        words = _("{title} answered without a list of rows in “{key}”; nothing was imported, try again later.")
        raise InputError(words.format(title=source.title, key=source.rows))
    return Page(rows, total if isinstance(total, int) else None, answer.etag, answer.last_modified)
