"""Exports are read back: rows, marks, and nothing that a spreadsheet would run."""

import csv
import json

import geopandas as gpd
import pandas as pd
import pytest
from openpyxl import load_workbook
from pyarrow import parquet

from data import export, mission, snapshot, writers
from data.cli import main
from data.errors import InputError
from data.filters import Filters
from data.importing.run import import_files
from data.incidents import summary
from data.spreadsheet import FORMULA_STARTS, neutralised
from tests.data.made import UCDP, acled, rows
from tests.data.made import written as written_csv

LINK = "?from=2018-09-01&to=2019-06-30&type=violent"
MARK = "Synthetic example data"
FORMULAS = ["=HYPERLINK(\"http://x\")", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\x01=1+1"]  # fmt: skip
ENDINGS = list(writers.WRITERS)


def filters(shot, link=LINK):
    return Filters.from_query(link, shot.vocabulary).filters


@pytest.fixture(scope="module")
def synthetic(tmp_path_factory):
    """A mission whose data is marked as made up, with formulas and control characters in its texts."""
    made = mission.init(tmp_path_factory.mktemp("export") / "m", "=1+1", "Mali")
    (made.folder / "mission.toml").write_text(made.settings_text + f'synthetic = "{MARK}"\n')
    texts = [{"location": text, "notes": text + "\x07bell", "actor1": text} for text in FORMULAS]
    texts += [{"location": "Ménaka", "notes": "long " * 20_000}, {"fatalities": "", "notes": "", "timestamp": ""}]
    file = acled(made.folder / "rows.csv", *({"event_id_cnty": f"E{n}"} | text for n, text in enumerate(texts)))
    target, (report,) = import_files(mission.load(made.folder), [file])
    assert report.added == 8
    return snapshot.load(target, 1)


def written(shot, folder, ending, link=LINK):
    path = folder / f"out{ending}"
    assert export.write(shot, filters(shot, link), path) == len(shot.select(filters(shot, link)))
    return path


def read_back(path):
    readers = {
        ".csv": lambda p: pd.read_csv(p, encoding="utf-8-sig", keep_default_na=False, dtype="str"),
        ".parquet": pd.read_parquet,
        ".xlsx": lambda p: pd.read_excel(p, sheet_name="Incidents"),
        ".geojson": gpd.read_file,
    }
    return readers[path.suffix](path)


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_row_and_column_comes_back(mali_now, tmp_path, ending):
    table = read_back(written(mali_now, tmp_path, ending))
    expected = export.rows(mali_now, filters(mali_now), mali_now.select(filters(mali_now)))
    assert len(table) == len(expected) == 543
    assert pd.to_numeric(table["fatalities_best"]).sum() == 1692
    assert set(expected) <= set(table)
    assert table["event_id"].tolist() == expected["event_id"].tolist()
    assert pd.to_numeric(table["mission_version"]).unique().tolist() == [3]
    assert pd.to_datetime(table["event_date"]).max() == pd.Timestamp("2019-06-30")
    assert pd.to_numeric(table["latitude"]).tolist() == pytest.approx(expected["latitude"].tolist())


@pytest.mark.parametrize("ending", ENDINGS)
def test_synthetic_data_says_so_on_every_row(synthetic, tmp_path, ending):
    table = read_back(written(synthetic, tmp_path, ending))
    assert len(table) == 8
    assert set(table["data_mark"]) == {MARK}


def about(path):
    """What the file says of itself, beside its rows."""
    if path.suffix == ".xlsx":
        return dict(pd.read_excel(path, sheet_name="About", dtype="str").fillna("").values.tolist())
    if path.suffix == ".parquet":
        return {k.decode(): v.decode() for k, v in parquet.read_schema(path).metadata.items()}
    return json.loads(path.read_text(encoding="utf-8"))["about"]


@pytest.mark.parametrize("ending", [".xlsx", ".parquet", ".geojson"])
def test_the_file_says_what_it_holds(synthetic, mali_now, tmp_path, ending):
    said = about(written(synthetic, tmp_path, ending))
    assert (said["mark"], said["version"], said["rows"], said["source"]) == (MARK, "1", "8", "ACLED")
    assert Filters.from_query(said["filters"], synthetic.vocabulary).filters == filters(synthetic)
    said = about(written(mali_now, tmp_path, ending))
    assert (said["mark"], said["mission"], said["rows"]) == ("", "MINUSMA", "543")
    assert said["note"]


def test_real_data_carries_no_mark(mali_now, tmp_path):
    assert set(read_back(written(mali_now, tmp_path, ".csv"))["data_mark"]) == {""}
    assert read_back(written(mali_now, tmp_path, ".parquet"))["data_mark"].isna().all()


def test_fewer_rows_than_the_filters_count_say_which(mali_now, tmp_path):
    chosen = mali_now.select(filters(mali_now))
    some = chosen[chosen.index.isin([3, 7])]
    assert export.write(mali_now, filters(mali_now), tmp_path / "x.geojson", some, "Koro") == 2
    assert read_back(tmp_path / "x.geojson")["event_id"].tolist() == some["event_id"].tolist()
    assert about(tmp_path / "x.geojson")["within"] == "Koro"


def test_no_cell_of_a_csv_begins_as_a_formula(synthetic, tmp_path):
    table = read_back(written(synthetic, tmp_path, ".csv"))
    texts = table[["location", "notes", "actor1"]].stack()
    assert not texts.str.startswith(FORMULA_STARTS).any()
    assert {"'" + text for text in FORMULAS if text[0] not in "\t\x01"} <= set(table["location"])
    assert neutralised(pd.DataFrame({"a": ["\t=1", "\r=1", "1=1", None]}))["a"].tolist()[:3] == [
        "'\t=1",
        "'\r=1",
        "1=1",
    ]


def test_no_cell_of_a_workbook_is_a_formula_or_breaks_it(synthetic, tmp_path):
    book = load_workbook(written(synthetic, tmp_path, ".xlsx"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert not [text for text in texts if text.startswith(FORMULA_STARTS)]
    assert not [text for text in texts if "\x07" in text or "\x01" in text]
    assert max(map(len, texts)) <= 32_767
    assert "Ménaka" in texts
    assert "'=1+1" in texts, "the mission's name, on the sheet About"


@pytest.mark.parametrize("ending", [".parquet", ".geojson"])
def test_formats_that_no_spreadsheet_runs_keep_texts_as_they_are(synthetic, tmp_path, ending):
    table = read_back(written(synthetic, tmp_path, ending))
    assert set(table["location"]) >= {text for text in FORMULAS if text[0] not in "\t\x01"}


def test_unknown_stays_unknown(synthetic, tmp_path):
    collection = json.loads(written(synthetic, tmp_path, ".geojson").read_text(encoding="utf-8"))
    (feature,) = [f for f in collection["features"] if f["properties"]["event_id"] == "E7"]
    assert feature["properties"]["fatalities_best"] is None
    assert feature["properties"]["revised_at"] is None
    assert feature["geometry"] == {"type": "Point", "coordinates": [-3.2, 14.5]}
    table = read_back(written(synthetic, tmp_path, ".csv")).set_index("event_id")
    assert table.loc["E7", ["fatalities_best", "notes"]].tolist() == ["", ""]
    assert pd.isna(read_back(written(synthetic, tmp_path, ".xlsx")).set_index("event_id").loc["E7", "fatalities_best"])


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_rows_make_a_file_with_its_columns(mali_now, tmp_path, ending):
    path = written(mali_now, tmp_path, ending, "?from=1950-01-01&to=1950-01-31")
    if ending == ".geojson":
        assert json.loads(path.read_text(encoding="utf-8"))["features"] == []
    else:
        table = read_back(path)
        assert len(table) == 0
        assert {"event_id", "data_mark", "mission_version"} <= set(table)


@pytest.mark.parametrize("name", ["out.pdf", "out", "out.csv.exe"])
def test_other_endings_are_refused_before_anything_is_written(mali_now, tmp_path, name):
    with pytest.raises(InputError, match=r"\.csv, \.xlsx, \.geojson, \.parquet"):
        export.write(mali_now, filters(mali_now), tmp_path / name)
    assert not list(tmp_path.glob("out*"))


def test_a_new_folder_is_made_for_the_file(synthetic, tmp_path):
    assert export.write(synthetic, filters(synthetic), tmp_path / "new" / "deep" / "OUT.CSV") == 8
    assert (tmp_path / "new" / "deep" / "OUT.CSV").exists()


HOSTILE = [
    "<script>alert('x')</script>", '<img src=x onerror="alert(1)">', "</td><b>bold", "=HYPERLINK(\"http://x\")",
    "+SUM(A1)", "-1+1|cmd", "@import", "'quoted", "\u202e=1+1\u202c", "\u200f@x", "\u00e9e\u0301 🕊 Ménaka", "{x} %s",
    'a,b;"c"\td\ne', "line\u2028separator", "x" * 1_000_000, "🕊" * 20_000, "=" * 40_000,
]  # fmt: skip
LONG = 3  # texts of these that no cell of Excel holds: a dove is two characters there


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A mission whose events have hostile notes."""
    made = mission.init(tmp_path_factory.mktemp("hostile") / "m", "M", "Mali")
    events = [{"event_id_cnty": f"E{n:02}", "notes": text} for n, text in enumerate(HOSTILE)]
    _mission, (report,) = import_files(made, [acled(made.folder / "rows.csv", *events)])
    assert (report.added, report.parsed.rejected) == (len(HOSTILE), 0)
    return snapshot.load(made, 1)


def notes_in(path):
    """The notes of an export by event, read by nothing that might mend or change them."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return {row["event_id"]: row["notes"] for row in csv.DictReader(file)}
    if path.suffix == ".geojson":
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        return {f["properties"]["event_id"]: f["properties"]["notes"] for f in features}
    if path.suffix == ".parquet":
        table = parquet.read_table(path).to_pydict()
        return dict(zip(table["event_id"], table["notes"], strict=True))
    titles, *lines = load_workbook(path)["Incidents"].iter_rows(values_only=True)
    return {row[titles.index("event_id")]: row[titles.index("notes")] for row in lines}


def in_order(notes):
    return [notes[event] for event in sorted(notes)]


@pytest.mark.parametrize("ending", [".parquet", ".geojson"])
def test_hostile_notes_leave_as_they_came(hostile, tmp_path, ending):
    assert in_order(notes_in(written(hostile, tmp_path, ending))) == HOSTILE


def test_hostile_notes_in_a_csv_are_whole_behind_an_apostrophe(hostile, tmp_path):
    found = in_order(notes_in(written(hostile, tmp_path, ".csv")))
    assert [cell in (text, "'" + text) for cell, text in zip(found, HOSTILE, strict=True)] == [True] * len(HOSTILE)
    visible = [cell.lstrip("\u200f\u202e ") for cell in found]
    assert [cell[:20] for cell in visible if cell[0] in "=+-@"] == []


def test_hostile_notes_in_a_workbook_are_cut_at_a_cell_and_the_cover_says_so(hostile, tmp_path):
    path = written(hostile, tmp_path, ".xlsx")
    found = in_order(notes_in(path))
    whole = [cell in (text, "'" + text) for cell, text in zip(found, HOSTILE, strict=True)]
    assert whole == [True] * (len(HOSTILE) - LONG) + [False] * LONG
    assert [text.startswith(cell.removeprefix("'")) for cell, text in zip(found, HOSTILE, strict=True)][-LONG:] == [
        True
    ] * LONG
    assert max(len(cell.encode("utf-16-le")) // 2 for cell in found) == 32_767
    assert [cell.data_type for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row].count(
        "f"
    ) == 0
    said = about(path)["shortened"]
    assert said.startswith("3 cells are not whole in this workbook")
    assert "CSV and Parquet" in said


def test_a_workbook_that_holds_everything_says_nothing_of_cuts(mali_now, tmp_path):
    assert "shortened" not in about(written(mali_now, tmp_path, ".xlsx"))


NO_EVENTS = '\n[source_titles.acled]\ntitle = "Their list"\nexport = false\n'


@pytest.fixture
def kept_back(mali_copy):
    """The mission of Mali, which by now lets no single event of ACLED out."""
    (mali_copy.folder / "mission.toml").write_text(mali_copy.settings_text + NO_EVENTS)
    return mission.load(mali_copy.folder)


def test_single_events_of_a_source_that_may_not_leave_are_refused_in_a_sentence(kept_back, tmp_path, capsys):
    for ending in ENDINGS:
        out = tmp_path / f"out{ending}"
        assert main(["export", "--mission", str(kept_back.folder), "--link", LINK, "--out", str(out)]) == 2
        said, why = capsys.readouterr()
        assert said == ""
        assert why == (
            "Single events of Their list are not exported, as mission.toml says; counts by area and month are.\n"
        )
        assert not out.exists()


def test_a_version_from_before_the_rule_keeps_it_too(kept_back, tmp_path):
    shot = snapshot.load(kept_back, 1)
    assert shot.settings.may_export("acled"), "the settings as they were then"
    with pytest.raises(InputError, match="not exported"):
        export.write(shot, filters(shot), tmp_path / "x.csv")


def test_another_source_of_the_mission_may_leave(kept_back, tmp_path):
    import_files(kept_back, [written_csv(tmp_path / "u.csv", rows(UCDP))])
    shot = snapshot.load(kept_back, kept_back.store.latest())
    link = "?from=2019-01-01&to=2019-12-31&source=ucdp"
    assert export.write(shot, filters(shot, link), tmp_path / "x.csv") == 1


def test_counts_of_the_source_are_still_written(kept_back, tmp_path):
    shot = snapshot.load(kept_back, 3)
    counts = summary.by_area(shot.select(filters(shot)), shot.areas, 2)
    assert export.write_table(shot, filters(shot), counts, tmp_path / "x.csv", "counts") == 49
    table = read_back(tmp_path / "x.csv")
    assert pd.to_numeric(table["incidents"]).sum() == counts["incidents"].sum() > 400
    assert set(table["mission_version"]) == {"3"}
