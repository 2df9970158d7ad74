"""Where a legend may stand: the corner of a map with the least on it."""

from dataclasses import dataclass

import numpy as np
import shapely

from data.pictures import ground, spec
from data.pictures.sheet import Box
from data.pictures.view import View

GAP = 0.12  # inches from the map's edge
A_MARK = 0.05  # a place or sign counts as much as land on a twentieth of the box
MOST_INK = 0.04  # beyond it, a box hides what the map is for


@dataclass(frozen=True)
class Ink:
    """What is drawn for a reason: the mission's land and reach as one shape, places and signs as points, in inches."""

    land: object
    points: np.ndarray

    def under(self, box: Box) -> float:
        """The share of a box that is land, and more for each place in it."""
        share = shapely.area(shapely.intersection(self.land, _shape(box))) / (box.width * box.height)
        x, y = self.points.T
        inside = (x > box.left) & (x < box.right) & (y > box.bottom) & (y < box.top)
        return float(share + A_MARK * inside.sum())


def _shape(box: Box) -> object:
    return shapely.box(box.left, box.bottom, box.right, box.top)


def ink(picture: spec.MapPicture, view: View) -> Ink:
    """What a picture's boxes had better not cover."""
    rings = [shapely.Polygon(r) for layer in picture.layers if isinstance(layer, spec.Rings) for r in layer.rings]
    land = shapely.union_all([*ground.own_land(picture), *rings])
    points = [point for layer in picture.layers for point in _points(layer)]
    return Ink(view.shape(land), np.column_stack(view.inches(*np.array(points, dtype=float).reshape(-1, 2).T)))


def _points(layer: spec.Layer) -> list[tuple[float, float]]:
    if isinstance(layer, spec.Circles):
        return list(zip(layer.longitude, layer.latitude, strict=True))
    if isinstance(layer, spec.Signs):
        return [(town.longitude, town.latitude) for town in layer.towns]
    return [ring[0] for ring in layer.rings] if isinstance(layer, spec.Cells) else []


def emptiest(own: Ink, frame: Box, width: float, height: float, taken: tuple[Box, ...] = ()) -> tuple[Box, float]:
    """The corner of `frame` for a box of that size, clear of those taken, and what it would cover."""
    left, right = frame.left + GAP, frame.right - GAP - width
    bottom, top = frame.bottom + GAP, frame.top - GAP - height
    corners = [Box(x, y, width, height) for x, y in ((left, top), (right, bottom), (left, bottom), (right, top))]
    free = [box for box in corners if not any(box.overlaps(other, GAP) for other in taken)] or corners
    covered = [own.under(box) for box in free]
    least = int(np.argmin(covered))
    return free[least], covered[least]
