import pandas as pd
import pytest
import shapely

from data.geography import neighbours

# Two regions side by side, each of two cercles above each other, and a cercle far away.
SQUARES = {"a1": ("a", 0, 0), "a2": ("a", 0, 1), "b1": ("b", 1, 0), "b2": ("b", 1.01, 1), "c1": ("c", 9, 9)}


@pytest.fixture
def areas():
    box = shapely.box(0, 0, 1, 1).wkb
    rows = [("m", 0, None, box), *((region, 1, "m", box) for region in "abc")]
    rows += [(name, 2, up, shapely.box(x, y, x + 1, y + 1).wkb) for name, (up, x, y) in SQUARES.items()]
    return pd.DataFrame(rows, columns=["area_id", "level", "parent_id", "geometry"])


@pytest.mark.parametrize(
    ("area_ids", "expected"),
    [(("a",), ("a1", "a2")), (("a1", "b"), ("a1", "b1", "b2")), (("m",), tuple(SQUARES)), ((), ()), (("a1",), ("a1",))],
)
def test_the_areas_of_a_level_in_some_areas(areas, area_ids, expected):
    assert neighbours.inside(areas, area_ids, 2) == expected


def test_of_a_finer_area_the_one_that_holds_it(areas):
    assert neighbours.inside(areas, ("a1",), 1) == ("a",)


def test_around_are_those_that_touch_also_over_a_sliver_and_at_a_corner(areas):
    assert neighbours.around(areas, ("a1",), 2) == ("a2", "b1", "b2")
    assert neighbours.around(areas, ("a1", "a2"), 2) == ("b1", "b2")
    assert neighbours.around(areas, ("c1",), 2) == ()


def test_middles_are_in_kilometres(areas):
    found = neighbours.middles(areas, ("a1", "a2", "b1"))
    assert found[1, 1] - found[0, 1] == pytest.approx(111.2, rel=0.01)
    assert found[2, 0] - found[0, 0] == pytest.approx(111.3, rel=0.01)
