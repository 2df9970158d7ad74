"""Areas as geometry, and which area holds a point."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

WGS84 = "EPSG:4326"
LEVEL_COLUMNS = {1: "area1_id", 2: "area2_id"}


def to_geo(areas: pd.DataFrame) -> gpd.GeoDataFrame:
    """The areas table with its well-known binary as geometry (EPSG:4326)."""
    return gpd.GeoDataFrame(
        areas.drop(columns="geometry"), geometry=shapely.from_wkb(areas["geometry"].to_numpy()), crs=WGS84
    )


def distinct_places(points: pd.DataFrame) -> tuple[np.ndarray, pd.DataFrame]:
    """For each row of `points` (latitude, longitude) the number of its place, and the distinct places."""
    row, latitudes = pd.factorize(points["latitude"], use_na_sentinel=False)
    column, longitudes = pd.factorize(points["longitude"], use_na_sentinel=False)
    codes, cells = pd.factorize(row * max(len(longitudes), 1) + column)
    at, beside = np.divmod(cells, max(len(longitudes), 1))
    return codes, pd.DataFrame({"latitude": latitudes[at], "longitude": longitudes[beside]})


def area_of(points: pd.DataFrame, areas: gpd.GeoDataFrame) -> pd.Series:
    """The `area_id` that holds each point (columns latitude, longitude), unknown where none does.

    Only distinct places are joined. A point on a border goes to the first area in the order of `area_id`.
    """
    codes, places = distinct_places(points)
    where = gpd.GeoDataFrame(geometry=gpd.points_from_xy(places["longitude"], places["latitude"]), crs=WGS84)
    joined = gpd.sjoin(where, areas[["area_id", "geometry"]], predicate="intersects", how="left")
    ordered = joined["area_id"].sort_values()
    first = ordered[~ordered.index.duplicated()].reindex(where.index).to_numpy()
    return pd.Series(first[codes], index=points.index, dtype="str")


def assign_areas(incidents: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """`incidents` with `area1_id` and `area2_id` joined by geometry; the published names stay as they are.

    `areas` has the columns of table areas. A level without areas leaves its column unknown.
    """
    joined = {column: pd.Series(pd.NA, index=incidents.index, dtype="str") for column in LEVEL_COLUMNS.values()}
    if len(incidents) and len(areas):
        geo = to_geo(areas)
        for level, column in LEVEL_COLUMNS.items():
            of_level = geo[geo["level"] == level]
            if len(of_level):
                joined[column] = area_of(incidents, of_level)
    return incidents.assign(**joined)
