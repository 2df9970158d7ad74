"""From degrees to inches on the paper: which part of the world a map shows, and its true distances."""

from dataclasses import dataclass

import numpy as np
import shapely
from pyproj import Geod

from data.pictures.sheet import Box
from data.pictures.spec import Bounds

WGS84 = Geod(ellps="WGS84")
PADDING = 0.04  # of the mission's extent, on each side
POLAR = 85.0


@dataclass(frozen=True)
class View:
    """An equirectangular map in a box: a degree of longitude is cos(middle latitude) of one of latitude, all over it.

    Shapes are right at the middle latitude; a length along a parallel is right at that parallel's own scale only.
    """

    box: Box
    west: float
    south: float
    east: float
    north: float

    @property
    def bounds(self) -> Bounds:
        """West, south, east, north."""
        return self.west, self.south, self.east, self.north

    def inches(self, longitude: np.ndarray, latitude: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where points lie on the paper."""
        x = self.box.left + (np.asarray(longitude) - self.west) / (self.east - self.west) * self.box.width
        y = self.box.bottom + (np.asarray(latitude) - self.south) / (self.north - self.south) * self.box.height
        return x, y

    def shape(self, geometry: object) -> object:
        """A shape in degrees as one in inches."""
        return shapely.transform(geometry, lambda points: np.column_stack(self.inches(points[:, 0], points[:, 1])))

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude of a place on the paper."""
        longitude = self.west + (x - self.box.left) / self.box.width * (self.east - self.west)
        return longitude, self.south + (y - self.box.bottom) / self.box.height * (self.north - self.south)

    def inches_east(self, km: float, latitude: float) -> float:
        """How many inches a geodesic of `km` between two points of one parallel takes (WGS84)."""
        middle = (self.west + self.east) / 2
        degrees = km / (_km(middle, latitude, 1.0))
        degrees *= km / _km(middle, latitude, degrees)  # a degree's geodesic is shorter than its parallel, by a trifle
        return degrees / (self.east - self.west) * self.box.width


def _km(longitude: float, latitude: float, degrees: float) -> float:
    return WGS84.inv(longitude, latitude, longitude + degrees, latitude)[2] / 1000


def fitted(bounds: Bounds, box: Box) -> View:
    """The view of `bounds`, with some land around it, that fills a box."""
    west, south, east, north = bounds
    shrink = np.cos(np.radians(np.clip((south + north) / 2, -POLAR, POLAR)))
    wide = max(east - west, 0.05) * (1 + 2 * PADDING)
    high = max(north - south, 0.05) * (1 + 2 * PADDING)
    high = max(high, wide * shrink * box.height / box.width)
    wide = high / shrink * box.width / box.height
    x, y = (west + east) / 2, (south + north) / 2
    return View(box, x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
