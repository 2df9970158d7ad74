"""Areas within and around areas: those of one level that lie in them, those that touch these, the outermost."""

import geopandas as gpd
import numpy as np
import pandas as pd

from data.geography.join import to_geo

# Simplified boundaries leave slivers between neighbours.
APART_DEGREES = 0.02


def inside(areas: pd.DataFrame, area_ids: tuple[str, ...], level: int) -> tuple[str, ...]:
    """The areas of a level that lie in some areas, are them or hold them, in the order of the table."""
    parents = dict(zip(areas["area_id"], areas["parent_id"], strict=True))
    wanted = set(area_ids)
    holding = {upper for area in area_ids for upper in _upward(area, parents)}
    own = areas.loc[areas["level"] == level, "area_id"]
    return tuple(area for area in own if area in holding or wanted & _upward(area, parents))


def outermost(areas: pd.DataFrame, area_ids: tuple[str, ...]) -> tuple[str, ...]:
    """Some areas without those that lie in another of them: together they are the same ground."""
    parents = dict(zip(areas["area_id"], areas["parent_id"], strict=True))
    return tuple(area for area in area_ids if not (_upward(area, parents) - {area}) & set(area_ids))


def _upward(area_id: str, parents: dict[str, str]) -> set[str]:
    found = set()
    while isinstance(area_id, str) and area_id not in found:
        found.add(area_id)
        area_id = parents.get(area_id)
    return found


def around(areas: pd.DataFrame, area_ids: tuple[str, ...], level: int) -> tuple[str, ...]:
    """The areas of a level that touch one of `area_ids` (of that level) and are none of them."""
    shapes = _shapes(areas, level)
    own = shapes[shapes["area_id"].isin(area_ids)]
    near = gpd.sjoin(shapes, own[["geometry"]], predicate="dwithin", distance=APART_DEGREES)
    beside = set(near["area_id"]) - set(area_ids)
    return tuple(area for area in shapes["area_id"] if area in beside)


def middles(areas: pd.DataFrame, area_ids: tuple[str, ...]) -> np.ndarray:
    """A point in each area, as kilometres east and north on a flat map: good enough to say which lie near another."""
    points = to_geo(areas.set_index("area_id").loc[list(area_ids)].reset_index()).geometry.representative_point()
    north = points.y.to_numpy() * 111.2
    return np.column_stack([points.x.to_numpy() * 111.3 * np.cos(np.radians(points.y.to_numpy())), north])


def _shapes(areas: pd.DataFrame, level: int) -> gpd.GeoDataFrame:
    return to_geo(areas[areas["level"] == level].reset_index(drop=True))
