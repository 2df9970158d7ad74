"""Page Evidence: its parts, each a module with `title(desk)` and `part(desk)`."""

from components.evidence import areas, chain, operations
from data.i18n import _

PARTS = {"chain": chain, "areas": areas, "operations": operations}


def part_name(code: str) -> str:
    """A part of the page for people."""
    return {"chain": _("One area or task"), "areas": _("Across areas"), "operations": _("Operations")}[code]
