"""What became of one row: each version that did something to it, and no other."""

import pandas as pd
import pytest

from data.importing import history
from data.importing.restore import restore
from data.importing.run import import_files
from tests.data.made import UCDP, acled, layer, rows, square, written


@pytest.fixture
def take(new_mission, tmp_path):
    """Imports ACLED's events, of an id each."""

    def imported(name, events, **how):
        changes = [{"event_id_cnty": event} | change for event, change in events.items()]
        _mission, (report,) = import_files(new_mission, [acled(tmp_path / name, *changes)], **how)
        return report

    return imported


def told(mission, event="A", source="acled", **how):
    """Version, kind and import of each revision."""
    return [(r.version.number, r.kind, r.import_id) for r in history.of_incident(mission, source, event, **how)]


def cells(revision):
    return {cell.column: (cell.before, cell.after) for cell in revision.cells.itertuples(index=False)}


def test_added_by_one_import_and_changed_by_the_next_with_its_cells(new_mission, take):
    first = take("one.csv", {"A": {}, "B": {}})
    second = take("two.csv", {"A": {"fatalities": "7", "location": "Elsewhere"}, "B": {}})
    assert told(new_mission) == [(1, "added", first.import_id), (2, "changed", second.import_id)]
    added, changed = history.of_incident(new_mission, "acled", "A")
    assert added.cells.empty
    assert cells(changed) == {"fatalities_best": ("2", "7"), "location": ("Somewhere", "Elsewhere")}
    assert told(new_mission, "B") == [(1, "added", first.import_id)], "the second import left it as it was"


def test_a_value_that_became_unknown_is_missing_after(new_mission, take):
    take("one.csv", {"A": {}})
    take("two.csv", {"A": {"fatalities": ""}})
    before, after = cells(history.of_incident(new_mission, "acled", "A")[1])["fatalities_best"]
    assert before == "2"
    assert pd.isna(after)


def test_versions_that_only_joined_areas_are_passed_over(new_mission, take, tmp_path):
    take("one.csv", {"A": {}})
    layer({"area_id": ["x:r"], "level": 1, "name": ["r"]}, [square(-4, 14)]).to_file(tmp_path / "r.geojson")
    import_files(new_mission, [tmp_path / "r.geojson"])
    assert new_mission.store.read("incidents", 2)["area1_id"].tolist() == ["x:r"], "the row itself was written anew"
    take("two.csv", {"A": {"fatalities": "3"}})
    assert [entry[:2] for entry in told(new_mission)] == [(1, "added"), (3, "changed")]


def test_removed_by_a_complete_file_and_back_by_a_restore(new_mission, take):
    first = take("one.csv", {"A": {}, "B": {}})
    take("two.csv", {"B": {}}, complete=True)
    restore(new_mission, 1)
    assert told(new_mission) == [(1, "added", first.import_id), (2, "removed", None), (3, "added", first.import_id)]


def test_a_restore_of_an_older_row_is_a_change_back(new_mission, take):
    take("one.csv", {"A": {}})
    take("two.csv", {"A": {"fatalities": "7"}})
    restore(new_mission, 1)
    *_older, restored = history.of_incident(new_mission, "acled", "A")
    assert (restored.version.number, restored.kind) == (3, "changed")
    assert cells(restored) == {"fatalities_best": ("7", "2")}


def test_versions_after_the_one_that_is_shown_are_not_told(new_mission, take):
    take("one.csv", {"A": {}})
    take("two.csv", {"A": {"fatalities": "7"}})
    assert [entry[0] for entry in told(new_mission, newest=1)] == [1]


def test_the_same_id_in_another_source_has_its_own_history(new_mission, take, tmp_path):
    take("one.csv", {"501": {}})
    import_files(new_mission, [written(tmp_path / "u.csv", rows(UCDP))])
    assert [entry[:2] for entry in told(new_mission, "501")] == [(1, "added")]
    assert [entry[:2] for entry in told(new_mission, "501", "ucdp")] == [(2, "added")]


@pytest.mark.parametrize("event", ["", "nowhere", "A' or 1=1"])
def test_an_unknown_event_has_no_history(new_mission, take, event):
    take("one.csv", {"A": {}})
    assert told(new_mission, event) == []


def test_a_mission_without_data_has_no_history(new_mission):
    assert told(new_mission) == []


def test_acleds_own_revision_of_a_real_event(new_mission, shared_data):
    for file in ("mali_2020-07-20.csv", "mali_2020-11-06.csv"):
        _mission, (report,) = import_files(new_mission, [shared_data / "acled" / file])
    own = report.changes[report.changes["column"] == "fatalities_best"].iloc[0]
    added, changed = history.of_incident(new_mission, "acled", own["key"])
    assert (added.version.number, changed.version.number, changed.import_id) == (1, 2, report.import_id)
    assert cells(changed)["fatalities_best"] == (own["before"], own["after"])
    of_event = report.changes[report.changes["key"] == own["key"]]
    assert set(cells(changed)) == set(of_event["column"])
