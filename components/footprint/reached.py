"""Part Reach: shares by distance with their bands, by component and function, what depends on one town, travel time."""

from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from components import cached, texts
from components.context import Context
from components.footprint.choice import Chosen
from data.footprint import coverage, jitter, measures, travel
from data.footprint.coverage import Coverage
from data.footprint.demand import MEASURES
from data.footprint.travel_schema import SEASONS
from data.i18n import _, isolated, ngettext
from data.incidents import subsets
from data.words import formats, palette

MINUTES = (30, 60, 120, 240, 480)


def show(chosen: Chosen) -> None:
    """Every table of reach for the chosen day and bases."""
    if chosen.bases.empty:
        texts.note(_("No base is open on {day}.").format(day=formats.day(chosen.day)))
        return
    bands = cached.footprint_bands(chosen.context.snapshot, chosen.context.filters, tuple(chosen.bases["base_id"]))
    _by_radius(chosen, bands)
    left, right = st.columns(2, gap="large")
    with left:
        _by_precision(chosen, bands)
        _by_kind(chosen, chosen.found.by_component, _("By component"), "component_type")
        _by_kind(chosen, chosen.found.by_function, _("By function"), "functions")
    with right:
        _overlaps(chosen)
        if chosen.context.snapshot.sight.plans:
            _single_points(chosen)
    _travel(chosen)


def radii(context: Context) -> list[float]:
    """The choices of reach of a mission, in km."""
    settings = context.snapshot.settings
    return sorted({*settings.reach_choices_km, settings.reach_km})


def measure_name(code: str) -> str:
    """A measure of reach, for people."""
    return {
        "incidents": _("Incidents"),
        "fatalities": _("Reported deaths"),
        "civilian_incidents": _("Events targeting civilians"),
        "civilian_fatalities": _("Reported deaths in them"),
    }[code]


def _by_radius(chosen: Chosen, bands: dict[float, dict[str, jitter.Band]]) -> None:
    settings = chosen.context.snapshot.settings
    texts.section(
        _("Within reach of a base town, by distance"),
        _(
            "Straight line; not protection or response. In brackets: 5 % to 95 % of {draws} draws in which each "
            "location moves within its precision (near: {near} km; region only: anywhere in its region); "
            "a figure can lie outside, since the point that a source gives is not the middle of where it may be"
        ).format(draws=jitter.DRAWS, near=formats.number(settings.near_km)),
    )
    rows = []
    for km in radii(chosen.context):
        found = chosen.found if km == chosen.radius_km else replace(chosen.found, radius_km=km)
        cells = [_cell(chosen, found, name, bands[km][name]) for name in MEASURES]
        rows.append([f"{formats.number(km)} km", *cells, _people(found)])
    head = [(_("Within"), ""), *((measure_name(name), "n") for name in MEASURES), (_("Population"), "n")]
    texts.table(head, rows, stacked=True)
    everything = ", ".join(
        f"{measure_name(name).lower()} {formats.number(chosen.found.everything[name])}" for name in MEASURES
    )
    texts.note(_("Of all under these filters: {figures}.").format(figures=everything))
    _people_note(chosen.found)


def _cell(chosen: Chosen, found: Coverage, name: str, band: jitter.Band) -> str:
    """`141 (140–152)` and the share below; incidents lead to their rows."""
    count = found.covered[name]
    code = f"{subsets.WITHIN}{found.radius_km:g}"
    figure = chosen.counted(count, code) if name == "incidents" else formats.number(count)
    words = f"({formats.number(band.low)}–{formats.number(band.high)})"
    return f'{figure} <span class="lp-note">{words}<br>{formats.share(found.shares[name])}</span>'


def _people(found: Coverage) -> str:
    people = found.population
    if people is None:
        return escape(_("unknown"))
    return f'{formats.number(people.covered)}<br><span class="lp-note">{formats.share(people.share)}</span>'


def _people_note(found: Coverage) -> None:
    people = found.population
    if people is None:
        texts.note(_("No area carries population, so people within reach are unknown: import areas with population."))
        return
    words = _("Population: of {known} people in areas of level {level}, as if they lived evenly spread in each area.")
    said = words.format(known=formats.number(people.known), level=people.level)
    if people.unknown:
        names = ", ".join(isolated(name) for name in people.unknown)
        said += " " + _("Unknown for {names}, which are left out.").format(names=names)
    texts.note(said)


def _by_precision(chosen: Chosen, bands: dict[float, dict[str, jitter.Band]]) -> None:
    texts.section(
        _("The same, by how well the place is known"),
        _("Incidents and reported deaths within {radius} km").format(radius=formats.number(chosen.radius_km)),
    )
    names = {
        "exact": _("Exact places only"),
        "exact_and_near": _("Exact and near"),
        "all": _("All, at the points given"),
    }
    rows = []
    for name, worst in coverage.BY_PRECISION.items():
        covered, everything = chosen.found.by_precision(worst)
        shares = measures.shares(covered, everything)
        rows.append([escape(names[name]), *(_of(covered[m], everything[m], shares[m]) for m in MEASURES[:2])])
    rows.append([escape(_("All, moved within their precision")), *(_band(chosen, bands, m) for m in MEASURES[:2])])
    texts.table([(_("Counted"), ""), *((measure_name(name), "n") for name in MEASURES[:2])], rows)


def _of(count: int, everything: int, share: float | None) -> str:
    words = _("{n} of {all}").format(n=formats.number(count), all=formats.number(everything))
    return f'{escape(words)}<br><span class="lp-note">{formats.share(share)}</span>'


