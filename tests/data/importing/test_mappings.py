"""Saved mappings: how a section's own spreadsheet becomes rows of ours, and what a mapping may not say."""

import pandas as pd
import pytest

from data.cli import main
from data.errors import InputError
from data.importing import mappings
from data.importing.mappings import Mapping
from data.importing.run import check, import_files
from tests.data.made import REPORT, SAGE, SAGE_MAPPING, acled, read, rows, written

THREATS = {
    "title": "JMAC, weekly",
    "table": "assessed_threats",
    "columns": {"area_id": "Zone", "judgement": "Appréciation", "assessed_on": "Jour", "confidence": "Confiance"},
    "constants": {"section": "JMAC"},
    "values": {"confidence": {"élevée": "high", "faible": "low"}},
}


def mapped(**changes):
    return Mapping.model_validate(SAGE_MAPPING | changes)


def without(name):
    """The mapping for a spreadsheet that has no such column."""
    return mapped(columns={target: title for target, title in SAGE_MAPPING["columns"].items() if target != name})


@pytest.fixture
def sage(new_mission):
    """A mission with the mapping saved as `sage_weekly`."""
    mappings.save(new_mission, "SAGE weekly", mapped())
    return new_mission


def test_a_saved_mapping_is_the_same_when_it_is_loaded(sage):
    assert mappings.load(sage.folder) == {"sage_weekly": mapped()}
    assert [path.name for path in (sage.folder / "mappings").iterdir()] == ["sage_weekly.toml"]


@pytest.mark.parametrize("name", ["", "---", "../", "é" * 80])
def test_a_name_that_is_no_name_of_a_file_is_refused(new_mission, name):
    with pytest.raises(InputError, match="letters and figures"):
        mappings.save(new_mission, name, mapped())
    assert not (new_mission.folder / "mappings").exists()


@pytest.mark.parametrize("name", ["../up", "/etc/sage", "a\\b", "con.toml", "Séance n° 1"])
def test_a_mapping_is_saved_in_its_folder_whatever_its_name(new_mission, name):
    path = mappings.save(new_mission, name, mapped())
    assert path.parent == new_mission.folder / "mappings"
    assert path.stem in mappings.load(new_mission.folder)


