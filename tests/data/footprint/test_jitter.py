from datetime import date

import numpy as np
import pandas as pd
import pytest
import shapely

from data.filters import Filters
from data.footprint import demand, distances, jitter, reach
from data.geography.join import to_geo
from tests.data.footprint.test_reach import GEOD, by_force

NEAR_KM, REGION_KM = 25.0, 100.0


@pytest.fixture(scope="module")
def violent(mali_now):
    return mali_now.select(Filters(date(2018, 9, 1), date(2019, 6, 30), "acled", types=("violent",)))


@pytest.fixture(scope="module")
def towns(mali_now):
    return distances.towns(reach.open_on(mali_now.table("bases"), date(2019, 6, 30)))


def bands(rows, towns, radius_km, areas):
    wanted = demand.of(rows)
    where = jitter.ground(wanted, areas, NEAR_KM, REGION_KM)
    inside = (distances.km(wanted, towns) <= radius_km).any(axis=1)
    return jitter.bands(jitter.alike(rows), jitter.chances(where, inside, towns, radius_km))


def simulated(rows, towns, radius_km, areas, draws):
    """Every incident moved on its own, `draws` times: incidents and deaths within reach of each draw."""
    random = np.random.default_rng(7)
    frame = rows.frame()
    shapes = to_geo(areas).set_index("area_id").geometry
    found = []
    for _draw in range(draws):
        lon, lat = frame["longitude"].to_numpy(copy=True), frame["latitude"].to_numpy(copy=True)
        for at, row in enumerate(frame.itertuples()):
            if row.geo_precision == 2 or (row.geo_precision == 3 and pd.isna(row.area1_id)):
                km = NEAR_KM if row.geo_precision == 2 else REGION_KM
                lon[at], lat[at], _back = GEOD.fwd(
                    row.longitude, row.latitude, random.uniform(0, 360), km * 1000 * np.sqrt(random.uniform())
                )
            elif row.geo_precision == 3:
                lon[at], lat[at] = in_shape(shapes[row.area1_id], random)
        moved = pd.DataFrame({"latitude": lat, "longitude": lon})
        inside = (by_force(moved, towns) <= radius_km).any(axis=1)
        found.append((inside.sum(), frame["fatalities_best"].to_numpy(dtype=float)[inside].sum()))
    return np.array(found)


def in_shape(shape, random):
    """A point of a shape, uniform by area: latitudes are drawn by their sine."""
    west, south, east, north = shape.bounds
    low, high = np.sin(np.radians([south, north]))
    while True:
        lon, lat = random.uniform(west, east), np.degrees(np.arcsin(random.uniform(low, high)))
        if shape.contains(shapely.Point(lon, lat)):
            return lon, lat


@pytest.mark.parametrize("radius_km", [50, 100])
def test_the_band_is_that_of_moving_every_incident_on_its_own(mali_now, violent, towns, radius_km):
    found = bands(violent, towns, radius_km, mali_now.areas)
    direct = simulated(violent, towns, radius_km, mali_now.areas, 120)
    for at, (name, off) in enumerate((("incidents", 3), ("fatalities", 16))):
        low, median, high = np.quantile(direct[:, at], [0.05, 0.5, 0.95])
        band = found[name]
        assert (band.low, band.median, band.high) == pytest.approx((low, median, high), abs=off)
        assert band.low < band.median < band.high


def test_the_same_incidents_give_the_same_band(mali_now, violent, towns):
    assert bands(violent, towns, 50, mali_now.areas) == bands(violent.bare(), towns, 50, mali_now.areas)


def test_exact_places_have_no_band(mali_now, violent, towns):
    exact = violent[violent["geo_precision"] == 1]
    band = bands(exact, towns, 50, mali_now.areas)["incidents"]
    assert band.low == band.median == band.high == reach.of(exact, towns, 50).covered_incidents > 0


def test_groups_add_up_to_what_demand_has(violent):
    groups, wanted = jitter.alike(violent), demand.of(violent)
    assert groups.groupby("row")["incidents"].sum().tolist() == wanted["incidents"].tolist()
    deaths = (groups["deaths"] * groups["incidents"]).groupby(groups["row"]).sum()
    assert deaths.tolist() == wanted["fatalities"].tolist()
    civilians = groups[groups["civilians"]]
    assert civilians["incidents"].sum() == wanted["civilian_incidents"].sum()


def test_a_disc_half_within_reach_has_a_chance_by_area():
    """A town in the middle of a disc of 25 km covers (10/25)² of it within 10 km."""
    place = pd.DataFrame({"latitude": [15.0], "longitude": [0.0], "geo_precision": [2], "area1_id": [None]})
    where = jitter.ground(place, pd.DataFrame({"area_id": [], "geometry": []}), 25, 100)
    found = jitter.chances(where, np.array([True]), place, 10)
    assert found[0] == pytest.approx(0.16, abs=0.005)
    assert jitter.chances(where, np.array([True]), place, 26)[0] == 1


def test_positions_stay_within_their_precision(mali_now, violent):
    wanted = demand.of(violent)
    at = jitter.positions(wanted, np.random.default_rng(1), mali_now.areas)
    precision = wanted["geo_precision"].to_numpy()
    ends = [wanted["longitude"], wanted["latitude"], at["longitude"], at["latitude"]]
    km = GEOD.inv(*(end.to_numpy() for end in ends))[2] / 1000
    assert km[precision == 1].max() < 1e-9
    assert 20 < km[precision == 2].max() <= 25.001
    assert 10 < np.median(km[precision == 2]) < 22, "uniform by area: the median lies at 25 km / √2"
    shapes = to_geo(mali_now.areas).set_index("area_id").geometry
    region = np.flatnonzero(precision == 3)
    assert len(region)
    for row in region:
        inside = shapes[wanted["area1_id"].iloc[row]].buffer(1e-6)
        assert inside.contains(shapely.Point(at["longitude"][row], at["latitude"][row]))
    again = jitter.positions(wanted, np.random.default_rng(1), mali_now.areas)
    assert again.equals(at)


def test_without_incidents_or_towns_the_band_is_nothing(mali_now, violent, towns):
    assert bands(violent.last(0), towns, 50, mali_now.areas)["incidents"] == jitter.Band(0, 0, 0)
    assert bands(violent, towns.head(0), 50, mali_now.areas)["fatalities"] == jitter.Band(0, 0, 0)
