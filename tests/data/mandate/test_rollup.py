"""Roll-ups worked out by hand, and bounds that hold for any tree."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from data.mandate import progress, rollup, tasks
from data.mandate.settings import ProgressSettings
from tests.data.mandate import made

DAY = date(2020, 6, 30)  # the target's day: the value itself is what counts


def rolled(task_rows, indicator_rows, kind="indicator"):
    """Roll-up of tasks and of indicators whose `value` is their per cent of the way."""
    tree = tasks.tree(made.tasks(*task_rows))
    rows = [{"indicator_id": f"i{n}"} | row for n, row in enumerate(indicator_rows)]
    measured = [
        {"indicator_id": r["indicator_id"], "measured_on": "2020-06-30", "value": r["value"]}
        for r in rows
        if r.get("value") is not None
    ]
    none = made.outputs({"output_id": "o"}).iloc[:0]
    states = progress.of(made.indicators(*rows), none, made.measurements(*measured), DAY, ProgressSettings())
    return rollup.of(tree, states, kind)


TREE = (
    {"task_id": "1"},
    {"task_id": "1.1", "parent_id": "1", "weight": 3.0},
    {"task_id": "1.2", "parent_id": "1"},
    {"task_id": "2"},
)
ITEMS = (
    {"task_ids": "1.1", "value": 100.0, "weight": 2.0},
    {"task_ids": "1.1", "value": 40.0},
    {"task_ids": "1.2", "value": 50.0},
    {"task_ids": "1.2"},
    {"task_ids": "1.1; 1.2", "value": 80.0},
)


def test_means_by_weight_up_the_tree():
    """1.1: (2×100 + 40 + 80) / 4 = 80; 1.2: (50 + 80) / 2 = 65; 1: (3×80 + 65) / 4 = 76.25."""
    found = rolled(TREE, ITEMS)
    assert found["share"].round(6).tolist()[:3] == [0.7625, 0.8, 0.65]
    assert pd.isna(found["share"]["2"])


def test_how_many_stand_behind_each_mean_and_where():
    found = rolled(TREE, ITEMS)
    assert found.loc["1", ["items", "known", "own_items"]].tolist() == [5, 4, 0]  # the shared one once
    assert found.loc["1.2", ["items", "known", "own_items"]].tolist() == [3, 2, 3]
    courses = ["on_course", "at_risk", "off_course", "no_data"]
    assert found.loc["1", courses].tolist() == [1, 1, 2, 1]
    assert found.loc["2", ["items", "known", *courses]].tolist() == [0] * 6


def test_a_task_with_indicators_of_its_own_and_tasks_below():
    """1: own 20 with weight 1, 1.1 with weight 3 and 80: (20 + 240) / 4."""
    found = rolled(TREE[:2], [{"task_ids": "1", "value": 20.0}, {"task_ids": "1.1", "value": 80.0}])
    assert found["share"]["1"] == pytest.approx(0.65)


def test_what_is_more_than_done_hides_no_lag_and_worse_than_the_baseline_is_zero():
    found = rolled(TREE[3:], [{"task_ids": "2", "value": 300.0}, {"task_ids": "2", "value": -50.0}])
    assert found["share"]["2"] == 0.5


def test_a_weight_of_zero_does_not_count_and_one_alone_is_unknown():
    with_other = [{"task_ids": "2", "value": 30.0, "weight": 0.0}, {"task_ids": "2", "value": 60.0}]
    assert rolled(TREE[3:], with_other)["share"]["2"] == 0.6
    assert pd.isna(rolled(TREE[3:], with_other[:1])["share"]["2"])


def test_a_task_without_a_known_indicator_does_not_pull_its_parent_down():
    found = rolled(TREE, [{"task_ids": "1.1", "value": 60.0}, {"task_ids": "1.2"}])
    assert found["share"]["1"] == 0.6
    assert found.loc["1", "no_data"] == 1


def test_outputs_apart_from_indicators():
    tree = tasks.tree(made.tasks({"task_id": "1"}))
    states = progress.of(
        made.indicators({"indicator_id": "i", "task_ids": "1"}),
        made.outputs({"output_id": "o", "task_ids": "1", "weight": 5.0}),
        made.measurements(
            {"indicator_id": "i", "measured_on": "2020-06-30", "value": 20},
            {"output_id": "o", "measured_on": "2020-06-30", "value": 90},
        ),
        DAY,
        ProgressSettings(),
    )
    assert (rollup.of(tree, states)["share"]["1"], rollup.of(tree, states, "output")["share"]["1"]) == (0.2, 0.9)


def test_rings_of_parents_and_no_tasks():
    ring = ({"task_id": "a", "parent_id": "b"}, {"task_id": "b", "parent_id": "a"})
    assert set(rolled(ring, [{"task_ids": "a", "value": 10.0}])["share"].dropna()) == {0.1}
    assert rolled(({"task_id": "1"},), [{"value": 5.0}])["items"].tolist() == [0]


@pytest.mark.parametrize(
    ("status", "counts", "told"),
    [
        ("on_course", (2, 0, 0, 1), False),
        ("on_course", (2, 0, 1, 0), True),
        ("at_risk", (2, 0, 0, 0), True),
        ("off_course", (2, 1, 0, 0), False),
        ("no_data", (0, 0, 0, 3), False),
        ("no_data", (1, 0, 0, 3), True),
        ("on_course", (0, 0, 0, 3), True),
        ("on_course", (0, 0, 0, 0), False),
    ],
)
def test_a_status_that_says_other_than_the_courses(status, counts, told):
    row = pd.Series(dict(zip(("on_course", "at_risk", "off_course", "no_data"), counts, strict=True)))
    assert rollup.contradicted(status, pd.concat([row, pd.Series({"items": sum(counts)})])) == told


WAYS = some.lists(
    some.tuples(some.floats(-50, 150), some.sampled_from([0.5, 1, 4]), some.integers(0, 5)), min_size=1, max_size=8
)


@settings(max_examples=25, deadline=None)
@given(ways=WAYS, weights=some.lists(some.floats(0.1, 9), min_size=6, max_size=6))
def test_a_mean_lies_between_the_least_and_the_most_below_it(ways, weights):
    tree = [{"task_id": str(n), "parent_id": str((n - 1) // 2) if n else None, "weight": weights[n]} for n in range(6)]
    found = rolled(tree, [{"task_ids": str(task), "value": v, "weight": w} for v, w, task in ways])
    clipped = [min(max(v / 100, 0), 1) for v, _w, _task in ways]
    shares = found["share"].dropna()
    assert shares.between(min(clipped) - 1e-9, max(clipped) + 1e-9).all()
    assert found.loc["0", "items"] == len(ways)
