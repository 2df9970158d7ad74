"""Outlines for maps: the mission's areas and its neighbours, simplified, as GeoJSON that carries only ids and names."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from data.geography.join import WGS84, to_geo

WORLD = Path(__file__).with_name("world.topo.json")
DECIMALS = 0.001  # degrees, about 110 m
TOLERANCE = {0: 0.01, 1: 0.01, 2: 0.006, 3: 0.003}  # degrees
MARGIN = 6.0  # degrees of neighbouring land shown around the mission
WORLD_BOUNDS = (-180.0, -60.0, 180.0, 75.0)


@dataclass(frozen=True)
class Context:
    """What lies around the mission: neighbours as GeoJSON, and bounds (west, south, east, north) in degrees."""

    neighbours: dict[str, object]
    bounds: tuple[float, float, float, float]


def _simple(shapes: object, tolerance: float) -> object:
    return shapely.set_precision(shapely.simplify(shapes, tolerance), DECIMALS)


def features(areas: pd.DataFrame, level: int) -> dict[str, object]:
    """The areas of a level (columns of table areas) as GeoJSON with area_id and name.

    Borders that areas share are simplified alike, so that no gap opens between them.
    """
    geo = to_geo(areas[areas["level"] == level]).sort_values("area_id")
    if geo.empty:
        return {"type": "FeatureCollection", "features": []}
    outlines = geo[["area_id", "name"]].set_geometry(_covered(geo, TOLERANCE[level]), crs=WGS84)
    return outlines.to_geo_dict(drop_id=True)


def _covered(geo: gpd.GeoDataFrame, tolerance: float) -> object:
    """Areas simplified as one coverage where they are one, else each for itself."""
    shapes = geo.geometry.to_numpy()
    if shapely.coverage_is_valid(shapes):
        return gpd.GeoSeries(shapely.coverage_simplify(shapes, tolerance), index=geo.index)
    return gpd.GeoSeries(_simple(shapes, tolerance), index=geo.index)


@cache
def world() -> gpd.GeoDataFrame:
    """Countries of the world: name, geometry (Natural Earth 1:50m, public domain)."""
    countries = gpd.read_file(WORLD, layer="countries")[["name", "geometry"]].set_crs(WGS84, allow_override=True)
    return countries.assign(geometry=shapely.make_valid(countries.geometry.to_numpy()))


def context(areas: pd.DataFrame, country: str) -> Context:
    """Neighbours around the mission's areas, or around its country where it has no areas yet."""
    bounds = _bounds(areas, country)
    west, south, east, north = bounds
    around = shapely.box(west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN)
    land = world()[lambda w: w.intersects(around)]
    land = land.assign(geometry=_simple(shapely.intersection(land.geometry.to_numpy(), around), 0.02))
    return Context(land[~land.is_empty][["name", "geometry"]].to_geo_dict(drop_id=True), bounds)


def _bounds(areas: pd.DataFrame, country: str) -> tuple[float, float, float, float]:
    shapes = to_geo(areas).geometry if len(areas) else world()[lambda w: w["name"] == country].geometry
    return tuple(float(x) for x in shapes.total_bounds) if len(shapes) else WORLD_BOUNDS
