"""Pieces of the footprint that several parts and pages show: incidents below base towns, signs, doubts, figures."""

from html import escape

from components import layers, legend, maps
from components.context import Context
from data.i18n import _
from data.incidents import cells, scales, summary
from data.incidents.rows import Rows
from data.words import palette


def incident_layers(context: Context, selected: Rows) -> tuple[list[maps.Layer], list[str]]:
    """Incidents below the base towns and their legends: places, or hexagons where there are too many to draw."""
    grouped, colours = summary.places(selected), context.palette
    hatched = layers.region_only(context, selected)
    legends = [f"<span>{legend.hatch(colours)}</span>"] if hatched else []
    if len(grouped) <= layers.MOST_PLACES:
        size = _("size by incidents")
        return [*hatched, layers.places(context, grouped, by_type=False)], [legend.places(colours, size), *legends]
    resolution = cells.suited(context.snapshot.around.bounds, 0)
    resolution, table = cells.drawable(selected, resolution, None)
    scale = scales.breaks(table["incidents"].max())
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
