import numpy as np
import pandas as pd
import shapely

from data.geography.join import area_of, assign_areas, distinct_places, to_geo
from tests.data.made import square


def points(*pairs):
    return pd.DataFrame(pairs, columns=["longitude", "latitude"], dtype="float64")


def areas(*rows):
    ids, levels, shapes = ([row[n] for row in rows] for n in range(3))
    return pd.DataFrame({"area_id": ids, "level": levels, "geometry": shapely.to_wkb(np.array(shapes, dtype=object))})


def test_known_counts_of_the_mali_file(mali, mali_now):
    incidents = mali.store.read("incidents", 3)
    assert incidents["area2_id"].notna().sum() == 3975
    country = to_geo(mali_now.areas[mali_now.areas["level"] == 0])
    assert area_of(incidents, country).notna().sum() == 4317


def test_every_joined_area_holds_its_point(mali, mali_now):
    incidents = mali.store.read("incidents", 3).dropna(subset=["area2_id"])
    shapes = to_geo(mali_now.areas).set_index("area_id").geometry
    for area_id, inside in incidents.groupby("area2_id"):
        outline = shapes[area_id].buffer(1e-9)
        assert shapely.contains_xy(outline, inside["longitude"], inside["latitude"]).all()


def test_published_names_stay_beside_the_joined_areas(mali):
    incidents = mali.store.read("incidents", 3)
    menaka = incidents[incidents["admin1"] == "Menaka"]
    assert len(menaka) > 0
    assert set(menaka["area1_id"].dropna()) <= set(mali.store.read("areas", 3)["area_id"])
    gao = "wof:85674521"
    assert (menaka["area1_id"] == gao).mean() > 0.9, (
        "the frame of before 2016 has no region of Menaka: it lies in Gao's"
    )


def test_a_point_on_a_border_has_one_area():
    both = to_geo(areas(("x:b", 1, square(0, 0)), ("x:a", 1, square(1, 0))))
    assert area_of(points((1, 0.5), (0.5, 0.5), (1.5, 0.5), (5, 5)), both).tolist()[:3] == ["x:a", "x:b", "x:a"]
    assert area_of(points((5, 5)), both).isna().all()


def test_areas_that_overlap_do_not_double_a_row():
    both = to_geo(areas(("x:a", 1, square(0, 0)), ("x:b", 1, square(0.2, 0))))
    joined = area_of(points((0.5, 0.5), (0.5, 0.5), (1.1, 0.5)), both)
    assert joined.tolist() == ["x:a", "x:a", "x:b"]


def test_levels_are_joined_apart_and_one_that_is_absent_is_unknown():
    incidents = points((0.5, 0.5), (1.5, 0.5)).assign(admin1="As published")
    joined = assign_areas(incidents, areas(("x:r", 1, square(0, 0, 2))))
    assert joined["area1_id"].tolist() == ["x:r", "x:r"]
    assert joined["area2_id"].isna().all()
    assert joined["admin1"].tolist() == ["As published"] * 2
    assert list(incidents) == ["longitude", "latitude", "admin1"]


def test_without_areas_all_is_unknown():
    joined = assign_areas(points((0, 0)), areas())
    assert joined[["area1_id", "area2_id"]].isna().all(axis=None)


def test_rows_keep_their_own_numbers():
    where = points((0.5, 0.5), (9, 9), (0.5, 0.5))
    where.index = [7, 3, 5]
    joined = area_of(where, to_geo(areas(("x:a", 1, square(0, 0)))))
    assert joined.index.tolist() == [7, 3, 5]
    assert joined.isna().tolist() == [False, True, False]


def test_distinct_places():
    codes, places = distinct_places(points((1, 2), (3, 4), (1, 2)))
    assert len(places) == 2
    assert places.iloc[codes].to_numpy().tolist() == [[2, 1], [4, 3], [2, 1]]
