"""Page Workshop: its parts, each a module with `part(desk)`."""

from components.workshop import closing, compare, decide, siting, whatif
from data.i18n import _

PARTS = {
    "whatif": whatif.part,
    "siting": siting.part,
    "closing": closing.part,
    "compare": compare.part,
    "decide": decide.part,
}


def part_name(code: str) -> str:
    """A part of the page for people."""
    names = {
        "whatif": _("What if"),
        "siting": _("Siting"),
        "closing": _("Closing"),
        "compare": _("Compare"),
        "decide": _("Decide"),
    }
    return names[code]
