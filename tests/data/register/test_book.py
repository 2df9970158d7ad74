"""A planner's workbook imports as one version, or says what to mend cell by cell."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from data.errors import InputError
from data.importing.run import check, import_files
from data.register.columns import REGISTER, columns
from tests.data.register.made import MEASURED, TASK, book, filled, imported, put, refused

HEAD = ["task_id", "mandate_id", "parent_id", "title", "area_ids", "starts", "due", "status", "weight"]
MEASURES = ["measurement_id", "indicator_id", "measured_on", "value", "remark"]


@pytest.fixture
def small(new_mission):
    """The small mission."""
    return filled(new_mission)


@pytest.fixture
def planners(tmp_path):
    """A workbook as a planner leaves it: titles, merged cells, blank rows, words, commas, extra columns, 200 rows."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = " TASKS "
    sheet["A1"] = "Mandate tasks of the Centre"
    sheet.merge_cells("A1:J1")
    head = ["Task ID", "mandate_id", "parent id", "Title", "area_ids", "Starts", "DUE", "Status", "weight", "Comment"]
    for at, name in enumerate(head, start=1):
        sheet.cell(3, at, name)
    sheet.append(["a", 2480, None, "Parent", "Mopti", "31/10/2019", "31 oct. 2020", "On course", "1,5", "mine"])
    sheet.append([])
    sheet.append(["Line of effort two"])
    sheet.merge_cells("A6:J6")
    sheet.append(["b", "2480 ", "A", "Child", "koro; Mopti/Mopti", "01/11/2019", "31 octobre 2020", "EN COURS", "2"])
    sheet.append(["c", None, None, "Second child", None, 43769, date(2020, 10, 31), " no data ", None])
    sheet.merge_cells("B7:B8")
    sheet.merge_cells("C7:C8")
    values = made.create_sheet("Measurements")
    values.append(MEASURES)
    for at in range(200):
        values.append([f"v{at}", "I1 ", f"{1 + at % 28:02}/{1 + at // 28:02}/2019", "1 234,5", None])
    made.create_sheet("Notes").append(["nothing of a table"])
    made.save(tmp_path / "plan.xlsx")
    return tmp_path / "plan.xlsx"


def test_a_planners_file_becomes_one_version(small, planners):
    before = small.store.latest()
    read, reports = imported(small, planners)
    became = [(r.parsed.sheet, r.added, r.parsed.rejected) for r in reports]
    assert became == [("TASKS", 3, 0), ("Measurements", 200, 0)]
    assert {report.version for report in reports} == {before + 1}
    tasks = read("tasks").set_index("task_id")
    assert tasks["mandate_id"].eq("2480").all()
    assert tasks.loc[["b", "c"], "parent_id"].tolist() == ["a", "a"], "a merged cell holds for each row it spans"
    assert tasks.loc[["a", "b"], "area_ids"].tolist() == ["r:1", "c:2; c:1"]
    assert tasks.loc["a", "weight"] == 1.5
    assert tasks.loc[["a", "b", "c"], "status"].tolist() == ["on_course", "on_course", "no_data"]
    assert tasks.loc[["a", "b", "c"], "starts"].astype("str").tolist() == ["2019-10-31", "2019-11-01", "2019-10-31"]
    assert tasks.loc[["a", "b", "c"], "due"].astype("str").tolist() == ["2020-10-31"] * 3
    values = read("measurements")
    assert (len(values), values["value"].eq(1234.5).sum()) == (201, 200)
    assert values["indicator_id"].unique().tolist() == ["i1"]
    said = " ".join(note for report in reports for note in report.parsed.notes)
    assert "“Notes”" in said and "“Comment”" in said and "heading over several columns were not read: 6" in said


def test_the_same_file_again_changes_nothing(small, planners):
    import_files(small, [planners])
    latest = small.store.latest()
    _read, reports = imported(small, planners)
    assert [(r.added, r.changed) for r in reports] == [(0, 0), (0, 0)]
    assert small.store.latest() == latest


def test_the_log_tells_the_sheets_apart(small, planners):
    read, _reports = imported(small, planners)
    assert read("imports")["file_name"].tolist() == ["plan.xlsx, TASKS", "plan.xlsx, Measurements"]


def test_each_cell_to_mend_is_named_by_its_address(small, tmp_path):
    path = book(
        tmp_path / "bad.xlsx",
        tasks=[
            HEAD,
            ["a", "2480", "b", "Title", "Atlantis", "05/06/2019", None, "sideways", "1,234"],
            ["b", "2481", None, None, "Mopti", "2019-06-01", "2019-05-01", "on_course", "1"],
        ],
        measurements=[MEASURES, ["v1", "i9", "yesterday", "many", None]],
    )
    found = {(table, cell): reason for table, cell, _c, _v, reason in refused(small, path)}
    assert found[("tasks", "F2")] == "day and month can be either way round here: write 2019-10-05"
    assert found[("tasks", "H2")] == "expected one of on_course, at_risk, off_course, no_data"
    assert "a thousand or a decimal" in found[("tasks", "I2")]
    assert found[("tasks", "D3")] == "expected a text that is not empty"
    assert found[("tasks", "G3")] == "expected a day not before starts"
    assert found[("measurements", "C2")] == "expected a day as 2019-03-23"
    assert found[("measurements", "D2")] == "expected a number"
    assert check([path], small)[0].parsed.accepted == 0


