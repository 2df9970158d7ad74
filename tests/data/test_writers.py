"""Any table that a page shows, as a file: each with a cover that says what its rows are."""

import json

import geopandas as gpd
import pandas as pd
import pytest
from openpyxl import load_workbook
from pyarrow import parquet

from data import writers
from data.errors import InputError

ABOUT = {"table": "counts", "mission": "MINUSMA", "mark": "Made up", "source": "=1+1", "filters": "?from=2019-01-01",
         "terms": "", "version": "3", "rows": "2", "note": "Counts are not threats."}  # fmt: skip
TABLE = pd.DataFrame(
    {
        "name": ["Koro", None],
        "month": pd.to_datetime(["2019-03-01", "2019-04-01"]),
        "imported_at": pd.to_datetime(["2019-03-01T14:05:00Z", None]),
        "incidents": pd.array([7, None], dtype="Int64"),
        "known": pd.array([True, None], dtype="boolean"),
        "share": [0.5, float("nan")],
    }
).astype({"name": "str"})
PLACES = TABLE.assign(latitude=[14.5, 15.0], longitude=[-3.2, -4.0])


def write(table, path, title="counts"):
    assert writers.write(table, ABOUT, path, title) == len(table)
    return path


def test_a_csv_says_in_every_row_what_it_holds(tmp_path):
    table = pd.read_csv(write(TABLE, tmp_path / "t.csv"), encoding="utf-8-sig", dtype="str", keep_default_na=False)
    assert list(table) == [*TABLE, "about_source", "about_filters", "about_version", "about_mark"]
    assert table["about_filters"].tolist() == ["?from=2019-01-01"] * 2
    assert table["about_mark"].tolist() == ["Made up"] * 2
    assert table["about_source"].tolist() == ["'=1+1"] * 2, "the cover is no formula either"
    assert table.loc[0, ["name", "month", "incidents", "known"]].tolist() == ["Koro", "2019-03-01", "7", "True"]
    assert table.loc[1, ["name", "incidents", "known", "share"]].tolist() == [""] * 4


def test_a_tables_own_column_of_such_a_name_is_not_overwritten(tmp_path):
    own = TABLE.assign(about_mark="mine")
    table = pd.read_csv(write(own, tmp_path / "t.csv"), encoding="utf-8-sig")
    assert set(table["about_mark"]) == {"mine"}


def test_a_workbook_has_a_cover_sheet_and_the_title_as_its_sheet(tmp_path):
    book = load_workbook(write(TABLE, tmp_path / "t.xlsx", "monthly counts of the whole country, by area"))
    assert book.sheetnames == ["About", "monthly counts of the whole cou"]
    cover = {row[0].value: row[1].value for row in book["About"].iter_rows(min_row=2)}
    assert cover["mission"] == "MINUSMA"
    assert cover["source"] == "'=1+1"
    assert "shortened" not in cover
    rows = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()]
    assert rows[0] == list(TABLE)
    assert rows[1][0] == "Koro"
    assert rows[1][3:] == [7, True, 0.5]
    assert rows[2][0] is None
    assert str(rows[1][2]) == "2019-03-01 14:05:00", "a moment in UTC: a workbook knows no zones"


def test_texts_that_a_cell_cannot_hold_are_cut_and_the_cover_says_how_many(tmp_path):
    long = pd.DataFrame({"notes": ["x" * 40_000, "y" * 32_766, "=" + "z" * 40_000, None]}, dtype="str")
    path = write(long, tmp_path / "t.xlsx")
    cover = pd.read_excel(path, sheet_name="About").set_index("about")["value"]
    assert cover["shortened"].startswith("2 cells are not whole in this workbook")
    texts = pd.read_excel(path, sheet_name="counts")["notes"]
    assert texts[0] == "x" * 32_766
    assert texts[1] == "y" * 32_766
    assert texts[2].startswith("'=z")
    assert texts.dropna().str.len().max() <= 32_767
    whole = pd.read_csv(write(long, tmp_path / "t.csv"), encoding="utf-8-sig")["notes"]
    assert whole[0] == "x" * 40_000


