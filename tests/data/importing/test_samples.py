"""What is seen in the first rows of a file whose columns are being mapped."""

import pandas as pd
import pytest

from data.errors import InputError, UnknownLayoutError
from data.importing import mappings, run, samples
from data.importing.mappings import Mapping
from data.importing.read import How, read_file
from tests.data.made import SETTINGS

HOW = How(SETTINGS)
HEAD = "Date de l'incident;Type;Cercle;Lieu;Lat;Long;Tués;Description;Source"
ROWS = (
    "03/04/2020;EEI;Koro;Dinangourou;14,45;-2,24;2;Inventé;Police",
    "05/05/2020;eei ;Koro;Koro;14,08;-3,08;0;Inventé aussi;",
    "07/06/2020;Battles;Gao;Gao;16,27;-0,04;;Inventé encore;Police",
)


def sheet(path, *rows, head=HEAD, ending="\n"):
    path.write_text("\n".join([head, *(rows or ROWS)]) + ending, encoding="utf-8")
    return path


def mapping(raw, **more):
    titles = {target: raw.titles[name] for target, name in samples.guess(raw, "incidents").items()}
    given = {"constants": {"source": "sage", "geo_precision": "2"}, "day_order": "day_first"} | more
    return Mapping(title="t", columns=titles, **given)


def test_french_headers_are_guessed_and_source_is_who_reported(tmp_path):
    raw = samples.of(sheet(tmp_path / "a.csv"), HOW)
    assert samples.guess(raw, "incidents") == {
        "event_date": "date_de_l_incident", "event_type": "type", "admin2": "cercle", "location": "lieu",
        "latitude": "lat", "longitude": "long", "fatalities_best": "tues", "notes": "description",
        "reported_by": "source",
    }  # fmt: skip


def test_words_are_counted_whatever_their_case(tmp_path):
    raw = samples.of(sheet(tmp_path / "a.csv"), HOW)
    assert samples.words(raw, "type") == [("EEI", 2), ("Battles", 1)]
    assert samples.examples(raw, "source") == ["Police"]


def test_both_readings_of_days_that_do_not_tell(tmp_path):
    raw = samples.of(sheet(tmp_path / "a.csv"), HOW)
    found = samples.day_order(raw, ["date_de_l_incident"])
    assert (found.code, found.example) == ("", "03/04/2020")
    assert found.readings == {"day_first": pd.Timestamp("2020-04-03"), "month_first": pd.Timestamp("2020-03-04")}


@pytest.mark.parametrize(
    ("day", "code"), [("23/04/2020", "day_first"), ("04/23/2020", "month_first"), ("2020-04-23", "")]
)
def test_an_order_that_the_file_tells_is_not_asked_for(day, code, tmp_path):
    raw = samples.of(sheet(tmp_path / "a.csv", f"{day};EEI;;;14;-3;;;"), HOW)
    assert samples.day_order(raw, ["date_de_l_incident"]) == samples.DayOrder(code)


def test_days_of_both_orders_are_asked_for_too(tmp_path):
    rows = ["23/04/2020;EEI;;;14;-3;;;", "04/23/2020;EEI;;;14;-3;;;"]
    found = samples.day_order(samples.of(sheet(tmp_path / "a.csv", *rows), HOW), ["date_de_l_incident"])
    assert found.readings["day_first"] == pd.Timestamp("2020-04-23")
    assert pd.isna(found.readings["month_first"])


def test_no_day_column_has_no_order(tmp_path):
    assert samples.day_order(samples.of(sheet(tmp_path / "a.csv"), HOW), []) == samples.DayOrder()


def test_a_preview_is_what_the_import_takes(tmp_path):
    path = sheet(tmp_path / "a.csv")
    raw = samples.of(path, HOW)
    made = mapping(raw, values={"event_type": {"EEI": "explosions"}})
    path.unlink()  # the upload is gone when a choice is made
    shown = samples.preview(raw, made, HOW)
    assert (shown.rows, shown.accepted, shown.rejected) == (3, 3, 0)
    assert shown.frame["event_type"].tolist() == ["explosions", "explosions", "battles"]
    assert shown.frame["latitude"].tolist() == [14.45, 14.08, 16.27]
    read = read_file(sheet(path), How(SETTINGS, mapping=made))
    pd.testing.assert_frame_equal(shown.frame, read.frame)
    assert (shown.sha256, len(read.sha256)) == ("", 64)