def _band(chosen: Chosen, bands: dict[float, dict[str, jitter.Band]], name: str) -> str:
    band, everything = bands[chosen.radius_km][name], chosen.found.everything[name]
    if not everything:
        return "–"
    shares = f"{formats.share(band.low / everything)}–{formats.share(band.high / everything)}"
    ends = f"{formats.number(band.low)}–{formats.number(band.high)}"
    return f'{formats.number(band.median)} ({ends})<br><span class="lp-note">{shares}</span>'


def _by_kind(chosen: Chosen, table: pd.DataFrame, title: str, column: str) -> None:
    texts.section(
        title, _("Within {radius} km of a base town that has it").format(radius=formats.number(chosen.radius_km))
    )
    here, ids = chosen.context, tuple(chosen.bases["base_id"])
    bands = cached.footprint_bands_by(here.snapshot, here.filters, (ids, chosen.radius_km, column))
    rows = [
        [
            escape(_kind_name(column, r[column])),
            formats.number(r["towns"]),
            *(_with_band(r[m], bands[r[column]][m]) for m in MEASURES[:3]),
        ]
        for r in table.to_dict("records")
    ]
    head = [("", ""), (_("Towns"), "n")]
    texts.table([*head, *((measure_name(name), "n") for name in MEASURES[:3])], rows)


def _with_band(count: int, band: jitter.Band) -> str:
    """`141 (140–152)` as HTML."""
    ends = f"({formats.number(band.low)}–{formats.number(band.high)})"
    return f'{formats.number(count)} <span class="lp-note">{ends}</span>'


def _kind_name(column: str, value: str) -> str:
    if value == measures.UNKNOWN:
        return _("not stated")
    return palette.component_name(value) if column == "component_type" else isolated(value)


def _overlaps(chosen: Chosen) -> None:
    texts.section(_("Overlap and backup"), _("Incidents by how many base towns reach them"))
    names = {0: _("none"), 1: _("one town"), 2: _("two towns"), 3: _("three or more")}
    rows = [
        [escape(names[r["towns"]]), formats.number(r["incidents"]), formats.number(r["fatalities"])]
        for r in chosen.found.overlaps.to_dict("records")
    ]
    texts.table([(_("Reached from"), ""), (_("Incidents"), "n"), (_("Reported deaths"), "n")], rows)
    found = chosen.found
    share = measures.shares(found.backup, found.everything)["incidents"]
    per_base = measures.per_base(found.covered["incidents"], len(found.bases))
    words = _(
        "Reached from two towns or more, so within reach whichever one town goes: {n} incidents ({share} of all). "
        "{each} incidents within reach for each open base."
    )
    texts.note(
        words.format(
            n=formats.number(found.backup["incidents"]), share=formats.share(share), each=formats.number(per_base)
        )
    )


def _single_points(chosen: Chosen) -> None:
    texts.section(
        _("What is lost if a town goes"),
        _(
            "Incidents and deaths that no other base town reaches within {radius} km; no ranking of what it is worth"
        ).format(radius=formats.number(chosen.radius_km)),
    )
    table = chosen.found.by_town.sort_values("name", key=lambda names: names.str.casefold(), kind="stable")
    rows = [
        [
            escape(r.name),
            formats.number(r.incidents),
            formats.number(r.only_incidents),
            formats.number(r.only_fatalities),
        ]
        for r in table.itertuples(index=False)
    ]
    head = [(_("Base town"), ""), (_("In its reach"), "n"), (_("Only in its reach"), "n"), (_("Deaths in these"), "n")]
    texts.table(head, rows)


def _travel(chosen: Chosen) -> None:
    shot = chosen.context.snapshot
    times, roads = shot.table("travel_times"), shot.table("roads")
    if not travel.known(times, roads):
        texts.note(
            _("Travel time is not known here: import table travel_times or roads on page Data to see reach by minutes.")
        )
        return
    texts.section(
        _("Within reach by travel time"),
        _("As supplied in tables travel_times and roads; not protection or response"),
    )
    by_season = {s: coverage.by_travel(chosen.found, shot, s, MINUTES[-1]) for s in SEASONS}
    rows = [[f"{limit} min", *(_of_minutes(by_season[season], limit) for season in SEASONS)] for limit in MINUTES]
    texts.table([(_("Within"), ""), (_("Dry season"), "n"), (_("Rainy season"), "n")], rows)
    for season, found in by_season.items():
        texts.note(_off_road(found, {"dry": _("Dry season"), "rainy": _("Rainy season")}[season]))


def _of_minutes(found: Coverage, limit: float) -> str:
    own = replace(found, minutes=limit)
    return _of(own.covered["incidents"], own.everything["incidents"], own.shares["incidents"])


def _off_road(found: Coverage, season: str) -> str:
    """How many incidents no known way leads to, and how far the others lie from where their time is of."""
    limit = coverage.limit(found)
    unreachable = ngettext("{n} incident", "{n} incidents", limit["unreachable"]).format(
        n=formats.number(limit["unreachable"])
    )
    words = _("{season}: no known way to {incidents}.").format(season=season, incidents=unreachable)
    if limit["median_snap_km"] is None:
        return words
    off = _("Places lie {median} km (median), at most {most} km, from the road node or place that their time is of.")
    said = off.format(median=formats.number(limit["median_snap_km"]), most=formats.number(limit["most_snap_km"]))
    return f"{words} {said}"