def test_control_characters_do_not_break_a_workbook(tmp_path):
    path = write(pd.DataFrame({"a": ["bell\x07", "\x00=1"]}, dtype="str"), tmp_path / "t.xlsx")
    assert pd.read_excel(path, sheet_name="counts")["a"].tolist() == ["bell", "'=1"]


def test_a_table_of_too_many_rows_for_a_sheet_is_refused_before_anything_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(writers, "MOST_ROWS_OF_A_SHEET", 1)
    with pytest.raises(InputError, match=r"A workbook holds 1 rows, these are 2: write them as \.csv or \.parquet"):
        writers.write(TABLE, ABOUT, tmp_path / "t.xlsx")
    assert not (tmp_path / "t.xlsx").exists()
    assert write(TABLE.head(1), tmp_path / "t.xlsx").exists()
    assert write(TABLE, tmp_path / "t.csv").exists()


def test_the_limit_of_a_sheet_leaves_room_for_its_header():
    assert writers.MOST_ROWS_OF_A_SHEET + 1 == 2**20


def test_a_parquet_keeps_types_and_carries_the_cover(tmp_path):
    path = write(TABLE, tmp_path / "t.parquet")
    table = pd.read_parquet(path)
    assert str(table["incidents"].dtype) == "Int64"
    assert table["month"].tolist() == TABLE["month"].tolist()
    assert table["name"].isna().tolist() == [False, True]
    said = {key.decode(): value.decode() for key, value in parquet.read_schema(path).metadata.items()}
    assert {key: said[key] for key in ABOUT} == ABOUT


def test_a_geojson_has_a_point_a_row_and_the_cover(tmp_path):
    path = write(PLACES, tmp_path / "t.geojson")
    collection = json.loads(path.read_text(encoding="utf-8"))
    assert collection["about"] == ABOUT
    first, second = collection["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [-3.2, 14.5]}
    assert (first["properties"]["month"], first["properties"]["imported_at"]) == ("2019-03-01", "2019-03-01T14:05:00Z")
    unknown = ("name", "imported_at", "incidents", "known", "share")
    assert [second["properties"][name] for name in unknown] == [None] * 5
    assert len(gpd.read_file(path)) == 2


def test_days_that_are_pythons_own_are_written_too(tmp_path):
    days = PLACES.assign(month=PLACES["month"].dt.date)
    features = json.loads(write(days, tmp_path / "t.geojson").read_text(encoding="utf-8"))["features"]
    assert [feature["properties"]["month"] for feature in features] == ["2019-03-01", "2019-04-01"]


@pytest.mark.parametrize("column", ["latitude", "longitude"])
def test_a_table_without_places_is_no_geojson(tmp_path, column):
    without = PLACES.drop(columns=column)
    with pytest.raises(InputError, match=r"no places: write them as \.csv, \.xlsx or \.parquet"):
        writers.write(without, ABOUT, tmp_path / "t.geojson")
    assert writers.formats_for(without) == (".csv", ".xlsx", ".parquet")
    assert writers.formats_for(PLACES) == (".csv", ".xlsx", ".geojson", ".parquet")


@pytest.mark.parametrize("ending", writers.WRITERS)
def test_a_table_without_rows_makes_a_file(tmp_path, ending):
    assert write(PLACES.iloc[:0], tmp_path / f"t{ending}").stat().st_size > 0


@pytest.mark.parametrize("ending", writers.WRITERS)
def test_the_callers_table_and_cover_stay_as_they_are(tmp_path, ending):
    table, about = PLACES.copy(deep=True), dict(ABOUT)
    writers.write(table, about, tmp_path / f"t{ending}")
    pd.testing.assert_frame_equal(table, PLACES)
    assert about == ABOUT
