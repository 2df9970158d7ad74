"""Planned, actual and remarks of a budget year, and what a report freezes."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from data.errors import InputError
from data.mandate import budget
from data.mandate.work_schema import Activities
from data.mission import Settings
from tests.data.mandate import made

SETTINGS = Settings(name="M", country="Mali")
END, MIDDLE = date(2020, 6, 30), date(2019, 12, 31)


def tables(*values, **own):
    """One component of 2019/20 with accomplishment a1, indicator i and output o, and one of the year before."""
    plain = {
        "rbb_components": made.rbb_components({}, {"rbb_component_id": "c0", "budget_year": "2018/19"}),
        "accomplishments": made.accomplishments(
            {"accomplishment_id": "a0", "rbb_component_id": "c0"}, {"accomplishment_id": "a1", "number": "1.1"}
        ),
        "indicators": made.indicators(
            {"indicator_id": "i", "accomplishment_id": "a1"}, {"indicator_id": "old", "accomplishment_id": "a0"}
        ),
        "outputs": made.outputs({"output_id": "o", "accomplishment_id": "a1"}),
        "measurements": made.measurements(*values),
        "activities": Activities.empty(),
    }
    return budget.Tables(**plain | own)


def value(number, day="2020-06-30", **own):
    return {"indicator_id": "i", "measured_on": day, "value": number} | own


def row(own, key="indicator/i", on=END, settings=SETTINGS):
    return budget.table(own, "2019/20", on, settings).set_index("key").loc[key]


def test_days_and_years():
    assert (budget.days("2019/20").start, budget.days("2019/20").end) == (date(2019, 7, 1), END)
    assert [budget.year_of(d) for d in (date(2019, 6, 30), date(2019, 7, 1), END)] == ["2018/19", "2019/20", "2019/20"]
    assert budget.year_of(date(1999, 12, 1)) == "1999/00"
    known = made.rbb_components({"budget_year": "2018/19"}, {"budget_year": "2019/20"})
    assert budget.years(known) == ("2019/20", "2018/19")
    found = [budget.year_shown(known, day) for day in (date(2019, 1, 1), END, date(2025, 1, 1), date(2010, 1, 1))]
    assert found == ["2018/19", "2019/20", "2019/20", "2018/19"]
    assert budget.year_shown(known, END, "2018/19") == "2018/19"
    assert budget.year_shown(known.iloc[:0], END) == ""


def test_rows_of_the_year_only():
    found = budget.table(tables(value(90)), "2019/20", END, SETTINGS)
    assert found["key"].tolist() == ["indicator/i", "output/o"]
    assert found["accomplishment_number"].tolist() == ["1.1", "1.1"]
    assert found["objective"].tolist() == ["An objective"] * 2


@pytest.mark.parametrize(
    ("number", "departs", "asks"),
    [(100, 0, False), (99.5, 0, True), (101, 0, True), (96, 0.05, False), (94, 0.05, True)],
)  # fmt: skip
def test_a_remark_is_asked_for_where_actual_departs_from_planned(number, departs, asks):
    settings = SETTINGS.model_copy(update={"budget": SETTINGS.budget.model_copy(update={"departs": departs})})
    found = row(tables(value(number)), settings=settings)
    assert (found["departs"], found["remark_missing"]) == (asks, asks)
    assert not row(tables(value(number, remark="Why")), settings=settings)["remark_missing"]


def test_during_the_year_where_the_course_is_behind():
    assert not row(tables(value(50, "2019-12-31")), on=MIDDLE)["departs"]
    assert row(tables(value(10, "2019-12-31")), on=MIDDLE)["departs"]


def test_the_remark_of_the_latest_measurement_counts():
    own = tables(value(20, "2019-12-31", remark="Rain"), value(60))
    assert row(own, on=MIDDLE)["remark"] == "Rain"
    assert row(own)["remark_missing"]


def test_what_is_not_measured_departs_from_nothing_and_is_no_zero():
    found = row(tables())
    assert pd.isna(found["value"])
    assert not found["departs"]
    assert found["reason"] == "no_measurement"


def test_what_comes_after_the_year_is_not_of_it():
    found = row(tables(value(90, remark="r"), value(100, "2020-07-01")), on=date(2021, 1, 1))
    assert (found["value"], found["later"]) == (90, 1)


def test_activities_stand_beside_an_output_and_are_not_added():
    plain = {"title": "A patrol", "section": "s", "output_id": "o", "state": "done", "unit": "Patrols"}
    rows = [
        {"activity_id": "1", "activity_date": "2019-08-01", "quantity": 4.0},
        {"activity_id": "2", "activity_date": "2019-08-02", "quantity": 5.0, "unit": None},
        {"activity_id": "3", "activity_date": "2019-08-03", "quantity": 9.0, "unit": "people"},
        {"activity_id": "4", "activity_date": "2019-08-04", "quantity": 9.0, "state": "planned"},
        {"activity_id": "5", "activity_date": "2019-06-30", "quantity": 9.0},
        {"activity_id": "6", "activity_date": "2020-02-01", "quantity": 9.0},
    ]
    measured = {"output_id": "o", "measured_on": "2019-12-31", "value": 7}
    own = tables(measured, activities=made.shaped(Activities, plain, rows))
    found = row(own, "output/o", MIDDLE)
    assert (found["value"], found["reported"], found["activities"], found["not_counted"]) == (7, 9, 3, 1)


def test_the_log_of_corrections():
    own = tables(
        value(60, measurement_id="a", reported_in="Performance report", reported_on="2020-07-15"),
        value(55, measurement_id="b", corrects="a", correction_reason="Counted twice", remark="r"),
        {**value(5), "indicator_id": "old", "measurement_id": "c", "corrects": "d", "correction_reason": "x"},
    )
    (found,) = budget.corrections(own, "2019/20", END).to_dict("records")
    assert (found["value"], found["before"], found["reported_in"]) == (55, 60, "Performance report")
    assert row(own)["corrected"] == 1


def frozen(own, on=END):
    return budget.to_freeze(own, budget.table(own, "2019/20", on, SETTINGS), on)


def test_a_report_freezes_what_stands_and_was_not_reported():
    own = tables(
        value(20, "2019-12-31", measurement_id="a", reported_in="Mid-year"),
        value(60, measurement_id="b"),
        value(55, measurement_id="c", corrects="b", correction_reason="x", remark="Why"),
        value(30, measurement_id="d", sex="female"),
        {**value(5), "indicator_id": "old", "measurement_id": "e"},
        value(70, "2020-07-01", measurement_id="f"),
    )
    assert frozen(own)["measurement_id"].tolist() == ["c", "d"]


def test_a_report_needs_its_remarks_and_something_new():
    with pytest.raises(InputError, match="1 rows depart"):
        frozen(tables(value(60)))
    with pytest.raises(InputError, match="nothing new"):
        frozen(tables(value(100, reported_in="Report")))


def test_a_version_without_a_budget():
    empty = replace(tables(), rbb_components=made.rbb_components().iloc[:0])
    assert budget.table(empty, "2019/20", END, SETTINGS).empty
