"""How assets and the requests for them are named in tables of page Footprint."""

from html import escape

import pandas as pd

from data.i18n import _

UNKNOWN = "–"


def kind_name(code: str) -> str:
    """A kind of asset for people."""
    return {
        "isr_drone": _("Surveillance drones"),
        "isr_aircraft": _("Surveillance aircraft"),
        "helicopter": _("Helicopter"),
        "medevac": _("Medical evacuation"),
        "aircraft": _("Aircraft"),
        "quick_reaction_force": _("Quick reaction force"),
        "convoy_escort": _("Convoy escort"),
        "eod_team": _("Explosive ordnance team"),
        "engineering_team": _("Engineers"),
        "mobile_team": _("Mobile team"),
        "other": _("Other"),
    }.get(code, code)


def status_name(code: str) -> str:
    """Where a request stands, for people."""
    return {
        "asked": _("Open"),
        "approved": _("Approved"),
        "refused": _("Refused"),
        "withdrawn": _("Withdrawn"),
        "done": _("Done"),
    }.get(code, code)


def cell(value: object) -> str:
    """A cell as HTML."""
    return escape(UNKNOWN if pd.isna(value) else str(value))


def two(first: object, below: object) -> str:
    """Two cells as one: the second below the first, in small print."""
    return f'{cell(first)}<br><span class="lp-note">{cell(below)}</span>'
