"""Names of actors, normalised for search: what is compared is folded, the names themselves stay as published."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Letters that Unicode does not take apart into a letter and its accent.
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
WITHIN_A_WORD = re.compile(r"['‘’‚‛`´ʻʼʽʿʾ′.]")  # Jama'atu and Jamaatu, U.N. and UN are one
BETWEEN_WORDS = re.compile(r"[\W_]+")
SPELLINGS = (("defence", "defense"), ("centre", "center"), ("isation", "ization"), ("ising", "izing"))
SMALL_WORDS = frozenset(
    ["a", "an", "and", "d", "da", "de", "des", "du", "et", "for", "in", "l", "la", "le", "les", "of", "on", "or",
     "pour", "the", "to"]
)  # fmt: skip
SHORTEST_INITIALS = 2
MOST_REMEMBERED = 65_536


@lru_cache(MOST_REMEMBERED)
def folded(name: str) -> str:
    """A name in lower case without accents, quotes and points, its words by single blanks, in one spelling.

    Hyphens, slashes, brackets and whatever is no letter or figure stand between words.
    """
    plain = unicodedata.normalize("NFKD", name).casefold().translate(LETTERS)
    plain = "".join(c for c in plain if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    plain = BETWEEN_WORDS.sub(" ", WITHIN_A_WORD.sub("", plain)).strip()
    for one, other in SPELLINGS:
        plain = plain.replace(one, other)
    return plain


def search(names: Iterable[str], text: str) -> list[str]:
    """Those of `names` that `text` finds, in their order; all of them where it says nothing.

    A name is found by the beginnings of its words in any order (`group support`), by its letters without blanks
    (`alshabaab`), and by its initials, small words counted or not (`isgs`, `uag`).
    """
    wanted = folded(text)
    return [name for name in names if _finds(wanted, folded(name))]


def _finds(wanted: str, name: str) -> bool:
    words = name.split()
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return True
    compact = wanted.replace(" ", "")
    return compact in name.replace(" ", "") or (
        len(compact) >= SHORTEST_INITIALS and any(initials.startswith(compact) for initials in _initials(words))
    )


def _initials(words: list[str]) -> tuple[str, str]:
    return "".join(word[0] for word in words), "".join(word[0] for word in words if word not in SMALL_WORDS)
