"""An old version becomes the newest one again, and nothing between is lost."""

import json

import pandas as pd
import pytest

from data import mission
from data.cli import main
from data.errors import InputError
from data.importing.restore import restore
from data.importing.run import import_files
from tests.data.made import acled, layer, square


@pytest.fixture
def revised(new_mission, tmp_path):
    """Version 1 has event A, 2 changes its deaths and adds B, 3 adds a region."""
    import_files(new_mission, [acled(tmp_path / "one.csv", {"event_id_cnty": "A"})])
    two = acled(tmp_path / "two.csv", {"event_id_cnty": "A", "fatalities": "9", "actor2": "A New One"},
                {"event_id_cnty": "B"})  # fmt: skip
    import_files(new_mission, [two])
    layer({"area_id": ["x:r"], "level": 1, "name": ["r"]}, [square(-4, 14)]).to_file(tmp_path / "r.geojson")
    import_files(new_mission, [tmp_path / "r.geojson"])
    return new_mission


def table(mission, number, name="incidents"):
    return mission.store.read(name, number)


def test_the_tables_are_what_they_were_under_a_new_number(revised):
    target, made = restore(revised, 1, who="An Officer")
    assert (target.folder, made, revised.store.latest()) == (revised.folder, 4, 4)
    pd.testing.assert_frame_equal(table(revised, 4), table(revised, 1))
    assert table(revised, 4, "areas").empty, "the region came later"
    version = revised.store.version(4)
    assert (version.who, version.what) == ("An Officer", "restore version 1")


def test_what_lies_between_stays_readable(revised):
    before = [table(revised, n) for n in (1, 2, 3)]
    restore(revised, 1)
    for number, frame in enumerate(before, 1):
        pd.testing.assert_frame_equal(table(revised, number), frame)
    assert table(revised, 3, "areas")["area_id"].tolist() == ["x:r"]


def test_the_log_of_imports_and_the_ids_of_actors_only_grow(revised):
    restore(revised, 1)
    assert table(revised, 4, "imports")["file_name"].tolist() == ["one.csv", "two.csv", "r.geojson"]
    pd.testing.assert_frame_equal(table(revised, 4, "actors"), table(revised, 3, "actors"))
    assert "A New One" in set(table(revised, 4, "actors")["name"])


def test_a_restore_can_be_taken_back(revised):
    restore(revised, 1)
    restore(revised, 3)
    pd.testing.assert_frame_equal(table(revised, 5), table(revised, 3))
    assert table(revised, 5, "areas")["area_id"].tolist() == ["x:r"]


def test_an_import_after_a_restore_builds_on_what_was_restored(revised, tmp_path):
    restore(revised, 1)
    _mission, (report,) = import_files(revised, [tmp_path / "two.csv"])
    assert (report.added, report.changed, report.version) == (1, 1, 5)


def test_what_the_newest_version_holds_already_is_not_restored(revised):
    for number in (3, 1):
        if number == 1:
            restore(revised, 1)
        with pytest.raises(InputError, match=f"Version {number} is what version .* holds already"):
            restore(revised, number)
    assert revised.store.latest() == 4


@pytest.mark.parametrize("number", [0, -1, 4, 999])
def test_a_version_that_is_not_there_is_named_with_those_that_are(revised, number):
    with pytest.raises(InputError, match=f"Version {number} is not in this mission; its versions are 1 to 3"):
        restore(revised, number)
    assert revised.store.latest() == 3


def test_the_settings_stay_those_of_now(revised):
    (revised.folder / "mission.toml").write_text(revised.settings_text.replace("MINUSMA", "Renamed"))
    now = mission.load(revised.folder)
    restore(now, 1)
    assert now.settings_at(4).name == "Renamed"
    assert now.settings_at(1).name == "MINUSMA"


def test_the_bundled_example_is_restored_in_the_users_copy(tmp_path):
    example = mission.load(mission.EXAMPLE)
    copy, _reports = import_files(example, [acled(tmp_path / "a.csv")])
    target, made = restore(copy, 1)
    assert target.folder == mission.example_copy()
    assert made == 3
    assert example.store.latest() == 1
    assert "acled" not in set(target.store.read("incidents", 3)["source"])


def test_the_command_says_what_it_did_and_ends_with_2_where_it_could_not(revised, capsys):
    argv = ["restore", "--mission", str(revised.folder), "--version"]
    assert main([*argv, "1", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["version"], document["restored"], document["mission"]) == (4, 1, str(revised.folder))
    assert main([*argv, "1"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.strip().splitlines()) == 1
