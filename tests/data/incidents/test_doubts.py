"""Doubtful rows are kept and counted, and a flag says what is doubtful; a flag is never a revision by the source."""

import pandas as pd
import pytest

from data import snapshot
from data.filters import Filters
from data.importing.run import check, import_files
from data.incidents import doubts, report
from tests.data.made import UCDP, acled, layer, read, rows, square, written

HOME = {"latitude": "14.5", "longitude": "-3.2"}  # in Mali
TWIN = {"notes": "The same words.", "fatalities": "4"}


def flags(mission, path):
    """The flags of a file's events, by id."""
    (checked,) = check([path], mission)
    assert (checked.parsed.rejected, checked.parsed.accepted) == (0, checked.parsed.rows)
    return checked.parsed.frame.set_index("event_id")["doubts"].dropna().to_dict()


DOUBTFUL = {
    "unknown_type": {"event_type": "Cattle theft"},
    "zero_coordinates": {"latitude": "0", "longitude": "0.0"},
    "swapped_coordinates": {"latitude": "-3.2", "longitude": "14.5"},
    "outside_country": {"latitude": "48.9", "longitude": "2.3"},
    "broken_text": {"location": "S\ufffdgou"},
    "implausible_deaths": {"fatalities": "5001"},
}


@pytest.mark.parametrize("code", DOUBTFUL)
def test_a_doubtful_row_is_flagged_and_the_sound_one_is_not(new_mission, tmp_path, code):
    path = acled(tmp_path / "a.csv", {"event_id_cnty": "SOUND", **HOME}, {"event_id_cnty": "ODD"} | DOUBTFUL[code])
    assert flags(new_mission, path) == {"ODD": code}


@pytest.mark.parametrize(
    ("figures", "flagged"),
    [(("6", "5", "9"), True), (("4", "5", "3"), True), (("5", "5", "5"), False), (("", "5", ""), False)],
)
def test_deaths_that_are_not_in_order_are_flagged(new_mission, tmp_path, figures, flagged):
    path = written(tmp_path / "u.csv", rows(UCDP, dict(zip(("low", "best", "high"), figures, strict=True))))
    assert flags(new_mission, path) == ({"501": "deaths_out_of_order"} if flagged else {})


def test_deaths_are_flagged_from_the_best_figure_alone_and_only_beyond_what_real_events_reach(new_mission, tmp_path):
    figures = [{"best": "3000", "high": "7961"}, {"best": "5000", "high": "5000"}, {"best": "5001", "high": "5001"}]
    path = written(tmp_path / "u.csv", rows(UCDP, *({"id": str(n)} | f for n, f in enumerate(figures))))
    assert flags(new_mission, path) == {"2": "implausible_deaths"}
    assert doubts.label("implausible_deaths") == "more than 5000 deaths in one event"


def test_no_event_of_the_reference_files_has_implausible_deaths(shared_data):
    for file in (*sorted((shared_data / "acled").glob("*.csv")), shared_data / "ucdp/ged231_sample_1000.csv"):
        assert "implausible_deaths" not in read(file).flagged, file.name


def test_the_later_of_two_events_that_say_the_same_is_flagged(new_mission, tmp_path):
    others = [TWIN | {"notes": ""}, TWIN | {"fatalities": "5"}, TWIN | {"actor2": "Third"}, TWIN | {"notes": ""}]
    events = [TWIN, *others, TWIN]
    path = acled(tmp_path / "a.csv", *({"event_id_cnty": str(n)} | event for n, event in enumerate(events)))
    assert flags(new_mission, path) == {"5": "same_content"}


def test_a_row_with_several_doubts_names_them_all(new_mission, tmp_path):
    path = acled(
        tmp_path / "a.csv", {"event_id_cnty": "ODD", **DOUBTFUL["unknown_type"], **DOUBTFUL["zero_coordinates"]}
    )
    (found,) = flags(new_mission, path).values()
    assert set(found.split("; ")) == {"unknown_type", "zero_coordinates"}


def test_a_point_abroad_of_a_neighbour_by_name_is_outside_and_not_swapped(new_mission, tmp_path):
    path = acled(tmp_path / "a.csv", {"event_id_cnty": "N", "country": "Congo"} | DOUBTFUL["swapped_coordinates"])
    assert flags(new_mission, path) == {"N": "outside_country"}


