from datetime import date

import pandas as pd
import pytest

from data.incidents import guard
from data.incidents.guard import Otherwise


@pytest.mark.parametrize(
    ("now", "norm", "code"),
    [
        (126, 100, "large_increase"),
        (125, 100, "moderate_increase"),
        (111, 100, "moderate_increase"),
        (110, 100, "limited"),
        (100, 100, "limited"),
        (75, 100, "limited"),
        (74, 100, "large_decrease"),
        (0, 100, "large_decrease"),
        (2, 2, "low_baseline"),
        (5, 2, "low_baseline"),
        (6, 2, "large_increase"),
        (5, 3, "large_increase"),
        (0, 3, "large_decrease"),
        (0, 0, "low_baseline"),
        (6, 0, "large_increase"),
    ],
)
def test_the_classes_of_incidents(now, norm, code):
    assert guard.classify(now, norm) == code
    assert guard.classify(now, norm * 4, windows=4) == code


def test_a_mean_between_whole_numbers_keeps_its_limits_exact():
    assert guard.classify(11, 40, 4) == "limited"  # 11 against 10 is +10 % exactly
    assert guard.classify(11, 39, 4) == "moderate_increase"
    assert guard.classify(5, 8, 4) == "low_baseline"
    assert guard.classify(5, 9, 4) == "large_increase"


@pytest.mark.parametrize(
    ("now", "norm", "code"),
    [
        (25, 9, "low_baseline"),
        (26, 9, "large_increase"),
        (25, 10, "large_increase"),
        (0, 9, "low_baseline"),
        (7, 10, "large_decrease"),
    ],
)
def test_deaths_have_a_higher_low_baseline(now, norm, code):
    assert guard.classify(now, norm, measure="fatalities") == code


def turned(now, earlier, *options, windows=1):
    found = guard.turning(now, earlier, windows, options)
    return found and (found[1].now, found[1].norm, found[1].code)


def test_the_known_answer_of_ogossagou():
    assert guard.classify(489, 650, measure="fatalities") == "limited", "−24.8 %: the sign decides, not the class"
    assert turned(489, 650, Otherwise(7, False, 164, 0)) == (489, 486, "limited")


def test_an_event_that_changes_neither_sign_nor_class_is_not_decisive():
    assert turned(200, 100, Otherwise(0, True, 10, 0), Otherwise(1, False, 10, 0)) is None


def test_an_event_that_changes_the_class_is_decisive():
    assert turned(130, 100, Otherwise(0, True, 10, 0)) == (120, 100, "moderate_increase")
    assert turned(100, 140, Otherwise(0, False, 10, 0)) == (100, 130, "limited")


def test_a_figure_of_another_source_can_be_decisive_too():
    own, lower, higher = 20, 4, 60
    assert turned(120, 100, Otherwise(0, True, own, lower)) == (104, 100, "limited")
    assert turned(120, 100, Otherwise(0, True, own, higher)) == (160, 100, "large_increase")
    assert turned(120, 400, Otherwise(0, False, own, higher), windows=4) == (120, 110, "limited")


def test_a_low_baseline_that_stays_low_needs_no_guard():
    assert turned(10, 8, Otherwise(0, True, 10, 0)) is None
    assert turned(10, 8, Otherwise(0, False, 8, 90)) == (10, 90, "large_decrease")


def test_one_incident_decides_only_small_rises_and_falls():
    assert guard.one_incident(4, 11, 4).code == "limited"  # 4 against 2.75
    assert guard.one_incident(6, 8, 4).code == "low_baseline"
    assert guard.one_incident(0, 9, 4).code == "low_baseline"
    assert guard.one_incident(7, 8, 4) is None
    assert guard.one_incident(126, 100) is None, "with one fewer it is a rise all the same"
    assert guard.one_incident(4, 17, 4) is None, "limited change is neither rise nor fall"


def test_disputed_figures_by_event():
    figures = pd.DataFrame(
        {"event_id": ["a", "a", "b", "c"], "fatalities": pd.array([157, 134, pd.NA, 3], dtype="Int64")}
    )
    assert guard.disputed(figures) == {"a": (134, 157), "c": (3, 3)}
    assert guard.other_figures(0, True, 157, (134, 157)) == [Otherwise(0, True, 157, 134)]
    assert guard.other_figures(0, True, 3, (3, 3)) == []


def rows(*events):
    """A frame of (event_id, deaths) events."""
    return pd.DataFrame(
        {
            "event_id": [event for event, _deaths in events],
            "fatalities_best": pd.array([deaths for _event, deaths in events], dtype="Int64"),
            "location": [None] * len(events),
            "event_date": pd.Timestamp("2019-03-23"),
        }
    )


def test_what_could_turn_a_change_begins_with_the_deadliest_events():
    sides = {True: rows(("a", 3), ("b", 9)), False: rows(("c", 20), ("d", None))}
    assert guard.options(sides, {"d": (5, 7), "b": (9, 9)}) == [
        Otherwise(0, False, 20, 0),
        Otherwise(1, True, 9, 0),
        Otherwise(1, False, 0, 5),
        Otherwise(1, False, 0, 7),
    ]
    assert guard.options({True: rows(), False: rows(("e", None))}, {}) == []


def test_an_event_carries_the_spread_of_all_figures():
    shown = guard.event(rows(("a", 157), ("b", None)), 0, {"a": (134, 164)})
    assert (shown.deaths, shown.low, shown.high, shown.place, shown.day) == (157, 134, 164, "", date(2019, 3, 23))
    assert guard.event(rows(("b", None)), 0, {"b": (2, 7)}).deaths is None
    assert (guard.event(rows(("b", None)), 0, {}).low, guard.event(rows(("b", None)), 0, {}).high) == (0, 0)
