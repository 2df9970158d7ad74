"""Values, planned values and courses of single indicators and outputs, each worked out by hand.

The year from 30 June 2019 to 30 June 2020 has 366 days; 31 December 2019 is day 184 of it, 31 March 2020 day 275.
"""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from data.mandate import progress
from data.mandate.settings import ProgressSettings
from tests.data.mandate.made import indicators, measurements, outputs

HALF, LATER = date(2019, 12, 31), date(2020, 3, 31)
SETTINGS = ProgressSettings()


def on(day, *values, settings=SETTINGS, **own):
    """The only row of one indicator, measured as `values` say: (day, value) or dicts."""
    rows = [{"measured_on": v[0], "value": v[1]} if isinstance(v, tuple) else v for v in values]
    measured = measurements(*({"indicator_id": "i"} | row for row in rows))
    return progress.of(indicators({"indicator_id": "i"} | own), outputs_none(), measured, day, settings).iloc[0]


def outputs_none():
    return outputs({"output_id": "o"}).iloc[:0]


def delivered(day, *values, **own):
    """The only row of one output."""
    measured = measurements(*({"output_id": "o", "measured_on": d, "value": v} for d, v in values))
    none = indicators({"indicator_id": "i"}).iloc[:0]
    return progress.of(none, outputs({"output_id": "o"} | own), measured, day, SETTINGS).iloc[0]


def test_the_planned_value_lies_on_a_straight_line():
    row = on(HALF, ("2019-12-31", 50))
    assert row["planned"] == pytest.approx(100 * 184 / 366)
    assert row["way"] == 0.5
    assert row["behind"] == pytest.approx(184 / 366 - 0.5)
    assert row["course"] == "on_course"


@pytest.mark.parametrize(
    ("day", "planned"), [("2019-06-30", 0), ("2019-01-01", 0), ("2020-06-30", 100), ("2021-01-01", 100)]
)
def test_the_plan_stays_between_baseline_and_target(day, planned):
    assert on(date.fromisoformat(day))["planned"] == planned


@pytest.mark.parametrize(
    ("value", "course"),
    [(50.3, "on_course"), (40.3, "on_course"), (40.2, "at_risk"), (25.3, "at_risk"), (25.2, "off_course")],
)  # fmt: skip
def test_a_course_by_how_far_it_is_behind(value, course):
    """184 of 366 days are 50.27 %: at risk from 40.27 down, off course from 25.27 down."""
    assert on(HALF, ("2019-12-31", value))["course"] == course


def test_exactly_at_the_tolerance_is_at_risk():
    row = on(date(2019, 7, 10), ("2019-07-10", 0), target_on="2019-10-08")  # 10 of 100 days, nothing done
    assert row["behind"] == 0.1
    assert row["course"] == "at_risk"


def test_tolerances_are_the_missions():
    wide = ProgressSettings(at_risk=0.6, off_course=0.7)
    assert on(HALF, ("2019-12-31", 0))["course"] == "off_course"
    assert on(HALF, ("2019-12-31", 0), settings=wide)["course"] == "on_course"


def test_a_value_does_not_fall_behind_between_two_measurements():
    row = on(LATER, ("2019-12-31", 50))
    assert row["measured_on"] == pd.Timestamp("2019-12-31")
    assert row["planned"] == pytest.approx(100 * 275 / 366)
    assert row["planned_then"] == pytest.approx(100 * 184 / 366)
    assert row["course"] == "on_course"


def test_once_the_target_day_has_come_the_target_counts():
    before, after = (on(d, ("2019-12-31", 50)) for d in (date(2020, 6, 29), date(2020, 6, 30)))
    assert (before["course"], after["course"]) == ("on_course", "off_course")
    assert after["planned_then"] == 100


def test_a_decreasing_indicator():
    row = on(HALF, ("2019-12-31", 35), direction="decrease", baseline=40, target=20)
    assert row["planned"] == pytest.approx(40 - 20 * 184 / 366)
    assert row["way"] == 0.25
    assert row["course"] == "off_course"
    assert on(HALF, ("2019-12-31", 29), direction="decrease", baseline=40, target=20)["course"] == "on_course"
    worse = on(HALF, ("2019-12-31", 44), direction="decrease", baseline=40, target=20)
    assert worse["way"] == pytest.approx(-0.2)


