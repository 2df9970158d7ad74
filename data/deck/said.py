"""What every format says around a page: its head and foot, and the words that a reader needs to trust its figures."""

from collections.abc import Sequence
from datetime import date
from math import isnan

from data.deck.model import Cell, Page
from data.editions import words as editions
from data.i18n import _
from data.words import formats
from data.workshop.documents.blocks import clean as seen

UNKNOWN = "–"


def clean(text: str) -> str:
    """`text` without unseen characters that would change what is around them, or that a file may not hold."""
    return seen(text).encode("utf-8", "replace").decode("utf-8").strip()


def cell(value: Cell) -> str:
    """A cell as people read it: numbers as the language writes them, a dash for what is unknown."""
    if value is None or (isinstance(value, float) and isnan(value)):
        return UNKNOWN
    if isinstance(value, str):
        return clean(value)
    return formats.figure(value) if isinstance(value, float) else formats.number(value)


def view_name(page: Page) -> str:
    """The view that a page is of, for people."""
    return editions.view(page.key)


def contents(pages: Sequence[Page]) -> list[str]:
    """A line for each page: its place, its view, what it finds."""
    return [f"{formats.number(n)}. {view_name(page)}: {clean(page.words.title)}" for n, page in enumerate(pages, 1)]


def title(pages: Sequence[Page]) -> str:
    """What a file is called: the book that its pages are of, else what its first page finds."""
    return clean(pages[0].book or pages[0].words.title)


def head(page: Page) -> str:
    """Mission, book, handling and edition, for the edge of every page."""
    return " · ".join(filter(None, map(clean, (page.words.mission, page.book, page.words.marked))))


def foot(made_on: date) -> str:
    """When the file was made."""
    return _("Made on {day}").format(day=formats.day(made_on))


def provenance(page: Page) -> list[str]:
    """Filters, source and version, notes on precision and late reports, link and disclaimer: a sentence or two each."""
    words = page.words
    link = _("The same view: {link}").format(link=words.link) if words.link else ""
    every = (words.mark, words.subtitle, *words.foot, *page.notes, link, words.disclaimer)
    return [clean(text) for text in every if text]
