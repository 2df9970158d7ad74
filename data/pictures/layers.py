"""A map's layers as matplotlib draws them, each upon the one before it."""

from collections.abc import Callable

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection, PolyCollection
from matplotlib.transforms import ScaledTranslation

from data.pictures import ground, spec
from data.pictures.legends import MARKERS, SIGN_PT, SIGN_STEP, circle_style, ring_style
from data.words.palette import PAPER, Palette

RADIUS_STEP = 0.5  # points: circles of about one size are written once


def draw(axes: Axes, layers: tuple[spec.Layer, ...], colours: Palette) -> None:
    """All layers but names, which are placed when all else stands."""
    for number, layer in enumerate(layers):
        if type(layer) in _DRAWN:
            _DRAWN[type(layer)](axes, layer, colours, 3 + number * 0.1)


def _areas(axes: Axes, layer: spec.Areas, colours: Palette, zorder: float) -> None:
    ids = [feature["properties"]["area_id"] for feature in layer.outlines["features"]]
    shown = [
        (ident, shape) for ident, shape in zip(ids, ground.shapes(layer.outlines), strict=True) if ident in layer.fills
    ]
    colour = [layer.fills[ident] for ident, _shape in shown]
    own = [shape for _ident, shape in shown]
    ground.fill(axes, own, colour, edge=colours.outline, width=0.7, zorder=zorder)
    for hatch in sorted({layer.hatches[ident] for ident, _shape in shown if ident in layer.hatches}):
        own = [ground.path(shape) for ident, shape in shown if layer.hatches.get(ident) == hatch]
        style = {"facecolors": "none", "edgecolors": colours.text, "linewidths": 0}
        axes.add_collection(PathCollection(own, hatch=hatch, zorder=zorder + 0.01, **style), autolim=False)


def _borders(axes: Axes, layer: spec.Borders, colours: Palette, zorder: float) -> None:
    ground.fill(axes, ground.shapes(layer.outlines), "none", edge=colours.quiet, width=1.0, zorder=zorder)


def _circles(axes: Axes, layer: spec.Circles, _colours: Palette, zorder: float) -> None:
    count = len(layer.longitude)
    radius = np.maximum(np.round(np.asarray(layer.radius_pt) / RADIUS_STEP), 1) * RADIUS_STEP
    colour = np.array(layer.colours if len(layer.colours) == count else list(layer.colours) * count, dtype=object)
    exact = np.asarray(layer.exact, dtype=bool)
    kinds = sorted({*zip(-radius, exact, colour, strict=True)})
    for negative, is_exact, one in kinds:
        own = (radius == -negative) & (exact == is_exact) & (colour == one)
        axes.scatter(
            np.asarray(layer.longitude)[own],
            np.asarray(layer.latitude)[own],
            s=(2 * negative) ** 2,
            zorder=zorder,
            **circle_style(one, bool(is_exact)),
        )


def _cells(axes: Axes, layer: spec.Cells, colours: Palette, zorder: float) -> None:
    style = {"facecolors": list(layer.colours), "edgecolors": colours.outline, "linewidths": 0.4}
    axes.add_collection(PolyCollection([np.asarray(r) for r in layer.rings], zorder=zorder, **style), autolim=False)


def _raster(axes: Axes, layer: spec.Raster, _colours: Palette, zorder: float) -> None:
    west, south, east, north = layer.bounds
    limits = axes.get_xlim(), axes.get_ylim()
    extent = (west, east, south, north)
    axes.imshow(layer.rgba, extent=extent, origin="upper", aspect="auto", interpolation="bilinear", zorder=zorder)
    axes.set(xlim=limits[0], ylim=limits[1])


def _rings(axes: Axes, layer: spec.Rings, colours: Palette, zorder: float) -> None:
    reach = shapely.union_all([shapely.Polygon(ring) for ring in layer.rings])
    paths = [ground.path(reach)] if not reach.is_empty else []
    axes.add_collection(PathCollection(paths, zorder=zorder, **ring_style(colours)), autolim=False)


def _signs(axes: Axes, layer: spec.Signs, colours: Palette, zorder: float) -> None:
    for town in reversed(layer.towns):
        for number, component in enumerate(town.components):
            aside = (number - (len(town.components) - 1) / 2) * SIGN_STEP
            shifted = axes.transData + ScaledTranslation(aside, 0, axes.figure.dpi_scale_trans)
            size = SIGN_PT * (0.85 if component == "partner" else 1)
            axes.plot(
                (town.longitude,),
                (town.latitude,),
                MARKERS[component],
                markersize=size,
                markerfacecolor=colours.components[component],
                markeredgecolor=PAPER,
                markeredgewidth=0.9,
                transform=shifted,
                zorder=zorder,
                scalex=False,
                scaley=False,
            )


_DRAWN: dict[type, Callable[..., None]] = {
    spec.Areas: _areas,
    spec.Borders: _borders,
    spec.Circles: _circles,
    spec.Cells: _cells,
    spec.Raster: _raster,
    spec.Rings: _rings,
    spec.Signs: _signs,
}
