"""Page Workshop as a page of a file: saved scenarios and today's footprint side by side."""

import pandas as pd

from data.deck import tips
from data.deck.model import Measure, Page, Table
from data.deck.pages import listed
from data.deck.pages.asked import Asked
from data.errors import InputError
from data.footprint import demand, on_map, reach
from data.footprint.demand import MEASURES
from data.i18n import _, ngettext
from data.incidents import summary
from data.pictures import mission_maps
from data.words import formats, stated
from data.workshop import measured, moves, scenarios
from data.workshop.measured import Measures
from data.workshop.scenarios import Scenario

RADIUS, COMPARED = "workshop_radius", "workshop_compared"
MOST = 4


def of(asked: Asked) -> Page:
    """The scenarios that the link compares or opens; an InputError where it names none."""
    chosen = _chosen(asked)
    if not chosen:
        raise InputError(
            _("This view of the workshop has no file: open a saved scenario, or compare some, and make the file then.")
        )
    if not asked.shot.sight.plans and any(one.action == "close" for own in chosen for one in own.moves):
        raise InputError(
            _("This scenario closes a base. What is lost by it is in no file that is made without a planner.")
        )
    shot, filters = asked.shot, asked.filters
    rows, bases, km = shot.select(filters), shot.table("bases"), asked.radius_km(RADIUS)
    found = measured.of(demand.of(rows), bases, filters.end, km, [(one, "") for one in chosen])
    title = _title(asked, found)
    first = reach.open_on(moves.apply(bases, chosen[0].moves), filters.end)
    grouped, records = asked.places(rows), on_map.records(first)
    map_ = mission_maps.bases_map(
        asked.scene, records, km, chosen[0].name,
        grouped=grouped, region_only=summary.by_precision(rows)[3],
    )  # fmt: skip
    return asked.page(
        title,
        subtitle=", ".join(own.code for own in chosen),
        measures=[_measure(own, found) for own in found.footprints],
        map_=map_,
        alt=_("Base towns of {scenario}, over incidents").format(scenario=chosen[0].name),
        answers=tips.of_places(grouped) | tips.of_towns(records),
        tables=[_table(found), *(_moves(own, bases) for own in chosen)],
        notes=[
            stated.precision(rows),
            asked.withheld,
            _("An option looks best on the very events it was made for. Roads, rain, troops, consent and what a base "
              "is for are not in these figures."),
        ],
    )  # fmt: skip


def _chosen(asked: Asked) -> list[Scenario]:
    """The scenarios that the link compares, else the one that it opens."""
    named = asked.own.get(COMPARED, "") or asked.filters.scenario or ""
    return [scenarios.opened(asked.shot.mission, code) for code in named.split(",")[:MOST] if code]


def _title(asked: Asked, found: Measures) -> str:
    today, *rest = found.footprints
    words = _("{share} of incidents in {period} within {radius} km, straight line, of a base town today; {others}")
    others = "; ".join(
        _("{share} with {scenario}").format(share=formats.share(own.share("incidents")), scenario=own.name)
        for own in rest
    )
    return words.format(
        share=formats.share(today.share("incidents")),
        period=formats.period(asked.filters.span),
        radius=formats.number(found.radius_km),
        others=others,
    )


def _measure(own: measured.Footprint, found: Measures) -> Measure:
    """Incidents within reach of one footprint."""
    today = found.footprints[0]
    change = own.counts["incidents"] - today.counts["incidents"]
    counted = _("{n} of {all}").format(
        n=formats.number(own.counts["incidents"]), all=formats.number(own.totals["incidents"])
    )
    towns = ngettext("{n} base town", "{n} base towns", own.towns).format(n=formats.number(own.towns))
    against = _("{change} against today").format(change=formats.signed(change)) if own is not today else ""
    lines = tuple(filter(None, (counted, towns, against)))
    return Measure(own.name or _("Today"), formats.share(own.share("incidents")), lines)


def _table(found: Measures) -> Table:
    """A row a footprint: towns, and each measure within reach."""
    rows = [
        {"name": own.name or _("Today"), "towns": own.towns, **{name: own.counts[name] for name in MEASURES}}
        for own in found.footprints
    ]
    names = (_("Incidents"), _("Reported deaths"), _("Events that target civilians"), _("Reported deaths in them"))
    return listed.of(
        _("Side by side"),
        (_("Footprint"), _("Base towns"), *names),
        pd.DataFrame(rows),
        _("Within {radius} km, straight line, of a base town; not protection or response").format(
            radius=formats.number(found.radius_km)
        ),
    )


def _moves(own: Scenario, bases: pd.DataFrame) -> Table:
    """What a scenario changes."""
    names = moves.names_of(bases, own.moves)
    rows = tuple((moves.words(one, names),) for one in own.moves)
    return Table(_("Changes of {scenario}").format(scenario=own.name), (_("Change"),), rows)
