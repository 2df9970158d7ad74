from datetime import date

import pandas as pd
import pytest

from data.mandate import tasks
from data.mandate.schema import Mandates, Tasks

MANDATES = Mandates.shape(
    pd.DataFrame(
        {
            "mandate_id": ["2423", "2480", "2531"],
            "title": ["Resolution"] * 3,
            "adopted": pd.to_datetime(["2018-06-28", "2019-06-28", "2020-06-29"]),
            "expires": pd.to_datetime(["2019-06-30", "2020-06-30", None]),
        }
    )
)
AREAS = pd.DataFrame(
    [("c", None), ("r1", "c"), ("r2", "c"), ("k1", "r1"), ("k2", "r2")], columns=["area_id", "parent_id"]
)


def made(*rows):
    """Tasks from dicts of what matters."""
    plain = {"mandate_id": "2480", "title": "Task", "status": "no_data"}
    return Tasks.shape(pd.DataFrame([plain | row for row in rows]))


def ids(frame):
    return frame["task_id"].tolist()


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("2018-07-01", "2019-06-27", ["2423"]),
        ("2019-06-28", "2019-06-28", ["2480", "2423"]),
        ("2019-07-01", "2019-09-30", ["2480"]),
        ("2019-01-01", "2019-12-31", ["2480", "2423"]),
        ("2030-01-01", "2030-12-31", ["2531"]),
        ("2010-01-01", "2018-06-27", []),
    ],
)
def test_mandates_in_force_latest_first(start, end, found):
    days = date.fromisoformat(start), date.fromisoformat(end)
    assert tasks.in_force(MANDATES, *days)["mandate_id"].tolist() == found


def test_the_latest_mandate_that_has_tasks():
    both = made({"task_id": "1", "mandate_id": "2423"}, {"task_id": "2"})
    mandate, own = tasks.of_period(MANDATES, both, date(2019, 1, 1), date(2019, 12, 31))
    assert (mandate["mandate_id"], ids(own)) == ("2480", ["2"])
    mandate, own = tasks.of_period(MANDATES, both[both["task_id"] == "1"], date(2019, 1, 1), date(2019, 12, 31))
    assert (mandate["mandate_id"], ids(own)) == ("2423", ["1"])
    mandate, own = tasks.of_period(MANDATES, both, date(2021, 1, 1), date(2021, 12, 31))
    assert mandate is None
    assert own.empty


def test_tree_puts_parents_before_children_and_2_before_10():
    rows = [("10", None), ("2", None), ("2.10", "2"), ("2.9", "2"), ("2.9.1", "2.9"), ("1", None)]
    ordered = tasks.tree(made(*({"task_id": t, "parent_id": p} for t, p in rows)))
    assert ids(ordered) == ["1", "2", "2.9", "2.9.1", "2.10", "10"]
    assert ordered["depth"].tolist() == [0, 0, 1, 2, 1, 0]
    assert ordered["is_leaf"].tolist() == [True, False, False, True, True, True]


@pytest.mark.parametrize(
    "pairs",
    [
        [("a", "a")],
        [("a", "b"), ("b", "a")],
        [("a", "b"), ("b", "c"), ("c", "a"), ("d", "c")],
        [("a", "absent"), ("b", "a")],
    ],
)
def test_rings_and_absent_parents_lose_no_task(pairs):
    ordered = tasks.tree(made(*({"task_id": t, "parent_id": p} for t, p in pairs)))
    assert sorted(ids(ordered)) == sorted(t for t, _p in pairs)
    assert ordered["depth"].iloc[0] == 0


def test_a_tree_of_nothing():
    empty = tasks.tree(Tasks.empty())
    assert empty.empty
    assert {"depth", "is_leaf"} <= set(empty)
    assert tasks.counts(Tasks.empty(), date(2020, 1, 1)).leaves == 0


DUE = {"due": pd.Timestamp("2019-12-31")}


@pytest.mark.parametrize(
    ("row", "on", "late"),
    [
        (DUE | {"progress": 0.5}, date(2020, 1, 1), True),
        (DUE | {"progress": 0.5}, date(2019, 12, 31), False),
        (DUE | {"progress": 1.0}, date(2020, 1, 1), False),
        (DUE | {"progress": None}, date(2020, 1, 1), True),
        ({"due": None, "progress": 0.0}, date(2020, 1, 1), False),
    ],
)
def test_overdue(row, on, late):
    assert tasks.overdue(made({"task_id": "1"} | row), on).tolist() == [late]


def test_only_leaves_are_counted_by_status():
    table = made(
        {"task_id": "1", "status": "off_course", "decision_asked": "Decide"},
        {"task_id": "1.1", "parent_id": "1", "status": "on_course"} | DUE,
        {"task_id": "1.2", "parent_id": "1", "status": "at_risk", "decision_asked": "Approve"},
        {"task_id": "2"},
    )
    counts = tasks.counts(table, date(2020, 6, 30))
    assert counts.by_status == {"on_course": 1, "at_risk": 1, "off_course": 0, "no_data": 1}
    assert (counts.leaves, counts.decisions, counts.overdue) == (3, 2, 1)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ((), ["whole", "in r1", "in k1", "in both", "in k2"]),
        (("r1",), ["whole", "in r1", "in k1", "in both"]),
        (("k1",), ["whole", "in r1", "in k1", "in both"]),
        (("k2",), ["whole", "in both", "in k2"]),
        (("c",), ["whole", "in r1", "in k1", "in both", "in k2"]),
        (("r1", "k2"), ["whole", "in r1", "in k1", "in both", "in k2"]),
    ],
)
def test_tasks_that_work_in_inside_or_around_an_area(wanted, found):
    cells = {"whole": None, "in r1": "r1", "in k1": "k1", "in both": "k1; r2", "in k2": "k2"}
    table = made(*({"task_id": t, "area_ids": cell} for t, cell in cells.items()))
    assert ids(tasks.in_areas(table, wanted, AREAS)) == found