@pytest.mark.parametrize(
    ("value", "course"), [(80, "on_course"), (86, "on_course"), (73, "on_course"), (72, "at_risk"), (101, "off_course")]
)
def test_a_level_to_keep(value, course):
    """Of 80, a tenth is 8 and a quarter 20, on either side."""
    row = on(HALF, ("2019-12-31", value), direction="maintain", baseline=80, target=80)
    assert (row["course"], row["planned"]) == (course, 80)
    assert pd.isna(row["way"])
    assert on(HALF, ("2019-12-31", value), direction="maintain", baseline=80, target=None)["course"] == course


def test_a_level_to_keep_at_zero():
    assert on(HALF, ("2019-12-31", 0), direction="maintain", target=0)["course"] == "on_course"
    assert on(HALF, ("2019-12-31", 1), direction="maintain", target=0)["course"] == "off_course"


@pytest.mark.parametrize(
    ("direction", "value", "course"),
    [("increase", 60, "on_course"), ("increase", 50, "on_course"), ("increase", 44, "at_risk"),
     ("decrease", 44, "on_course"), ("decrease", 63, "off_course")],
)  # fmt: skip
def test_no_way_to_go(direction, value, course):
    row = on(HALF, ("2019-12-31", value), direction=direction, baseline=50, target=50)
    assert row["course"] == course
    assert pd.isna(row["way"])


def test_at_the_end_nothing_is_asked_for_before():
    at_end = {"path": "at_end", "baseline": 10}
    assert on(HALF, ("2019-12-31", 10), **at_end)["planned"] == 10
    assert on(HALF, ("2019-12-31", 10), **at_end)["course"] == "on_course"
    assert on(HALF, ("2019-12-31", -2), **at_end)["course"] == "at_risk"
    assert on(date(2020, 6, 30), ("2019-12-31", 10), **at_end)["course"] == "off_course"
    assert on(HALF, ("2019-12-31", 10), **at_end)["due_at_end"]
    assert not on(date(2020, 6, 30), ("2019-12-31", 10), **at_end)["due_at_end"]
    assert not on(HALF, ("2019-12-31", 10))["due_at_end"]


def test_a_sum_begins_at_zero_after_its_first_day():
    values = [("2019-06-30", 500), ("2019-09-30", 20), ("2019-12-31", 25), ("2020-03-31", 400)]
    row = on(HALF, *values, reading="sum", baseline=80)
    assert (row["value"], row["measurements"], row["later"]) == (45, 2, 1)
    assert row["planned"] == pytest.approx(100 * 184 / 366)
    assert row["way"] == 0.45


def test_a_sum_that_should_not_exceed_its_target():
    ceiling = {"reading": "sum", "direction": "decrease", "baseline": 40, "target": 20}
    assert on(HALF, ("2019-12-31", 5), **ceiling)["course"] == "on_course"
    assert on(HALF, ("2019-12-31", 13), **ceiling)["course"] == "at_risk"  # 13 − 10.05 is 14.7 % of 20
    assert on(HALF, ("2019-12-31", 16), **ceiling)["course"] == "off_course"
    assert pd.isna(on(HALF, ("2019-12-31", 5), **ceiling)["way"])


def test_the_latest_level_counts_and_a_double_is_seen():
    row = on(HALF, ("2019-10-01", 10), ("2019-12-01", 30), ("2019-12-01", 31), ("2020-01-05", 90))
    assert (row["value"], row["measurements"], row["same_day"], row["later"]) == (31, 3, 2, 1)


def test_a_level_from_before_the_baseline_says_nothing():
    row = on(HALF, ("2019-06-29", 70))
    assert pd.isna(row["value"])
    assert (row["course"], row["reason"]) == ("no_data", "no_measurement")
    assert on(HALF, ("2019-06-30", 70))["value"] == 70


def test_parts_are_not_added_and_corrections_take_a_place():
    row = on(
        HALF,
        {"measured_on": "2019-09-30", "value": 40, "measurement_id": "a"},
        {"measured_on": "2019-09-30", "value": 25, "sex": "female"},
        {"measured_on": "2019-09-30", "value": 15, "age": "0-17"},
        {"measured_on": "2019-09-30", "value": 5, "area_id": "x"},
        {"measured_on": "2019-09-30", "value": 30, "corrects": "a", "correction_reason": "Counted twice"},
        reading="sum",
    )
    assert (row["value"], row["measurements"]) == (30, 1)


