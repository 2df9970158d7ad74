from datetime import date

import pytest

from data import snapshot
from data.filters import Filters
from data.importing.run import import_files
from data.incidents import change
from data.periods import Period
from tests.data.made import acled

SPRING = Filters(date(2019, 4, 1), date(2019, 6, 30), "acled", types=("violent",))


@pytest.fixture
def made(new_mission, tmp_path):
    """A maker of missions from (day, deaths, place) triples."""

    def make(*events):
        ends = [("2019-01-01", 0, "start"), ("2019-06-30", 0, "end")]
        changes = [
            {"event_id_cnty": f"E{n}", "event_date": day, "fatalities": str(deaths), "location": place}
            for n, (day, deaths, place) in enumerate([*ends, *events])
        ]
        target, _reports = import_files(new_mission, [acled(tmp_path / "e.csv", *changes)])
        return snapshot.load(target, target.store.latest())

    return make


def of(shot, filters=SPRING, measure="fatalities"):
    return change.of(shot, filters, measure, change.comparisons(filters)[0])


def test_a_fall_that_one_event_made_is_not_stated(mali_now):
    found = of(mali_now)
    assert (found.before, found.now) == (650, 489)
    assert (found.decisive.now, found.decisive.norm) == (489, 486)
    event = found.decisive.event
    assert (event.place, event.day, event.deaths) == ("Ogossagou", date(2019, 3, 23), 164)


def test_a_rise_that_would_be_of_another_class_without_one_event_is_not_stated(mali_now):
    winter = Filters(date(2019, 1, 1), date(2019, 3, 31), "acled", types=("violent",))
    found = of(mali_now, winter)
    assert (found.before, found.now) == (426, 650)  # +53 %, and +14 % without Ogossagou
    assert (found.decisive.now, found.decisive.norm, found.decisive.code) == (486, 426, "moderate_increase")


def test_a_rise_that_stays_what_it_is_without_its_deadliest_event_is_stated(made):
    found = of(made(("2019-02-01", 20, "a"), *((f"2019-05-{day:02}", 10, "b") for day in range(1, 10))))
    assert (found.before, found.now, found.decisive) == (20, 90, None)
    assert found.share == pytest.approx(3.5)


def test_a_rise_that_one_event_made_is_not_stated(made):
    found = of(
        made(("2019-02-01", 6, "a"), ("2019-02-02", 6, "b"), ("2019-05-01", 5, "c"), ("2019-05-02", 40, "Attack"))
    )
    assert (found.before, found.now, found.decisive.event.place, found.decisive.event.deaths) == (12, 45, "Attack", 40)
    assert (found.decisive.now, found.decisive.norm) == (5, 12)


def test_the_less_deadly_side_can_decide_too(made):
    winter = [("2019-02-01", 30, "Attack"), *((f"2019-02-{day:02}", 5, "w") for day in range(2, 10))]
    spring = [("2019-05-01", 34, "x")]
    found = of(made(*winter, *spring))
    assert (found.before, found.now) == (70, 34)
    assert found.decisive.event.place == "Attack", "without x the fall is larger, and of the same class"


def test_without_the_event_no_change_is_left(made):
    shot = made(("2019-02-01", 20, "a"), ("2019-05-01", 20, "b"), ("2019-05-02", 9, "c"))
    assert of(shot).decisive.event.place == "b"


def test_equal_counts_need_no_guard(made):
    found = of(made(("2019-02-01", 20, "a"), ("2019-05-01", 20, "b")))
    assert (found.difference, found.share, found.decisive) == (0, 0, None)


def test_a_rise_of_many_incidents_is_stated(mali_now):
    found = of(mali_now, measure="incidents")
    assert (found.before, found.now, found.decisive) == (150, 180, None)


def test_a_count_that_one_incident_fewer_would_leave_limited_is_not_stated(made):
    shot = made(
        *((f"2019-02-{day:02}", 0, "a") for day in range(1, 10)), *((f"2019-05-{d:02}", 0, "b") for d in range(1, 12))
    )
    found = of(shot, measure="incidents")
    assert (found.before, found.now) == (10, 12)  # one more of each from the maker's own first and last row
    assert (found.decisive.event, found.decisive.now, found.decisive.code) == (None, 11, "limited")


def test_a_low_base_gives_no_percentage(made):
    found = of(made(("2019-02-01", 9, "a"), ("2019-05-01", 30, "b"), ("2019-05-02", 30, "c")))
    assert (found.before, found.now, found.share, found.difference) == (9, 60, None, 51)


def test_a_base_of_ten_gives_a_percentage(made):
    assert of(made(("2019-02-01", 10, "a"), ("2019-05-01", 6, "b"), ("2019-05-02", 6, "c"))).share == pytest.approx(0.2)


def test_a_period_that_the_records_do_not_cover_is_unknown_not_zero(mali_now):
    first = Filters(date(1997, 1, 6), date(1997, 12, 31), "acled")
    found = of(mali_now, first)
    assert (found.before, found.share, found.difference) == (None, None, None)
    assert not change.covers(mali_now, "acled", Period(date(2020, 8, 1), date(2020, 11, 1)))
    assert change.covers(mali_now, "acled", Period(date(1997, 1, 6), date(2020, 10, 31)))


def test_the_two_comparisons():
    before, year = change.comparisons(SPRING)
    assert before == Period(date(2019, 1, 1), date(2019, 3, 31))
    assert year == Period(date(2018, 4, 1), date(2018, 6, 30))


def test_areas_that_got_worse_most(mali_now):
    table = change.worst_areas(mali_now, SPRING)
    assert len(table) == 3
    assert (table["difference"] > 0).all()
    assert table["difference"].is_monotonic_decreasing
    assert (table["incidents"] - table["before"] == table["difference"]).all()
    now = mali_now.select(SPRING)["area2_id"]
    assert (now == table["area_id"][0]).sum() == table["incidents"][0]


def test_a_rise_of_one_incident_is_none(mali_now):
    table = change.worst_areas(mali_now, SPRING, most=100)
    assert (table["difference"] > 1).all()
    assert not ((table["before"] <= 2) & (table["incidents"] <= 5)).any()


def test_no_area_is_named_where_the_period_before_is_not_covered(mali_now, made):
    assert change.worst_areas(mali_now, Filters(date(1997, 1, 6), date(1997, 12, 31), "acled")).empty
    assert change.worst_areas(made(), SPRING).empty


def test_no_change_is_stated_where_the_period_runs_past_the_data(mali_now):
    past = Filters(start=date(2020, 10, 1), end=date(2021, 3, 31), source="acled")
    for period in change.comparisons(past):
        assert change.of(mali_now, past, "incidents", period).share is None
    assert change.worst_areas(mali_now, past).empty