def test_a_key_that_no_row_has_is_refused_with_the_near_ones(small, tmp_path):
    path = book(
        tmp_path / "keys.xlsx",
        tasks=[HEAD, ["a", "2481", None, "Title", "Atlantis; Mopti", None, None, "no_data", None]],
        measurements=[MEASURES, ["v1", "Agreement", "2019-10-01", 1, None]],
    )
    assert refused(small, path) == [
        ("tasks", "E2", "area_ids", "Atlantis; r:1", "no row of table areas has the key “Atlantis”"),
        ("tasks", "B2", "mandate_id", "2481",
         "no row of table mandates has the key “2481”; near: 2480 (Resolution 2480)"),
        ("measurements", "B2", "indicator_id", "Agreement",
         "no row of table indicators has the key “Agreement”; near: i1 (Agreements)"),
    ]  # fmt: skip


def test_a_row_may_refer_to_one_of_the_same_workbook_and_falls_with_it(small, tmp_path):
    sound = [HEAD, ["a", "2480", None, "Title", None, None, None, "no_data", None],
             ["b", "2480", "a", "Below", None, None, None, "no_data", None]]  # fmt: skip
    assert refused(small, book(tmp_path / "sound.xlsx", tasks=sound)) == []
    sound[1][7] = "sideways"
    found = refused(small, book(tmp_path / "falls.xlsx", tasks=sound))
    assert [(cell, column) for _t, cell, column, _v, _r in found] == [("H2", "status"), ("C3", "parent_id")]


@pytest.mark.parametrize(
    ("column", "cells"), [("parent_id", ("b", "a")), ("after", ("b", "c; a")), ("after", ("a", None)),
                          ("carried_from", ("b", "a"))],
)  # fmt: skip
def test_a_ring_is_refused(small, tmp_path, column, cells):
    rows = [["task_id", "mandate_id", "title", "status", column], ["a", "2480", "A", "no_data", cells[0]],
            ["b", "2480", "B", "no_data", cells[1]], ["c", "2480", "C", "no_data", None]]  # fmt: skip
    found = refused(small, book(tmp_path / "ring.xlsx", tasks=rows))
    expected = ["E2"] if cells[0] == "a" else ["E2", "E3"]
    assert [cell for _t, cell, _c, _v, _r in found] == expected
    assert all("goes in a ring: " in reason for *_rest, reason in found)


def test_a_ring_with_a_row_that_is_there_is_refused(small, tmp_path):
    put(small, tasks=[{**TASK}, {**TASK, "task_id": "t2", "after": "t1"}])
    path = book(tmp_path / "r.xlsx", tasks=[["task_id", "mandate_id", "title", "status", "after"],
                                            ["t1", "2480", "Dialogue", "on_course", "t2"]])  # fmt: skip
    ((*_rest, reason),) = refused(small, path)
    assert reason in ("it goes in a ring: t1 → t2 → t1; leave one of them out",
                      "it goes in a ring: t2 → t1 → t2; leave one of them out")  # fmt: skip


def test_a_missing_column_is_named_with_its_meaning(small, tmp_path):
    path = book(tmp_path / "lacks.xlsx", tasks=[["task_id", "title", "status"], ["a", "A", "no_data"]])
    words = r"lacks.xlsx: Sheet “tasks”, row 1, lacks mandate_id \(Mandate it belongs to\)"
    with pytest.raises(InputError, match=words):
        check([path], small)


def test_two_sheets_of_one_table_are_refused(small, tmp_path):
    path = book(tmp_path / "two.xlsx", tasks=[HEAD], **{"Tasks ": [HEAD]})
    with pytest.raises(InputError, match=r"Several sheets hold table tasks \(tasks, Tasks \)"):
        check([path], small)


def test_a_column_that_may_be_meant_is_asked_after(small, tmp_path):
    path = book(tmp_path / "near.xlsx", tasks=[["task_id", "mandate_id", "title", "status", "Dues", "starts "],
                                               ["a", "2480", "A", "no_data", "2020-01-01", None]])  # fmt: skip
    (report,) = check([path], small)
    words = "Columns that table tasks does not have were not read: “Dues” (is it due?)."
    assert report.parsed.notes == (words,)


