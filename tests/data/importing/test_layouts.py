"""Layouts are known by their columns, in whatever order, case and encoding the file has them."""

import random

import pandas as pd
import pytest

from data.errors import InputError
from data.importing.files import read_table
from tests.data.made import ACLED_NOW, ACLED_OLD, GEOPKO, UCDP, acled, read, rows, written

OLD, NOW = "ACLED, layout before March 2023", "ACLED, layout since March 2023"
# Layout, rows, deaths, first and last day.
REAL = {
    "acled/mali_2020-11-06.csv": (OLD, 4318, 10174, "1997-01-06", "2020-10-31"),
    "acled/mali_2020-07-20.csv": (OLD, 3934, 9559, "1997-01-06", "2020-07-18"),
    "acled/1900-01-01-2020-11-12-Indonesia.csv": (OLD, 5143, 684, "2015-01-01", "2020-11-06"),
    "acled/africa_2018_old_taxonomy.csv": (OLD, 1545, 2081, "2018-01-01", "2018-02-01"),
    "acled/world_2022_layout_2023.csv": (NOW, 4500, 2507, "2022-01-01", "2022-06-30"),
    "ucdp/ged231_sample_1000.csv": ("UCDP GED", 1000, 9561, "1989-01-07", "2022-12-19"),
}


@pytest.mark.parametrize("file", REAL)
def test_real_incident_files_are_taken_whole(shared_data, file):
    layout, count, deaths, first, last = REAL[file]
    parsed = read(shared_data / file)
    assert (parsed.table, parsed.layout) == ("incidents", layout)
    assert (parsed.rows, parsed.accepted, parsed.rejected, parsed.duplicates) == (count, count, 0, 0)
    assert parsed.frame["fatalities_best"].sum() == deaths
    days = parsed.frame["event_date"]
    assert (days.min(), days.max()) == (pd.Timestamp(first), pd.Timestamp(last))
    raw = pd.read_csv(shared_data / file, usecols=lambda name: name in ("fatalities", "best"))
    assert (len(raw), raw.iloc[:, 0].sum()) == (count, deaths)


@pytest.mark.parametrize(("file", "count"), [("FrontMap_v.2.3.csv", 229), ("geopko_v1.csv", 318)])
def test_real_lists_of_deployments_are_taken_for_one_mission(shared_data, file, count):
    parsed = read(shared_data / "geopko" / file, only="MINUSMA")
    assert (parsed.table, parsed.rows, parsed.accepted, len(parsed.frame)) == ("bases", count, count, 15)
    assert "other missions" in parsed.notes[0]


@pytest.mark.parametrize(("level", "count"), [("country", 1), ("regions", 9), ("cercles", 49)])
def test_real_boundaries_are_taken_whole(shared_data, level, count):
    parsed = read(shared_data / f"boundaries/mali_{level}.geojson")
    assert (parsed.table, parsed.layout) == ("areas", "Who's On First, boundaries")
    assert (parsed.rows, parsed.accepted) == (count, count)


BASES = {"now": ACLED_NOW, "old": ACLED_OLD, "ucdp": UCDP}


@pytest.fixture(params=BASES)
def base(request):
    return BASES[request.param]


@pytest.fixture
def plain(base, tmp_path):
    """The same two events, laid out plainly."""
    return read(written(tmp_path / "plain.csv", two(base))).frame


def two(base):
    key = "id" if base is UCDP else "event_id_cnty"
    return rows(base, {key: "1"}, {key: "2", "country": "Côte d'Ivoire"})


def shuffled(table):
    names = list(table.columns)
    random.Random(7).shuffle(names)
    return table[names]


