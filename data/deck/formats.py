"""The formats that pages are written to, each by its own module; loaded by the first file, not by a page of the app."""

import os
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path

from data.deck.model import Page
from data.errors import InputError
from data.i18n import _

# Ending to module; each has `write(pages, out, made_on)`.
WRITERS = {
    ".pptx": "data.deck.pptx",
    ".pdf": "data.deck.pdf",
    ".html": "data.deck.html",
    ".xlsx": "data.deck.xlsx",
}
EPOCH = "SOURCE_DATE_EPOCH"


def names() -> dict[str, str]:
    """What each format is called, by its ending."""
    return {".pptx": "PowerPoint", ".pdf": "PDF", ".html": _("One HTML file"), ".xlsx": _("Excel of the figures")}


def ending_of(out: str | Path) -> str:
    """The ending of a file that can be written; an InputError lists those that can."""
    ending = Path(out).suffix.lower()
    if ending not in WRITERS:
        words = _("{file} cannot be written: expected one of {endings}.")
        raise InputError(words.format(file=Path(out).name, endings=", ".join(WRITERS)))
    return ending


def write(pages: Sequence[Page], out: str | Path, made_on: date) -> None:
    """Write pages to the file that the ending of `out` names; the file is there whole, or as it was before."""
    out, ending = Path(out), ending_of(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        whole = Path(folder) / f"file{ending}"
        import_module(WRITERS[ending]).write(pages, whole, made_on)
        os.replace(whole, out)


def today() -> date:
    """The day that a file is dated: today, or that of SOURCE_DATE_EPOCH, so that it can be made again byte by byte."""
    seconds = os.environ.get(EPOCH, "")
    if not seconds:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    except (ValueError, OverflowError, OSError):
        words = _("{name} is “{value}”, but must be a number of seconds since 1970.")
        raise InputError(words.format(name=EPOCH, value=seconds[:40])) from None
