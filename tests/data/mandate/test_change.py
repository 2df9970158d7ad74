import pandas as pd
import pytest

from data.footprint.assets_schema import AssetRequests
from data.mandate import change
from data.mandate.budget_schema import Indicators
from data.mandate.cpas_schema import Outcomes
from data.mandate.schema import Priorities
from tests.data.mandate.test_cpas import assessments
from tests.data.mandate.test_plan import made

ROWS = made(
    {"task_id": "old.1", "mandate_id": "old", "role": "support", "area_ids": "a; b", "lead_section": "Force"},
    {"task_id": "old.2", "mandate_id": "old", "role": "lead"},
    {"task_id": "old.3", "mandate_id": "old"},
    {"task_id": "mid.2", "mandate_id": "mid", "carried_from": "old.2"},
    {"task_id": "new.1", "mandate_id": "new", "carried_from": "old.1", "role": "lead", "area_ids": "b; a",
     "lead_section": "Civil Affairs", "supporting_sections": "Force; Police", "resources": "partly"},
    {"task_id": "new.2", "mandate_id": "new", "carried_from": "mid.2", "role": "lead"},
    {"task_id": "new.4", "mandate_id": "new"},
)  # fmt: skip


def triples(frame):
    return [tuple(row) for row in frame[["kind", "before", "after"]].fillna("").itertuples(index=False)]


def test_tasks_carried_over_a_mandate_in_between_added_and_dropped():
    found = change.tasks(ROWS, "old", "new")
    assert triples(found) == [
        ("carried", "old.1", "new.1"),
        ("carried", "old.2", "new.2"),
        ("added", "", "new.4"),
        ("dropped", "old.3", ""),
    ]
    # The same areas in another order are no change; unknown on both sides neither.
    assert found["changed"].tolist() == ["role; lead_section; supporting_sections", "", "", ""]


def test_one_task_may_be_carried_into_two():
    rows = pd.concat([ROWS, made({"task_id": "new.5", "mandate_id": "new", "carried_from": "old.3"})])
    rows = pd.concat([rows, made({"task_id": "new.6", "mandate_id": "new", "carried_from": "old.3"})])
    assert triples(change.tasks(rows, "old", "new"))[2:4] == [
        ("carried", "old.3", "new.5"), ("carried", "old.3", "new.6"),
    ]  # fmt: skip


def test_carried_from_in_a_ring_ends():
    rows = made({"task_id": "x", "mandate_id": "new", "carried_from": "y"}, {"task_id": "y", "carried_from": "x"})
    assert triples(change.tasks(rows, "old", "new")) == [("added", "", "x")]


def test_priorities_ranked_anew():
    rows = Priorities.shape(
        pd.DataFrame(
            [
                ("o1", "old", 1, "Agreement", None), ("o2", "old", 2, "Centre", None), ("o3", "old", 3, "Other", None),
                ("n1", "new", 1, "Centre", "o2"), ("n2", "new", 2, "Agreement", "o1"), ("n3", "new", 3, "Third", None),
            ],
            columns=["priority_id", "mandate_id", "rank", "title", "carried_from"],
        )
    )  # fmt: skip
    found = change.priorities(rows, "old", "new")
    assert triples(found) == [
        ("carried", "o2", "n1"), ("carried", "o1", "n2"), ("added", "", "n3"), ("dropped", "o3", ""),
    ]  # fmt: skip
    assert found["is_reranked"].tolist() == [True, True, False, False]


def test_indicators_that_end_without_a_successor():
    plain = {"title": "I", "unit": "u", "direction": "increase", "reading": "level", "path": "linear"}
    own = [
        {"indicator_id": "kept", "task_ids": "old.1"},
        {"indicator_id": "ends", "task_ids": "old.2; old.3"},
        {"indicator_id": "both", "task_ids": "old.1; new.1"},
        {"indicator_id": "next", "task_ids": "new.1", "carried_from": "kept"},
        {"indicator_id": "fresh", "task_ids": "new.4"},
        {"indicator_id": "none"},
    ]
    rows = Indicators.shape(pd.DataFrame([plain | row for row in own]))
    assert triples(change.indicators(rows, ROWS, "old", "new")) == [
        ("carried", "both", "both"),
        ("carried", "kept", "next"),
        ("added", "", "fresh"),
        ("dropped", "ends", ""),
    ]


def test_what_a_task_asks_for():
    plain = {"component_type": "civilian", "section": "S", "effect": "E", "asked_by_post": "P", "kind": "other"}
    asked = [("r1", "new.1", "asked"), ("r2", "new.1", "refused"), ("r3", "old.1", "approved"), ("r4", "x", "asked"),
             ("r5", None, "asked")]  # fmt: skip
    rows = [plain | {"request_id": r, "task_id": t, "status": s} for r, t, s in asked]
    requests = AssetRequests.shape(pd.DataFrame(rows).assign(asked_on=pd.Timestamp("2019-01-01")))
    asked, own = change.asked_for(requests), change.records(ROWS)
    found = change.needs(own["old.1"], own["new.1"], asked)
    assert found.resources == "partly"
    assert found.note is None
    assert found.sections_joining == ("Civil Affairs", "Police")
    assert found.sections_leaving == ()
    assert found.assets_asked == ("r3", "r1")
    dropped = change.needs(own["old.1"], None, asked)
    assert (dropped.sections_leaving, dropped.assets_asked) == (("Force",), ("r3",))


@pytest.mark.parametrize(("task", "ids"), [("new.1", ["a1", "a2"]), ("new.4", [])])
def test_the_last_quarter_that_judged_an_outcome_of_the_task(task, ids):
    outcomes = Outcomes.shape(
        pd.DataFrame([{"outcome_id": "trust", "title": "T", "whom": "W", "task_ids": "old.1; new.1"}])
    )
    rows = assessments({"quarter": "2019Q1"}, {"quarter": "2019Q2"}, {"quarter": "2019Q2", "dimension": "behaviour"})
    own = change.outcomes_of(outcomes).get(task, frozenset())
    assert change.judged(rows, own)["assessment_id"].tolist() == ids


def test_courses_of_the_indicators_of_a_task():
    progress = pd.DataFrame(
        [
            ("indicator", "i1", "new.1; x", "on_course"),
            ("indicator", "i2", "new.1", "no_data"),
            ("output", "o1", "new.1", "on_course"),
        ],
        columns=["kind", "key", "task_ids", "course"],
    )
    assert change.courses(progress) == {"new.1": {"on_course": 1, "no_data": 1}, "x": {"on_course": 1}}
