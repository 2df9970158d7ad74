"""Frameworks of tasks, activities that serve none, and the matrix of offices and sections."""

import pandas as pd
import pytest

from data.mandate import matrix, strategies, tasks
from data.mandate.schema import Frameworks
from data.mandate.work_schema import Activities, FieldOffices
from tests.data.mandate import made

TREE = tasks.tree(
    made.tasks(
        {"task_id": "1", "framework_ids": "poc"},
        {"task_id": "1.1", "parent_id": "1", "framework_ids": "centre; poc", "office_ids": "m", "lead_section": "CA"},
        {"task_id": "1.2", "parent_id": "1", "office_ids": "m; g", "lead_section": "CA", "status": "on_course"},
        {"task_id": "2", "office_ids": "gone"},
    )
)
FRAMEWORKS = made.shaped(
    Frameworks, {"title": "A plan", "kind": "other"}, [{"framework_id": f} for f in ("centre", "poc", "isf")]
)


def activity(number, **own):
    return {"activity_id": str(number), "activity_date": f"2019-01-{number:02}"} | own


def test_a_task_serves_what_the_tasks_above_it_serve():
    assert strategies.served(TREE).to_dict() == {"1": ("poc",), "1.1": ("centre", "poc"), "1.2": ("poc",), "2": ()}
    pairs = strategies.tasks_of(TREE, FRAMEWORKS)
    assert list(zip(pairs["framework_id"], pairs["task_id"], strict=True)) == [
        ("centre", "1.1"), ("poc", "1.1"), ("poc", "1.2"),
    ]  # fmt: skip
    assert strategies.without(TREE)["task_id"].tolist() == ["2"]


def test_activities_linked_to_no_strategy():
    rows = [
        activity(1, task_ids="1.1"),
        activity(2, task_ids="2"),
        activity(3, task_ids="2; 1.2"),
        activity(4),
        activity(5, framework_ids="isf"),
        activity(6, task_ids="2", state="cancelled"),
        activity(7, task_ids="no such task"),
    ]
    table = made.shaped(Activities, {"title": "t", "state": "done", "section": "s"}, rows)
    assert strategies.unlinked(table, TREE)["activity_id"].tolist() == ["7", "4", "2"]


@pytest.mark.parametrize(("cell", "tasks_"), [(("Gao", "CA", "on_course"), 1), (("Mopti", "CA", "no_data"), 1)])
def test_the_matrix_counts_leaves_by_office_section_and_status(cell, tasks_):
    offices = made.shaped(FieldOffices, {}, [{"office_id": "m", "name": "Mopti"}, {"office_id": "g", "name": "Gao"}])
    found = matrix.of(TREE, offices).set_index(["office", "section", "status"])["tasks"]
    assert found[cell] == tasks_
    assert list(found.index.unique("office")) == ["Gao", "Mopti", "gone"]
    assert found.sum() == 4


def test_activities_of_the_days_of_a_mandate():
    rows = made.shaped(
        Activities, {"title": "t", "state": "done", "section": "s"}, [activity(1), activity(2), activity(3)]
    )
    term = pd.Series({"adopted": pd.Timestamp("2019-01-02"), "expires": pd.Timestamp("2019-01-02")})
    assert strategies.during(rows, term)["activity_id"].tolist() == ["2"]
    running = pd.Series({"adopted": pd.Timestamp("2019-01-02"), "expires": pd.NaT})
    assert strategies.during(rows, running)["activity_id"].tolist() == ["2", "3"]


def test_a_task_of_two_lead_sections_stands_at_both():
    tree = tasks.tree(made.tasks({"task_id": "1", "lead_section": "DDR; Force"}))
    found = matrix.of(tree, FieldOffices.empty())
    assert found[["office", "section"]].to_numpy().tolist() == [["", "DDR"], ["", "Force"]]
