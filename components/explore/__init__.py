"""Page Incidents: its parts, each a module with `show(context, rows, chosen)`."""

from components.explore import compare, people, picture, play, trends
from data.i18n import _

PARTS = {"map": picture.show, "play": play.show, "compare": compare.show, "change": trends.show, "actors": people.show}


def part_name(code: str) -> str:
    """A part of the page for people."""
    names = {
        "map": _("Map"),
        "play": _("Playback"),
        "compare": _("Two periods"),
        "change": _("What changed"),
        "actors": _("Actors"),
    }
    return names[code]
