"""Reach as a band: the same shares with every location moved at random within its stated precision.

An exact location stays. One "near" a place lies anywhere, by area, within `near_km` of it. One known by region only
lies anywhere in its admin-1 area, or within `region_km` of its point where no area holds it. Locations are independent
of each other, so how many of the n alike (same place, precision, deaths) fall inside is binomial, with the share
of their ground that is within reach as the chance: the answer of moving each of them, at a cost that does not grow
with their number. The generator's seed is fixed, so the same link gives the same band.
"""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from pyproj import Transformer
from scipy.spatial import cKDTree

from data.footprint.demand import MEASURES, PRECISIONS
from data.footprint.distances import WGS84
from data.geography.join import to_geo
from data.incidents.rows import Rows, counts

DRAWS = 200
SEED = 20190323
LOW, HIGH = 0.05, 0.95
NEAR, REGION = 2, 3
EQUAL_AREA = "EPSG:6933"
TO_ECEF = Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)
EARTH_M = 6_371_008.8
MOST_POINTS = 200_000
POINTS = (64, 400)  # fewest and most to stand for one ground
GOLDEN_ANGLE = 180 * (3 - 5**0.5)


@dataclass(frozen=True)
class Band:
    """What 5 % of the draws, half of them and 95 % of them do not exceed: whole numbers that were drawn."""

    low: int
    median: int
    high: int


@dataclass(frozen=True)
class Ground:
    """Where the incidents of each row of demand may lie: `points` (latitude, longitude in degrees) of each ground.

    `of_row` names the ground of each row, −1 for an exact place. A region's ground is shared by all its rows.
    """

    of_row: np.ndarray
    points: np.ndarray


def alike(selected: Rows | pd.DataFrame) -> pd.DataFrame:
    """Incidents of one place, precision, deaths figure and target together.

    row (their number in `demand.of`), deaths (people, 0 where unknown), civilians (true where they target civilians),
    incidents.
    """
    rows = Rows.of(selected)
    place = rows.array("place").astype("int64") * PRECISIONS + rows.array("precision")
    row = (np.cumsum(counts(place, len(rows.events.places) * PRECISIONS) > 0) - 1)[place]
    deaths, width = rows.array("deaths").astype("int64"), int(rows.array("deaths").max(initial=0)) + 1
    code, kinds = pd.factorize((row * 2 + rows.array("civilians")) * width + deaths, sort=True)
    count = counts(code, len(kinds))
    return pd.DataFrame(
        {
            "row": kinds // width // 2,
            "deaths": kinds % width,
            "civilians": kinds // width % 2 == 1,
            "incidents": count,
        }
    )


