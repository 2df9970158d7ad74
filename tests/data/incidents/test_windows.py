from datetime import date
from itertools import islice

import pandas as pd

from data.filters import Filters
from data.incidents import windows
from data.periods import Period

QUARTER = Period(date(2019, 4, 1), date(2019, 6, 30))


def test_quarters_before_a_quarter_follow_each_other():
    found = list(islice(windows.preceding(QUARTER), 4))
    assert found[0] == Period(date(2019, 1, 1), date(2019, 3, 31))
    assert found[3] == Period(date(2018, 4, 1), date(2018, 6, 30))


def test_days_before_days_follow_each_other():
    found = list(islice(windows.preceding(Period(date(2019, 6, 24), date(2019, 6, 30))), 2))
    assert found == [Period(date(2019, 6, 17), date(2019, 6, 23)), Period(date(2019, 6, 10), date(2019, 6, 16))]


def test_the_norm_takes_what_the_records_cover(mali_now):
    early = Filters(date(1997, 7, 1), date(1997, 9, 30), "acled")  # records from 6 January 1997: their month counts
    assert len(windows.norm(mali_now, early, 4)) == 2
    assert len(windows.norm(mali_now, Filters(QUARTER.start, QUARTER.end, "acled"), 4)) == 4


def test_a_period_that_runs_past_the_records_has_no_norm(mali_now):
    past = Filters(date(2020, 10, 1), date(2020, 12, 31), "acled")
    assert windows.norm(mali_now, past, 4) == ()
    assert windows.lookback(mali_now, past) == {"highest_1y": (), "highest_3y": ()}


def test_how_many_periods_are_in_one_and_three_years(mali_now):
    def compared(start, end):
        return [len(spans) for spans in windows.lookback(mali_now, Filters(start, end, "acled")).values()]

    assert compared(QUARTER.start, QUARTER.end) == [4, 12]
    assert compared(date(2019, 6, 1), date(2019, 6, 30)) == [12, 36]
    assert compared(date(2019, 6, 24), date(2019, 6, 30)) == [52, 156]
    assert compared(date(2018, 7, 1), date(2019, 6, 30)) == [0, 3], "one earlier year is no highest of a year"
    assert compared(date(1998, 1, 1), date(1998, 3, 31)) == [4, 0], "the records begin in January 1997"


def test_areas_of_a_level_inside_those_that_are_chosen(mali_now):
    names = mali_now.areas.set_index("area_id")["name"]
    mopti = mali_now.areas.query("level == 1 and name == 'Mopti'")["area_id"].iloc[0]
    chosen = Filters(QUARTER.start, QUARTER.end, "acled", areas=(mopti,))
    found = windows.areas_inside(mali_now, chosen, 2)
    parents = mali_now.areas.set_index("area_id")["parent_id"]
    assert set(parents[found["area_id"]]) == {mopti}
    assert len(found) == 8
    assert list(windows.areas_inside(mali_now, chosen, 1)["name"]) == [names[mopti]]
    assert len(windows.areas_inside(mali_now, Filters(QUARTER.start, QUARTER.end, "acled"), 2)) == 49
    assert windows.areas_inside(mali_now, chosen, 0).empty


def test_events_are_counted_by_area_and_window():
    spans = (Period(date(2019, 2, 1), date(2019, 2, 28)), Period(date(2019, 1, 1), date(2019, 1, 31)))
    rows = pd.DataFrame(
        {
            "event_date": pd.to_datetime(["2019-01-01", "2019-01-31", "2019-02-01", "2019-02-28", "2019-02-28"]),
            "area2_id": pd.Categorical(["b", None, "a", "b", "gone"]),
            "fatalities_best": pd.array([1, 2, pd.NA, 4, 8], dtype="Int64"),
        }
    )
    counted = windows.count(rows, pd.Series(["a", "b", "never"]), 2, spans, "incidents")
    assert counted.table.tolist() == [[1, 0], [1, 1], [0, 0], [1, 1]]
    deaths = windows.count(rows, pd.Series(["a", "b", "never"]), 2, spans, "fatalities")
    assert deaths.table.tolist() == [[0, 0], [4, 1], [0, 0], [8, 2]]
    assert windows.deadliest(deaths, 1).tolist() == [[-1, -1], [3, 0], [-1, -1], [4, 1]]
    assert windows.deadliest(deaths, 0).tolist() == [[-1, -1], [3, -1], [-1, -1], [4, -1]]


def test_of_events_as_deadly_the_first_is_taken():
    spans = (Period(date(2019, 1, 1), date(2019, 1, 31)),)
    rows = pd.DataFrame(
        {
            "event_date": pd.to_datetime(["2019-01-01", "2019-01-02", "2019-01-03"]),
            "area1_id": pd.Categorical(["a"] * 3),
            "fatalities_best": pd.array([1, 5, 5], dtype="Int64"),
        }
    )
    assert windows.deadliest(windows.count(rows, pd.Series(["a"]), 1, spans, "fatalities"), 0).tolist()[0] == [1, -1]
