"""Tables of reach of a page of a file: by distance, and which functions an area's incidents have within it."""

from dataclasses import replace

import pandas as pd

from data.deck.model import Table
from data.deck.pages import listed
from data.footprint import gaps
from data.footprint.coverage import Coverage
from data.footprint.demand import MEASURES
from data.i18n import _
from data.words import formats


def by_distance(found: Coverage) -> Table:
    """What lies within each radius that the mission offers: counts, and of incidents and deaths the share in %."""
    radii = sorted({*found.settings.reach_choices_km, found.settings.reach_km, found.radius_km})
    rows = [_within(replace(found, radius_km=km)) for km in radii]
    everything = _("Of all under these filters: {incidents} incidents, {deaths} reported deaths.").format(
        incidents=formats.number(found.everything["incidents"]), deaths=formats.number(found.everything["fatalities"])
    )
    return listed.of(
        _("Within reach of a base town, by distance"),
        (_("Within, km"), _("Incidents"), _("of all, %"), _("Reported deaths"), _("of all, %"),
         _("Events targeting civilians"), _("Reported deaths in them")),
        pd.DataFrame(rows),
        _("Straight line; not protection or response.") + " " + everything,
        key="reach",
    )  # fmt: skip


def _within(found: Coverage) -> dict[str, object]:
    shares = {name: None if share is None else round(100 * share) for name, share in found.shares.items()}
    incidents, deaths, *rest = MEASURES
    return {
        "km": found.radius_km,
        incidents: found.covered[incidents], f"{incidents}_share": shares[incidents],
        deaths: found.covered[deaths], f"{deaths}_share": shares[deaths],
        **{name: found.covered[name] for name in rest},
    }  # fmt: skip


def by_function(found: Coverage, every_base: pd.DataFrame, level: int) -> Table:
    """An area's incidents, and of them how many have each function within reach; those that no base names are left out.

    `found` is of the bases of all kinds.
    """
    by_area = gaps.of(found, every_base, level)
    known = [group.code for group in gaps.GROUPS if group.code not in by_area.unknown]
    rows = [
        {"name": gap.name, "incidents": gap.incidents, **{code: gap.reached[code] for code in known}}
        for gap in by_area.areas
    ]
    head = (_("Area"), _("Incidents"), *(gaps.BY_CODE[code].name() for code in known))
    title, note = _("What is in reach, and what is not"), gaps.unknown_words(by_area)
    return listed.of(title, head, pd.DataFrame(rows), note, key="functions")
