"""Imports into a mission: one version each, none where nothing changes."""

import pandas as pd
import pytest

from data import mission
from data.errors import InputError
from data.importing.run import check, import_files
from data.snapshot import load
from tests.data.made import UCDP, acled, layer, rows, square, written


def counts(report):
    return report.added, report.changed, report.unchanged, report.removed


def boundary(path, level, parts):
    """Areas x:… of a level, squares at a longitude each; without parents."""
    frame = layer(
        {"area_id": list(parts), "level": level, "name": list(parts)}, [square(w, 14) for w in parts.values()]
    )
    frame.to_file(path)
    return path


def test_the_same_file_again_changes_nothing_and_makes_no_version(mali_copy, shared_data):
    latest = mali_copy.store.latest()
    _mission, (report,) = import_files(mali_copy, [shared_data / "acled/mali_2020-11-06.csv"])
    assert counts(report) == (0, 0, 4318, 0)
    assert report.version == mali_copy.store.latest() == latest


@pytest.mark.parametrize("file", ["cercles", "regions", "country"])
def test_the_same_boundaries_again_change_nothing(mali_copy, shared_data, file):
    _mission, (report,) = import_files(mali_copy, [shared_data / f"boundaries/mali_{file}.geojson"])
    assert counts(report)[:2] == (0, 0)
    assert report.version == 3


def test_the_same_bases_again_change_nothing(mali_copy, shared_data):
    _mission, (report,) = import_files(mali_copy, [shared_data / "geopko/FrontMap_v.2.3.csv"])
    assert counts(report) == (0, 0, 15, 0)
    assert report.version == 3


def test_july_then_november_by_the_key_that_is_stable(new_mission, shared_data):
    import_files(new_mission, [shared_data / "acled/mali_2020-07-20.csv"])
    _mission, (report,) = import_files(new_mission, [shared_data / "acled/mali_2020-11-06.csv"])
    july, november = (set(new_mission.store.read("incidents", n)["event_id"]) for n in (1, 2))
    assert (len(july), len(november), len(july - november)) == (3934, 4318, 0)
    assert report.added == 384
    assert report.changed + report.unchanged == 3934
    assert report.changed > 0, "ACLED revised events between the two"
    assert new_mission.store.read("incidents", 2)["fatalities_best"].sum() == 10174
    assert new_mission.store.read("incidents", 1)["fatalities_best"].sum() == 9559


def test_every_row_names_its_import_and_the_log_says_what_became_of_the_file(mali):
    log = mali.store.read("imports", 3).set_index("import_id")
    incidents = mali.store.read("incidents", 3)
    (import_id,) = set(incidents["import_id"])
    entry = log.loc[import_id]
    assert (entry["file_name"], entry["table"], entry["source"]) == ("mali_2020-11-06.csv", "incidents", "acled")
    assert (entry["rows"], entry["accepted"], entry["added"], entry["who"]) == (4318, 4318, 4318, "tester")
    assert len(entry["sha256"]) == 64
    assert len(log) == 5


def test_several_files_are_one_version(new_mission, tmp_path):
    files = [acled(tmp_path / "a.csv"), written(tmp_path / "u.csv", rows(UCDP))]
    _mission, reports = import_files(new_mission, files)
    assert [r.version for r in reports] == [1, 1]
    assert sorted(new_mission.store.read("incidents", 1)["source"]) == ["acled", "ucdp"]


def test_one_bad_file_of_several_leaves_the_mission_as_it_was(new_mission, tmp_path):
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n")
    with pytest.raises(InputError):
        import_files(new_mission, [acled(tmp_path / "a.csv"), tmp_path / "bad.csv"])
    assert new_mission.store.latest() == 0


def test_a_file_with_refused_rows_only_makes_no_version(new_mission, tmp_path):
    _mission, (report,) = import_files(new_mission, [acled(tmp_path / "a.csv", {"latitude": "north"})])
    assert (report.parsed.rejected, report.version, new_mission.store.latest()) == (1, 0, 0)


def test_check_changes_nothing(new_mission, tmp_path):
    (report,) = check([acled(tmp_path / "a.csv")], new_mission)
    assert (report.parsed.accepted, report.version) == (1, 0)
    assert new_mission.store.latest() == 0


def test_new_areas_join_the_incidents_again_in_the_same_version(new_mission, tmp_path):
    import_files(new_mission, [acled(tmp_path / "a.csv")])
    assert new_mission.store.read("incidents", 1)["area1_id"].isna().all()
    _mission, (report,) = import_files(new_mission, [boundary(tmp_path / "r.geojson", 1, {"x:r": -4})])
    assert report.version == 2
    assert new_mission.store.read("incidents", 2)["area1_id"].tolist() == ["x:r"]
    assert new_mission.store.read("incidents", 1)["area1_id"].isna().all()


