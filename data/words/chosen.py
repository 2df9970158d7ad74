"""What is chosen on page Incidents beyond the filters, in words: `Koro, Mar 2019`."""

from data.i18n import _
from data.incidents import choice, types
from data.incidents.choice import Choice
from data.periods import Period
from data.snapshot import Snapshot
from data.words import formats


def names(snapshot: Snapshot, chosen: Choice) -> dict[str, str]:
    """Each thing that is chosen, in words, by its field of `Choice`."""
    found = {
        "area": snapshot.area_names().get(chosen.area, ""),
        "place": place_name(snapshot, chosen.place),
        "cell": _("one hexagon") if chosen.cell else "",
        "shape": _("a shape drawn on the map") if chosen.shape else "",
        "month": month_name(chosen.month),
        "type": types.label(chosen.type),
        "actor": snapshot.vocabulary.actors.get(chosen.actor, ""),
        "inview": _("only what the map shows") if chosen.inview and chosen.view else "",
    }
    return {field: name for field, name in found.items() if name}


def where(snapshot: Snapshot, chosen: Choice) -> str:
    """All that is chosen, for a heading; empty where nothing is."""
    return ", ".join(formats.short(name) for name in names(snapshot, chosen).values())


def month_name(text: str) -> str:
    """`Mar 2019`, or `Mar – Jun 2019` for several."""
    if not text:
        return ""
    return formats.period(Period(*(day.astype(object) for day in choice.months_of(text))))


def place_name(snapshot: Snapshot, key: str) -> str:
    """The name of the place with this key."""
    if not key:
        return ""
    events = snapshot.events
    return formats.short(str(events.places[choice.at_place(events, key)]["location"].iloc[0]))
