"""The layers of the incident map, from rows to what is drawn, with their legends: for the screen and for pictures."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from components import changes, layers, legend
from components.context import Context
from components.maps import Layer
from data.i18n import _
from data.incidents import cells, choice, density, guard, scales, summary, types
from data.incidents.choice import Choice
from data.incidents.rows import Rows
from data.incidents.scales import Breaks
from data.pictures.spec import Key, Legend
from data.words import alt, change_words, formats, headlines
from data.words.alt import Told

PER = 100_000


@dataclass(frozen=True)
class Asked:
    """What a user asked of a layer: the measure, the level of areas, and which classes hold.

    `hold` gets what the classes are of and those that suit, and gives those that are used.
    """

    measure: str
    level: int
    hold: Callable[[str, Breaks], Breaks]


@dataclass(frozen=True)
class Drawn:
    """A layer with its legends and the words that say the same; the classes used, what they are of and those that
    would suit; and a note.

    `follow` says which views of the map change what it draws: see `maps.Drawing`. A picture names the areas of
    `labels`, the most needed first, with the figure there, and has `title` where the page's own says something else.
    """

    layers: list[Layer]
    legends: tuple[Legend, ...]
    alt: Told
    what: str = ""
    natural: Breaks | None = None
    scale: Breaks | None = None
    follow: str | None = None
    note: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    title: str = ""


def areas(context: Context, rows: Rows, chosen: Choice, asked: Asked) -> Drawn:
    """Admin areas by incidents, deaths, incidents per 100,000 people, or class of change."""
    if asked.measure == "change":
        return _changes(context, rows, chosen, asked)
    level, measure, more = asked.level, asked.measure, None
    table = summary.by_area(rows, context.snapshot.areas, level)
    if measure == "per_100k":
        people = table["area_id"].map(context.snapshot.areas.set_index("area_id")["population"]).astype("float64")
        values = (table["incidents"] / people.where(people > 0) * PER).to_numpy(dtype="float64")
        more = [_rate(value) for value in values]
    else:
        values = table[measure].to_numpy(dtype="float64")
    known = values[~np.isnan(values)]
    most = float(known.max(initial=0))
    natural = scales.rate_breaks(most) if measure == "per_100k" else scales.breaks(most)
    what = f"areas-{level}-{measure}"
    scale = asked.hold(what, natural)
    unknown = context.palette.unknown
    classes_ = np.where(np.isnan(values), len(context.palette.classes), scale.steps(values))
    colours = [*context.palette.classes, unknown]
    drawn = layers.areas(
        context, table, level, classes_, chosen=chosen.area, more=more, colours=colours
    )  # fmt: skip
    title = {
        "incidents": _("Incidents per {area}"),
        "fatalities": _("Reported deaths per {area}"),
        "per_100k": _("Incidents per 100,000 people, by {area}"),
    }[measure].format(area=headlines.level_name(level))
    keys = legend.class_keys(scale, context.palette)
    keys += [Key("fill", _("unknown"), unknown)] if len(known) < len(values) else []
    shown = formats.figure if measure == "per_100k" else formats.number
    labels = {table["area_id"][i]: shown(values[i]) for i in np.argsort(-values) if values[i] > 0}
    note = ""
    if len(known) < len(values):
        words = _("Population is known for {n} of {all} areas.")
        note = words.format(n=formats.number(len(known)), all=formats.number(len(values)))
    own = values if measure == "per_100k" else None
    told = alt.areas(table, title, measure, values=own, show=shown)
    return Drawn(drawn, (Legend(title, tuple(keys)),), told, what, natural, scale, note=note, labels=labels)


def _rate(value: float) -> str:
    if np.isnan(value):
        return _("population unknown")
    return _("{n} incidents per 100,000 people").format(n=formats.figure(value))


def _changes(context: Context, rows: Rows, chosen: Choice, asked: Asked) -> Drawn:
    trends = changes.of(context, "incidents", asked.level)
    quiet = sum(trend.quiet for trend in trends.areas)
    table = summary.by_area(rows, context.snapshot.areas, asked.level)
    found = changes.classes_for_map(context, "incidents", asked.level)
    codes = [found[area][0] if area in found else guard.UNKNOWN for area in table["area_id"]]
    more = [found[area][1] if area in found else "" for area in table["area_id"]]
    colours = [context.palette.changes[code] for code in guard.CODES]
    steps = np.array([guard.CODES.index(code) for code in codes])
    drawn = layers.areas(context, table, asked.level, steps, chosen=chosen.area, more=more, colours=colours)
    counted = Counter(codes)
    keys = [
        Key(
            "fill",
            f"{change_words.class_name(code)} ({change_words.class_meaning(code)}): {formats.number(counted[code])}",
            context.palette.changes[code],
        )
        for code in guard.CODES
        if counted[code]
    ]
    title = _("Incidents against the norm of each area")
    if trends.norm_span:
        title += f" ({formats.period(trends.norm_span)})"
    note = _("Classes are of all incidents under the filters; part What changed explains each.")
    if quiet:
        words = _("Of those with too few to compare, {n} have no recorded incident now or before.")
        note = f"{note} {words.format(n=formats.number(quiet))}"
    stated = (*guard.RISES, guard.LARGE_DECREASE)
    most = sorted((t for t in trends.areas if t.code in stated), key=lambda t: -abs(t.now - t.norm))
    labels = {trend.area_id: "" for trend in most}
    names = [change_words.class_name(code) for code in codes]
    told = alt.classes(changes.title(trends), title, table, names)
    return Drawn(drawn, (Legend(title, tuple(keys)),), told, note=note, labels=labels, title=changes.title(trends))


def places(context: Context, rows: Rows, chosen: Choice, asked: Asked) -> Drawn:
    """Single places; where a view holds too many of them, hexagons."""
    table = summary.places(rows)
    many = len(table) > layers.MOST_PLACES
    if many and chosen.view:
        table = table[cells.in_view(rows.events, choice.bounds_of(chosen.view))[table["place"]]]
    if len(table) > layers.MOST_PLACES:
        drawn = hexagons(context, rows, chosen, asked)
        words = _("{n} places are too many to draw: hexagons hold them. Zoom in for single places.")
        note = words.format(n=formats.number(len(table)))
        return replace(drawn, note=note)
    hatched = layers.region_only(context, rows)
    drawn = [*hatched, layers.places(context, table, asked.measure, chosen.place)]
    present = [code for code in types.CODES if (table["event_type"] == code).any()]
    colours, dot = context.palette.types, context.palette.classes[4]
    of_types = Legend(_("Most frequent type"), tuple(Key("exact", types.label(c), colours[c]) for c in present))
    size = _("Size by reported deaths") if asked.measure == "fatalities" else _("Size by incidents")
    known = (Key("exact", _("exact place"), dot), Key("near", _("near it, not exact"), dot), *_hatch(context, hatched))
    told = alt.places(table, _by_place(asked), asked.measure, summary.by_precision(rows)[3])
    return Drawn(drawn, (of_types, Legend(size, known)), told, follow="moved" if many else None)


def _by_place(asked: Asked) -> str:
    return _("Reported deaths by place") if asked.measure == "fatalities" else _("Incidents by place")


def _hatch(context: Context, hatched: list[Layer]) -> tuple[Key, ...]:
    return (Key("fill", _("known by region only"), context.palette.land, hatch="////"),) if hatched else ()


def hexagons(context: Context, rows: Rows, chosen: Choice, asked: Asked) -> Drawn:
    """H3 cells, finer the more the map is zoomed in."""
    steps = choice.numbers(chosen.view)[4] if chosen.view else 0
    resolution = cells.suited(context.snapshot.around.bounds, steps)
    resolution, table = cells.drawable(rows, resolution, choice.bounds_of(chosen.view) if steps > 0 else None)
    values = table[asked.measure].to_numpy(dtype="float64")
    natural = scales.breaks(values.max(initial=0))
    what = f"cells-{resolution}-{asked.measure}"
    scale = asked.hold(what, natural)
    hatched = layers.region_only(context, rows)
    drawn = [*hatched, layers.cells(context, table, scale.steps(values), chosen.cell), *layers.borders(context, 2)]
    title = (
        _("Reported deaths per hexagon of about {area} km²")
        if asked.measure == "fatalities"
        else _("Incidents per hexagon of about {area} km²")
    ).format(area=formats.number(round(cells.AREA_KM2[resolution])))
    keys = (*legend.class_keys(scale, context.palette), *_hatch(context, hatched))
    told = alt.hexagons(table, title, asked.measure)
    return Drawn(drawn, (Legend(title, keys),), told, what, natural, scale, "moved")


def surface(context: Context, rows: Rows, _chosen: Choice, asked: Asked) -> Drawn:
    """Density: incidents or deaths per 1,000 km², each spread over its surroundings."""
    deaths = asked.measure == "fatalities"
    found = density.surface(rows, context.snapshot.around.bounds, deaths=deaths)
    natural = scales.surface_breaks(float(found.values.max(initial=0)))
    what = f"density-{asked.measure}"
    scale = asked.hold(what, natural)
    hatched = layers.region_only(context, rows)
    drawn = [*hatched, layers.density(context, found, scale), *layers.borders(context, 2)]
    words = _("Reported deaths per 1,000 km²") if deaths else _("Incidents per 1,000 km²")
    spread = _("{what}, each spread over about {km} km")
    title = spread.format(what=words, km=formats.number(density.BANDWIDTH_KM))
    labels = [f"< {formats.figure(scale.lows[0])}", *(f"{formats.figure(low)} +" for low in scale.lows)]
    keys = [Key("fill", label, colour) for label, colour in zip(labels, context.palette.classes, strict=True)]
    told = alt.surface(
        alt.places(summary.places(rows), _by_place(asked), asked.measure), title, found.values.max(initial=0)
    )
    return Drawn(drawn, (Legend(title, (*keys, *_hatch(context, hatched))),), told, what, natural, scale)


LAYERS = {"areas": areas, "places": places, "cells": hexagons, "density": surface}
