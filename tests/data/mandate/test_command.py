"""Commands `tasks` and `report` answer as the page does."""

import json
from datetime import date

import openpyxl
import pytest

from data import mission
from data.cli import main
from tests.data.mandate.test_reports import SETTINGS, frames

LINK = "?from=2020-04-01&to=2020-06-30"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "mission.toml").write_text(SETTINGS, encoding="utf-8")
    new = mission.load(tmp_path / "m")
    new.store.commit(lambda _base: frames(), who="t", what="t", settings=SETTINGS)
    return str(new.folder)


def answer(capsys, *args):
    """Exit status and document of a command."""
    status = main([*args, "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_tasks_and_indicators(folder, capsys):
    status, found = answer(capsys, "tasks", "--mission", folder, "--link", LINK)
    assert (status, found["mandate"], found["as_of"]) == (0, "2480", "2020-06-30")
    assert [t["task_id"] for t in found["tasks"]] == ["1", "2", "2.1"]
    first, second = found["tasks"][:2]
    assert {"task_id", "title", "parent_id", "priority", "after", "lead_component", "status", "reason", "progress",
            "due"} <= set(first)  # fmt: skip
    assert first["indicators"] == {"share": 0.6, "items": 2, "known": 1, "on_course": 0, "at_risk": 0, "off_course": 1,
                                   "no_data": 1, "late": 0}  # fmt: skip
    assert first["outputs"]["share"] == 1.0
    assert (second["indicators"]["share"], second["outputs"]["share"]) == (0.6, None)
    assert first["status_differs"]
    one, two = found["indicators"]
    assert (one["indicator_id"], one["actual"], one["planned"], one["course"]) == ("i1", 60, 100, "off_course")
    assert (two["actual"], two["course"], two["reason"]) == (None, "no_data", "no_measurement")
    assert [own["output_id"] for own in found["outputs"]] == ["o1"]


def test_as_of_another_day(folder, capsys):
    _status, found = answer(capsys, "tasks", "--mission", folder, "--link", LINK, "--as-of", "2020-01-31")
    assert found["indicators"][0]["actual"] is None
    assert found["indicators"][0]["later"] == 1


def test_tasks_in_words_and_without_a_mandate(folder, capsys):
    assert main(["tasks", "--mission", folder, "--link", LINK]) == 0
    assert "task_id 2.1" in capsys.readouterr().out
    _status, found = answer(capsys, "tasks", "--mission", folder, "--link", "?from=2010-01-01&to=2010-12-31")
    assert (found["mandate"], found["tasks"], found["indicators"]) == (None, [], [])


@pytest.mark.parametrize(("kind", "rows"), [("budget", 3), ("sg", 2), ("cpas", 2)])
def test_report(folder, capsys, tmp_path, kind, rows):
    out = tmp_path / "made" / "x.xlsx"
    status, found = answer(capsys, "report", "--kind", kind, "--out", str(out), "--mission", folder, "--link", LINK)
    assert (status, found["rows"], found["as_of"]) == (0, rows, date(2020, 6, 30).isoformat())
    assert openpyxl.load_workbook(out)["Report"].max_row == rows + 1


def test_report_of_a_quarter_and_an_ending_that_is_none(folder, capsys, tmp_path):
    _status, found = answer(
        capsys, "report", "--kind", "cpas", "--of", "2020Q1", "--out", str(tmp_path / "x.docx"), "--mission", folder,
        "--link", LINK,
    )  # fmt: skip
    assert found["title"] == "CPAS quarter sheet 2020Q1"
    assert main(["report", "--kind", "sg", "--out", "x.pdf", "--mission", folder, "--link", LINK]) == 2
    assert "x.pdf cannot be written: expected one of .xlsx, .docx." in capsys.readouterr().err