def ground(demand: pd.DataFrame, areas: pd.DataFrame, near_km: float, region_km: float) -> Ground:
    """Evenly spread points of the ground of every row of demand (see `data.footprint.demand`)."""
    region_of = _regions(demand, areas)
    precision = demand["geo_precision"].to_numpy()
    discs = np.flatnonzero((precision == NEAR) | ((precision == REGION) & (region_of == "")))
    regions = sorted(set(region_of[precision == REGION]) - {""})
    most = len(discs) + len(regions)
    count = int(np.clip(MOST_POINTS // max(most, 1), *POINTS))
    of_row = np.full(len(demand), -1)
    of_row[discs] = np.arange(len(discs))
    in_region = (precision == REGION) & (region_of != "")
    of_row[in_region] = len(discs) + np.searchsorted(regions, region_of[in_region].astype("str"))
    radius_km = np.where(precision == NEAR, near_km, region_km)[discs]
    round_ones = disc(demand.iloc[discs], radius_km, count)
    return Ground(of_row, np.concatenate([round_ones, _in_regions(areas, regions, count)]))


def _regions(demand: pd.DataFrame, areas: pd.DataFrame) -> np.ndarray:
    """The admin-1 area of each row that has a boundary; an empty text for none."""
    own = demand["area1_id"].astype("object")
    return own.where(own.isin(set(areas["area_id"])), "").to_numpy(dtype=object)


def disc(places: pd.DataFrame, radius_km: np.ndarray, count: int) -> np.ndarray:
    """`count` points spread evenly by area around each place: latitude, longitude, places × count × 2.

    A sunflower: the k-th of n points lies at radius √((k − ½) / n) and turns by the golden angle (Vogel 1979).
    """
    k = np.arange(count)
    metres = np.asarray(radius_km)[:, None] * 1000 * np.sqrt((k + 0.5) / count)
    return moved(places, np.broadcast_to(k * GOLDEN_ANGLE % 360, metres.shape), metres)


def moved(places: pd.DataFrame, azimuth: np.ndarray, metres: np.ndarray) -> np.ndarray:
    """Points at an azimuth (degrees) and distance of each place (rows), on the geodesic: latitude, longitude."""
    latitude, longitude = (
        np.broadcast_to(places[name].to_numpy()[:, None], metres.shape).ravel() for name in ("latitude", "longitude")
    )
    east, north, _back = WGS84.fwd(longitude, latitude, azimuth.ravel(), metres.ravel())
    return np.stack([np.asarray(north), np.asarray(east)], axis=1).reshape(*metres.shape, 2)


def _in_regions(areas: pd.DataFrame, regions: list[str], count: int, seed: int = SEED) -> np.ndarray:
    """`count` points uniform by area in each region: latitude, longitude, regions × count × 2."""
    if not regions:
        return np.empty((0, count, 2))
    shapes = to_geo(areas[areas["area_id"].isin(regions)]).set_index("area_id").loc[regions].geometry.to_crs(EQUAL_AREA)
    drawn = shapes.sample_points(count, rng=np.random.default_rng(seed)).explode()
    points = gpd.GeoSeries(drawn, crs=EQUAL_AREA).to_crs("EPSG:4326")
    return np.column_stack([points.y, points.x]).reshape(len(regions), count, 2)


def chances(where: Ground, inside: np.ndarray, towns: pd.DataFrame, radius_km: float) -> np.ndarray:
    """The chance of each row of demand to lie within reach: the share of its ground's points that do.

    `inside` says it of the rows' own points, which is the answer for exact places. Points are measured by the chord
    that belongs to the radius on a sphere, right to some metres at the reaches that settings allow.
    """
    if not len(where.points) or towns.empty:
        return inside.astype("float64")
    tree = cKDTree(_ecef(towns[["latitude", "longitude"]].to_numpy(dtype="float64")))
    chord = 2 * EARTH_M * np.sin(radius_km * 1000 / 2 / EARTH_M)
    nearest, _town = tree.query(_ecef(where.points.reshape(-1, 2)), distance_upper_bound=chord * 1.001)
    of_ground = (nearest <= chord).reshape(where.points.shape[:2]).mean(axis=1)
    return np.where(where.of_row < 0, inside, of_ground[where.of_row])


def _ecef(points: np.ndarray) -> np.ndarray:
    """Latitude, longitude as x, y, z in metres on the WGS84 ellipsoid."""
    return np.column_stack(TO_ECEF.transform(points[:, 1], points[:, 0], np.zeros(len(points))))


def bands(groups: pd.DataFrame, chance: np.ndarray, draws: int = DRAWS) -> dict[str, Band]:
    """The band of each of `MEASURES`: `groups` are those of `alike`, `chance` is that of each row of demand."""
    generator = np.random.default_rng(SEED)
    p = chance[groups["row"].to_numpy()]
    number = groups["incidents"].to_numpy()
    deaths, civilians = groups["deaths"].to_numpy(), groups["civilians"].to_numpy()
    each = np.stack([np.ones_like(deaths), deaths, civilians, civilians * deaths], axis=1)
    sure, open_ = p >= 1, (p > 0) & (p < 1)
    base = number[sure] @ each[sure]
    drawn = generator.binomial(number[open_], p[open_], size=(draws, int(open_.sum())))
    found = base + drawn @ each[open_]
    ends = np.quantile(found, [LOW, 0.5, HIGH], axis=0, method="inverted_cdf").astype("int64")
    return {name: Band(*ends[:, at].tolist()) for at, name in enumerate(MEASURES)}


def positions(
    demand: pd.DataFrame,
    generator: np.random.Generator,
    areas: pd.DataFrame,
    *,
    near_km: float = 25.0,
    region_km: float = 100.0,
) -> pd.DataFrame:
    """One set of places that the rows of demand may have: latitude and longitude (degrees), in their order.

    All incidents of a row move together, which makes the spread between sets larger than it is for single incidents.
    """
    region_of, precision = _regions(demand, areas), demand["geo_precision"].to_numpy()
    moving = np.flatnonzero(precision > 1)
    table = demand[["latitude", "longitude"]].to_numpy(dtype="float64", copy=True)
    reach_m = np.where(precision == NEAR, near_km, region_km)[moving] * 1000
    azimuth, share = generator.uniform(0, 360, len(moving)), generator.uniform(0, 1, len(moving))
    table[moving] = moved(demand.iloc[moving], azimuth[:, None], (reach_m * np.sqrt(share))[:, None])[:, 0]
    for region in sorted(set(region_of[precision == REGION]) - {""}):
        own = np.flatnonzero((region_of == region) & (precision == REGION))
        table[own] = _in_regions(areas, [region], len(own), int(generator.integers(2**32)))[0]
    return pd.DataFrame(table, columns=["latitude", "longitude"])
