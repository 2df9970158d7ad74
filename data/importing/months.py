"""Days whose month is written out in French, as the sections of a mission write them."""

import re
import unicodedata
from functools import cache

from babel import Locale

WIDTHS = ("wide", "abbreviated")
# 31 octobre 2020, samedi 31 oct. 2020, 1er août 2020, 31-oct.-2020; a time of day may follow.
NAMED_DAY = re.compile(r"(?:[a-z]+,? )?([0-9]{1,2})(?:er)?[ -]([a-z]+)\.?[ -]([0-9]{4})(?:$|[ ,])")


def day_of(text: str) -> str:
    """`2020-10-31` for `31 octobre 2020`; empty for anything else. The day may be one that there is not."""
    found = NAMED_DAY.match(_bare(" ".join(text.split())))
    number = _numbers().get(found[2]) if found else None
    return f"{found[3]}-{number:02}-{int(found[1]):02}" if number else ""


@cache
def _numbers() -> dict[str, int]:
    """1 for `janvier` and `janv`, and so on, without accents and full stops."""
    months = Locale("fr").months["format"]
    return {_bare(name).rstrip("."): number for width in WIDTHS for number, name in months[width].items()}


def _bare(text: str) -> str:
    """Lower case without accents; other letters beyond ASCII stay, so that they match nothing."""
    spelt = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in spelt if not unicodedata.combining(letter))
