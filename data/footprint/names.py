"""What base types are called, for people."""

from data.i18n import _


def type_name(code: str) -> str:
    """A base type for people."""
    names = {
        "mission_hq": _("Mission HQ"),
        "sector_hq": _("Sector HQ"),
        "field_office": _("Field office"),
        "cob": _("Company operating base"),
        "tob": _("Temporary operating base"),
        "police_camp": _("Police camp"),
        "base": _("Base"),
    }
    return names.get(code, code)