def odd_file(path):
    return acled(path, *({"event_id_cnty": f"E{n}"} | odd for n, odd in enumerate(DOUBTFUL.values())), TWIN)


def test_doubtful_rows_are_in_every_count(new_mission, tmp_path):
    _mission, (imported,) = import_files(new_mission, [odd_file(tmp_path / "a.csv")])
    shot = snapshot.load(new_mission, 1)
    filters = Filters.from_query("?from=2019-01-01&to=2019-12-31", shot.vocabulary).filters
    document = report.document(shot, filters)
    assert (imported.added, document["incidents"], document["fatalities"]) == (7, 7, 14 + 5001)
    assert imported.parsed.flagged == dict.fromkeys(DOUBTFUL, 1)
    assert new_mission.store.read("imports", 1)["flagged"].tolist() == [6]


def test_what_is_flagged_is_said_in_words(new_mission, tmp_path):
    (checked,) = check([odd_file(tmp_path / "a.csv")], new_mission)
    (note,) = [note for note in checked.parsed.notes if note.startswith("Taken, and flagged")]
    assert [f"1 {doubts.label(code)}" in note for code in DOUBTFUL] == [True] * len(DOUBTFUL)


def outline(path, west):
    """The mission's country, as a square of 6 degrees."""
    frame = layer({"area_id": ["x:mali"], "level": [0], "name": ["Mali"]}, [square(west, 12, 6)])
    frame.to_file(path)
    return path


def test_flags_of_place_follow_new_areas_and_the_others_stay(new_mission, tmp_path):
    events = [{"event_id_cnty": "E", "event_type": "Unheard of"}, {"event_id_cnty": "W", "longitude": "-11"}]
    import_files(new_mission, [acled(tmp_path / "a.csv", *events)])
    stored = [new_mission.store.read("incidents", 1)]
    for west in (-6, -12):
        import_files(new_mission, [outline(tmp_path / f"{west}.geojson", west)])
        stored.append(new_mission.store.read("incidents", new_mission.store.latest()))
    found = [table.set_index("event_id")["doubts"].dropna().to_dict() for table in stored]
    assert found[0] == {"E": "unknown_type"}
    assert found[1] == {"E": "unknown_type", "W": "outside_country"}
    assert found[2] == {"E": "unknown_type; outside_country"}
    sources_own = [table.drop(columns=["doubts", "area1_id", "area2_id"]) for table in stored]
    pd.testing.assert_frame_equal(sources_own[0], sources_own[2])


def test_flags_never_make_a_row_revised(new_mission, tmp_path):
    file = odd_file(tmp_path / "a.csv")
    import_files(new_mission, [file])
    import_files(new_mission, [outline(tmp_path / "o.geojson", -12)])  # every flag of place is another now
    _mission, (again,) = import_files(new_mission, [file])
    assert (again.added, again.changed, again.unchanged, again.version) == (0, 0, 7, 2)


def test_the_twin_alone_in_a_later_file_is_no_revision(new_mission, tmp_path):
    import_files(new_mission, [acled(tmp_path / "a.csv", TWIN, {"event_id_cnty": "TST2"} | TWIN)])
    assert new_mission.store.read("incidents", 1)["doubts"].dropna().tolist() == ["same_content"]
    _mission, (again,) = import_files(new_mission, [acled(tmp_path / "b.csv", {"event_id_cnty": "TST2"} | TWIN)])
    assert (again.changed, again.unchanged, again.version) == (0, 1, 1)


def test_real_events_are_flagged_as_their_file_and_their_outline_say(mali, shared_data):
    raw = pd.read_csv(shared_data / "acled/mali_2020-11-06.csv", dtype="str")
    content = ["event_date", "event_type", "sub_event_type", "actor1", "actor2", "location", "latitude", "longitude",
               "fatalities", "notes"]  # fmt: skip
    alike = int(raw.duplicated(content).sum())
    assert alike > 0
    assert doubts.counted(mali.store.read("incidents", 3)["doubts"]) == {"outside_country": 1, "same_content": alike}
