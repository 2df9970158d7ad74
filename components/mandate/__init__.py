"""Page Mandate: its parts, each a module with `title(desk)` and `part(desk)`."""

from components.mandate import budget, change, cpas, plan, progress, register, tree
from data.i18n import _

PARTS = {
    "tasks": tree,
    "progress": progress,
    "plan": plan,
    "cpas": cpas,
    "budget": budget,
    "change": change,
    "register": register,
}


def part_name(code: str) -> str:
    """A part of the page for people."""
    names = {
        "tasks": _("Tasks"),
        "progress": _("Progress"),
        "plan": _("Plan"),
        "cpas": _("Assessment (CPAS)"),
        "budget": _("Budget and reports"),
        "change": _("Mandate change"),
        "register": _("Register"),
    }
    return names[code]
