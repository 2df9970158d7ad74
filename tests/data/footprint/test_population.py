import numpy as np
import pandas as pd
import pytest
import shapely

from data.footprint import population


def square(area_id, west, south, people, **level):
    shape = shapely.box(west, south, west + 2, south + 2)
    plain = {"area_id": area_id, "level": 2, "name": area_id.upper(), "parent_id": None}
    return plain | {"geometry": shapely.to_wkb(shape), "population": people} | level


def areas(*rows):
    return pd.DataFrame(rows).astype({"population": "Int64"})


def town(latitude, longitude):
    return pd.DataFrame({"latitude": [latitude], "longitude": [longitude]})


def test_people_go_by_the_share_of_the_surface():
    """A circle of 50 km in a square of 2° × 2° at the equator: π 50² of 222.64 × 221.15 km²."""
    found = population.within(areas(square("a:1", -1, -1, 1_000_000)), town(0, 0), 50)
    exact = np.pi * 50**2 / (222.64 * 221.15)
    assert found.covered == pytest.approx(1_000_000 * exact, rel=0.002)
    assert (found.level, found.known, found.unknown) == (2, 1_000_000, ())


def test_rings_that_overlap_count_once():
    one = population.within(areas(square("a:1", -1, -1, 1000)), town(0, 0), 50)
    two = population.within(areas(square("a:1", -1, -1, 1000)), pd.concat([town(0, 0), town(0, 0)]), 50)
    assert one.covered == two.covered > 0


def test_areas_without_population_are_named_and_add_nothing():
    found = population.within(areas(square("a:1", -1, -1, 1000), square("b:2", 1, -1, None)), town(0, 1), 500)
    assert (found.known, found.covered, found.unknown) == (1000, 1000, ("B:2",))
    assert found.share == 1


def test_a_whole_coarser_level_is_taken_before_a_finer_one_that_knows_little(mali_now):
    assert population.level_with_people(mali_now.areas) == 1
    both = areas(square("a:1", -1, -1, 10), square("b:2", -1, -1, 20, level=1))
    assert population.level_with_people(both) == 2


def test_without_population_nothing_is_said():
    assert population.within(areas(square("a:1", -1, -1, None)), town(0, 0), 50) is None
    only_country = areas(square("a:0", -1, -1, 500, level=0))
    assert population.within(only_country, town(0, 0), 50) is None


def test_without_towns_no_one_is_within_reach():
    found = population.within(areas(square("a:1", -1, -1, 1000)), town(0, 0).head(0), 50)
    assert (found.covered, found.share) == (0, 0)
