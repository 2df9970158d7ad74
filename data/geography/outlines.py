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


def names(areas: pd.DataFrame, level: int) -> list[tuple[float, float, str]]:
    """latitude, longitude and name of each area of a level, at a point inside it, for its name on a map."""
    geo = to_geo(areas[areas["level"] == level])
    inside = geo.geometry.representative_point()
    where = zip(inside.y.round(3), inside.x.round(3), geo["name"], strict=True)
    return [(float(latitude), float(longitude), str(name)) for latitude, longitude, name in where]


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
    around = land((west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN))
    return Context(around.to_geo_dict(drop_id=True), bounds)


def land(bounds: tuple[float, float, float, float]) -> gpd.GeoDataFrame:
    """Countries within bounds (west, south, east, north), cut off there and simplified: name, geometry."""
    around = shapely.box(*bounds)
    found = world()[lambda w: w.intersects(around)]
    found = found.assign(geometry=_simple(shapely.intersection(found.geometry.to_numpy(), around), 0.02))
    return found[~found.is_empty][["name", "geometry"]]


def _bounds(areas: pd.DataFrame, country: str) -> tuple[float, float, float, float]:
    shapes = to_geo(areas).geometry if len(areas) else world()[lambda w: w["name"] == country].geometry
    return tuple(float(x) for x in shapes.total_bounds) if len(shapes) else WORLD_BOUNDS
