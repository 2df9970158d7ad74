"""What a map or chart says in words: the highest by name, ties, what is unknown, nothing at all."""

import pandas as pd
import pytest

from data.words import alt, alt_mandate


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([7, 20, 23, 0], "most in C (23), B (20) and A (7); 3 of 4 have any."),
        ([5, 5, 5, 5], "most in A (5), B (5) and C (5), 1 other as many as the last; 4 of 4 have any."),
        ([0, 3, None, 0], "most in B (3); 1 of 3 have any; unknown for 1 more."),
        ([0, 0, 0, 0], "none anywhere."),
        ([None] * 4, "none anywhere; unknown for 4 more."),
    ],
)
def test_the_highest_are_named_with_their_figures(values, words):
    assert alt.ranked("Incidents by cercle", "ABCD", values) == f"Incidents by cercle: {words}"


def test_no_area_at_all_is_none():
    assert alt.ranked("Incidents", [], []) == "Incidents: none anywhere."


def test_a_series_names_its_highest_and_lowest_and_never_adds_up_what_may_overlap():
    assert alt.in_time("Incidents", ["Jan", "Feb", "Mar"], [4, 9, 1]) == (
        "Incidents, Jan to Mar: most in Feb (9), fewest in Mar (1)."
    )
    assert alt.in_time("Incidents", ["Jan"], [4]) == "Incidents: 4 in Jan."
    assert alt.in_time("Incidents", ["Jan", "Feb"], [0, 0]) == "Incidents: none in 2 periods."


def test_months_without_any_are_rows_too():
    by_month = pd.DataFrame(
        [("2019-01-01", "battles", 3), ("2019-01-01", "riots", 1), ("2019-03-01", "riots", 2)],
        columns=["month", "event_type", "incidents"],
    ).astype({"month": "datetime64[ns]"})
    told = alt.months(by_month, pd.Series(pd.date_range("2019-01-01", periods=3, freq="MS")))
    assert told.finding == "Incidents a month, Jan 2019 to Mar 2019: most in Jan 2019 (4), fewest in Feb 2019 (0)."
    assert told.table().rows == (("Jan 2019", 3, 1, 4), ("Feb 2019", 0, 0, 0), ("Mar 2019", 0, 2, 2))


def test_a_sparkline_says_the_same_as_its_rows():
    told = alt.history(pd.DataFrame({"month": pd.to_datetime(["2019-01-01", "2019-02-01"]), "incidents": [3, 8]}))
    assert told.finding == "Incidents a month, Jan 2019 to Feb 2019: most in Feb 2019 (8), fewest in Jan 2019 (3)."
    assert told.table().rows == (("Jan 2019", 3), ("Feb 2019", 8))


def test_a_difference_names_both_sides():
    table = pd.DataFrame({"name": list("ABC"), "x": [5, 1, 2], "x_before": [1, 4, 2], "x_difference": [4, -3, 0]})
    told = alt.differences("More: +1", table, "x", ("now", "then"))
    assert told.finding == "More: +1. More in 1 areas, most in A (4). Fewer in 1 areas, most in B (3)."
    assert told.table().rows == (("A", 5, 1, 4), ("B", 1, 4, -3), ("C", 2, 2, 0))
    same = alt.differences("The same", table.assign(x_difference=0), "x", ("now", "then"))
    assert same.finding == "The same. No area differs."


def test_an_unknown_cell_is_none_and_never_zero():
    assert alt.rows_of([["A", "B"], pd.Series([1, None], dtype="Int64"), [float("nan"), 2.5]]) == (
        ("A", 1, None), ("B", None, 2.5),
    )  # fmt: skip


def test_ratings_are_counted_and_no_office_stands_above_another():
    rows = pd.DataFrame(
        [("O", "attitude", "Gao", "2019Q1", "Large"), ("O", "attitude", "Mopti", "2019Q2", "Small"),
         ("O", "attitude", "Gao", "2019Q2", None)],
        columns=["outcome", "dimension", "office", "quarter", "rating"],
    )  # fmt: skip
    told = alt_mandate.ratings(rows, ("Small", "Large"), "Extent", "2019Q2")
    assert told.finding == "Extent, 1 ratings in 2019Q2: Small: 1."
    assert len(told.table().rows) == 3