def test_a_preview_needs_no_code_of_the_source_yet(tmp_path):
    raw = samples.of(sheet(tmp_path / "a.csv"), HOW)
    made = mapping(raw, constants={"geo_precision": "2"})
    assert samples.missing(made) == ["source"]
    assert samples.preview(raw, made, HOW).accepted == 3


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_only_the_first_rows_are_read(ending, tmp_path, monkeypatch):
    monkeypatch.setattr(samples, "ROWS", 2)
    path = sheet(tmp_path / "a.csv", ending="")
    if ending == ".xlsx":
        pd.read_csv(path, sep=";", dtype="str").to_excel(path := tmp_path / "a.xlsx", index=False)
    raw = samples.of(path, HOW)
    assert raw.frame.index.tolist() == [2, 3]
    assert not raw.broken
    assert not samples.is_whole(raw)


def test_a_file_of_unknown_columns_is_not_read_to_its_end(tmp_path, new_mission, monkeypatch):
    from data.importing.csvtext import CsvSheet

    asked = []
    read = CsvSheet.read
    monkeypatch.setattr(CsvSheet, "read", lambda self, *a: asked.append(a[-1]) or read(self, *a))
    with pytest.raises(UnknownLayoutError, match=r"a\.csv"):
        run.check([sheet(tmp_path / "a.csv")], new_mission)
    assert asked == [0]


def test_of_several_sheets_the_fullest_is_mapped(tmp_path):
    with pd.ExcelWriter(tmp_path / "a.xlsx") as book:
        pd.DataFrame({"about": ["note"] * 30}).to_excel(book, sheet_name="Read me", index=False)
        pd.DataFrame({"Date": ["2020-01-01"] * 28, "Lat": "1", "Long": "2"}).to_excel(
            book, sheet_name="Data", index=False
        )
    assert list(samples.of(tmp_path / "a.xlsx", HOW).titles) == ["date", "lat", "long"]


def test_a_file_that_is_no_table_is_refused(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"not a workbook")
    with pytest.raises(InputError, match=r"a\.xlsx"):
        samples.of(tmp_path / "a.xlsx", HOW)


def test_titles_that_are_empty_or_stand_twice(tmp_path):
    raw = samples.of(sheet(tmp_path / "a.csv", "1;2;3;4;5", head="Date;;Date;;Lat"), HOW)
    assert raw.titles == {"date": "Date", "lat": "Lat"}
    assert raw.frame.columns.tolist() == ["date", "lat"]
    assert samples.examples(raw, "lat") == ["5"]


@pytest.mark.parametrize(
    ("table", "target", "word", "code"),
    [
        ("incidents", "event_type", "Violence against civilians", "against_civilians"),
        ("incidents", "event_type", "violent", ""),
        ("incidents", "geo_precision", "2.0", "2"),
        ("incidents", "civilian_targeting", "TRUE", "yes"),
        ("incidents", "civilian_targeting", "oui", ""),
        ("bases", "status", "Open", "open"),
        ("tasks", "status", "vert", ""),
    ],
)
def test_a_word_that_is_a_code_by_itself(table, target, word, code):
    assert samples.code_of(table, target, word) == code


@pytest.mark.parametrize("table", mappings.MAPPED_TABLES)
def test_what_is_needed_can_be_given(table):
    asked = {*samples.targets(table), samples.SOURCE} if table == "incidents" else set(samples.targets(table))
    assert set(mappings.required(table)) <= asked


def test_an_id_of_content_outlives_a_word_that_the_mapping_learns(tmp_path):
    raw = samples.of(sheet(tmp_path / "a.csv"), HOW)
    before = samples.preview(raw, mapping(raw), HOW).frame
    after = samples.preview(raw, mapping(raw, values={"event_type": {"EEI": "explosions"}}), HOW).frame
    assert before["event_id"].tolist() == after["event_id"].tolist()
    assert before["event_type"].tolist() != after["event_type"].tolist()


def test_rows_without_a_place_have_ids_too(tmp_path):
    raw = samples.of(sheet(tmp_path / "a.csv", "23/04/2020;EEI;;;14;-3;;;", "23/04/2020;EEI;;;15;-3;;;"), HOW)
    assert samples.preview(raw, mapping(raw), HOW).frame["event_id"].nunique() == 2


def test_constants_are_read_of_a_file_with_columns_without_a_name(tmp_path):
    raw = samples.of(sheet(tmp_path / "a.csv", "2020-04-23;x;EEI;14;-3;y", head="Date;;Type;Lat;Long;"), HOW)
    assert samples.preview(raw, mapping(raw), HOW).accepted == 1
