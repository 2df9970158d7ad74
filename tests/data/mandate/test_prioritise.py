from datetime import date

import pandas as pd
import pytest

from data import edit
from data.edit import ChangedMeanwhileError
from data.errors import InputError
from data.mandate import prioritise
from tests.data.mandate.test_plan import made, row

TASKS = made(
    row("A", importance="essential", resources="none"),
    row("B", importance="important"),
    row("C", importance="essential", resources="none", status="at_risk", status_reason="why"),
    row("D", resources="secured"),
)
WORDS = {
    "importance": "essential", "decided_by_post": "MLT", "decided_on": date(2020, 1, 7), "why": "Harm rose",
    "stops": "Visits to the North wait a month", "told": "HoO Kidal; OCHA",
}  # fmt: skip


@pytest.fixture
def own(new_mission):
    new_mission.store.commit(lambda _base: {"tasks": TASKS}, who="t", what="tasks", settings=new_mission.settings_text)
    return new_mission


def seen(own, task_id="B"):
    return next(r for r in edit.cells_of(own.store.read("tasks", own.store.latest())) if r["task_id"] == task_id)


def test_the_grid_holds_every_task_once_unknown_ones_too():
    grid = prioritise.grid(TASKS, "resources")
    assert grid.loc["essential", "none"] == ("A", "C")
    assert grid.loc["important", "unknown"] == ("B",)
    assert grid.loc["unknown", "secured"] == ("D",)
    assert sorted(t for cell in grid.to_numpy().ravel() for t in cell) == list("ABCD")
    assert prioritise.grid(TASKS, "status").loc["essential", "at_risk"] == ("C",)


def test_a_task_put_first_and_its_record_are_one_version(own):
    before = own.store.latest()
    _mission, number = prioritise.put_first(own, seen(own), WORDS | {"stops_task_ids": ["D"]}, who="t")
    assert number == before + 1
    assert seen(own)["importance"] == "essential"
    (record,) = own.store.read("prioritisations", number).to_dict("records")
    assert (record["task_id"], record["stops_task_ids"], record["told"]) == ("B", "D", "HoO Kidal; OCHA")


@pytest.mark.parametrize(("lacking", "said"), [("stops", "stops"), ("told", "told"), ("why", "why")])
def test_without_what_stops_or_who_is_told_nothing_is_saved(own, lacking, said):
    before = own.store.latest()
    with pytest.raises(InputError, match=said):
        prioritise.put_first(own, seen(own), WORDS | {lacking: ""}, who="t")
    assert own.store.latest() == before


def test_a_task_does_not_stop_for_itself(own):
    with pytest.raises(InputError, match="cannot stop for itself"):
        prioritise.put_first(own, seen(own), WORDS | {"stops_task_ids": ["B"]}, who="t")


def test_nothing_is_recorded_where_another_changed_the_task(own):
    old = seen(own)
    edit.save(own, "tasks", [edit.changed(old, importance="desirable")], what="other", who="o")
    with pytest.raises(ChangedMeanwhileError):
        prioritise.put_first(own, old, WORDS, who="t")
    assert own.store.read("prioritisations", own.store.latest()).empty


def test_records_that_concern_a_task():
    table = pd.DataFrame(
        {
            "prioritisation_id": ["1", "2", "3"],
            "task_id": ["A", "B", "C"],
            "stops_task_ids": [None, "D; A", "B"],
            "decided_on": pd.to_datetime(["2020-01-01", "2020-02-01", "2020-03-01"]),
        }
    )
    assert prioritise.on_record(table, {"A"})["prioritisation_id"].tolist() == ["2", "1"]
