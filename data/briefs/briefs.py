"""Short links kept by name: each opens one view, live or pinned; an older meaning of a name stays on record."""

import difflib
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from data import kept
from data.errors import InputError
from data.filters import query_values
from data.i18n import _
from data.journal import Journal, Row
from data.mission import Mission
from data.words import formats
from data.workshop import spelling
from data.workshop.values import line

TABLE = "briefs"
LONGEST_NAME = 60
NAME = re.compile(rf"[a-z0-9]([a-z0-9-]{{0,{LONGEST_NAME - 2}}}[a-z0-9])?")
MOST_NEAR = 3


@dataclass(frozen=True)
class Brief:
    """A named short link: the page's path and the query of its view."""

    name: str
    path: str
    query: str
    author: str
    title: str = ""
    saved_at: datetime | None = None

    @property
    def values(self) -> dict[str, list[str]]:
        """The parameters of its query, each with all its values."""
        return query_values("?" + self.query)

    @property
    def pinned(self) -> int | None:
        """The version that it is pinned to; None for a live one."""
        said = self.values.get("at", [""])[0]
        return int(said) if said.isascii() and said.isdigit() else None


def journal(mission: Mission) -> Journal:
    """The table of short links."""
    return Journal(mission.store, TABLE)


def latest(mission: Mission) -> list[Brief]:
    """What each name means now, the one saved last first."""
    return list(_standing(journal(mission).rows()).values())[::-1]


def find(mission: Mission, name: str) -> Brief | None:
    """What a name means now; None where no link is saved under it."""
    return _standing(journal(mission).rows()).get(name)


def missing(mission: Mission, name: str) -> str:
    """That no link is saved under a name, and which names look like it."""
    words = _("No short link “{name}” is kept in this mission.").format(name=formats.short(name, LONGEST_NAME))
    known = list(_standing(journal(mission).rows()))
    like = difflib.get_close_matches(name[:LONGEST_NAME].lower(), known, MOST_NEAR)
    return f"{words} {_('Do you mean {names}?').format(names=_(' or ').join(like))}" if like else words


def save(mission: Mission, brief: Brief, *, over: bool = False) -> Brief:
    """Keep a short link; `over` gives a name that is taken its new meaning, and the old one stays on record.

    Of the bundled example, in the user's copy of it. An InputError says what cannot be kept, or who has the name.
    """
    mission = mission.writable()
    checked = _checked(brief)

    def made(rows: tuple[Row, ...]) -> Row:
        taken = _standing(rows).get(checked.name)
        if taken and not over and (taken.path, taken.query) != (checked.path, checked.query):
            words = _("“{name}” is taken: {author} saved it on {day}. Choose another name, or say that it is replaced.")
            raise InputError(
                words.format(name=taken.name, author=taken.author, day=spelling.day(taken.saved_at.date()))
            )
        return vars(checked) | {"title": checked.title or None, "saved_at": datetime.now(UTC)}

    return _brief(journal(mission).append(made))


def _checked(brief: Brief) -> Brief:
    name = brief.name.strip()
    if not NAME.fullmatch(name):
        words = _("“{name}” cannot be a name: up to {most} small letters, digits and hyphens, as 2019-06-centre.")
        raise InputError(words.format(name=name[:LONGEST_NAME], most=LONGEST_NAME))
    query = kept.query_of("?" + brief.query)
    kept.check(brief.path, query)
    author = line(_("Your name"), brief.author)
    if not author:
        raise InputError(_("Say who you are, so that others know who saved this."))
    return Brief(name, brief.path, query, author, line(_("Title"), brief.title))


def _standing(rows: tuple[Row, ...]) -> dict[str, Brief]:
    """The newest row of each name, in the order in which they were saved."""
    found: dict[str, Brief] = {}
    for row in rows:
        found.pop(row["name"], None)
        found[row["name"]] = _brief(row)
    return found


def _brief(row: Row) -> Brief:
    return Brief(**{name: row[name] or "" for name in ("name", "path", "query", "author", "title")},
                 saved_at=row["saved_at"])  # fmt: skip