VARIANTS = {
    "columns in another order": lambda table, path: written(path, shuffled(table)),
    "upper-case names": lambda table, path: written(path, table.rename(columns=str.upper)),
    "blanks around names": lambda table, path: written(path, table.rename(columns=lambda n: f" {n} ")),
    "an unnamed first column": lambda table, path: written(path, table, index=True),
    "semicolons": lambda table, path: written(path, table, sep=";"),
    "tabs": lambda table, path: written(path, table, sep="\t"),
    "byte order mark": lambda table, path: written(path, table, encoding="utf-8-sig"),
    "Windows-1252": lambda table, path: written(path, table, encoding="cp1252"),
    "every cell quoted": lambda table, path: written(path, table, quoting=1),
    "Windows line ends": lambda table, path: written(path, table, lineterminator="\r\n"),
    "a column of nobody": lambda table, path: written(path, table.assign(population_best="9")),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_same_rows_whatever_the_file_looks_like(base, plain, variant, tmp_path):
    parsed = read(VARIANTS[variant](two(base), tmp_path / "other.csv"))
    assert parsed.accepted == parsed.rows == 2
    pd.testing.assert_frame_equal(parsed.frame, plain)
    assert plain["country"].tolist() == ["Mali", "Côte d'Ivoire"]


def test_rows_with_a_leading_number_that_the_header_does_not_name(plain, base, tmp_path):
    path = written(tmp_path / "r.csv", two(base), index=True)
    path.write_text(path.read_text(encoding="utf-8").removeprefix(","), encoding="utf-8")
    pd.testing.assert_frame_equal(read(path).frame, plain)


def test_newlines_and_separators_inside_quotes(tmp_path):
    note = 'One, "two";\nthree\r\nfour'
    parsed = read(acled(tmp_path / "a.csv", {"notes": note}, {"event_id_cnty": "B"}))
    assert parsed.rows == 2
    assert parsed.frame["notes"][0].replace("\r\n", "\n") == note.replace("\r\n", "\n")


def test_kind_that_the_file_is_not(tmp_path):
    with pytest.raises(InputError, match=r"holds incidents .* not bases"):
        read(acled(tmp_path / "a.csv"), kind="bases")


def test_a_table_of_the_product_itself(tmp_path):
    tasks = pd.DataFrame({"task_id": ["1"], "mandate_id": ["2480"], "title": ["Stabilise"], "status": ["on_course"]})
    parsed = read(written(tmp_path / "tasks.csv", tasks.assign(due="2020-06-30", progress="0.25", illustrative="yes")))
    assert (parsed.table, parsed.accepted) == ("tasks", 1)
    (task,) = parsed.frame.to_dict("records")
    assert (task["due"], task["progress"], task["illustrative"]) == (pd.Timestamp("2020-06-30"), 0.25, True)


NO_TABLES = {
    "empty.csv": b"",
    "lines.csv": b"\n\n\n",
    "picture.csv": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x81\x8d",
    "other.csv": b"a,b,c\n1,2,3\n",
    "ragged.csv": b"event_id_cnty,event_date\n1,2\n1,2,3,4,5\n1,2\n",
    "words.csv": b"Dear colleague,\nplease find attached.\n",
    "book.xlsx": b"PK\x03\x04",
    "program.exe": b"MZ",
    "page.geojson": b"<html></html>",
    "list.json": b'{"a": 1}',
    "none.geojson": b'{"type": "FeatureCollection", "features": []}',
    "broken.zip": b"PK\x03\x04 no archive",
    "broken.gpkg": b"SQLite format 3\x00",
}


@pytest.mark.parametrize("name", NO_TABLES)
def test_what_is_no_table_is_refused_in_one_sentence_that_names_it(name, tmp_path):
    (tmp_path / name).write_bytes(NO_TABLES[name])
    with pytest.raises(InputError) as refused:
        read(tmp_path / name)
    assert name in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", ["absent.csv", ""])
def test_what_is_no_file_is_refused(tmp_path, name):
    with pytest.raises(InputError, match="is not a file"):
        read(tmp_path / name)


def test_a_deployment_list_of_many_missions_wants_one_named(tmp_path):
    table = rows(GEOPKO, {"mission": "UNMISS"}, {"mission": "MINUSMA"})
    with pytest.raises(InputError, match=r"--only.*MINUSMA, UNMISS"):
        read(written(tmp_path / "g.csv", table), only="UNOCI")
    assert read(written(tmp_path / "g.csv", table), only="UNMISS").rows == 1


def test_a_header_without_rows_is_read_as_nothing(tmp_path):
    (tmp_path / "a.csv").write_text(",".join(ACLED_NOW) + "\n")
    parsed = read(tmp_path / "a.csv")
    assert (parsed.rows, parsed.accepted, len(parsed.frame)) == (0, 0, 0)


@pytest.mark.parametrize("layout", [ACLED_NOW, UCDP, GEOPKO])
def test_a_header_without_rows_says_so(tmp_path, layout):
    empty = read(written(tmp_path / "a.csv", rows(layout).iloc[:0]), only="TEST")
    assert (empty.rows, empty.notes) == (0, ("It holds no rows.",))
    assert "It holds no rows." not in read(written(tmp_path / "b.csv", rows(layout)), only="TEST").notes


def test_of_two_columns_with_one_name_the_first_is_read_and_the_other_named(tmp_path):
    table = rows(ACLED_NOW).assign(**{"FATALITIES ": "9", "Tags": "x", "tags ": "y"})
    parsed = read(written(tmp_path / "a.csv", table))
    assert parsed.frame["fatalities_best"].tolist() == [2]
    assert parsed.notes == ("Of columns with one name the first was read; left out: “FATALITIES”.",)
    assert read(acled(tmp_path / "b.csv")).notes == ()


def test_a_layout_that_is_nearly_there_is_named_without_its_year(tmp_path):
    for base in (ACLED_NOW, ACLED_OLD):
        with pytest.raises(InputError) as refused:
            read(written(tmp_path / "a.csv", rows(base).drop(columns="geo_precision")))
        assert "looks like ACLED but lacks geo_precision;" in str(refused.value)


def test_of_an_unknown_layout_no_row_is_read(tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("a,b\n" + "1,2\n" * 50)
    raw = read_table(path, lambda _names, _headless: None, unknown_too=False)
    assert (len(raw.frame), raw.columns) == (0, {"a", "b"})
