"""Bases edited by hand: checked as an import is, one version a save, and nothing of two people's work lost."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pandas as pd
import pytest

from data import edit, mission
from data.errors import InputError

NEW = {
    "base_id": "n1", "name": "Hombori", "type": "tob", "status": "open", "latitude": "15,28", "longitude": -1.7,
    "component_type": "Force, UNPOL", "functions": "POC; human rights, something own",
    "opened": date(2019, 3, 4),
}  # fmt: skip


@pytest.fixture
def own(tmp_path):
    """A copy of the example to write to."""
    return mission.load(shutil.copytree(mission.EXAMPLE, tmp_path / "own"))


def bases(own):
    return own.store.read("bases", own.store.latest()).set_index("base_id")


def seen(own, base_id):
    return next(row for row in edit.cells_of(bases(own).reset_index()) if row["base_id"] == base_id)


def test_a_base_is_added_as_one_version_with_its_words_as_codes(own):
    before = bases(own)
    target, number = edit.save(own, "bases", [edit.added(NEW)], what="add Hombori", who="planner")
    assert (target, number) == (own, 2)
    version = own.store.version(2)
    assert (version.who, version.what) == ("planner", "add Hombori")
    row = bases(own).loc["n1"]
    assert row["component_type"] == "military; police"
    assert row["functions"] == "protection of civilians; human rights; something own"
    assert (row["latitude"], row["opened"]) == (15.28, pd.Timestamp("2019-03-04"))
    assert pd.isna(row["personnel_military"])
    pd.testing.assert_frame_equal(bases(own).drop(index="n1"), before)


def test_a_base_is_changed_closed_and_deleted_and_others_stay_in_their_order(own):
    order = list(bases(own).index)
    edit.save(own, "bases", [edit.changed(seen(own, "ex:ber"), functions="medical")], what="change")
    edit.save(own, "bases", [edit.closed(seen(own, "ex:ber"), date(2019, 8, 1))], what="close")
    row = bases(own).loc["ex:ber"]
    assert (row["functions"], row["status"], row["closed"]) == ("medical", "closed", pd.Timestamp("2019-08-01"))
    assert list(bases(own).index) == order
    edit.save(own, "bases", [edit.deleted(seen(own, "ex:ber"))], what="delete")
    assert list(bases(own).index) == [name for name in order if name != "ex:ber"]
    assert own.store.latest() == 4
    assert own.store.read("bases", 1)["base_id"].tolist() == order


def test_what_changes_nothing_makes_no_version(own):
    target, number = edit.save(own, "bases", [edit.changed(seen(own, "ex:ber"), name="Ber")], what="nothing")
    assert (target.store.latest(), number) == (1, 1)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"type": "fortress"}, "type: “fortress”, expected one of mission_hq"),
        ({"latitude": "95"}, "latitude: “95”, expected a number from −90 to 90"),
        ({"longitude": "west"}, "longitude: “west”, expected a number"),
        ({"component_type": "military; navy"}, "component_type: “military; navy”, expected military, police, civilian"),
        ({"opened": "yesterday"}, "opened: “yesterday”"),
        ({"personnel_police": "-3"}, "personnel_police: “-3”"),
        ({"name": " "}, "name: “ ”, expected a text that is not empty"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named_and_nothing_is_saved(own, cells, said):
    with pytest.raises(InputError) as refused:
        edit.save(own, "bases", [edit.changed(seen(own, "ex:ber"), name="Ber 2"), edit.added(NEW | cells)], what="x")
    assert f"n1, {said}" in str(refused.value)
    assert own.store.latest() == 1


def test_the_example_itself_is_never_written_to():
    bundled = mission.load(mission.EXAMPLE)
    target, number = edit.save(bundled, "bases", [edit.added(NEW)], what="add")
    assert target.is_example_copy
    assert "n1" in set(target.store.read("bases", number)["base_id"])
    assert bundled.store.latest() == 1


def test_of_two_who_change_the_same_base_the_second_is_told_what_the_first_wrote(own):
    first, second = seen(own, "ex:ber"), seen(own, "ex:ber")
    edit.save(own, "bases", [edit.changed(first, functions="medical")], what="first")
    with pytest.raises(edit.ChangedMeanwhileError, match=r"ex:ber.*functions is now “medical”, you saw “”"):
        edit.save(own, "bases", [edit.added(NEW), edit.changed(second, functions="aviation")], what="second")
    assert bases(own).loc["ex:ber", "functions"] == "medical"
    assert "n1" not in bases(own).index
    assert own.store.latest() == 2


def test_a_base_deleted_or_added_meanwhile_is_told(own):
    row = seen(own, "ex:ber")
    edit.save(own, "bases", [edit.deleted(row)], what="first")
    with pytest.raises(edit.ChangedMeanwhileError, match="ex:ber was deleted by another"):
        edit.save(own, "bases", [edit.closed(row, date(2019, 8, 1))], what="second")
    edit.save(own, "bases", [edit.added(NEW)], what="third")
    with pytest.raises(edit.ChangedMeanwhileError, match="n1 is there already"):
        edit.save(own, "bases", [edit.added(NEW)], what="fourth")


def test_eight_who_save_different_bases_at_once_lose_nothing(own):
    rows = edit.cells_of(bases(own).reset_index())[:8]

    def save(row):
        fresh = mission.load(own.folder)
        return edit.save(fresh, "bases", [edit.changed(row, source=f"said by {row['base_id']}")], what=row["base_id"])[
            1
        ]

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(save, rows))
    assert sorted(numbers) == list(range(2, 10))
    assert {bases(own).loc[row["base_id"], "source"] for row in rows} == {f"said by {row['base_id']}" for row in rows}
    assert {version.what for version in own.store.versions()[1:]} == {row["base_id"] for row in rows}


def test_of_eight_who_save_the_same_base_at_once_one_wins_and_the_others_are_told(own):
    row = seen(own, "ex:ber")

    def save(name):
        try:
            edit.save(mission.load(own.folder), "bases", [edit.changed(row, source=name)], what=name)
        except edit.ChangedMeanwhileError:
            return None
        return name

    with ThreadPoolExecutor(8) as pool:
        won = [name for name in pool.map(save, map(str, range(8))) if name]
    assert [bases(own).loc["ex:ber", "source"]] == won
