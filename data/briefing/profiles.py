"""Prepared profiles of the briefing: the same data for each post, in another order and, for a field office, an area."""

from dataclasses import dataclass

from data.briefing.finding import CHANGED, DOING, PLACED, QUESTIONS, THREAT
from data.geography.find import folded
from data.i18n import _
from data.schema import split
from data.snapshot import Snapshot

ORDERS = {
    "srsg": (CHANGED, THREAT, DOING, PLACED),
    "force_commander": (THREAT, PLACED, CHANGED, DOING),
    "police_commissioner": (THREAT, CHANGED, PLACED, DOING),
    "chief_of_staff": (DOING, CHANGED, THREAT, PLACED),
    "hofo_mopti": (THREAT, CHANGED, DOING, PLACED),
}
AREAS = {"hofo_mopti": "Mopti"}  # the place of the office; without such an office, its region


@dataclass(frozen=True)
class Profile:
    """Who is briefed: the order of the four questions, and the areas of its link (none: the whole country)."""

    code: str
    title: str
    order: tuple[str, ...] = QUESTIONS
    areas: tuple[str, ...] = ()


def titles() -> dict[str, str]:
    """What each prepared profile is called."""
    return {
        "srsg": _("Special Representative (SRSG)"),
        "force_commander": _("Force Commander"),
        "police_commissioner": _("Police Commissioner"),
        "chief_of_staff": _("Chief of Staff"),
        "hofo_mopti": _("Head of Field Office, Mopti"),
    }


def of(snapshot: Snapshot) -> dict[str, Profile]:
    """The prepared profiles of a mission, and those that its `mission.toml` adds or changes.

    A field office's is left out where the mission has no such region.
    """
    found = {code: Profile(code, title, ORDERS[code]) for code, title in titles().items() if code not in AREAS}
    for code, name in AREAS.items():
        if areas := _of_office(snapshot, name) or _named(snapshot, name):
            found[code] = Profile(code, titles()[code], ORDERS[code], areas)
    for code, own in snapshot.settings.profiles.items():
        order = (*own.order, *(question for question in QUESTIONS if question not in own.order))
        areas = tuple(area for name in own.areas for area in _named(snapshot, name))
        found[code] = Profile(code, own.title, order, areas)
    return found


def chosen(snapshot: Snapshot, code: str | None) -> Profile:
    """A profile by its code; for none, or one that the mission does not have, everything in the order of questions."""
    return of(snapshot).get(code or "", Profile("", _("Everybody")))


def _of_office(snapshot: Snapshot, name: str) -> tuple[str, ...]:
    """The areas that the field office of a place covers, as table field_offices says."""
    table, known = snapshot.table("field_offices"), set(snapshot.areas["area_id"])
    own = table[table["name"].map(lambda office: folded(name) in folded(office).split()).astype(bool)]
    return tuple(area for cell in own["area_ids"].head(1) for area in split(cell) if area in known)


def _named(snapshot: Snapshot, name: str) -> tuple[str, ...]:
    areas = snapshot.areas
    own = areas[(areas["level"] > 0) & (areas["area_id"].eq(name) | (areas["name"].map(folded) == folded(name)))]
    return tuple(own.sort_values("level", kind="stable")["area_id"].head(1))
