"""The outline of the mission's country, by which places are doubted."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from data import mission
from data.geography import country
from tests.data.made import square

BAMAKO, NIAMEY, PARIS = (-8.0, 12.65), (2.11, 13.51), (2.35, 48.85)


def areas(*rows):
    ids, levels, names, shapes = ([row[n] for row in rows] for n in range(4))
    return pd.DataFrame(
        {"area_id": ids, "level": levels, "name": names, "geometry": shapely.to_wkb(np.array(shapes, dtype=object))}
    ).astype({"area_id": "str", "name": "str"})


NONE = areas()


def test_an_area_named_like_the_country_is_its_outline_exactly():
    own = country.outline(areas(("x:m", 0, "Mali", square(0, 0))), "Mali")
    assert own.equals(square(0, 0))
    assert not shapely.intersects_xy(own, 1.001, 0.5), "nothing is added around it"
    assert not shapely.intersects_xy(own, *BAMAKO), "nor the map of the world"


@pytest.mark.parametrize("name", ["mali", "MALI", "Mali"])
def test_the_case_of_the_name_does_not_matter(name):
    assert country.outline(areas(("x:m", 0, "Mali", square(0, 0))), name).equals(square(0, 0))
    assert shapely.intersects_xy(country.outline(NONE, name), *BAMAKO)


def test_several_areas_of_the_country_are_one_outline():
    both = country.outline(areas(("x:a", 0, "Mali", square(0, 0)), ("x:b", 0, "Mali", square(5, 5))), "Mali")
    assert both.area == pytest.approx(2)


def test_without_own_areas_the_map_of_the_world_is_taken_with_a_margin():
    mali = country.outline(NONE, "Mali")
    assert shapely.intersects_xy(mali, *BAMAKO)
    assert not shapely.intersects_xy(mali, *NIAMEY)
    assert not shapely.intersects_xy(mali, *PARIS)
    exact = shapely.union_all(country.world().query("name == 'Mali'").geometry.to_numpy())
    east = exact.bounds[2]
    at = next(lat for _lon, lat in shapely.get_coordinates(exact) if _lon == east)
    assert not shapely.intersects_xy(exact, east + 0.2, at)
    assert shapely.intersects_xy(mali, east + 0.2, at), "borders are drawn coarsely"
    assert not shapely.intersects_xy(mali, east + 0.4, at)


def test_regions_of_the_mission_widen_the_outline_of_the_world():
    beyond = areas(("x:r", 1, "Sea", square(-30, 0)))
    outline = country.outline(beyond, "Mali")
    assert shapely.intersects_xy(outline, -29.5, 0.5)
    assert shapely.intersects_xy(outline, *BAMAKO)


@pytest.mark.parametrize("name", ["", "Atlantis", "Mal"])
def test_an_unknown_country_has_no_outline(name):
    assert country.outline(NONE, name) is None
    assert country.outline(areas(("x:r", 1, "Region", square(0, 0))), name) is None


def test_another_countrys_area_of_level_0_is_not_this_ones_outline():
    assert shapely.intersects_xy(country.outline(areas(("x:n", 0, "Niger", square(0, 0))), "Mali"), *BAMAKO)
    assert country.outline(areas(("x:n", 0, "Atlantis", square(0, 0))), "atlantis").equals(square(0, 0))


def test_the_examples_coarse_outline_is_not_taken_for_the_countrys():
    example = areas(("ex:m", 0, "Mali", square(0, 20)))
    outline = country.outline(example, "Mali")
    assert shapely.intersects_xy(outline, *BAMAKO), "the map of the world is finer"
    assert country.outline(areas(("ex:m", 0, "Atlantis", square(0, 0))), "Atlantis") is None


def test_the_example_itself_has_its_bases_and_incidents_inside():
    opened = mission.load(mission.EXAMPLE)
    read = {name: opened.store.read(name, 1) for name in ("areas", "incidents", "bases")}
    outline = country.outline(read["areas"], opened.settings.country)
    for name in ("incidents", "bases"):
        where = gpd.points_from_xy(read[name]["longitude"], read[name]["latitude"])
        assert shapely.intersects(outline, where).all(), name


def test_all_but_one_of_the_mali_events_lie_in_the_countrys_own_area(mali_now):
    outline = country.outline(mali_now.areas, "Mali")
    events = mali_now.incidents
    inside = shapely.intersects_xy(outline, events["longitude"], events["latitude"])
    assert (len(events), int(inside.sum())) == (4318, 4317)
    coarse = country.outline(NONE, "Mali")
    assert shapely.intersects_xy(coarse, events["longitude"], events["latitude"]).sum() >= 4317
