"""Slides of a briefing book: a view by its page and query, and a comment; checked, and as JSON."""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields

from data import kept
from data.errors import InputError
from data.filters import query_values
from data.i18n import _
from data.workshop.sheet import paragraph

MOST_SLIDES = 60
LONGEST_COMMENT = 1000


@dataclass(frozen=True)
class Slide:
    """One view: the path of its page, the query that opens it, what is said about it; `slide_id` tells it apart."""

    path: str
    query: str = ""
    comment: str = ""
    slide_id: str = field(default_factory=lambda: secrets.token_hex(6))

    @property
    def values(self) -> dict[str, list[str]]:
        """Its query's parameters, each with all its values."""
        return query_values("?" + self.query)


def slide(path: str, query: str | Mapping[str, str | list[str]], comment: str = "") -> Slide:
    """A new slide of a view; an InputError says what cannot be kept."""
    return checked(Slide(path, kept.query_of(query), comment))


def checked(own: Slide) -> Slide:
    """The same with its comment tidied; an InputError where its page, query or comment cannot be kept."""
    kept.check(own.path, own.query)
    return Slide(own.path, own.query, paragraph(_("Comment"), own.comment, LONGEST_COMMENT), own.slide_id)


def fitting(slides: Iterable[Slide]) -> tuple[Slide, ...]:
    """All of them, each checked; an InputError where they are too many for one book."""
    own = tuple(map(checked, slides))
    if len(own) > MOST_SLIDES:
        raise InputError(
            _("A book holds at most {most} slides, and this would be {found}; begin another book.").format(
                most=MOST_SLIDES, found=len(own)
            )
        )
    return own


def merged(before: tuple[Slide, ...], theirs: tuple[Slide, ...], mine: tuple[Slide, ...]) -> tuple[Slide, ...]:
    """Two lists that began as `before`: mine in my order, without what they took out, and what they added at its place.

    A slide that one of us took out and the other changed stays; where both changed one, mine stands.
    """
    old, own, other = ({one.slide_id: one for one in some} for some in (before, mine, theirs))
    whole = [_of_both(one, old, other) for one in mine if _stays(one, old, other)]
    for at, one in enumerate(theirs):
        if one.slide_id in own or (one.slide_id in old and one == old[one.slide_id]):
            continue
        places = {kept.slide_id: place for place, kept in enumerate(whole)}
        after = next((places[left.slide_id] for left in reversed(theirs[:at]) if left.slide_id in places), -1)
        whole.insert(after + 1, one)
    return tuple(whole)


def _stays(one: Slide, old: dict[str, Slide], other: dict[str, Slide]) -> bool:
    """False for what they took out and I left as it was."""
    return one.slide_id in other or one != old.get(one.slide_id)


def _of_both(one: Slide, old: dict[str, Slide], other: dict[str, Slide]) -> Slide:
    """Mine where I changed it, theirs where only they did."""
    return other.get(one.slide_id, one) if one == old.get(one.slide_id) else one


def to_json(slides: Iterable[Slide]) -> str:
    """As column `slides` keeps them."""
    return json.dumps([vars(one) for one in slides], ensure_ascii=False)


def from_json(text: str) -> tuple[Slide, ...]:
    """Slides of column `slides`."""
    names = [own.name for own in fields(Slide)]
    return tuple(Slide(**{name: str(one[name]) for name in names if name in one}) for one in json.loads(text))
