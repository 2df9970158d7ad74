"""Density of incidents as a surface: each incident spread over its surroundings by a Gaussian kernel.

Kernel density estimation after Silverman (1986), Density Estimation for Statistics and Data Analysis, chapter 4, with
a fixed bandwidth in kilometres, on a grid in the map's own projection (Web Mercator), so that its picture fits the map.
"""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter

from data.incidents.rows import Rows, counts

BANDWIDTH_KM = 25.0
CELLS_ACROSS = 220
EARTH_KM = 6371.0088
PER_KM2 = 1000  # the unit: incidents in each 1,000 km²


@dataclass(frozen=True)
class Surface:
    """`values`: incidents (or deaths) per 1,000 km², rows from north to south; `bounds`: west, south, east, north."""

    values: np.ndarray
    bounds: tuple[float, float, float, float]
    incidents: int


def mercator(latitude: np.ndarray | float) -> np.ndarray:
    """The ordinate of Web Mercator, in radians of longitude, at a latitude in degrees (sphere)."""
    return np.arctanh(np.sin(np.radians(latitude)))


def _latitude(ordinate: np.ndarray | float) -> np.ndarray:
    """The latitude in radians at an ordinate of Web Mercator."""
    return np.arcsin(np.tanh(ordinate))


def surface(selected: Rows, bounds: tuple[float, float, float, float], deaths: bool = False) -> Surface:
    """The density of located incidents within `bounds` (degrees), each weighed by its reported deaths if asked.

    Incidents known by region only are left out. A pixel's own area on the sphere makes the unit; the bandwidth is
    exact at the middle latitude and off by its cosine elsewhere (4 % at 5 degrees from 12° N).
    """
    west, south, east, north = bounds
    top, bottom = float(mercator(north)), float(mercator(south))
    width = CELLS_ACROSS
    step = np.radians(east - west) / width  # radians of a pixel, across and, on this projection, down
    height = max(1, int(np.ceil((top - bottom) / step)))
    located = selected.where(selected.array("precision") < 3)
    every = located.events.places
    of_place = counts(located.array("place"), len(every), located.array("deaths") if deaths else None)
    column = np.floor(np.radians(every["longitude"].to_numpy() - west) / step).astype("int64")
    row = np.floor((top - mercator(every["latitude"].to_numpy())) / step).astype("int64")
    inside = (of_place > 0) & (column >= 0) & (column < width) & (row >= 0) & (row < height)
    grid = np.bincount(row[inside] * width + column[inside], weights=of_place[inside], minlength=height * width)
    middle = np.cos(np.radians((south + north) / 2))
    smooth = gaussian_filter(
        grid.reshape(height, width), BANDWIDTH_KM / (EARTH_KM * step * middle), mode="constant", truncate=3.5
    )
    latitude = _latitude(top - (np.arange(height) + 0.5) * step)
    area_km2 = (EARTH_KM * step * np.cos(latitude)) ** 2
    lowest = float(np.degrees(_latitude(top - height * step)))
    return Surface(smooth / area_km2[:, None] * PER_KM2, (west, lowest, east, north), int(of_place[inside].sum()))
