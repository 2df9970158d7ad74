"""Incidents by hexagon: cells of H3 of nearly equal area, at a resolution that suits what is looked at."""

from functools import lru_cache

import h3
import numpy as np
import pandas as pd

from data.incidents.rows import Events, Rows, counts
from data.incidents.summary import BY_PRECISION

COARSEST, FINEST = 2, 8
ZOOM_STEPS = 1.4  # steps of a map's zoom after which a cell one resolution finer looks as large: log2 of √7
MOST_CELLS = 900
# Mean area of a hexagon in km² by resolution (H3's own table).
AREA_KM2 = {res: h3.average_hexagon_area(res, unit="km^2") for res in range(COARSEST, FINEST + 1)}


def of_places(events: Events, resolution: int) -> tuple[np.ndarray, list[str]]:
    """The number of the cell of each distinct place, and the cells."""
    return _of_places(events, resolution)


@lru_cache(maxsize=32)
def _of_places(events: Events, resolution: int) -> tuple[np.ndarray, list[str]]:
    where = zip(events.places["latitude"], events.places["longitude"], strict=True)
    codes, found = pd.factorize(np.array([h3.latlng_to_cell(lat, lon, resolution) for lat, lon in where], dtype=object))
    return codes, list(found)


def resolution_of(cell: str) -> int | None:
    """The resolution of a cell that this module counts by; None for any other text."""
    known = bool(cell) and len(cell) < 20 and h3.is_valid_cell(cell)
    return h3.get_resolution(cell) if known and COARSEST <= h3.get_resolution(cell) <= FINEST else None


def mask(rows: Rows, cell: str) -> np.ndarray:
    """Which incidents lie in a cell; those known by region only lie in none."""
    codes, found = of_places(rows.events, resolution_of(cell))
    inside = codes == found.index(cell) if cell in found else np.zeros(len(codes), dtype=bool)
    return inside[rows.array("place")] & (rows.array("precision") < 3)


def suited(bounds: tuple[float, float, float, float], zoom_steps: float) -> int:
    """The resolution for a map of `bounds` (degrees) zoomed in by so many steps: some 600 hexagons to a view."""
    west, south, east, north = bounds
    height = (north - south) * 111.2
    width = (east - west) * 111.3 * np.cos(np.radians((south + north) / 2))
    wanted = max(height * width, 1) / 600
    coarse = min(AREA_KM2, key=lambda res: abs(np.log(AREA_KM2[res] / wanted)))
    return int(np.clip(coarse + np.floor(zoom_steps / ZOOM_STEPS + 0.3), COARSEST, FINEST))


def by_cell(selected: Rows, resolution: int, view: tuple[float, float, float, float] | None = None) -> pd.DataFrame:
    """cell, incidents, fatalities, exact, near for each hexagon of a resolution that has incidents.

    Incidents known by region only lie in no cell. With `view` (west, south, east, north in degrees), only those
    whose places lie in it.
    """
    located = selected.where(selected.array("precision") < 3)
    if view:
        located = located.where(in_view(located.events, view)[located.array("place")])
    of_place, cells = of_places(located.events, resolution)
    codes = of_place[located.array("place")]
    table = pd.DataFrame({"cell": pd.array(cells, "str"), "incidents": counts(codes, len(cells))})
    table["fatalities"] = counts(codes, len(cells), located.array("deaths"))
    for precision in (1, 2):
        own = codes[located.array("precision") == precision]
        table[BY_PRECISION[precision]] = counts(own, len(cells))
    return table[table["incidents"] > 0].reset_index(drop=True)


def drawable(
    selected: Rows, resolution: int, view: tuple[float, float, float, float] | None
) -> tuple[int, pd.DataFrame]:
    """`by_cell` at the finest resolution up to the asked one that gives a map no more than `MOST_CELLS`."""
    table = by_cell(selected, resolution, view)
    while len(table) > MOST_CELLS and resolution > COARSEST:
        resolution -= 1
        table = by_cell(selected, resolution, view)
    return resolution, table


def in_view(events: Events, view: tuple[float, float, float, float]) -> np.ndarray:
    """Which distinct places lie between west, south, east, north."""
    west, south, east, north = view
    places = events.places
    return (places["longitude"].between(west, east) & places["latitude"].between(south, north)).to_numpy()


def ring(cell: str) -> list[list[float]]:
    """The corners of a cell as latitude and longitude, to about 100 m."""
    return [[round(lat, 3), round(lon, 3)] for lat, lon in h3.cell_to_boundary(cell)]
