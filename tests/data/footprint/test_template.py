"""Templates import back unchanged; words of people become codes."""

import io

import openpyxl
import pandas as pd
import pytest

from data import mission, template
from data.errors import InputError
from data.footprint import terms
from data.footprint.examples import EXAMPLES
from data.footprint.schema import COMPONENTS
from data.tables import TABLES
from tests.data.made import read, written


@pytest.mark.parametrize("table", EXAMPLES)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_template_imports_back_unchanged(table, ending, tmp_path):
    path = tmp_path / f"{table}.{ending}"
    path.write_bytes({"csv": template.csv, "xlsx": template.excel}[ending](table))
    parsed = read(path)
    assert (parsed.table, parsed.accepted, parsed.rejected) == (table, 1, 0)
    pd.testing.assert_frame_equal(parsed.frame.drop(columns="import_id"), template.example(table))
    assert set(template.example(table)) == set(TABLES[table].model.names()) - {"import_id"}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("table", ["bases", "assets", "asset_requests", "sectors", "other_forces"])
def test_the_examples_rows_as_a_file_import_back_unchanged(table, ending, tmp_path):
    example = mission.load(mission.EXAMPLE)
    rows = example.store.read(table, 1)
    path = tmp_path / f"{table}.{ending}"
    path.write_bytes({"csv": template.csv, "xlsx": template.excel}[ending](table, rows))
    parsed = read(path)
    assert parsed.rejected == 0
    pd.testing.assert_frame_equal(parsed.frame.drop(columns="import_id"), rows.drop(columns="import_id"))


def test_the_second_sheet_is_the_dictionary_of_every_column():
    book = openpyxl.load_workbook(io.BytesIO(template.excel("bases")))
    assert book.sheetnames == ["bases", template.DICTIONARY]
    rows = list(book[template.DICTIONARY].values)
    assert [row[0] for row in rows[1:]] == [cell.value for cell in book["bases"][1]]
    functions = next(row for row in rows if row[0] == "functions")
    assert all(name in functions[3] for name in terms.FUNCTIONS)


def test_a_table_without_a_template_is_refused():
    with pytest.raises(InputError, match=r"no template for “incidents”.*bases"):
        template.csv("incidents")


BASE = {"base_id": "1", "name": "Gao", "type": "Sector Headquarters", "status": "Opened", "latitude": "16,27",
        "longitude": "-0.04", "component_type": "UNPOL, Forces / Civ",
        "functions": "Droits de l'homme, medical; Own one",
        "opened": "23/03/2019", "closed": "", "personnel_police": "unknown"}  # fmt: skip


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_planners_own_words_are_read(ending, tmp_path):
    table = pd.DataFrame([BASE], dtype="str")
    path = tmp_path / f"b.{ending}"
    written(path, table) if ending == "csv" else table.to_excel(path, index=False)
    (row,) = read(path).frame.to_dict("records")
    assert (row["type"], row["status"], row["component_type"]) == ("sector_hq", "open", "military; police; civilian")
    assert row["functions"] == "human rights; medical; own one"
    assert (row["latitude"], row["opened"]) == (16.27, pd.Timestamp("2019-03-23"))
    assert pd.isna(row["personnel_police"])


def test_a_day_of_a_workbook_is_a_day(tmp_path):
    table = pd.DataFrame([BASE], dtype="str").assign(opened=pd.Timestamp("2019-03-23"))
    table.to_excel(tmp_path / "b.xlsx", index=False)
    assert read(tmp_path / "b.xlsx").frame["opened"].tolist() == [pd.Timestamp("2019-03-23")]


def test_a_word_that_nobody_knows_is_refused_with_what_is_accepted(tmp_path):
    table = pd.DataFrame([BASE | {"component_type": "military, navy"}], dtype="str")
    (reject,) = read(written(tmp_path / "b.csv", table)).rejects.to_dict("records")
    assert (reject["column"], reject["value"]) == ("component_type", "military, navy")
    assert "military, police, civilian" in reject["reason"]


def test_every_component_and_function_is_its_own_word():
    assert [terms.component(name) for name in COMPONENTS] == list(COMPONENTS)
    assert [terms.functions(name) for name in terms.FUNCTIONS] == list(terms.FUNCTIONS)