def test_a_reported_value_is_frozen_but_can_be_corrected(small, tmp_path):
    put(small, measurements=[{**MEASURED, "reported_in": "PR 2018/19", "reported_on": "2019-10-15"}])
    head = ["measurement_id", "indicator_id", "measured_on", "value", "reported_in", "reported_on", "corrects",
            "correction_reason"]  # fmt: skip
    same = ["m1", "i1", "2019-09-30", 3, "PR 2018/19", "2019-10-15", None, None]
    assert refused(small, book(tmp_path / "same.xlsx", measurements=[head, same])) == []
    for at, value in ((3, 4), (4, None)):
        other = [value if place == at else cell for place, cell in enumerate(same)]
        ((_t, _cell, column, _v, reason),) = refused(small, book(tmp_path / "other.xlsx", measurements=[head, other]))
        assert column == head[at]
        assert reason == ("m1 was reported in PR 2018/19 and is frozen: add a row of its own with the right value, "
                          "corrects m1, and correction_reason")  # fmt: skip
    right = ["m2", "i1", "2019-09-30", 4, None, None, "m1", "Counted twice"]
    _read, (report,) = imported(small, book(tmp_path / "right.xlsx", measurements=[head, right]))
    assert (report.added, report.parsed.rejected) == (1, 0)
    again = ["m3", "i1", "2019-09-30", 5, None, None, "m1", "Counted thrice"]
    ((*_rest, reason),) = refused(small, book(tmp_path / "again.xlsx", measurements=[head, again]))
    assert reason == "m2 corrects m1 already: correct m2 instead"


def test_a_correction_is_of_the_same_indicator(small, tmp_path):
    put(small, outputs=[{"output_id": "o1", "title": "Workshops", "unit": "workshops"}])
    rows = [["measurement_id", "output_id", "measured_on", "value", "corrects", "correction_reason"],
            ["m2", "o1", "2019-09-30", 4, "m1", "Wrong"]]  # fmt: skip
    ((*_rest, reason),) = refused(small, book(tmp_path / "other.xlsx", measurements=rows))
    assert reason == "m1 is of another indicator or output: a correction is of the same one"


ASSESSED = {"assessment_id": "a1", "quarter": "2019Q3", "outcome_id": "o1", "dimension": "attitudes",
            "evidence": "Talks", "confidence": "low"}  # fmt: skip


@pytest.mark.parametrize("closed", [True, False])
def test_what_was_judged_in_a_closed_quarter_stays(small, tmp_path, closed):
    day = {"closed_on": "2019-10-15", "signed_by_post": "Chief of Staff"} if closed else {}
    put(small, quarters=[{"quarter": "2019Q3", **day}], assessments=[ASSESSED],
        outcomes=[{"outcome_id": "o1", "title": "Trust", "whom": "Parties"}])  # fmt: skip
    rows = [list(ASSESSED), [*ASSESSED.values()]]
    assert refused(small, book(tmp_path / "same.xlsx", assessments=rows)) == []
    rows[1][-1] = "high"
    rows.append(["a2", *rows[1][1:]])
    found = refused(small, book(tmp_path / "new.xlsx", assessments=rows))
    assert [cell for _t, cell, *_rest in found] == (["F2", "B3"] if closed else [])
    assert all("2019Q3 was closed on 2019-10-15 and is frozen" in reason for *_rest, reason in found)


@pytest.mark.parametrize("needed_only", [True, False])
def test_a_file_of_one_table_is_known_by_its_columns(new_mission, tmp_path, needed_only):
    for table in REGISTER:
        names = [column.name for column in columns(table) if column.required or not needed_only]
        pd.DataFrame([["?"] * len(names)], columns=names).to_csv(tmp_path / "one.csv", index=False)
        book(tmp_path / "one.xlsx", Sheet1=[names, ["?"] * len(names)])
        found = check([tmp_path / "one.csv", tmp_path / "one.xlsx"], new_mission)
        assert [report.parsed.table for report in found] == [table, table]


def test_the_command_says_sheet_and_cell(small, tmp_path, subprocess_env):
    path = book(tmp_path / "keys.xlsx", tasks=[HEAD, ["a", "2481", None, "A", None, None, None, "no_data", None]])
    command = [sys.executable, "-m", "data", "check", str(path), "--mission", str(small.folder), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=subprocess_env)
    assert done.returncode == 1
    (reject,) = json.loads(done.stdout)["rejects"]
    assert (reject["sheet"], reject["cell"], reject["row"], reject["column"]) == ("tasks", "B2", 2, "mandate_id")


def test_refused_rows_come_as_a_file_that_imports_once_mended(small, tmp_path):
    path = book(tmp_path / "keys.xlsx", tasks=[HEAD, ["a", "2481", None, "A", None, None, None, "no_data", None]])
    _read, (report,) = imported(small, path)
    mended = tmp_path / "mended.csv"
    mended.write_text(Path(report.rejects_file).read_text("utf-8-sig").replace(",2481,", ",2480,"), "utf-8")
    read, (report,) = imported(small, mended)
    assert (report.added, report.parsed.rejected) == (1, 0)
    assert read("tasks")["task_id"].tolist() == ["t1", "a"]
