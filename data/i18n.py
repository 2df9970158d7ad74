"""Translations of every text that a user reads, through gettext; the language belongs to the running session."""

import re
from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

LANGUAGES = ("en", "fr")
LOCALE = Path(__file__).parent / "locale"

# What turns the direction of the letters around it: scripts written from right to left, and Unicode's own marks.
_TURNS = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_OPEN, _ISOLATES, _CLOSE = "\u2068", "\u2066\u2067\u2068", "\u2069"

_language: ContextVar[str] = ContextVar("language", default="en")


def use(language: str) -> None:
    """Speak `language` (one of `LANGUAGES`) for the rest of this run."""
    _language.set(language if language in LANGUAGES else "en")


def language() -> str:
    """The language of this run, a code of `LANGUAGES`."""
    return _language.get()


@cache
def _catalogue(language: str) -> NullTranslations:
    return translation("linchpin", LOCALE, languages=[language], fallback=True)


def isolated(text: str) -> str:
    """`text` for use within a sentence: where it turns the direction of letters, the sentence around it keeps its own.

    Without this a right-to-left mark in a name shows the figures behind it backwards.
    """
    if not _TURNS.search(text):
        return text
    opened = stray = 0
    for letter in text:
        if letter in _ISOLATES:
            opened += 1
        elif letter == _CLOSE:
            opened, stray = max(opened - 1, 0), stray + (not opened)
    return _OPEN * (1 + stray) + text + _CLOSE * (1 + opened)


class Sentence(str):
    """A text with places to fill in; what fills them never turns the direction of the rest."""

    __slots__ = ()

    def format(self, *values: object, **named: object) -> str:
        """As of any text, with each text that is filled in isolated."""
        return str.format(self, *map(_kept, values), **{name: _kept(value) for name, value in named.items()})


def _kept(value: object) -> object:
    return isolated(value) if isinstance(value, str) else value


def _(text: str) -> str:
    """`text` in the language of this run."""
    return Sentence(_catalogue(language()).gettext(text))


def ngettext(one: str, many: str, count: int) -> str:
    """`one` or `many` in the language of this run, as `count` asks for."""
    return Sentence(_catalogue(language()).ngettext(one, many, count))
