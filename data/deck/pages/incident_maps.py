"""The incident map of a page of a file: the layer, measure and level that the link shows, in print colours."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

import numpy as np
import pandas as pd

from data.deck import tips
from data.deck.model import Tip
from data.deck.pages.asked import Asked
from data.i18n import _, ngettext
from data.incidents import cells, choice, density, scales, summary
from data.incidents.choice import Choice
from data.incidents.rows import Rows
from data.incidents.scales import Breaks
from data.pictures import mission_maps
from data.pictures.mission_legends import classes
from data.pictures.spec import Bounds, Key, Legend, MapPicture
from data.words import formats, headlines
from data.words.palette import LIGHT

LAYER, LEVEL, MEASURE, SCALE = (f"incidents_{name}" for name in ("layer", "level", "measure", "scale"))
LAYERS, MEASURES = ("areas", "places", "cells", "density"), ("incidents", "fatalities", "per_100k")
PER = 100_000
OF_EVENTS = ("places", "cells")  # layers on which a single incident can be told
READ_OUT = 5  # areas or places that a text alternative names


@dataclass(frozen=True)
class Drawn:
    """A map, what it shows in words, what its shapes answer (see `data.deck.tips`), and a note."""

    map: MapPicture
    alt: str
    answers: Mapping[str, Tip] = field(default_factory=dict)
    note: str = ""


def level_of(asked: Asked) -> int:
    """The level of areas that the link shows, else the finest there is."""
    deepest = asked.shot.deepest_level()
    return min(int(asked.one_of(LEVEL, ("1", "2")) or deepest), deepest)


def of(asked: Asked, rows: Rows, chosen: Choice, title: str) -> Drawn:
    """The map of the layer that the link shows; areas where single incidents may not be in the file."""
    layer = asked.one_of(LAYER, LAYERS, LAYERS[0])
    withheld = asked.withheld if layer in OF_EVENTS else ""
    if withheld or layer == "areas":
        drawn = _areas(asked, rows, title)
        return replace(drawn, note=" ".join(filter(None, (drawn.note, withheld))))
    bounds = choice.bounds_of(chosen.view) if chosen.view else None
    return {"places": _places, "cells": _cells, "density": _density}[layer](asked, rows, title, bounds)


def measure_of(asked: Asked) -> str:
    """What the map counts; the change against the norm is on screen only."""
    return asked.one_of(MEASURE, MEASURES, MEASURES[0])


def _scale(asked: Asked, natural: Breaks) -> Breaks:
    """The classes that the link holds, else those that suit."""
    return Breaks.from_text(asked.own.get(SCALE, "")) or natural


def _read_out(names: list[str], figures: list[str]) -> str:
    return "; ".join(f"{name} {figure}" for name, figure in list(zip(names, figures, strict=True))[:READ_OUT])


def _areas(asked: Asked, rows: Rows, title: str) -> Drawn:
    level, measure = level_of(asked), measure_of(asked)
    table = _valued(asked, rows, level, measure)
    values = table["value"].to_numpy()
    most, rate = float(np.nanmax(values, initial=0)), measure == "per_100k"
    scale = _scale(asked, scales.rate_breaks(most) if rate else scales.breaks(most))
    legend = {
        "incidents": _("Incidents per {area}"),
        "fatalities": _("Reported deaths per {area}"),
        "per_100k": _("Incidents per 100,000 people, by {area}"),
    }[measure].format(area=headlines.level_name(level))
    steps = dict(zip(table["area_id"], scale.steps(values), strict=True))
    shown = table[table["value"] > 0]
    figures = shown["value"].map(formats.figure if rate else formats.number).tolist()
    labels = dict(zip(shown["area_id"], zip(shown["name"], figures, strict=True), strict=True))
    drawn = mission_maps.filled_map(
        asked.scene,
        level,
        {area: LIGHT.unknown if step < 0 else LIGHT.classes[step] for area, step in steps.items()},
        _with_unknown(classes(scale, legend), bool(np.isnan(values).any())),
        title,
        labels=dict(islice(labels.items(), mission_maps.MOST_LABELS)),
        records=asked.towns(),
    )
    answers = tips.of_areas(table) | tips.of_towns(asked.towns())
    return Drawn(drawn, f"{legend}: {_read_out(shown['name'].tolist(), figures)}", answers, _doubt(asked, values))


def _valued(asked: Asked, rows: Rows, level: int, measure: str) -> pd.DataFrame:
    """Areas with `value`, what the map shows of each (unknown where its people are), most first."""
    table = summary.by_area(rows, asked.shot.areas, level)
    if measure == "per_100k":
        people = table["area_id"].map(asked.shot.areas.set_index("area_id")["population"]).astype("float64")
        table = table.assign(per_100k=table["incidents"] / people.where(people > 0) * PER)
    table = table.assign(value=table[measure].astype("float64"))
    return table.sort_values("value", ascending=False, kind="stable")


def _doubt(asked: Asked, values: np.ndarray) -> str:
    """Of how many areas the map knows nothing, and that it does not show the change that the link asks for."""
    if asked.own.get(MEASURE) == "change":
        return _("Change against the norm is on screen only: the map counts incidents.")
    known = int((~np.isnan(values)).sum())
    if known == len(values):
        return ""
    words = _("Population is known for {n} of {all} areas.")
    return words.format(n=formats.number(known), all=formats.number(len(values)))


def _with_unknown(legend: Legend, there: bool) -> Legend:
    return Legend(legend.title, (*legend.keys, *([Key("fill", _("unknown"), LIGHT.unknown)] if there else [])))


def _places(asked: Asked, rows: Rows, title: str, bounds: Bounds | None) -> Drawn:
    deaths = measure_of(asked) == "fatalities"
    grouped, measure = summary.places(rows), "fatalities" if deaths else "incidents"
    legend = _("Reported deaths by place") if deaths else _("Incidents by place")
    drawn = mission_maps.places_map(
        asked.scene, grouped, title, legend, measure=measure,
        region_only=summary.by_precision(rows)[3], records=asked.towns(), bounds=bounds,
    )  # fmt: skip
    most = grouped.sort_values(measure, ascending=False, kind="stable")
    read = _read_out(most["location"].astype("str").tolist(), most[measure].map(formats.number).tolist())
    return Drawn(drawn, f"{legend}: {read}", tips.of_places(grouped) | tips.of_towns(asked.towns()))


def _cells(asked: Asked, rows: Rows, title: str, bounds: Bounds | None) -> Drawn:
    measure = "fatalities" if measure_of(asked) == "fatalities" else "incidents"
    resolution, table = cells.drawable(rows, cells.suited(bounds or asked.shot.around.bounds, 0), bounds)
    values = table[measure].to_numpy(dtype="float64")
    scale = _scale(asked, scales.breaks(values.max(initial=0)))
    words = (
        _("Reported deaths per hexagon of about {area} km²")
        if measure == "fatalities"
        else _("Incidents per hexagon of about {area} km²")
    )
    legend = words.format(area=formats.number(round(cells.AREA_KM2[resolution])))
    rings = [[(lon, lat) for lat, lon in cells.ring(cell)] for cell in table["cell"]]
    colours = [LIGHT.classes[step] for step in scale.steps(values)]
    legend_ = classes(scale, legend, [_nowhere(rows)])
    drawn = mission_maps.cells_map(asked.scene, rings, colours, legend_, title, bounds=bounds)
    most = _("{legend}: at most {n} in one.").format(legend=legend, n=formats.number(values.max(initial=0)))
    counted = [tips.counted(row) for row in table.to_dict("records")]
    answers = {tips.key(tips.CELL, *ring[0]): Tip("", own) for ring, own in zip(rings, counted, strict=True)}
    return Drawn(drawn, most, answers)


def _density(asked: Asked, rows: Rows, title: str, bounds: Bounds | None) -> Drawn:
    deaths = measure_of(asked) == "fatalities"
    found = density.surface(rows, asked.shot.around.bounds, deaths=deaths)
    scale = _scale(asked, scales.surface_breaks(float(found.values.max(initial=0))))
    legend = _("{what}, each spread over about {km} km").format(
        what=_("Reported deaths per 1,000 km²") if deaths else _("Incidents per 1,000 km²"),
        km=formats.number(density.BANDWIDTH_KM),
    )
    labels = [f"< {formats.figure(scale.lows[0])}", *(f"{formats.figure(low)} +" for low in scale.lows)]
    keys = tuple(Key("fill", label, colour) for label, colour in zip(labels, LIGHT.classes, strict=True))
    keys += (Key("note", nowhere),) if (nowhere := _nowhere(rows)) else ()
    rgba, extent = _image(found, scale)
    drawn = mission_maps.raster_map(asked.scene, rgba, extent, Legend(legend, keys), title, bounds=bounds)
    return Drawn(drawn, legend)


def _nowhere(rows: Rows) -> str:
    """How many incidents are on no place of the map; empty for none."""
    count = summary.by_precision(rows)[3]
    words = ngettext(
        "{n} incident known by region only is on no point",
        "{n} incidents known by region only are on no point",
        count,
    )
    return words.format(n=formats.number(count)) if count else ""


def _image(found: density.Surface, scale: Breaks) -> tuple[np.ndarray, Bounds]:
    """The classes of a surface as colours, its rows moved from Web Mercator to even steps of latitude."""
    _west, south, _east, north = found.bounds
    height = len(found.values)
    top, bottom = density.mercator(north), density.mercator(south)
    even = north - (np.arange(height) + 0.5) / height * (north - south)
    at = ((top - density.mercator(even)) / (top - bottom) * height).astype(int).clip(0, height - 1)
    steps = sum((found.values[at] >= low).astype("uint8") for low in scale.lows)
    colours = np.array([[*bytes.fromhex(colour[1:]), 255] for colour in LIGHT.classes], dtype="float64") / 255
    colours[0, 3] = 0
    return colours[steps], found.bounds
