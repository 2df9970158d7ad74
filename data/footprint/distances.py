"""Distances from places to base towns, and the towns that bases stand at."""

import numpy as np
import pandas as pd
from pyproj import Geod

from data.schema import split

WGS84 = Geod(ellps="WGS84")
LISTS = ("component_type", "functions")


def km(places: pd.DataFrame, towns: pd.DataFrame) -> np.ndarray:
    """Kilometres on the WGS84 geodesic, places (rows) × towns (columns); both have latitude and longitude (degrees)."""
    shape = len(places), len(towns)
    here = (np.repeat(places[name].to_numpy(dtype="float64"), len(towns)) for name in ("longitude", "latitude"))
    there = (np.tile(towns[name].to_numpy(dtype="float64"), len(places)) for name in ("longitude", "latitude"))
    _azimuth, _back, metres = WGS84.inv(*here, *there)
    return np.asarray(metres).reshape(shape) / 1000


def towns(bases: pd.DataFrame) -> pd.DataFrame:
    """One row a town, in the order of its first base: bases of one (latitude, longitude) are one town.

    latitude, longitude, base_id and name (of its first base), component_type and functions (lists of what any of its
    bases has, unknown where none says), illustrative (no source states a base there), and rows: the positions of its
    bases in `bases`.
    """
    numbers, first = numbered(bases)
    table = bases.iloc[first][["latitude", "longitude", "base_id", "name"]].reset_index(drop=True)
    rows = [np.flatnonzero(numbers == town) for town in range(len(table))]
    told = {name: _joined(bases[name].to_numpy(dtype=object), rows) for name in LISTS}
    sure = ~bases["illustrative"].fillna(False).to_numpy(dtype=bool)
    return table.assign(**told, illustrative=[not sure[own].any() for own in rows], rows=[tuple(own) for own in rows])


def numbered(bases: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The number of each base's town, in the order of first bases, and the position of each town's first base."""
    groups = bases.groupby(["latitude", "longitude"], sort=False)
    numbers = groups.ngroup().to_numpy()
    return numbers, np.unique(numbers, return_index=True)[1]


def _joined(cells: np.ndarray, rows: list[np.ndarray]) -> pd.Series:
    """The items of list cells, each once, for each group of rows."""
    lists = ["; ".join(dict.fromkeys(item for cell in cells[own] for item in split(cell))) for own in rows]
    return pd.Series(lists, dtype="str").where(lambda text: text != "")
