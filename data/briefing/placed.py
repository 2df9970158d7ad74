"""Are we placed for it: recorded incidents beyond reach of every base town, in all and where a section sees a threat.

Distances, not advice: nothing here says where a base should be.
"""

from collections.abc import Iterator
from dataclasses import replace

from data.briefing.finding import PLACED, Finding
from data.briefing.measures import in_reach
from data.i18n import _
from data.incidents import summary
from data.scene import Scene
from data.threats import judgements
from data.words import formats, headlines

OUTSIDE, OUTSIDE_OF_THREATENED = 55, 70
MOST = 2


def findings(scene: Scene) -> Iterator[Finding]:
    """Of the whole selection, then of areas for which an assessed threat holds."""
    shot, filters = scene.snapshot, scene.filters
    if shot.table("bases").empty:
        return
    yield from _of(scene, (), OUTSIDE)
    rows = judgements.valid(shot.table("assessed_threats"), filters.areas, shot.areas, filters.end)
    level = shot.deepest_level()
    counted = summary.by_area(shot.select(filters), shot.areas, level) if level else None
    if counted is None or rows.empty:
        return
    seen = counted[counted["area_id"].isin(rows["area_id"])].sort_values("incidents", ascending=False, kind="stable")
    others = [(area,) for area in seen["area_id"] if (area,) != filters.areas]
    found = [one for areas in others for one in _of(scene, areas, OUTSIDE_OF_THREATENED)]
    yield from found[:MOST]


def _of(scene: Scene, areas: tuple[str, ...], weight: float) -> Iterator[Finding]:
    """A finding where most incidents lie beyond reach: at least the settings' share of at least so many."""
    shot, filters = scene.snapshot, scene.filters
    own = replace(filters, areas=areas) if areas else filters
    settings, km = shot.settings.briefing, shot.settings.reach_km
    reached = in_reach(shot, own, own.span, km)
    outside = reached.incidents - reached.covered_incidents
    if reached.incidents < settings.least_incidents or outside < settings.outside_share * reached.incidents:
        return
    words = _("{outside} of {all} incidents lay farther than {km} km, straight line, from any open base town")
    if areas:
        words = _("{where}, where an assessed threat holds: {rest}").format(
            where=headlines.areas(shot, areas), rest=words
        )
    yield Finding(
        code="beyond_reach" + (f"_{areas[0]}" if areas else ""),
        question=PLACED,
        text=words.format(
            outside=formats.number(outside), all=formats.number(reached.incidents), km=formats.number(km)
        ),
        test=_("Stated where at least {share} of {n} incidents or more are beyond reach").format(
            share=formats.share(settings.outside_share), n=formats.number(settings.least_incidents)
        ),
        weight=weight,
        page="footprint",
        changes={"areas": areas} if areas else {},
        numbers={"outside": outside, "incidents": reached.incidents},
    )
