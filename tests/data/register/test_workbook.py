"""The register's workbook and CSV files: their header is the schema's, and they import back unchanged."""

import io
import shutil
import zipfile

import openpyxl
import pandas as pd
import pytest

from data import mission, template
from data.errors import InputError
from data.importing.files import RawTable
from data.importing.run import check, import_files
from data.register import files, workbook
from data.register.columns import REGISTER, columns
from data.register.examples import EXAMPLES
from data.register.read import parsed
from data.tables import TABLES
from tests.office import converted


@pytest.fixture
def example(tmp_path):
    """A copy of the bundled example to write to."""
    return mission.load(shutil.copytree(mission.EXAMPLE, tmp_path / "example"))


def _reader(of):
    newest = of.store.latest()
    return lambda table: of.store.read(table, newest)


def _written(tmp_path, of, name, **options):
    path = tmp_path / name
    files.written(path, _reader(of), **options)
    return path


def test_every_table_has_a_sheet_with_its_columns_and_their_meaning(example, tmp_path):
    book = openpyxl.load_workbook(_written(tmp_path, example, "t.xlsx", filled=False))
    assert book.sheetnames == [workbook.READ_ME, *REGISTER, workbook.COLUMNS, workbook.LISTS]
    meanings = {row[:2]: row[2] for row in book[workbook.COLUMNS].iter_rows(min_row=2, values_only=True)}
    for table in REGISTER:
        assert [cell.value for cell in book[table][1]] == [column.name for column in columns(table)]
        assert all(meanings[table, column.name] == column.meaning for column in columns(table))


@pytest.mark.parametrize("table", REGISTER)
def test_the_example_row_of_each_table_is_valid_but_never_imported(new_mission, tmp_path, table):
    own = template.example(table)
    TABLES[table].model.validate(TABLES[table].model.shape(own))
    assert set(EXAMPLES[table]) <= {column.name for column in columns(table)}
    if "illustrative" in own:
        assert own["illustrative"].all()
    for ending, write in (("csv", template.csv), ("xlsx", template.excel)):
        path = tmp_path / f"{table}.{ending}"
        path.write_bytes(write(table))
        (report,) = check([path], new_mission)
        assert (report.parsed.table, report.parsed.rows) == (table, 0)
        assert "1 example row of the template was left out." in report.parsed.notes


def test_codes_and_keys_are_offered_as_lists(example, tmp_path):
    book = openpyxl.load_workbook(_written(tmp_path, example, "t.xlsx", filled=False))
    offered = {str(choice.sqref): choice.formula1 for choice in book["tasks"].data_validations.dataValidation}
    names = [column.name for column in columns("tasks")]

    def of(name):
        letter = openpyxl.utils.get_column_letter(names.index(name) + 1)
        return offered[f"{letter}2:{letter}2000"]

    assert of("status") == '"on_course,at_risk,off_course,no_data"'
    assert of("mandate_id") == "=mandates!$A$2:$A$2000"
    assert of("area_ids") == "=Lists!$A$2:$A$2000"
    lists = [row[:2] for row in book[workbook.LISTS].iter_rows(min_row=2, values_only=True)]
    areas = example.store.read("areas", 1)
    assert lists[: len(areas)] == list(zip(areas["area_id"], areas["name"], strict=True))


@pytest.mark.parametrize("name", ["all.xlsx", "all.zip"])
def test_what_is_exported_changes_nothing_when_it_is_imported(example, tmp_path, name):
    before, latest = _reader(example), example.store.latest()
    path = _written(tmp_path, example, name, filled=True)
    if path.suffix == ".zip":
        zipfile.ZipFile(path).extractall(tmp_path / "csv")
        paths = sorted((tmp_path / "csv").iterdir())
    else:
        paths = [path]
    _target, reports = import_files(example, paths)
    assert {r.parsed.table: (r.added, r.changed, r.parsed.rejected) for r in reports if r.parsed.rows} == {
        table: (0, 0, 0) for table in REGISTER if len(before(table))
    }
    assert sum(r.unchanged for r in reports) == sum(len(before(table)) for table in REGISTER)
    assert example.store.latest() == latest


@pytest.mark.parametrize("table", REGISTER)
def test_every_row_of_every_table_reads_back_to_the_same_cells(table, tmp_path):
    """Also of the tables that the example leaves empty: the schema's own example, under a key that is imported."""
    own = TABLES[table].model.shape(template.example(table))
    key = TABLES[table].key[0]
    own[key] = own[key].str.replace("example-", "own-").replace({"2000Q1": "2001Q1"})
    text = pd.read_csv(io.BytesIO(template.csv(table, own)), dtype="str", na_filter=False)
    found = parsed(RawTable(tmp_path / "x.csv", text.set_axis(text.index + 2)), table)
    pd.testing.assert_frame_equal(found.frame, own)


def test_libreoffice_saves_it_so_that_it_still_imports(example, tmp_path):
    path = _written(tmp_path, example, "all.xlsx", filled=True)
    (tmp_path / "saved").mkdir()
    saved = converted(path, "xlsx:Calc MS Excel 2007 XML", tmp_path / "saved", "Calc")
    _target, reports = import_files(example, [saved])
    assert [(r.parsed.table, r.changed, r.added, r.parsed.rejected) for r in reports if r.changed or r.added] == []
    assert {r.parsed.table for r in reports} == {table for table in REGISTER if len(_reader(example)(table))}
    assert sum(r.parsed.rejected for r in reports) == 0


@pytest.mark.parametrize(("name", "table"), [("all.csv", None), ("one.zip", "tasks"), ("one.pdf", "tasks")])
def test_a_file_that_cannot_hold_it_is_refused(example, name, table, tmp_path):
    with pytest.raises(InputError, match="cannot be written"):
        files.written(tmp_path / name, _reader(example), filled=False, table=table)
    assert not (tmp_path / name).exists()


def test_a_text_that_a_spreadsheet_would_run_comes_back_as_it_was(example, tmp_path):
    tasks = example.store.read("tasks", 1)
    tasks.loc[0, "title"] = "=1+1"
    example.store.commit(lambda _base: {"tasks": tasks}, who="x", what="x", settings=example.settings_text)
    path = _written(tmp_path, example, "all.xlsx", filled=True)
    assert openpyxl.load_workbook(path)["tasks"].cell(2, 5).value == "'=1+1"
    _target, reports = import_files(example, [path])
    assert sum(r.changed for r in reports) == 0
