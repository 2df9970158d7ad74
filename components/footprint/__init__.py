"""Page Footprint: its parts, each a function of what is chosen; and pieces that other pages show too."""

from components.footprint import assets, bases, lacking, mapped, reached
from components.footprint.pieces import incident_layers, signs
from data.i18n import _
from data.words.stated import illustrative

__all__ = ["PARTS", "illustrative", "incident_layers", "part_name", "signs"]

PARTS = {"map": mapped.show, "reach": reached.show, "gaps": lacking.show, "assets": assets.show, "bases": bases.show}


def part_name(code: str) -> str:
    """A part of the page for people."""
    names = {
        "map": _("Map"),
        "reach": _("Reach"),
        "gaps": _("Gaps by function"),
        "assets": _("Assets"),
        "bases": _("Bases"),
    }
    return names[code]