@pytest.mark.parametrize("order", [("r", "c"), ("c", "r")])
def test_parents_found_by_geometry_are_no_revision_when_the_file_comes_again(new_mission, tmp_path, order):
    files = {
        "r": boundary(tmp_path / "r.geojson", 1, {"x:r1": -4, "x:r2": 0}),
        "c": boundary(tmp_path / "c.geojson", 2, {"x:c1": -4, "x:c2": 0}),
    }
    for name in order:
        import_files(new_mission, [files[name]])
    parents = new_mission.store.read("areas", 2).set_index("area_id")["parent_id"]
    assert (parents["x:c1"], parents["x:c2"]) == ("x:r1", "x:r2")
    for name in order:
        _mission, (report,) = import_files(new_mission, [files[name]])
        assert counts(report) == (0, 0, 2, 0)
    assert new_mission.store.latest() == 2


def test_codes_of_parents_hold_whatever_the_order_of_the_files(new_mission, tmp_path):
    regions = {"ADM1_FR": ["West", "East"], "ADM1_PCODE": ["W", "E"]}
    cercles = {"ADM2_FR": ["a", "b"], "ADM2_PCODE": ["A", "B"], "ADM1_PCODE": ["E", "W"]}  # not as they lie
    for name, columns in (("r", regions), ("c", cercles)):
        layer(columns, [square(-4, 14), square(-3, 14)]).to_file(tmp_path / f"{name}.geojson")
    for _time in range(2):
        import_files(new_mission, [tmp_path / "c.geojson", tmp_path / "r.geojson"])
    parents = new_mission.store.read("areas", 1).set_index("area_id")["parent_id"]
    assert (parents["pcode:A"], parents["pcode:B"]) == ("pcode:E", "pcode:W")
    assert new_mission.store.latest() == 1


def test_actors_get_random_ids_that_stay(new_mission, tmp_path):
    import_files(new_mission, [acled(tmp_path / "a.csv", {"actor1": "One", "actor2": "Two"})])
    first = new_mission.store.read("actors", 1).set_index("name")["actor_id"]
    import_files(new_mission, [acled(tmp_path / "b.csv", {"event_id_cnty": "B", "actor1": "Two", "actor2": "Three"})])
    second = new_mission.store.read("actors", 2).set_index("name")["actor_id"]
    assert list(second.index) == ["One", "Two", "Three"]
    assert second[["One", "Two"]].equals(first)
    assert second.is_unique
    assert not any(name.casefold() in actor_id for name, actor_id in second.items())


def test_a_mission_of_bases_alone_opens(new_mission, shared_data):
    import_files(new_mission, [shared_data / "geopko/FrontMap_v.2.3.csv"])
    shot = load(mission.load(new_mission.folder), 1)
    assert len(shot.table("bases")) == 15
    assert shot.incidents.empty
    assert shot.vocabulary.sources == ()


def test_days_and_moments_come_back_as_they_went_in(new_mission, tmp_path):
    import_files(new_mission, [acled(tmp_path / "a.csv", {"event_date": "23 March 2019", "timestamp": "1600000000"})])
    (row,) = new_mission.store.read("incidents", 1).to_dict("records")
    assert row["event_date"] == row["date_end"] == pd.Timestamp("2019-03-23")
    assert row["revised_at"] == pd.Timestamp("2020-09-13T12:26:40Z")


def test_an_older_release_of_a_source_does_not_undo_a_newer_one(mali_copy, shared_data):
    before = mali_copy.store.read("incidents", 3)
    _mission, (report,) = import_files(mali_copy, [shared_data / "acled/mali_2020-07-20.csv"], who="tester")
    assert (report.added, report.changed, report.unchanged) == (0, 0, 3934)
    assert any("revised them earlier" in note for note in report.parsed.notes)
    assert mali_copy.store.latest() == 3
    assert before["fatalities_best"].sum() == 10174


def test_rows_of_another_country_are_taken_and_named(mali_copy, shared_data):
    (report,) = check([shared_data / "acled/1900-01-01-2020-11-12-Indonesia.csv"], mali_copy)
    assert report.parsed.accepted == 5143
    assert "5143 rows are not of Mali but of Indonesia" in " ".join(report.parsed.notes)


def test_real_areas_and_bases_take_the_place_of_the_example_s(shared_data):
    files = ["boundaries/mali_cercles.geojson", "boundaries/mali_regions.geojson", "geopko/FrontMap_v.2.3.csv"]
    target, _reports = import_files(mission.load(mission.EXAMPLE), [shared_data / name for name in files], who="tester")
    latest = target.store.latest()
    assert target.is_example_copy
    assert target.store.read("areas", latest)["area_id"].str.startswith("wof:").all()
    assert target.store.read("bases", latest)["base_id"].str.startswith("geopko:").all()
    assert len(target.store.read("areas", 1)) == 60  # version 1 keeps the example's own
