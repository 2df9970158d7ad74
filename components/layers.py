"""From counts to map layers: what areas, places, hexagons and surfaces show and say, as lists for the browser."""

import base64
import io

import numpy as np
import pandas as pd
import streamlit as st
from PIL import Image

from components import cached, maps, told
from components.context import Context
from components.maps import Answer, Drawing, Layer
from data.i18n import _, ngettext
from data.incidents import cells as hexagons
from data.incidents import density as kernel
from data.incidents import summary, types
from data.incidents.choice import place_key
from data.incidents.rows import Rows
from data.incidents.scales import Breaks
from data.words import formats
from data.words.alt import Told

HEIGHT = 520
MAX_RADIUS_PX, MIN_RADIUS_PX = 16, 2.4
MOST_PLACES = 1200  # more than that are drawn as cells: what a browser gets does not grow with the events


def counted(count: int, deaths: int) -> str:
    """`29 incidents, 161 reported deaths`."""
    return ", ".join(
        (
            ngettext("{n} incident", "{n} incidents", count).format(n=formats.number(count)),
            ngettext("{n} reported death", "{n} reported deaths", deaths).format(n=formats.number(deaths)),
        )
    )


def areas(
    context: Context,
    table: pd.DataFrame,
    level: int,
    steps: np.ndarray,
    *,
    chosen: str = "",
    more: list[str] | None = None,
    colours: list[str] | None = None,
) -> list[Layer]:
    """Areas of a level coloured by class, with the borders of the level above.

    `table` has area_id, incidents, fatalities, exact, near, region; `steps` is the class of each (a place in
    `colours`, the count classes where none are given) and `more` a line for its tooltip.
    """
    numbers = [table[name].tolist() for name in ("incidents", "fatalities", "exact", "near", "region")]
    lines = more or [""] * len(table)
    rows = list(zip(table["area_id"], np.asarray(steps).tolist(), lines, *numbers, strict=True))
    drawn = {
        "kind": "areas",
        "level": level,
        "rows": rows,
        "colours": colours or list(context.palette.classes),
        "line": context.palette.outline,
        "strong": context.palette.text,
        "chosen": chosen,
    }
    return [drawn, *borders(context, level)]


def borders(context: Context, level: int) -> list[Layer]:
    """The borders of the level above one."""
    return [{"kind": "borders", "level": 1, "line": context.palette.quiet}] if level > 1 else []


def region_only(context: Context, selected: Rows) -> list[Layer]:
    """Incidents known by region only, as a hatch over their region: they have no place that could be drawn."""
    table = summary.by_area(selected.where(selected.array("precision") == 3), context.snapshot.areas, 1)
    table = table[table["incidents"] > 0]
    if table.empty:
        return []
    names = ("area_id", "incidents", "fatalities")
    rows = list(zip(*(table[name].tolist() for name in names), strict=True))
    return [{"kind": "region", "level": 1, "rows": rows, "line": context.palette.quiet}]


def places(
    context: Context, grouped: pd.DataFrame, measure: str = "incidents", chosen: str = "", by_type: bool = True
) -> Layer:
    """Places as circles, area in proportion to incidents or deaths, coloured by their most frequent type.

    `grouped` has the columns of `summary.places`. Filled where exact, hollow where only near; small ones on top.
    """
    ordered = grouped.sort_values(measure, ascending=False, kind="stable")
    sizes = ordered[measure].to_numpy()
    radii = np.maximum(MIN_RADIUS_PX, MAX_RADIUS_PX * np.sqrt(sizes / max(1, sizes.max(initial=1)))).round(1)
    kinds = ordered["event_type"].tolist() if by_type else [""] * len(ordered)
    of_kind = {code: f"{types.label(code)} ({_('most frequent')})" for code in types.CODES} | {"": ""}
    colours = [*context.palette.types.values()] if by_type else [context.palette.classes[4]]
    at = {code: i for i, code in enumerate(context.palette.types)} if by_type else {"": 0}
    exact = (ordered["geo_precision"] == 1).astype("int64")
    where = ordered["latitude"].tolist(), ordered["longitude"].tolist()
    keys = [place_key(lat, lon) for lat, lon in zip(*where, strict=True)]
    rows = zip(
        *where,
        radii.tolist(),
        [at[kind] for kind in kinds],
        exact.tolist(),
        [formats.short(str(name)) for name in ordered["location"].tolist()],
        keys,
        [of_kind[kind] for kind in kinds],
        ordered["incidents"].tolist(),
        ordered["fatalities"].tolist(),
        *(ordered[name].tolist() for name in ("exact", "near")),
        strict=True,
    )
    strong = context.palette.text
    return {"kind": "places", "rows": list(rows), "colours": colours, "strong": strong, "chosen": chosen}


