"""Translations of every text that a user reads, through gettext; the language belongs to the running session."""

from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

LANGUAGES = ("en", "fr")
LOCALE = Path(__file__).parent / "locale"

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


def _(text: str) -> str:
    """`text` in the language of this run."""
    return _catalogue(language()).gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """`one` or `many` in the language of this run, as `count` asks for."""
    return _catalogue(language()).ngettext(one, many, count)
