from datetime import date

import pandas as pd

from data.mandate import calendar
from data.mandate.work_schema import Calendar


def made(*rows):
    plain = {"kind": "other", "title": "Entry", "state": "open"}
    frame = pd.DataFrame([plain | row for row in rows])
    if "day" in frame:
        frame["day"] = pd.to_datetime(frame["day"])
    return Calendar.shape(frame)


RENEWAL = {"entry_id": "renewal", "kind": "mandate_renewal", "day": "2020-06-30"}
CHAIN = made(
    {"entry_id": "first_draft", "before_id": "report", "days_before": 21},
    {"entry_id": "report", "before_id": "renewal", "days_before": 30},
    RENEWAL,
)


def test_a_step_is_planned_backwards_along_the_chain():
    found = calendar.dated(CHAIN).set_index("entry_id")
    # 30 June less 30 days is 31 May; 31 May less 21 days is 10 May.
    assert found["day"].dt.strftime("%Y-%m-%d").to_dict() == {
        "first_draft": "2020-05-10",
        "report": "2020-05-31",
        "renewal": "2020-06-30",
    }
    assert set(found["leads_to"]) == {"renewal"}


def test_no_day_is_made_up_for_a_ring_or_an_absent_entry():
    rows = made(
        {"entry_id": "a", "before_id": "b", "days_before": 5},
        {"entry_id": "b", "before_id": "a", "days_before": 5},
        {"entry_id": "c", "before_id": "gone", "days_before": 5},
        RENEWAL,
    )
    assert calendar.undated(rows)["entry_id"].tolist() == ["a", "b", "c"]
    assert calendar.dated(rows)["leads_to"].tolist()[3] == "renewal"


def test_what_comes_counts_both_ends_and_leaves_out_what_is_done():
    rows = made(
        {"entry_id": "late", "day": "2020-05-09"},
        {"entry_id": "today", "day": "2020-05-10"},
        {"entry_id": "last", "day": "2020-06-09"},
        {"entry_id": "after", "day": "2020-06-10"},
        {"entry_id": "done", "day": "2020-05-20", "state": "done"},
    )
    found = calendar.coming(rows, date(2020, 5, 10), 30)
    assert list(zip(found["entry_id"], found["days_left"], strict=True)) == [("today", 0), ("last", 30)]
    missed = calendar.missed(rows, date(2020, 5, 10))
    assert list(zip(missed["entry_id"], missed["days_late"], strict=True)) == [("late", 1)]


def test_a_calendar_without_rows():
    empty = Calendar.empty()
    assert calendar.dated(empty).empty
    assert calendar.coming(empty, date(2020, 1, 1), 90).empty
