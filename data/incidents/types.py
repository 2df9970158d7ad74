"""Event types: the product's codes, the names that sources give them, and the groups that links name."""

from dataclasses import dataclass

from data.i18n import _


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
)
CODES = tuple(t.code for t in TYPES)
VIOLENT = tuple(t.code for t in TYPES if t.violent)
CODE_OF_ACLED = {t.acled.casefold(): t.code for t in TYPES}
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
    }.get(code, code)


def code_of(name: str) -> str | None:
    """The code for a code, a group or ACLED's name in any case; None where it is none of them."""
    folded = name.strip().casefold()
    if folded in CODES or folded in GROUPS:
        return folded
    return CODE_OF_ACLED.get(folded)


def expand(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Single types behind `codes`, groups opened, in the order of `TYPES`; all of them for no code."""
    wanted = {c for code in codes for c in GROUPS.get(code, (code,))}
    return tuple(c for c in CODES if c in wanted) if wanted else CODES