COLUMNS = "".join(f'{target} = "{title}"\n' for target, title in SAGE_MAPPING["columns"].items())
GIVEN = '[constants]\nsource = "sage"\n'
BAD = {
    "no TOML": ("title = ", "is not valid TOML"),
    "no title": (f"[columns]\n{COLUMNS}{GIVEN}", "title"),
    "no columns": (f'title = "x"\n[columns]\n{GIVEN}', "columns"),
    "unknown key": (f'title = "x"\ncolour = "red"\n[columns]\n{COLUMNS}{GIVEN}', "colour"),
    "unknown table": (f'title = "x"\ntable = "actors"\n[columns]\n{COLUMNS}{GIVEN}', "must be one of incidents"),
    "unknown order": (f'title = "x"\nday_order = "dmy"\n[columns]\n{COLUMNS}{GIVEN}', "day_first, month_first"),
    "unknown column": (f'title = "x"\n[columns]\nperpetrator = "A"\n{COLUMNS}{GIVEN}', "has no column perpetrator"),
    "unknown constant": (f'title = "x"\n[columns]\n{COLUMNS}{GIVEN}mood = 1\n', "has no column mood"),
    "a column of the mission": (f'title = "x"\n[columns]\n{COLUMNS}{GIVEN}area1_id = "x"\n', "no column area1"),
    "values of no column": (f'title = "x"\n[columns]\n{COLUMNS}{GIVEN}[values.mood]\na = 1\n', "no column mood"),
    "a required column missing": (f'title = "x"\n[columns]\n{COLUMNS}', "must say where source come from"),
    "a list where a word should be": ('title = "x"\n[columns]\nevent_date = ["a"]\n', "columns.event_date"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_mapping_that_cannot_be_used_is_refused_in_one_sentence(new_mission, case):
    text, words = BAD[case]
    (new_mission.folder / "mappings").mkdir()
    (new_mission.folder / "mappings" / "weekly.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        mappings.load(new_mission.folder)
    assert words in str(refused.value)
    assert "mappings/weekly.toml" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_mapping_that_is_no_text_is_refused_by_its_name(new_mission):
    (new_mission.folder / "mappings").mkdir()
    (new_mission.folder / "mappings" / "weekly.toml").write_bytes(b'title = "S\xe9curit\xe9"\n')
    with pytest.raises(InputError, match=r"weekly\.toml is not UTF-8"):
        mappings.load(new_mission.folder)


def test_a_spreadsheet_with_french_headers_and_words(tmp_path):
    table = rows(
        SAGE,
        {},
        {"Réf.": "R2", "Date de l'incident": "04/05/2019", "Catégorie": "eei, Embuscade", "Précision": " Région "},
        {"Réf.": "R3", "Date de l'incident": "05/05/2019", "Catégorie": "Violence against civilians", "Tués": ""},
    )
    parsed = read(written(tmp_path / "sage.csv", table, sep=";", encoding="cp1252"), mapping=mapped())
    assert (parsed.table, parsed.layout, parsed.rows, parsed.accepted) == ("incidents", "SAGE, weekly", 3, 3)
    frame = parsed.frame
    assert frame["event_id"].tolist() == ["R1", "R2", "R3"]
    assert frame["event_date"].dt.strftime("%Y-%m-%d").tolist() == ["2019-03-23", "2019-05-04", "2019-05-05"]
    assert frame["event_type"].tolist() == ["battles", "explosions", "against_civilians"]
    assert frame["sub_event_type"].tolist()[2] == "Violence against civilians"
    assert frame["geo_precision"].tolist() == [1, 3, 1]
    assert frame["fatalities_best"].tolist() == [2, 2, pd.NA]
    assert set(frame["source"]) == {"sage"}
    assert set(frame["country"]) == {"Mali"}
    assert frame["location"].tolist() == ["Ségou"] * 3
    assert frame["date_end"].equals(frame["event_date"])


@pytest.mark.parametrize(("order", "day"), [("day_first", "2019-05-04"), ("month_first", "2019-04-05")])
def test_the_order_of_day_and_month_is_what_the_mapping_says(tmp_path, order, day):
    table = rows(SAGE, {"Date de l'incident": "04/05/2019"})
    parsed = read(written(tmp_path / "sage.csv", table), mapping=mapped(day_order=order))
    assert parsed.frame["event_date"].dt.strftime("%Y-%m-%d").tolist() == [day]


def test_days_that_could_be_either_are_refused_where_the_mapping_says_nothing(tmp_path):
    table = rows(SAGE, {"Date de l'incident": "04/05/2019"})
    with pytest.raises(InputError, match="day/month or month/day"):
        read(written(tmp_path / "sage.csv", table), mapping=mapped(day_order=""))


def test_words_that_the_mapping_does_not_know_are_kept_as_other_and_flagged(tmp_path):
    table = rows(SAGE, {"Catégorie": "Vol de bétail"}, {"Réf.": "R2"}, {"Réf.": "R3", "Précision": "vague"})
    parsed = read(written(tmp_path / "sage.csv", table), mapping=mapped())
    assert parsed.frame["event_type"].tolist() == ["other", "battles"]
    assert parsed.frame["sub_event_type"].tolist() == ["Vol de bétail", "Embuscade"]
    assert parsed.flagged == {"unknown_type": 1}
    assert parsed.rejects[["row", "column", "value"]].to_numpy().tolist() == [[4, "Précision", "vague"]]


def test_a_constant_holds_where_a_cell_is_empty(tmp_path):
    table = rows(SAGE, {"Précision": ""}, {"Réf.": "R2"})
    constants = SAGE_MAPPING["constants"] | {"geo_precision": 2}
    parsed = read(written(tmp_path / "s.csv", table), mapping=mapped(constants=constants))
    assert parsed.frame["geo_precision"].tolist() == [2, 1]


def test_an_unnamed_first_column_is_never_read_as_a_constant(tmp_path):
    parsed = read(written(tmp_path / "u.csv", rows(REPORT, {}, {"#": "102"}), index=True))
    assert (parsed.accepted, set(parsed.frame["source"])) == (2, {"sage"})


def test_a_table_without_ids_and_without_rows_is_read_as_nothing(tmp_path):
    parsed = read(written(tmp_path / "a.csv", rows(SAGE).head(0)), mapping=without("event_id"))
    assert (parsed.rows, len(parsed.frame)) == (0, 0)


def test_a_table_without_ids_gets_the_same_ids_in_every_file(tmp_path, new_mission):
    table = rows(SAGE, {}, {"Lieu": ""}, {"Tués": "9", "Résumé": "Autre."}).drop(columns="Réf.")
    first = written(tmp_path / "march.csv", table)
    other = written(tmp_path / "april.csv", table.iloc[[2, 0]].assign(Remarque="x"), sep=";", encoding="utf-16")
    one, two = (read(path, mapping=without("event_id")).frame["event_id"].tolist() for path in (first, other))
    assert two == [one[2], one[0]]
    assert len(set(one)) == 3
    import_files(new_mission, [first], mapping=without("event_id"))
    _mission, (report,) = import_files(new_mission, [other], mapping=without("event_id"))
    assert (report.added, report.changed, report.unchanged) == (0, 0, 2)
    assert "It has no ids" in " ".join(report.parsed.notes)


def test_a_file_with_the_columns_of_a_saved_mapping_is_read_with_it_unasked(sage, tmp_path):
    (report,) = check([written(tmp_path / "any.csv", rows(SAGE).assign(More="x"))], sage)
    assert (report.parsed.mapping, report.parsed.layout, report.parsed.accepted) == ("sage_weekly", "SAGE, weekly", 1)


def test_a_publishers_layout_is_never_read_with_a_mapping_that_fits_by_chance(new_mission, tmp_path):
    columns = {"event_date": "event_date", "event_type": "event_type", "latitude": "latitude", "longitude": "longitude"}
    mappings.save(new_mission, "loose", mapped(columns=columns, constants={"source": "x", "geo_precision": 1}))
    (report,) = check([acled(tmp_path / "a.csv")], new_mission)
    assert report.parsed.layout == "ACLED, layout since March 2023"


def test_a_mapping_named_on_the_command_line(sage, tmp_path, capsys):
    path = written(tmp_path / "a.csv", rows(SAGE, {}, {"Réf.": "R2", "Lat": "nord"}))
    command = ["import", str(path), "--mission", str(sage.folder), "--mapping"]
    assert main([*command, "sage_weekly"]) == 1
    assert "mapping: sage_weekly" in capsys.readouterr().out
    log = sage.store.read("imports", 1)
    assert log[["mapping", "source", "layout"]].to_numpy().tolist() == [["sage_weekly", "sage", "SAGE, weekly"]]
    assert main([*command, "weekly"]) == 2
    assert "There is no mapping “weekly”; this mission has sage_weekly." in capsys.readouterr().err


def test_a_file_that_lacks_what_its_mapping_reads_is_refused_by_the_columns_names(sage, tmp_path):
    path = written(tmp_path / "a.csv", rows(SAGE).drop(columns=["Lat", "Tués"]))
    with pytest.raises(InputError, match=r"a\.csv lacks what mapping “sage_weekly” reads: Lat, Tués\."):
        check([path], sage, mapping="sage_weekly")


def test_assessed_threats_by_their_own_columns_and_by_a_mapping(new_mission, tmp_path):
    own = {
        "area_id": "x:1",
        "section": "JMAC",
        "judgement": "Likely",
        "assessed_on": "2019-03-23",
        "confidence": "high",
    }
    theirs = {"Zone": "x:1", "Appréciation": "Likely", "Jour": "23/03/2019", "Confiance": "Élevée"}
    a = read(written(tmp_path / "own.csv", rows(own)))
    b = read(written(tmp_path / "theirs.csv", rows(theirs)), mapping=Mapping.model_validate(THREATS))
    assert (a.table, b.table, a.accepted, b.accepted) == ("assessed_threats", "assessed_threats", 1, 1)
    pd.testing.assert_frame_equal(a.frame, b.frame)
    mappings.save(new_mission, "jmac", Mapping.model_validate(THREATS))
    import_files(new_mission, [tmp_path / "theirs.csv"])
    _mission, (report,) = import_files(new_mission, [tmp_path / "own.csv"])
    assert (report.added, report.changed, report.unchanged) == (0, 0, 1)


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"confidence": "sure"}, "confidence"),
        ({"valid_until": "2019-03-01"}, "valid_until"),
        ({"section": ""}, "section"),
    ],
)
def test_a_judgement_that_is_none_is_a_refused_row(tmp_path, changes, column):
    own = {"area_id": "x:1", "section": "U2", "judgement": "Likely", "assessed_on": "2019-03-23", "confidence": "",
           "valid_until": ""}  # fmt: skip
    parsed = read(written(tmp_path / "a.csv", rows(own, changes, {"area_id": "x:2"})))
    assert (parsed.accepted, parsed.rejected) == (1, 1)
    assert parsed.rejects["column"].tolist() == [column]


def test_a_published_source_is_never_mapped_without_its_ids(tmp_path):
    text = 'title = "x"\n[columns]\nevent_date = "d"\nevent_type = "t"\nlatitude = "a"\nlongitude = "o"\n[constants]\n'
    with pytest.raises(InputError, match="acled has ids of its own"):
        mappings.parse(text + 'source = "acled"\ngeo_precision = 1\n', "m.toml")
    assert mappings.parse(text + 'source = "sage"\ngeo_precision = 1\n', "m.toml").title == "x"
