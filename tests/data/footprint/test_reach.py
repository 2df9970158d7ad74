from datetime import date

import numpy as np
import pandas as pd
import pytest
from pyproj import Geod

from data.filters import Filters
from data.footprint import reach

KNOWN = {25: 85, 50: 141, 75: 242, 100: 346, 150: 516}
GEOD = Geod(ellps="WGS84")


@pytest.fixture(scope="module")
def bases(mali_now):
    return reach.open_on(mali_now.table("bases"), date(2019, 6, 30))


@pytest.fixture(scope="module")
def violent(mali_now):
    return mali_now.select(Filters(date(2018, 9, 1), date(2019, 6, 30), "acled", types=("violent",)))


def by_force(points, bases):
    """Distance in km from every point to every base."""
    table = np.empty((len(points), len(bases)))
    for at, base in enumerate(bases.itertuples()):
        lon, lat = np.full(len(points), base.longitude), np.full(len(points), base.latitude)
        table[:, at] = GEOD.inv(points["longitude"].to_numpy(), points["latitude"].to_numpy(), lon, lat)[2] / 1000
    return table


def points(*pairs):
    return pd.DataFrame(pairs, columns=["latitude", "longitude"], dtype="float64")


@pytest.mark.parametrize("radius_km", KNOWN)
def test_known_counts_within_reach(violent, bases, radius_km):
    found = reach.of(violent, bases, radius_km)
    assert (found.bases, found.incidents, found.covered_incidents) == (13, 543, KNOWN[radius_km])
    assert found.share_incidents == pytest.approx(KNOWN[radius_km] / 543)


def test_known_share_of_deaths_within_50_km(violent, bases):
    found = reach.of(violent, bases, 50)
    assert found.fatalities == 1692
    assert round(100 * found.share_fatalities, 2) == 14.13


def test_nearest_base_is_the_nearest_of_all_for_every_incident(mali_now, bases):
    found = reach.nearest(mali_now.incidents, bases)
    every = by_force(mali_now.incidents, bases)
    assert len(found) == 4318
    np.testing.assert_array_equal(found["base"].to_numpy(dtype=int), every.argmin(axis=1))
    np.testing.assert_allclose(found["distance_km"], every.min(axis=1), rtol=0, atol=1e-9)


def test_nearest_over_the_poles_and_the_date_line():
    random = np.random.default_rng(3)
    where = points(*zip(random.uniform(-90, 90, 400), random.uniform(-180, 180, 400), strict=True))
    bases = points((89.9, 0), (-89.9, 10), (0, 179.9), (0, -179.9), (45, 0), (45, 0.01), (-30, 60), (10, -75))
    found, every = reach.nearest(where, bases), by_force(where, bases)
    np.testing.assert_allclose(found["distance_km"], every.min(axis=1), rtol=0, atol=1e-9)


def test_nearest_by_geodesic_where_the_straight_chord_says_otherwise():
    """The ellipsoid bends more from south to north, so there a longer way has the shorter chord."""
    east, north = (GEOD.fwd(0, 0, azimuth, metres)[:2] for azimuth, metres in ((90, 5_000_000), (0, 5_000_200)))
    found = reach.nearest(points((0, 0)), points(north[::-1], east[::-1]))
    assert found["base"].tolist() == [1]
    assert found["distance_km"][0] == pytest.approx(5000)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_few_bases(count):
    bases = points((16, 0), (14, -4), (12, -8)).head(count)
    found = reach.nearest(points((14.1, -4), (16, 0)), bases)
    assert found["distance_km"][1] == pytest.approx(0, abs=1e-9)
    assert found["base"].tolist() == [min(1, count - 1), 0]


def test_the_rim_is_within_reach(violent):
    one = violent.last(1)
    bases = points((one["latitude"].iloc[0], one["longitude"].iloc[0] + 0.5))
    km = reach.nearest(one, bases)["distance_km"].iloc[0]
    assert reach.of(one, bases, km).covered_incidents == 1
    assert reach.of(one, bases, km - 1e-6).covered_incidents == 0


def test_without_bases_or_incidents_a_share_is_unknown_not_zero(violent, bases):
    none = reach.of(violent, bases.iloc[:0], 50)
    assert (none.covered_incidents, none.share_incidents, none.share_fatalities) == (0, None, None)
    empty = reach.of(violent.last(0), bases, 50)
    assert (empty.incidents, empty.share_incidents, empty.share_fatalities) == (0, None, None)


def test_incidents_known_by_region_only_are_told(violent, bases):
    assert reach.of(violent, bases, 50).region_only == (violent["geo_precision"] == 3).sum()


@pytest.mark.parametrize(
    ("day", "names"),
    [
        ("2013-12-31", {"always"}),
        ("2014-01-01", {"always", "years"}),
        ("2016-12-31", {"always", "years"}),
        ("2017-01-01", {"always"}),
    ],
)
def test_bases_open_on_a_day_both_ends_included(day, names):
    rows = [
        ("always", None, None, "open"), ("years", "2014-01-01", "2016-12-31", "closed"),
        ("planned", None, None, "planned"), ("later", "2030-01-01", None, "open"),
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["name", "opened", "closed", "status"])
    table = table.assign(opened=pd.to_datetime(table["opened"]), closed=pd.to_datetime(table["closed"]))
    assert set(reach.open_on(table, date.fromisoformat(day))["name"]) == names


def test_a_ring_is_closed_and_everywhere_at_its_radius():
    ring = np.array(reach.ring(16.27, -0.04, 50))
    assert ring[0].tolist() == ring[-1].tolist()
    n = len(ring)
    metres = GEOD.inv(np.full(n, -0.04), np.full(n, 16.27), ring[:, 0], ring[:, 1])[2]
    np.testing.assert_allclose(metres, 50_000, atol=15)
