from datetime import date

import numpy as np
import pandas as pd
import pytest
from pyproj import Geod

from data.footprint import nearby
from data.footprint.schema import Bases

GEOD = Geod(ellps="WGS84")


def made(*rows):
    """Bases from dicts of what matters: open military bases at 15° N, whose opening day no one knows."""
    plain = {"type": "base", "status": "open", "latitude": 15.0, "component_type": "military", "illustrative": False}
    table = pd.DataFrame([plain | {"base_id": str(n), "name": f"Town {n}"} | row for n, row in enumerate(rows)])
    days = {name: pd.to_datetime(table[name]) if name in table else pd.NaT for name in ("opened", "closed")}
    return Bases.shape(table.assign(**days))


def names(bases, day="2019-03-23", most=5):
    return nearby.towns(bases, 15.0, 0.0, date.fromisoformat(day), most)["name"].tolist()


def test_five_distinct_towns_nearest_first():
    bases = made(*({"longitude": float(east)} for east in (6, 1, 3, 2, 5, 4)))
    assert names(bases) == ["Town 1", "Town 3", "Town 2", "Town 5", "Town 4"]
    assert names(bases, most=2) == ["Town 1", "Town 3"]


def test_one_degree_of_the_equator_is_111_32_km():
    """A degree of longitude on the equator: 6,378,137 m × π / 180."""
    bases = made({"latitude": 0.0, "longitude": 1.0})
    assert nearby.towns(bases, 0.0, 0.0, date(2019, 1, 1))["distance_km"][0] == pytest.approx(111.3195, abs=1e-4)


def test_the_towns_of_a_real_incident_against_every_base_by_force(mali_now):
    bases, day = mali_now.table("bases"), pd.Timestamp("2019-03-23")
    ogossagou = mali_now.incidents[mali_now.incidents["event_id"] == "MLI2741"].iloc[0]
    found = nearby.towns(bases, ogossagou["latitude"], ogossagou["longitude"], day.date())
    was_open = bases[(bases["opened"] <= day) & ~(bases["closed"] < day)]
    ends = was_open["longitude"].to_numpy(), was_open["latitude"].to_numpy()
    here = np.full(len(was_open), ogossagou["longitude"]), np.full(len(was_open), ogossagou["latitude"])
    km = pd.Series(GEOD.inv(*here, *ends)[2] / 1000, index=was_open["name"]).sort_values().head(5)
    assert found["name"].tolist() == list(km.index)
    np.testing.assert_allclose(found["distance_km"], km)


def test_bases_of_one_point_are_one_town_with_all_its_types_and_components():
    bases = made(
        {"longitude": 1.0, "name": "Gao", "type": "field_office", "component_type": "civilian"},
        {"longitude": 1.0, "name": "Gao", "type": "sector_hq", "component_type": "military; police"},
        {"longitude": 2.0, "component_type": None},
    )
    found = nearby.towns(bases, 15.0, 0.0, date(2019, 1, 1))
    assert found["name"].tolist() == ["Gao", "Town 2"]
    assert found["types"].tolist() == ["sector_hq; field_office", "base"]
    assert found["component_types"].tolist() == ["military; police; civilian", ""]


@pytest.mark.parametrize(
    ("day", "found"), [("2013-12-31", []), ("2014-01-01", ["Town 0"]), ("2018-12-31", ["Town 0"]), ("2019-01-01", [])]
)
def test_only_bases_open_on_that_day(day, found):
    bases = made({"longitude": 1.0, "opened": "2014-01-01", "closed": "2018-12-31"})
    assert names(bases, day) == found


def test_an_unknown_opening_day_counts_as_open_and_stays_unknown():
    known = {"opened": "2014-05-06"}
    bases = made({"longitude": 1.0}, {"longitude": 1.0} | known, {"longitude": 2.0} | known)
    found = nearby.towns(bases, 15.0, 0.0, date(2019, 1, 1))
    assert pd.isna(found["opened"][0])
    assert found["opened"][1] == pd.Timestamp("2014-05-06")


@pytest.mark.parametrize(
    ("row", "day", "doubt"),
    [
        ({"opened": "2014-01-01"}, "2014-06-01", True),
        ({"opened": "2014-01-01"}, "2015-06-01", False),
        ({"opened": "2014-01-01", "closed": "2018-12-31"}, "2018-06-01", True),
        ({"opened": "2014-01-01", "closed": "2018-06-23"}, "2018-06-01", False),
        ({"opened": "2014-01-01", "dates_precision": None}, "2014-06-01", False),
    ],
)
def test_a_date_known_by_year_leaves_that_year_in_doubt(row, day, doubt):
    found = nearby.towns(
        made({"longitude": 1.0, "dates_precision": "by year"} | row), 15.0, 0.0, date.fromisoformat(day)
    )
    assert found["in_doubt"].tolist() == [doubt]
    assert found["by_year"].tolist() == [row.get("dates_precision", "by year") == "by year"]


def test_a_town_is_in_doubt_only_where_no_base_of_it_is_sure():
    bases = made(
        {"longitude": 1.0, "opened": "2019-01-01", "dates_precision": "by year"},
        {"longitude": 1.0, "opened": "2014-05-06"},
    )
    assert nearby.towns(bases, 15.0, 0.0, date(2019, 3, 1))["in_doubt"].tolist() == [False]


def test_without_an_open_base_there_is_no_town():
    found = nearby.towns(made({"longitude": 1.0, "status": "planned"}), 15.0, 0.0, date(2019, 1, 1))
    assert found.empty
    assert list(found) == nearby.COLUMNS
