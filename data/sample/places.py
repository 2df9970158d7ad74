"""Where the example's incidents happen: real towns, synthetic villages and points near a seat."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod

from data.geography.join import area_of
from data.sample import facts
from data.sample.areas import cercle_id

DIRECTIONS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
GEOD = Geod(ellps="WGS84")
STAGE = 1


def places(cercles: gpd.GeoDataFrame) -> pd.DataFrame:
    """Places with area2_id, location, latitude, longitude, geo_precision 1 or 2, and `share` of their cercle's events.

    Shares fall with the rank of a place (Zipf), and sum to 1 in each cercle and precision.
    """
    rows = pd.concat([_towns(cercles), _around_seats(cercles)], ignore_index=True)
    rank = rows.groupby(["area2_id", "geo_precision"]).cumcount() + 1
    weight = 1 / rank
    return rows.assign(share=weight / weight.groupby([rows["area2_id"], rows["geo_precision"]]).transform("sum"))


def _towns(cercles: gpd.GeoDataFrame) -> pd.DataFrame:
    """The seats first, then the other towns, each in the cercle that holds it."""
    columns = ["location", "latitude", "longitude"]
    seats = facts.read("cercles").rename(columns={"seat": "location"})[columns]
    towns = facts.read("towns").rename(columns={"town": "location"})[columns]
    rows = pd.concat([seats, towns], ignore_index=True)
    return rows.assign(area2_id=area_of(rows, cercles), geo_precision=1)


def _around_seats(cercles: gpd.GeoDataFrame) -> pd.DataFrame:
    rng = facts.generator(STAGE)
    outlines = cercles.set_index("area_id")["geometry"]
    seats = facts.read("cercles").merge(facts.read("violence"), on="cercle")
    rows = []
    for seat in seats.itertuples():
        area_id = cercle_id(seat.region, seat.cercle)
        for kind, precision in (("villages", 1), ("near", 2)):
            for number, bearing in enumerate(_bearings(getattr(seat, kind), rng), 1):
                name = f"{seat.seat} village {number} (synthetic)" if precision == 1 else _near(seat.seat, bearing)
                point = _within(outlines[area_id], seat.longitude, seat.latitude, bearing, rng.uniform(8, 38))
                rows.append((name, *point, area_id, precision))
    return pd.DataFrame(rows, columns=["location", "latitude", "longitude", "area2_id", "geo_precision"])


def _bearings(count: int, rng: np.random.Generator) -> np.ndarray:
    """`count` bearings in degrees, spread round the compass."""
    return (rng.uniform(0, 360) + np.arange(count) * 360 / max(count, 1) + rng.uniform(-15, 15, count)) % 360


def _near(seat: str, bearing: float) -> str:
    return f"near {seat}, {DIRECTIONS[round(bearing / 45) % 8]}"


def _within(
    outline: shapely.Geometry, longitude: float, latitude: float, bearing: float, distance_km: float
) -> tuple[float, float]:
    """The point at that bearing, nearer by half until it lies in `outline`: latitude, longitude."""
    while True:
        x, y, _ = GEOD.fwd(longitude, latitude, bearing, distance_km * 1000)
        if outline.contains(shapely.Point(x, y)):
            return round(y, 4), round(x, 4)
        distance_km /= 2
