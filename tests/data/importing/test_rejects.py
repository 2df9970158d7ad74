"""The rejects file: refused rows whole, to be corrected and imported again, with nothing that a spreadsheet runs."""

import gzip

import pandas as pd
import pytest

from data.cli import main
from data.importing import rejects
from data.importing.mappings import Mapping
from data.importing.run import import_files
from data.spreadsheet import FORMULA_STARTS
from tests.data.made import ACLED_NOW, SAGE, SAGE_MAPPING, acled, read, rows, written

BAD = {"event_id_cnty": "B", "latitude": "north", "fatalities": "many", "notes": "=1+1", "tags": "kept; whole",
       "actor1": "-2 groups"}  # fmt: skip
TABLE = rows(ACLED_NOW, {"event_id_cnty": "A"}, BAD, {"event_id_cnty": "C"})


def as_excel(path):
    with pd.ExcelWriter(path, engine="openpyxl") as book:
        TABLE.to_excel(book, index=False)
        for row in book.book.active.iter_rows():
            for cell in row:
                cell.data_type = "s"  # a text that begins as a formula is none in the section's own workbook
    return path


def as_gzip(path):
    path.write_bytes(gzip.compress(TABLE.to_csv(index=False).encode()))
    return path


WAYS = {"a.csv": lambda path: written(path, TABLE, sep=";", encoding="cp1252"), "a.xlsx": as_excel, "a.csv.gz": as_gzip}


@pytest.fixture(params=WAYS)
def file(request, tmp_path):
    """Three events, the second with two faults, in a file of each kind."""
    return WAYS[request.param](tmp_path / request.param)


def opened(path):
    return pd.read_csv(path, encoding="utf-8-sig", dtype="str", keep_default_na=False)


def test_a_refused_row_stands_whole_behind_its_number_and_what_is_wrong(file):
    (row,) = rejects.table(read(file)).to_dict("records")
    assert row["linchpin_row"] == 3
    assert row["linchpin_problem"] == (
        "fatalities: 'many', expected a whole number of 0 or more, or empty; "
        "latitude: 'north', expected a number from −90 to 90"
    )
    assert {name: row[name] for name in ACLED_NOW} == ACLED_NOW | BAD


def test_no_cell_of_the_rejects_file_begins_as_a_formula(file, tmp_path):
    (tmp_path / "r.csv").write_bytes(rejects.as_csv(read(file)))
    texts = opened(tmp_path / "r.csv").drop(columns=["longitude"]).stack()
    assert "'=1+1" in set(texts)
    assert "'-2 groups" in set(texts)
    assert not texts.str.startswith(FORMULA_STARTS).any()


def test_corrected_and_imported_again_the_rows_arrive(file, new_mission):
    _mission, (first,) = import_files(new_mission, [file])
    assert (first.parsed.rows, first.added, first.parsed.rejected) == (3, 2, 1)
    corrected = opened(first.rejects_file).assign(latitude="15.5", fatalities="7")
    _mission, (second,) = import_files(new_mission, [written(first.rejects_file, corrected)])
    assert (second.parsed.rows, second.added, second.changed, second.parsed.rejected) == (1, 1, 0, 0)
    stored = new_mission.store.read("incidents", 2).set_index("event_id")
    assert sorted(stored.index) == ["A", "B", "C"]
    assert stored.loc["B", ["latitude", "fatalities_best", "notes", "actor1"]].tolist() == [
        15.5,
        7,
        "=1+1",
        "-2 groups",
    ]


def test_imported_again_as_it_is_the_row_is_refused_again_under_the_same_problem(file, new_mission):
    _mission, (first,) = import_files(new_mission, [file])
    _mission, (again,) = import_files(new_mission, [first.rejects_file])
    assert (again.parsed.rejected, again.added, again.version) == (1, 0, 1)
    one, two = (opened(report.rejects_file).drop(columns="linchpin_row") for report in (first, again))
    pd.testing.assert_frame_equal(one, two)


def test_a_row_with_more_cells_than_the_header_keeps_them_all(tmp_path):
    path = acled(tmp_path / "a.csv", {"event_id_cnty": "A"}, {"event_id_cnty": "B"})
    path.write_text(path.read_text(encoding="utf-8") + "C,2019-03-23" + "," * 31 + "more,=2\n", encoding="utf-8")
    parsed = read(path)
    (row,) = rejects.table(parsed).to_dict("records")
    assert (parsed.rows, parsed.accepted, parsed.rejected) == (3, 2, 1)
    assert (row["linchpin_row"], row["event_id_cnty"], row["extra_2"], row["extra_3"]) == (4, "C", "more", "=2")
    assert "expected" in row["linchpin_problem"]


def test_rejects_of_a_mapped_spreadsheet_keep_its_own_titles_and_read_with_its_mapping(new_mission, tmp_path):
    mapping = Mapping.model_validate(SAGE_MAPPING)
    path = written(tmp_path / "sage.csv", rows(SAGE, {}, {"Réf.": "R2", "Lat": "nord", "Résumé": "@tous"}), sep=";")
    _mission, (first,) = import_files(new_mission, [path], mapping=mapping)
    table = opened(first.rejects_file)
    assert list(table)[2:] == list(SAGE)
    assert "Lat: 'nord'" in table["linchpin_problem"][0]
    corrected = written(tmp_path / "corrected.csv", table.assign(Lat="14.6"))
    _mission, (second,) = import_files(new_mission, [corrected], mapping=mapping)
    assert (second.added, second.parsed.frame["notes"].tolist()) == (1, ["@tous"])


def test_columns_without_a_name_or_with_the_same_one_are_told_apart(tmp_path):
    names = [*ACLED_NOW, "", "x_35", "x", "x"]  # the last, the 35th, would be renamed to what another is called
    wide = pd.DataFrame([[*row, "1", "2", "3", "4"] for row in TABLE.to_numpy()], columns=names)
    found = rejects.table(read(written(tmp_path / "a.csv", wide)))
    assert found.columns.is_unique
    assert found.iloc[0, -4:].tolist() == ["1", "2", "3", "4"]


def test_a_file_without_refused_rows_leaves_no_rejects_file(new_mission, tmp_path):
    _mission, (report,) = import_files(new_mission, [acled(tmp_path / "a.csv")])
    assert report.rejects_file == ""
    assert not (new_mission.folder / "rejects").exists()


def test_the_command_line_writes_the_refused_rows_of_a_check(tmp_path, capsys):
    out = tmp_path / "to correct.csv"
    assert main(["check", str(written(tmp_path / "a.csv", TABLE)), "--rejects", str(out)]) == 1
    assert opened(out)["event_id_cnty"].tolist() == ["B"]
    assert str(out) in capsys.readouterr().out


def test_two_imports_of_files_of_one_name_keep_both_rejects_files(new_mission, tmp_path):
    path = written(tmp_path / "a.csv", TABLE)
    files = {import_files(new_mission, [path])[1][0].rejects_file for _time in range(2)}
    assert len(files) == 2
    assert all(opened(name)["event_id_cnty"].tolist() == ["B"] for name in files)
