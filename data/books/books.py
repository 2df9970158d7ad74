"""Briefing books saved as revisions: two people who save at once lose nothing, and any revision can be had again."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from data.books import slides as slides_module
from data.books.slides import Slide
from data.errors import InputError
from data.geography.find import folded
from data.i18n import _, ngettext
from data.journal import Journal, Row
from data.mission import Mission
from data.workshop.values import line

TABLE = "books"
LONGEST_ID = 40
BOOK_ID = re.compile(rf"[a-z0-9-]{{1,{LONGEST_ID}}}")


@dataclass(frozen=True)
class Book:
    """One revision of a book, or a draft on it; `revision` 0 for one that is not saved yet."""

    book_id: str = ""
    title: str = ""
    slides: tuple[Slide, ...] = ()
    revision: int = 0
    author: str = ""
    saved_at: datetime | None = None

    @property
    def content(self) -> tuple[str, tuple[Slide, ...]]:
        """What a save keeps: two with the same content make one revision."""
        return self.title, self.slides

    def moved(self, at: int, by: int) -> "Book":
        """With the slide at a place (from 0) put `by` places further; the same where it is at the end already."""
        to = max(0, min(at + by, len(self.slides) - 1))
        rest = [*self.slides[:at], *self.slides[at + 1 :]]
        return replace(self, slides=(*rest[:to], self.slides[at], *rest[to:]))

    def without(self, at: int) -> "Book":
        """Without the slide at a place."""
        return replace(self, slides=(*self.slides[:at], *self.slides[at + 1 :]))

    def said(self, at: int, comment: str) -> "Book":
        """With another comment on the slide at a place."""
        changed = replace(self.slides[at], comment=comment)
        return replace(self, slides=(*self.slides[:at], changed, *self.slides[at + 1 :]))


@dataclass(frozen=True)
class Saved:
    """The revision that stands after a save, and what its author must know of others' changes; often nothing."""

    book: Book
    told: str = ""


def journal(mission: Mission) -> Journal:
    """The table of books."""
    return Journal(mission.store, TABLE)


def latest(mission: Mission) -> list[Book]:
    """The newest revision of each book, the one saved last first."""
    rows = sorted(journal(mission).rows(), key=lambda row: row["revision"])
    newest = {row["book_id"]: row for row in rows}
    return sorted(map(_book, newest.values()), key=lambda own: (own.saved_at, own.book_id), reverse=True)


def history(mission: Mission, book_id: str) -> list[Book]:
    """Every revision of a book, the first one first."""
    return _history(journal(mission).rows(), book_id)


def find(mission: Mission, book_id: str) -> Book | None:
    """The newest revision of a book; None where there is no such book."""
    return next(reversed(history(mission, book_id)), None)


def opened(mission: Mission, book_id: str) -> Book:
    """The newest revision of a book; an InputError where there is no such book."""
    own = find(mission, book_id)
    if own is None:
        raise InputError(_("No book “{book}” is saved in this mission.").format(book=book_id[:LONGEST_ID]))
    return own


def add(mission: Mission, book_id: str, slide: Slide, author: str, *, title: str = "") -> Book:
    """Add a slide at the end of a book, or with no `book_id` begin a new one under a title.

    It follows on whatever was saved last, so nobody's save is in its way. Of the bundled example, in the user's copy.
    """
    mission = mission.writable()

    def made(rows: tuple[Row, ...]) -> Row:
        before = next(reversed(_history(rows, book_id)), None) if book_id else Book(_new_id(rows, title), title)
        if before is None:
            raise InputError(_("No book “{book}” is saved in this mission.").format(book=book_id[:LONGEST_ID]))
        return _row(replace(before, slides=(*before.slides, slide)), before.revision + 1, author, before.revision)

    return _book(journal(mission).append(made))


def save(mission: Mission, draft: Book, author: str) -> Saved:
    """Save a draft as the next revision; of the bundled example, in the user's copy of it.

    Where others saved since the draft's revision, theirs and mine become one (see `slides.merged`), and both stay as
    revisions. A draft in which nothing changed makes none.
    """
    mission = mission.writable()
    told: list[str] = []
    standing: list[Book] = []

    def made(rows: tuple[Row, ...]) -> Row | None:
        before = _history(rows, draft.book_id)
        if not before or draft.revision > before[-1].revision:
            raise InputError(_("This book is not saved in this mission; open another one."))
        whole, said = _merged(before, draft)
        told[:], standing[:] = [said], before[-1:]
        if whole.content == before[-1].content:
            return None
        return _row(whole, before[-1].revision + 1, author, draft.revision)

    row = journal(mission).append(made)
    return Saved(_book(row) if row else standing[0], told[0])


def _merged(before: list[Book], draft: Book) -> tuple[Book, str]:
    """The draft with what others saved since it was opened, and what its author must be told."""
    newest = before[-1]
    since = [own for own in before if own.revision > draft.revision]
    if not since:
        return draft, ""
    base = next(own for own in before if own.revision == draft.revision)
    whole = replace(
        draft,
        title=draft.title if draft.title != base.title else newest.title,
        slides=slides_module.merged(base.slides, newest.slides, draft.slides),
    )
    return whole, _told(since)


def _told(since: list[Book]) -> str:
    authors = ", ".join(dict.fromkeys(own.author for own in since))
    words = ngettext(
        "{authors} saved revision {newest} meanwhile; it stays among the revisions, and its changes are kept.",
        "{authors} saved up to revision {newest} meanwhile; all stay among the revisions, and their changes are kept.",
        len(since),
    )
    return words.format(authors=authors, newest=since[-1].revision)


def _new_id(rows: tuple[Row, ...], title: str) -> str:
    """A readable id from a title, that no book has: `mlt-2019-06`, then `mlt-2019-06-2`."""
    plain = re.sub(r"[^a-z0-9]+", "-", folded(_titled(title))).strip("-")[: LONGEST_ID - 5].strip("-") or "book"
    taken = {row["book_id"] for row in rows}
    return next(own for n in range(1, len(taken) + 2) if (own := plain if n == 1 else f"{plain}-{n}") not in taken)


def _titled(title: str) -> str:
    if not line(_("Title"), title):
        raise InputError(_("The book has no title; give it one."))
    return line(_("Title"), title)


def _author(author: str) -> str:
    if not line(_("Your name"), author):
        raise InputError(_("Say who you are, so that others know who saved this."))
    return line(_("Your name"), author)


def _row(book: Book, revision: int, author: str, base_revision: int) -> Row:
    """A row of table books, checked."""
    return {
        "book_id": book.book_id,
        "revision": revision,
        "title": _titled(book.title),
        "slides": slides_module.to_json(slides_module.fitting(book.slides)),
        "author": _author(author),
        "saved_at": datetime.now(UTC),
        "base_revision": base_revision,
    }


def _history(rows: tuple[Row, ...], book_id: str) -> list[Book]:
    own = [row for row in rows if row["book_id"] == book_id]
    return [_book(row) for row in sorted(own, key=lambda row: row["revision"])]


def _book(row: Row) -> Book:
    kept = {name: row[name] for name in ("book_id", "title", "revision", "author", "saved_at")}
    return Book(**kept, slides=slides_module.from_json(row["slides"]))
