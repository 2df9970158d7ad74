"""Rows of the register edited by hand: what they refer to must be there, what is frozen stays, nothing is left over."""

import pytest

from data import edit
from data.errors import InputError
from data.importing import history
from tests.data.register.made import INDICATOR, MEASURED, TASK, filled, put


@pytest.fixture
def small(new_mission):
    """The small mission."""
    return filled(new_mission)


def _row(mission, table, at=0):
    return edit.cells_of(mission.store.read(table, mission.store.latest()))[at]


def test_a_row_is_changed_and_its_history_says_who_and_what(small):
    seen = _row(small, "tasks")
    edit.save(small, "tasks", [edit.changed(seen, due="31/10/2019", status="At risk", status_reason="Late")],
              what="change task t1", who="planner")  # fmt: skip
    added, changed = history.of_row(small, "tasks", {"task_id": "t1"})
    assert (added.kind, added.version.who) == ("added", "tester")
    assert (changed.kind, changed.version.who) == ("changed", "planner")
    cells = changed.cells.fillna("").set_index("column")[["before", "after"]]
    assert cells.loc["due"].tolist() == ["", "2019-10-31"]
    assert cells.loc["status"].tolist() == ["on_course", "at_risk"]
    assert set(cells.index) == {"due", "status", "status_reason"}


def test_a_row_that_an_import_brought_still_says_so(small):
    put(small, tasks=[{**TASK, "import_id": "i1"}])
    edit.save(small, "tasks", [edit.changed(_row(small, "tasks"), title="Other")], what="x")
    row = _row(small, "tasks")
    assert (row["title"], row["import_id"]) == ("Other", "i1")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"mandate_id": "2481"}, r"t1, mandate_id: “2481”, no row of table mandates has the key “2481”; near: 2480"),
        ({"area_ids": ["r:1", "x"]}, r"area_ids: .*no row of table areas has the key “x”"),
        ({"parent_id": "t1"}, "goes in a ring: t1 → t1"),
        ({"mandate_id": ""}, "mandate_id: “”, expected a key of table mandates"),
    ],
)
def test_what_refers_to_nothing_is_not_saved(small, cells, said):
    latest = small.store.latest()
    with pytest.raises(InputError, match=said):
        edit.save(small, "tasks", [edit.changed(_row(small, "tasks"), **cells)], what="x")
    assert small.store.latest() == latest


def test_what_others_refer_to_is_not_deleted(small):
    for table, said in (
        ("tasks", r"i1 \(indicators, task_ids\)"),
        ("indicators", r"m1 \(measurements, indicator_id\)"),
    ):
        with pytest.raises(InputError, match=f"Not deleted: {said} refer to it"):
            edit.save(small, table, [edit.deleted(_row(small, table))], what="x")
    edit.save(small, "measurements", [edit.deleted(_row(small, "measurements"))], what="x")
    edit.save(small, "indicators", [edit.deleted(_row(small, "indicators"))], what="x")
    assert small.store.read("indicators", small.store.latest()).empty


def test_a_base_of_a_field_office_is_not_deleted(small):
    put(small, field_offices=[{"office_id": "mopti", "name": "Mopti", "base_id": "b1"}])
    with pytest.raises(InputError, match=r"Not deleted: mopti \(field_offices, base_id\) refer to it"):
        edit.save(small, "bases", [edit.deleted(_row(small, "bases"))], what="x")


def test_a_key_that_others_name_is_not_renamed(small):
    with pytest.raises(InputError, match=r"Not deleted: i1 \(indicators, task_ids\)"):
        edit.save(small, "tasks", [edit.changed(_row(small, "tasks"), task_id="t9")], what="x")


def test_a_reported_value_is_neither_changed_nor_deleted_but_corrected(small):
    put(small, measurements=[{**MEASURED, "reported_in": "PR"}])
    seen = _row(small, "measurements")
    for change in (edit.changed(seen, value=5), edit.deleted(seen), edit.changed(seen, reported_in="")):
        with pytest.raises(InputError, match="m1 was reported in PR and is frozen: add a row"):
            edit.save(small, "measurements", [change], what="x")
    right = {**MEASURED, "measurement_id": "m2", "value": "5,5", "corrects": "m1", "correction_reason": "Recount"}
    edit.save(small, "measurements", [edit.added(right)], what="x")
    assert small.store.read("measurements", small.store.latest())["value"].tolist() == [3, 5.5]


def test_a_row_with_a_key_of_two_columns_is_added_changed_and_deleted(small):
    put(small, operations=[{"operation_id": "o1", "title": "One", "starts": "2019-07-01"}])
    risk = {"operation_id": "o1", "risk": "Reprisals", "likelihood": "low"}
    edit.save(small, "harm_assessments", [edit.added(risk), edit.added({**risk, "risk": "other"})], what="x")
    edit.save(
        small, "harm_assessments", [edit.changed(_row(small, "harm_assessments", 1), likelihood="high")], what="x"
    )
    with pytest.raises(edit.ChangedMeanwhileError, match="o1 / reprisals is there already"):
        edit.save(small, "harm_assessments", [edit.added(risk)], what="x")
    now = small.store.read("harm_assessments", small.store.latest())
    assert now[["risk", "likelihood"]].to_numpy().tolist() == [["reprisals", "low"], ["other", "high"]]
    edit.save(small, "harm_assessments", [edit.deleted(_row(small, "harm_assessments"))], what="x")
    assert small.store.read("harm_assessments", small.store.latest())["risk"].tolist() == ["other"]
    kinds = [r.kind for r in history.of_row(small, "harm_assessments", {"operation_id": "o1", "risk": "reprisals"})]
    assert kinds == ["added", "removed"]


def test_another_s_change_of_the_same_row_is_told_and_of_another_row_kept(small):
    put(small, tasks=[TASK, {**TASK, "task_id": "t2"}])
    mine, theirs = _row(small, "tasks"), _row(small, "tasks", 1)
    edit.save(small, "tasks", [edit.changed(theirs, title="Theirs")], what="x")
    edit.save(small, "tasks", [edit.changed(mine, title="Mine")], what="x")
    assert small.store.read("tasks", small.store.latest())["title"].tolist() == ["Mine", "Theirs"]
    with pytest.raises(edit.ChangedMeanwhileError, match="title is now “Mine”, you saw “Dialogue”"):
        edit.save(small, "tasks", [edit.changed(mine, title="Again")], what="x")


def test_a_row_that_referred_to_nothing_before_can_still_be_changed(small):
    put(small, indicators=[{**INDICATOR, "accomplishment_id": "gone"}])
    edit.save(small, "indicators", [edit.changed(_row(small, "indicators"), target=12.5)], what="x")
    assert small.store.read("indicators", small.store.latest())["target"].tolist() == [12.5]
