"""What falls due after a day."""

from datetime import date

import pytest

from data.mandate import due, tasks
from data.mandate.cpas_schema import Recommendations
from data.mandate.work_schema import Actions, Calendar
from tests.data.mandate import made

DAY = date(2019, 9, 30)


def tables(task_rows=(), actions=(), recommendations=(), calendar=()):
    plain_action = {"kind": "reform", "title": "Act", "owner_post": "Chief", "state": "open"}
    plain_advice = {
        "quarter": "2019Q3", "recommendation": "adapt", "title": "Adapt", "owner_post": "Chief", "state": "open",
    }  # fmt: skip
    plain_entry = {"kind": "sg_report", "title": "Report", "state": "open"}
    return due.Open(
        tasks.tree(made.tasks(*task_rows)) if task_rows else tasks.tree(made.tasks({"task_id": "x"}).iloc[:0]),
        made.shaped(Actions, plain_action, actions) if actions else Actions.empty(),
        made.shaped(Recommendations, plain_advice, recommendations) if recommendations else Recommendations.empty(),
        made.shaped(Calendar, plain_entry, calendar) if calendar else Calendar.empty(),
    )


def found(own, days=30):
    return [(r.kind, r.row_id, r.days_left) for r in due.within(own, DAY, days).itertuples()]


def test_soonest_first_of_every_kind():
    own = tables(
        task_rows=[
            {"task_id": "1", "due": "2019-10-30", "decision_asked": "Decide", "decision_due": "2019-10-01"},
            {"task_id": "2", "due": "2019-10-31"},
            {"task_id": "3", "due": "2019-10-05", "progress": 1.0},
            {"task_id": "4", "due": "2019-09-29"},
        ],
        actions=[{"action_id": "a", "due": "2019-09-30"}],
        recommendations=[{"recommendation_id": "r", "due": "2019-10-02"}],
        calendar=[
            {"entry_id": "sg", "day": "2019-12-10"},
            {"entry_id": "draft", "before_id": "sg", "days_before": 60.0},
        ],
    )
    first = [("action", "a", 0), ("decision", "1", 1), ("recommendation", "r", 2), ("calendar", "draft", 11)]
    assert found(own) == [*first, ("task", "1", 30)]
    assert found(own, 90)[-2:] == [("task", "2", 31), ("calendar", "sg", 71)]
    late = due.passed(own, DAY)
    assert late[["row_id", "days_late"]].to_numpy().tolist() == [["4", 1]]


def test_a_section_is_no_post_and_who_asks_is_not_who_owns():
    own = tables(
        task_rows=[{"task_id": "1", "due": "2019-10-20", "decision_asked": "Decide", "decision_due": "2019-10-01",
                    "lead_section": "Civil Affairs"}],
        actions=[{"action_id": "a", "due": "2019-10-02", "owner_post": "Chief of Staff"}],
    )  # fmt: skip
    rows = due.within(own, DAY, 30).set_index("kind")
    assert rows.loc[["decision", "task"], "section"].tolist() == ["Civil Affairs"] * 2
    assert rows.loc[["decision", "task"], "owner"].isna().all()
    assert rows.loc["action", "owner"] == "Chief of Staff" and rows["section"].isna()["action"]


@pytest.mark.parametrize(
    ("row", "is_open"),
    [
        ({"state": "open"}, True),
        ({"state": "in_progress"}, True),
        ({"state": "done", "done_on": "2019-09-30"}, False),
        ({"state": "done", "done_on": "2019-10-01"}, True),
        ({"state": "dropped", "state_reason": "r"}, False),
        ({"state": "open", "decided_on": "2019-10-01"}, False),
    ],
)
def test_actions_that_are_open_on_the_day(row, is_open):
    assert bool(found(tables(actions=[{"action_id": "a", "due": "2019-10-10"} | row]))) == is_open


def test_only_leaves_are_due():
    rows = [{"task_id": "1", "due": "2019-10-01"}, {"task_id": "1.1", "parent_id": "1", "due": "2019-10-02"}]
    assert found(tables(task_rows=rows)) == [("task", "1.1", 2)]


def test_nothing_is_due_where_nothing_is():
    assert found(tables()) == []
