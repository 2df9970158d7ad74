"""Rows: what is taken by row numbers is what a frame filtered by pandas holds."""

import numpy as np
import pandas as pd
import pytest

from data.filters import Filters
from data.incidents.rows import Events, Rows, counts

WHOLE = "?from=1990-01-01&to=2030-01-01"


@pytest.fixture(scope="module")
def everything(mali_now):
    return mali_now.select(Filters.from_query(WHOLE, mali_now.vocabulary).filters)


@pytest.fixture(scope="module")
def plain(mali_now):
    """The same incidents as a frame."""
    return mali_now.incidents[mali_now.incidents["source"] == "acled"].reset_index(drop=True)


def test_a_mask_takes_the_same_rows_as_of_a_frame_also_twice(everything, plain):
    first = everything[plain["fatalities_best"] > 0]
    expected = plain[plain["fatalities_best"] > 0].reset_index(drop=True)
    pd.testing.assert_frame_equal(first.frame(), expected)
    second = first[expected["geo_precision"] == 2]
    again = expected[expected["geo_precision"] == 2].reset_index(drop=True)
    pd.testing.assert_frame_equal(second.frame(), again)
    pd.testing.assert_series_equal(second["location"], again["location"])
    assert list(second[["event_id"]]["event_id"]) == list(again["event_id"])


@pytest.mark.parametrize("masked", [False, True])
def test_days_are_cut_with_both_ends(everything, plain, masked):
    rows = everything[np.ones(len(plain), dtype=bool)] if masked else everything
    first, last = np.datetime64("2019-03-23"), np.datetime64("2019-04-01")
    own = plain[plain["event_date"].between("2019-03-23", "2019-04-01")].reset_index(drop=True)
    assert len(own) > 10
    pd.testing.assert_frame_equal(rows.between(first, last).frame(), own)
    assert rows.between(last, first).empty
    assert rows.between(np.datetime64("1901-01-01"), np.datetime64("1901-01-02")).empty


def test_the_last_are_the_newest(everything, plain):
    pd.testing.assert_frame_equal(everything.last(7).frame(), plain.tail(7).reset_index(drop=True))
    assert len(everything.last(10**6)) == len(plain)
    assert everything.last(0).empty


def test_an_array_is_its_column(everything, plain):
    some = everything[plain["geo_precision"] == 1]
    own = plain[plain["geo_precision"] == 1]
    assert some.array("deaths").tolist() == own["fatalities_best"].tolist()
    assert some.array("month").tolist() == [12 * (d.year - 1970) + d.month - 1 for d in own["event_date"]]
    assert some.events.names("actor1")[some.array("actor1")].tolist() == own["actor1"].astype("str").tolist()
    places = some.events.places.iloc[some.array("place")]
    assert np.allclose(places["latitude"], own["latitude"], atol=6e-5)
    assert np.allclose(places["longitude"], own["longitude"], atol=6e-5)


def test_places_that_differ_by_less_than_eleven_metres_are_one():
    frame = pd.DataFrame(
        {"latitude": [14.0, 14.00004, 14.0002, -14.0], "longitude": [-4.0, -4.0, -4.0, 4.0], "location": list("abcd")}
    )
    events = Events(frame)
    assert events.array("place").tolist() == [0, 0, 1, 2]
    assert events.places["location"].tolist() == ["a", "c", "d"]


def test_unknown_texts_count_nowhere():
    assert counts(np.array([0, -1, 2, 2], dtype="int8"), 4).tolist() == [1, 0, 2, 0]
    assert counts(np.array([0, -1, 2, 2], dtype="int8"), 3, np.array([5, 7, 1, 2])).tolist() == [5, 0, 3]
    assert counts(np.full(3, 127, dtype="int8"), 128)[127] == 3, "no code is shifted out of its type"


def test_a_frame_becomes_rows_of_its_own():
    rows = Rows.of(pd.DataFrame({"event_type": ["riots", "battles"], "latitude": [1.0, 2.0]}, index=[7, 9]))
    assert rows.array("event_type").tolist() == [1, 0]
    assert Rows.of(rows) is rows
    assert len(rows[np.array([True, False])]) == 1


def test_bare_rows_are_the_same_and_hold_no_column(everything):
    some = everything[everything["geo_precision"] == 1]
    some.array("deaths")
    bare = some.bare()
    assert not bare._taken
    assert bare["event_id"].tolist() == some["event_id"].tolist()
    assert bare.at.dtype == "int32", "row numbers of 3 million incidents take 4 bytes, not 8"