@pytest.mark.parametrize(
    ("own", "reason"),
    [
        ({"target": None}, "no_target"),
        ({"baseline": None}, "no_baseline"),
        ({"baseline_on": None}, "no_path"),
        ({"target_on": None}, "no_path"),
        ({"baseline_on": None, "reading": "sum"}, "no_days"),
        ({"baseline_on": "2020-01-01"}, "begins_later"),
        ({"target": -5}, "against_direction"),
        ({"direction": "decrease"}, "against_direction"),
        ({"direction": "maintain", "target": None, "baseline": None}, "no_baseline"),
    ],
)
def test_a_course_that_is_not_known_says_why(own, reason):
    row = on(HALF, ("2019-12-31", 50), **own)
    assert (row["course"], row["reason"]) == ("no_data", reason)
    assert reason in progress.REASONS


def test_no_measurement_is_never_zero():
    row = on(HALF)
    assert pd.isna(row["value"])
    assert pd.isna(row["way"])
    assert (row["course"], row["reason"], row["measurements"]) == ("no_data", "no_measurement", 0)
    assert on(HALF, ("2019-12-31", 0))["reason"] == ""


@pytest.mark.parametrize(
    ("measured", "day", "late"),
    [
        ("2019-10-02", HALF, False),  # 90 days
        ("2019-10-01", HALF, True),
        (None, date(2019, 9, 28), False),  # the first is due 90 days after the baseline
        (None, date(2019, 9, 29), True),
        ("2020-06-01", date(2021, 6, 30), False),  # nothing is due after the target's day
    ],
)
def test_late(measured, day, late):
    values = [(measured, 50)] if measured else []
    assert on(day, *values, every_days=90)["late"] == late
    assert not on(day, *values)["late"]


def test_outputs_are_delivered_from_their_first_day_on():
    row = delivered(HALF, ("2019-06-30", 9), ("2019-07-01", 10), ("2019-12-31", 20))
    assert (row["value"], row["way"]) == (30, 0.3)
    assert row["planned"] == pytest.approx(100 * 184 / 366)
    assert row["course"] == "at_risk"
    assert delivered(HALF)["reason"] == "no_measurement"


def test_an_output_without_a_first_day_counts_all_and_is_judged_at_its_end():
    row = delivered(HALF, ("2019-06-30", 9), ("2019-07-01", 10), starts=None)
    assert (row["value"], row["reason"]) == (19, "no_path")
    assert delivered(date(2020, 7, 1), ("2019-07-01", 10), starts=None)["course"] == "off_course"


def test_an_output_and_an_indicator_of_the_same_id_are_two():
    measured = measurements(
        {"indicator_id": "1.1", "measured_on": "2019-12-01", "value": 7},
        {"output_id": "1.1", "measured_on": "2019-12-01", "value": 70},
    )
    found = progress.of(indicators({"indicator_id": "1.1"}), outputs({"output_id": "1.1"}), measured, HALF, SETTINGS)
    assert found.set_index("kind")["value"].to_dict() == {"indicator": 7, "output": 70}


def test_nothing_at_all():
    none = progress.of(indicators({"indicator_id": "i"}).iloc[:0], outputs_none(), measurements(), HALF, SETTINGS)
    assert none.empty
    assert "course" in none


NUMBERS = some.floats(-1e6, 1e6).map(lambda value: round(value, 2))
ORDER = ("off_course", "at_risk", "on_course")


@settings(max_examples=40, deadline=None)
@given(
    pair=some.tuples(NUMBERS, NUMBERS),
    day=some.dates(date(2018, 1, 1), date(2021, 12, 31)),
    own=some.fixed_dictionaries(
        {
            "baseline": NUMBERS,
            "target": NUMBERS,
            "path": some.sampled_from(["linear", "at_end"]),
            "reading": some.sampled_from(["level", "sum"]),
            "direction": some.sampled_from(["increase", "decrease"]),
        }
    ),
)
def test_bounds(pair, day, own):
    """The plan lies between start and target, a course is known or has a reason, and a better value is never worse."""
    worse, better = (on(day, ("2019-09-01", v), **own) for v in sorted(pair, reverse=own["direction"] == "decrease"))
    low, high = sorted([0 if own["reading"] == "sum" else own["baseline"], own["target"]])
    assert low - 1e-6 <= worse["planned"] <= high + 1e-6
    assert (worse["course"] == "no_data") == (worse["reason"] != "")
    assert pd.isna(worse["value"]) == (day < date(2019, 9, 1))
    if worse["reason"] == "":
        assert ORDER.index(worse["course"]) <= ORDER.index(better["course"])
