"""A file whose first bytes are of another kind than its name is refused in a clear sentence, or read as what it is."""

import zipfile

import pandas as pd
import pytest

from data.cli import main
from data.errors import InputError
from data.importing import containers, sheets
from tests.data.made import ACLED_NOW, read, rows, written

OLE = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600
WRONG = {
    b"%PDF-1.7\n\xe2\xe3\xcf\xd3 1 0 obj": "is a PDF and no table",
    OLE: "save it as .xlsx without a password",
    b"<!DOCTYPE html>\n<html><body>Sign in</body></html>": "is a web page and no table",
    b"\xef\xbb\xbf\r\n <HTML><table><tr><td>event_date</td></tr></table>": "is a web page and no table",
}


@pytest.mark.parametrize("ending", ["csv", "txt", "tsv", "xlsx", "parquet", "json", "geojson", "zip"])
@pytest.mark.parametrize("content", WRONG)
def test_another_kind_is_refused_for_what_it_is(tmp_path, content, ending):
    path = tmp_path / f"events.{ending}"
    path.write_bytes(content)
    with pytest.raises(InputError, match=WRONG[content]) as refused:
        read(path)
    assert str(refused.value).startswith(path.name)


def test_it_is_refused_inside_an_archive_too(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("events.csv", b"%PDF-1.4")
    with pytest.raises(InputError, match=r"a\.zip: events\.csv is a PDF"):
        read(tmp_path / "a.zip")


def test_the_command_says_it_with_status_2(tmp_path, capsys):
    (tmp_path / "events.csv").write_bytes(b"%PDF-1.7\n")
    assert main(["check", str(tmp_path / "events.csv")]) == 2
    assert capsys.readouterr().err == "events.csv is a PDF and no table: ask for the rows as CSV or Excel.\n"


@pytest.mark.parametrize("ending", ["csv", "txt", "xlsx"])
def test_an_archive_that_is_no_workbook_is_refused(tmp_path, ending):
    path = tmp_path / f"letter.{ending}"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    with pytest.raises(InputError, match="is an archive and no workbook"):
        read(path)


@pytest.mark.parametrize("name", ["events.csv", "events.txt"])
def test_a_workbook_under_a_texts_name_is_read_as_a_workbook(tmp_path, name):
    table = rows(ACLED_NOW, {"event_id_cnty": "A", "location": "Ségou"}, {"event_id_cnty": "B"})
    table.to_excel(tmp_path / "events.xlsx", index=False)
    renamed = (tmp_path / "events.xlsx").rename(tmp_path / name)
    pd.testing.assert_frame_equal(read(renamed).frame, read(written(tmp_path / "plain.csv", table)).frame)


@pytest.mark.parametrize("first", ["PK", "%", "html", "<html"])
def test_a_header_that_only_resembles_another_kind_is_read(tmp_path, first):
    table = rows(ACLED_NOW)
    table.insert(0 if first != "<html" else 1, first, "1")
    assert read(written(tmp_path / "a.csv", table)).accepted == 1


def test_a_workbook_that_unpacks_to_more_than_any_is_refused_before_it_is_read(tmp_path, monkeypatch):
    rows(ACLED_NOW, {"event_id_cnty": "A"}).to_excel(tmp_path / "a.xlsx", index=False)
    assert read(tmp_path / "a.xlsx").accepted == 1
    monkeypatch.setattr(containers, "LARGEST_BOOK_BYTES", 1000)
    monkeypatch.setattr(sheets.pd, "read_excel", lambda *_given, **_more: pytest.fail("it was read"))
    with pytest.raises(InputError, match=r"a\.xlsx unpacks to more than 2 GB: save its rows as CSV"):
        read(tmp_path / "a.xlsx")
