"""The incident map as a picture on paper: the layers of the screen, in print colours."""

import base64
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from PIL import Image

from components.context import Context
from components.maps import Layer
from data.incidents.density import mercator
from data.pictures import mission_maps, spec
from data.pictures.spec import Legend, MapPicture
from data.words.palette import LIGHT

PT_A_PX = 0.75
MOST_LABELS = 14


def on_paper(context: Context) -> Context:
    """The same page in print colours."""
    return replace(context, palette=LIGHT, theme="light")


def picture(
    context: Context,
    layers: Sequence[Layer],
    legends: Sequence[Legend],
    title: str,
    *,
    labels: Mapping[str, str] | None = None,
    **more: object,
) -> MapPicture:
    """Layers that were made in print colours (see `on_paper`) as a picture.

    `labels` are the areas to name and their figures, the most needed first.
    """
    drawn = [own for layer in layers if layer["kind"] in MAKERS for own in MAKERS[layer["kind"]](context, layer)]
    filled = next((layer for layer in layers if layer["kind"] == "areas"), None)
    if filled and labels:
        names = context.snapshot.area_names()
        words = {area: (names[area], figure) for area, figure in list(labels.items())[:MOST_LABELS]}
        drawn.append(mission_maps.labels_of(context.snapshot.outlines(filled["level"]), words))
    return mission_maps.picture(context, title, drawn, legends, **more)


def _areas(context: Context, layer: Layer) -> list[spec.Layer]:
    outlines = context.snapshot.outlines(layer["level"])
    fills = {row[0]: layer["colours"][row[1]] for row in layer["rows"]}
    return [spec.Areas(outlines, fills)]


def _borders(context: Context, layer: Layer) -> list[spec.Layer]:
    return [spec.Borders(context.snapshot.outlines(layer["level"]))]


def _region(context: Context, layer: Layer) -> list[spec.Layer]:
    hatched = {row[0]: "////" for row in layer["rows"]}
    outlines = context.snapshot.outlines(layer["level"])
    return [spec.Areas(outlines, dict.fromkeys(hatched, LIGHT.land), hatched)]


def _places(_context: Context, layer: Layer) -> list[spec.Layer]:
    rows = layer["rows"]
    latitude, longitude, radius, _colour, exact = (np.array([row[i] for row in rows]) for i in range(5))
    colours = [layer["colours"][row[3]] for row in rows]
    return [spec.Circles(longitude, latitude, radius * PT_A_PX, exact.astype(bool), colours)] if rows else []


def _cells(_context: Context, layer: Layer) -> list[spec.Layer]:
    rings = [[(lon, lat) for lat, lon in row[2]] for row in layer["rows"]]
    return [spec.Cells(rings, [layer["colours"][row[1]] for row in layer["rows"]])]


def _density(_context: Context, layer: Layer) -> list[spec.Layer]:
    """The surface with its rows moved from the screen's projection to even steps of latitude."""
    (south, west), (north, east) = layer["bounds"]
    packed = base64.b64decode(layer["image"].partition(",")[2])
    pixels = np.asarray(Image.open(io.BytesIO(packed)).convert("RGBA"), dtype="float64") / 255
    height = len(pixels)
    top, bottom = mercator(north), mercator(south)
    even = north - (np.arange(height) + 0.5) / height * (north - south)
    rows = ((top - mercator(even)) / (top - bottom) * height).astype(int).clip(0, height - 1)
    return [spec.Raster(pixels[rows], (west, south, east, north))]


def _shape(_context: Context, layer: Layer) -> list[spec.Layer]:
    return [spec.Rings([[(lon, lat) for lat, lon in layer["ring"]]])]


MAKERS = {
    "areas": _areas, "borders": _borders, "region": _region, "places": _places, "cells": _cells,
    "density": _density, "shape": _shape,
}  # fmt: skip