def cells(context: Context, table: pd.DataFrame, steps: np.ndarray, chosen: str = "") -> Layer:
    """Hexagons coloured by class; `table` has the columns of `cells.by_cell`."""
    numbers = [table[name].tolist() for name in ("incidents", "fatalities", "exact", "near")]
    rings = [hexagons.ring(cell) for cell in table["cell"]]
    blank = [""] * len(table)
    resolution = hexagons.resolution_of(table["cell"].iloc[0]) if len(table) else hexagons.COARSEST
    area = formats.number(round(hexagons.AREA_KM2[resolution]))
    return {
        "kind": "cells",
        "rows": list(zip(table["cell"], np.asarray(steps).tolist(), rings, blank, *numbers, strict=True)),
        "name": _("Hexagon of about {area} km²").format(area=area),
        "colours": list(context.palette.classes),
        "line": context.palette.outline,
        "strong": context.palette.text,
        "chosen": chosen,
    }


def density(context: Context, surface: kernel.Surface, scale: Breaks) -> Layer:
    """A surface coloured by class, as one small picture; class 0 is see-through."""
    steps = sum((surface.values >= low).astype("uint8") for low in scale.lows)
    colours = [tuple(bytes.fromhex(colour[1:])) for colour in context.palette.classes]
    table = np.array([(*colours[0], 0), *((*colour, 255) for colour in colours[1:])], dtype="uint8")
    packed = io.BytesIO()
    picture = Image.frombytes("P", steps.shape[::-1], steps.tobytes())
    picture.putpalette(table[:, :3].tobytes())
    picture.save(packed, "PNG", transparency=0, optimize=True)
    west, south, east, north = surface.bounds
    image = "data:image/png;base64," + base64.b64encode(packed.getvalue()).decode()
    return {"kind": "density", "image": image, "bounds": [[south, west], [north, east]]}


def outline(context: Context, area_id: str) -> list[Layer]:
    """The outline of an area that is chosen, over a layer that is not of areas."""
    areas = context.snapshot.areas
    level = areas.loc[areas["area_id"] == area_id, "level"]
    colour = context.palette.text
    return [{"kind": "outline", "level": int(own), "area": area_id, "colour": colour} for own in level]


def shape(context: Context, corners: list[tuple[float, float]]) -> Layer:
    """The outline of a box or lasso that was drawn."""
    return {"kind": "shape", "ring": corners, "colour": context.palette.text}


def draw(
    context: Context,
    drawing: Drawing,
    key: str,
    height: int = HEIGHT,
    *,
    alt: Told,
    tools: bool = False,
    together: str = "",
) -> Answer:
    """Draw layers upon the base map of the version, in the theme's colours, between the words and the rows that say
    the same (`alt`); what the map told just now, if anything."""
    shot = context.snapshot
    base = maps.Base(
        outlines=cached.outlines_address(shot),
        bounds=shot.around.bounds,
        colours=context.palette,
        credit=context.mark,
        lang=context.filters.lang,
        tools=tools,
        together=together,
    )
    with st.container(key=f"map_{key}"), told.around(alt, f"map_{key}"):
        return maps.show(base, drawing, f"{key}_{context.theme}", height, alt.finding)
