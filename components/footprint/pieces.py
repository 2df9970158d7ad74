"""Pieces of the footprint that several parts and pages show: incidents below base towns, signs, doubts, figures."""

from html import escape

import pandas as pd

from components import cached, layers, legend, maps, palette
from components.context import Context
from data.i18n import _, isolated
from data.incidents import cells, summary
from data.incidents.rows import Rows


def illustrative(bases: pd.DataFrame) -> str:
    """Which bases no source states, in words; empty where there is none."""
    names = sorted(set(bases.loc[bases["illustrative"].fillna(False), "name"]))
    words = _("Illustrative, no source states them: police and civilian sites at {names}.")
    return words.format(names=", ".join(map(isolated, names))) if names else ""


def incident_layers(context: Context, selected: Rows) -> tuple[list[maps.Layer], list[str]]:
    """Incidents below the base towns and their legends: places, or hexagons where there are too many to draw."""
    grouped, colours = summary.places(selected), context.palette
    hatched = layers.region_only(context, selected)
    legends = [f"<span>{legend.hatch(colours)}</span>"] if hatched else []
    if len(grouped) <= layers.MOST_PLACES:
        size = _("size by incidents")
        return [*hatched, layers.places(context, grouped, by_type=False)], [legend.places(colours, size), *legends]
    resolution = cells.suited(cached.context(context.snapshot).bounds, 0)
    resolution, table = cells.drawable(selected, resolution, None)
    scale = legend.breaks(table["incidents"].max())
    steps = scale.steps(table["incidents"].to_numpy(dtype="float64"))
    return [*hatched, layers.cells(context, table, steps)], [
        legend.classes(scale, _("Incidents per hexagon"), colours),
        *legends,
    ]


def signs(components: list[str], context: Context) -> str:
    """Components as HTML: the sign of each in its colour, with its name."""
    if not components:
        return escape(_("unknown"))
    colours = context.palette.components
    return " ".join(
        f'<span style="color:{colours[c]}">{palette.SHAPES[c]}</span>&nbsp;{escape(palette.component_name(c))}'
        for c in components
    )
