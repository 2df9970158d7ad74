"""What a move may say about a base: each value checked, with an error that names what was found and accepted."""

import math
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date

from data.errors import InputError
from data.footprint.schema import BASE_TYPES, COMPONENTS
from data.i18n import _
from data.schema import split

LONGEST_TEXT = 120
LONGEST_ID = 200
MOST_FUNCTIONS = 20
YEARS = (1900, 2200)

Value = str | float
# What each action must say, and what it may say besides.
NEEDED = {
    "add": ("name", "latitude", "longitude"),
    "move": ("latitude", "longitude"),
    "close": ("closed",),
    "change": (),
}
ALLOWED = {
    "add": ("type", "component_type", "functions", "sector", "opened", "closed"),
    "move": ("name",),
    "close": (),
    "change": ("name", "type", "component_type", "functions", "sector", "opened", "closed"),
}
ACTIONS = tuple(NEEDED)
# An empty one means unknown: no sector, no function, since before the data, still open.
MAY_BE_EMPTY = ("component_type", "functions", "sector", "opened", "closed")


def checked(action: str, values: Mapping[str, object]) -> dict[str, Value]:
    """The values of a move in the order of table bases; an InputError says what is missing or cannot be used."""
    if action not in ACTIONS:
        raise InputError(
            _("A move is one of {accepted}, not “{found}”.").format(accepted=", ".join(ACTIONS), found=shown(action))
        )
    known = (*NEEDED[action], *ALLOWED[action])
    for name in values:
        if name not in known:
            raise InputError(
                _("“{action}” takes {accepted}; it was given “{found}”.").format(
                    action=action, accepted=", ".join(known), found=shown(name)
                )
            )
    for name in NEEDED[action]:
        if name not in values:
            raise InputError(_("“{action}” needs {name}; give it a value.").format(action=action, name=name))
    if action == "change" and not values:
        raise InputError(_("Nothing is changed; name at least one of {accepted}.").format(accepted=", ".join(known)))
    made = {name: CHECKS[name](name, values[name]) for name in CHECKS if name in values}
    check_days(made.get("opened", ""), made.get("closed", ""))
    return made


def check_days(opened: Value, closed: Value) -> None:
    """Refuse a base that closes before it opens; either day may be unknown."""
    if opened and closed and str(closed) < str(opened):
        raise InputError(
            _("A base that opens on {opened} cannot close on {closed}; give a later day.").format(
                opened=opened, closed=closed
            )
        )


def shown(value: object, most: int = 60) -> str:
    """The beginning of a value, without characters that nobody sees."""
    text = "".join(c if c.isprintable() else "\ufffd" for c in str(value)[: most + 1])
    return text[:most] + "…" if len(text) > most else text


def line(name: str, value: object, longest: int = LONGEST_TEXT) -> str:
    """One line of text without outer blanks, of at most `longest` characters; may be empty."""
    if not isinstance(value, str):
        raise InputError(_("{name} is {found}; it is a text.").format(name=name, found=shown(value)))
    text = unicodedata.normalize("NFC", value).strip()
    if len(text) > longest:
        raise InputError(
            _("{name} has {found} characters; at most {most} are kept, so shorten it.").format(
                name=name, found=len(text), most=longest
            )
        )
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in text):
        raise InputError(_("{name} holds line breaks or control characters; write one line.").format(name=name))
    return text


def _name(name: str, value: object) -> str:
    text = line(name, value)
    if not text:
        raise InputError(_("{name} is empty; name the town.").format(name=name))
    return text


def _degrees(limit: int) -> Callable[[str, object], float]:
    def degrees(name: str, value: object) -> float:
        usable = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= limit
        if not usable or not math.isfinite(value):
            raise InputError(
                _("{name} is {found}; it is a number from −{limit} to {limit}, in degrees.").format(
                    name=name, found=shown(value), limit=limit
                )
            )
        return float(value)

    return degrees


def _type(name: str, value: object) -> str:
    if value not in BASE_TYPES:
        raise InputError(
            _("{name} is “{found}”; it is one of {accepted}.").format(
                name=name, found=shown(value), accepted=", ".join(BASE_TYPES)
            )
        )
    return str(value)


def _components(name: str, value: object) -> str:
    given = split(line(name, value))
    if unknown := [part for part in given if part not in COMPONENTS]:
        raise InputError(
            _("{name} names “{found}”; it takes {accepted}, joined by “; ”.").format(
                name=name, found=shown(unknown[0]), accepted=", ".join(COMPONENTS)
            )
        )
    return "; ".join(component for component in COMPONENTS if component in given)


def _functions(name: str, value: object) -> str:
    given = list(dict.fromkeys(split(line(name, value, MOST_FUNCTIONS * (LONGEST_TEXT + 2)))))
    if len(given) > MOST_FUNCTIONS:
        raise InputError(
            _("{name} lists {found}; a base keeps at most {most}.").format(
                name=name, found=len(given), most=MOST_FUNCTIONS
            )
        )
    return "; ".join(line(name, function) for function in given)


def _day(name: str, value: object) -> str:
    """An ISO day, or an empty text for an unknown one."""
    if isinstance(value, date):
        value = value.isoformat()[:10]
    if value == "":
        return ""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) and len(value) == len("2019-06-30") else None
    except ValueError:
        day = None
    if day is None or not YEARS[0] <= day.year <= YEARS[1]:
        raise InputError(_("{name} is “{found}”; it is a day as 2019-06-30.").format(name=name, found=shown(value)))
    return day.isoformat()


CHECKS: dict[str, Callable[[str, object], Value]] = {
    "name": _name,
    "type": _type,
    "latitude": _degrees(90),
    "longitude": _degrees(180),
    "sector": line,
    "component_type": _components,
    "functions": _functions,
    "opened": _day,
    "closed": _day,
}
