"""Event types: the product's codes, the names that sources give them, and the groups that links name."""

import re
from dataclasses import dataclass

from data.i18n import _


def letters(name: str) -> str:
    """A name's letters only, in lower case: `Explosions/Remote violence` and `explosions / remote Violence` are one."""
    return re.sub(r"[^a-z]", "", name.casefold())


@dataclass(frozen=True)
class EventType:
    """One event type: `code` in tables and links, `acled` the name ACLED gives it."""

    code: str
    acled: str
    violent: bool


TYPES = (
    EventType("battles", "Battles", True),
    EventType("explosions", "Explosions/Remote violence", True),
    EventType("against_civilians", "Violence against civilians", True),
    EventType("riots", "Riots", False),
    EventType("protests", "Protests", False),
    EventType("strategic", "Strategic developments", False),
    EventType("other", "Other", False),
)
OTHER = "other"  # what no source's list of types has: kept, flagged, and never counted as violent
CODES = tuple(t.code for t in TYPES)
VIOLENT = tuple(t.code for t in TYPES if t.violent)
CODE_OF_ACLED = {letters(t.acled): t.code for t in TYPES}
GROUPS = {"violent": VIOLENT}


def label(code: str) -> str:
    """A type's or group's name for people, in the language of this run."""
    return {
        "violent": _("Violent incidents"),
        "battles": _("Battles"),
        "explosions": _("Explosions and remote violence"),
        "against_civilians": _("Violence against civilians"),
        "riots": _("Riots"),
        "protests": _("Protests"),
        "strategic": _("Strategic developments"),
        "other": _("Other, not recognised"),
    }.get(code, code)


def code_of(name: str) -> str | None:
    """The code for a code, a group or ACLED's name in any case; None where it is none of them."""
    folded = name.strip().casefold()
    if folded in CODES or folded in GROUPS:
        return folded
    return CODE_OF_ACLED.get(letters(name))


def expand(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Single types behind `codes`, groups opened, in the order of `TYPES`; all of them for no code."""
    wanted = {c for code in codes for c in GROUPS.get(code, (code,))}
    return tuple(c for c in CODES if c in wanted) if wanted else CODES
