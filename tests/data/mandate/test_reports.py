"""Three reports from what was entered once: their rows, their files, what they refuse, and what they freeze."""

from datetime import date
from io import BytesIO

import openpyxl
import pandas as pd
import pytest
from docx import Document

from data import mission, snapshot
from data.errors import InputError
from data.filters import Filters
from data.mandate import budget as budget_year
from data.mandate.cpas_schema import Assessments, ContextNotes, Outcomes, Quarters, Recommendations
from data.mandate.reports import budget, cpas, files, freeze, sg
from data.mandate.schema import Mandates, Priorities
from data.mandate.work_schema import FieldOffices
from tests.data.mandate import made

END = date(2020, 6, 30)
FILTERS = Filters(date(2020, 4, 1), END, lang="en")
SETTINGS = """name = "M & M"
country = "Mali"
handling = "Restricted"
synthetic = "Made up"
cpas.scale = [{ code = "1", title = "Weak" }, { code = "2", title = "Fair" }]
"""
HOSTILE = '=HYPERLINK("http://x")'


def frames():
    """A small register: two tasks, three indicators of one accomplishment, an output, a quarter."""
    return {
        "mandates": made.shaped(Mandates, {}, [
            {"mandate_id": "2480", "title": "Resolution 2480", "adopted": "2019-06-28", "expires": "2020-06-30"},
        ]),
        "priorities": made.shaped(Priorities, {"mandate_id": "2480", "rank": 1, "title": "The Agreement"}, [
            {"priority_id": "p1"},
        ]),
        "tasks": made.tasks(
            {"task_id": "1", "priority_id": "p1"}, {"task_id": "2"}, {"task_id": "2.1", "parent_id": "2"}
        ),
        "rbb_components": made.rbb_components({"source": "A/74/745"}),
        "accomplishments": made.accomplishments({"accomplishment_id": "a1", "number": "1.1"}),
        "indicators": made.indicators(
            {"indicator_id": "i1", "accomplishment_id": "a1", "task_ids": "2.1; 1", "number": "1.1.1",
             "title": HOSTILE},
            {"indicator_id": "i2", "accomplishment_id": "a1", "task_ids": "1", "illustrative": True},
            {"indicator_id": "i3", "task_ids": None},
        ),
        "outputs": made.outputs({"output_id": "o1", "accomplishment_id": "a1", "task_ids": "1"}),
        "measurements": made.measurements(
            {"indicator_id": "i1", "measured_on": "2020-06-30", "value": 60, "source": "UNPOL", "remark": "Rain"},
            {"output_id": "o1", "measured_on": "2020-01-31", "value": 100.5, "source": "JOC", "remark": "-2 at first"},
        ),
        "field_offices": made.shaped(FieldOffices, {}, [{"office_id": "m", "name": "Mopti"}]),
        "quarters": made.shaped(Quarters, {}, [
            {"quarter": "2020Q2", "closed_on": "2020-07-05", "signed_by_post": "DSRSG"},
        ]),
        "context_notes": made.shaped(ContextNotes, {}, [
            {"note_id": "n", "quarter": "2020Q2", "actors": "Prefects", "drivers": "Land"},
        ]),
        "outcomes": made.shaped(Outcomes, {}, [{"outcome_id": "u", "title": "Trust", "whom": "Communal councils"}]),
        "assessments": made.shaped(Assessments, {"quarter": "2020Q2", "outcome_id": "u", "office_id": "m",
                                                 "evidence": "Perception survey", "confidence": "low"}, [
            {"assessment_id": "1", "dimension": "attitudes", "relevance": "2", "extent": "1",
             "assessed_on": "2020-06-20"},
            {"assessment_id": "2", "dimension": "behaviour", "relevance": "9", "assessed_on": "2020-07-01"},
            {"assessment_id": "3", "dimension": "attitudes", "quarter": "2020Q1", "assessed_on": "2020-03-20"},
        ]),
        "recommendations": made.shaped(Recommendations, {}, [
            {"recommendation_id": "r", "quarter": "2020Q2", "outcome_id": "u", "office_id": "m",
             "recommendation": "adapt", "title": "Meet monthly",
             "owner_post": "Head of Field Office", "due": "2020-09-30", "state": "open"},
        ]),
    }  # fmt: skip


@pytest.fixture
def shot(tmp_path):
    folder = tmp_path / "m"
    folder.mkdir()
    (folder / "mission.toml").write_text(SETTINGS, encoding="utf-8")
    new = mission.load(folder)
    new.store.commit(lambda _base: frames(), who="t", what="t", settings=SETTINGS)
    return snapshot.load(new, 1)


def book(report):
    return openpyxl.load_workbook(BytesIO(files.xlsx(report)))


def cells(report):
    """The rows of the report's sheet, head first."""
    return [list(row) for row in book(report)["Report"].iter_rows(values_only=True)]


def test_the_budget_table_has_one_row_an_indicator_or_output(shot):
    head, *rows = cells(budget.of(shot, FILTERS, END))
    assert head[5:] == ["Planned", "Actual", "As of", "Remark"]
    shown = {row[3]: (row[1], row[5], row[6], row[7] and row[7].date(), row[8]) for row in rows}
    first = "1.1 An accomplishment"
    assert shown == {
        f"1.1.1 {HOSTILE}": (first, 100, 60, END, "Rain"),
        "An indicator": (first, 100, None, None, "No measurement"),
        "An output": (first, 100, 100.5, date(2020, 1, 31), "'-2 at first"),
    }


def test_the_annex_has_one_row_an_indicator_of_the_mandate_s_tasks(shot):
    head, *rows = cells(sg.of(shot, FILTERS, END))
    assert head[:3] == ["Strategic priority", "Task", "Indicator of achievement"]
    assert len(rows) == 2
    assert rows[0][:3] == ["The Agreement", "1 A task\n2.1 A task", f"1.1.1 {HOSTILE}"]
    assert rows[0][4:] == [0, 100, 60, pd.Timestamp("2020-06-30"), "Off course: 60\u00a0% of the way"]
    assert rows[1][6:] == [None, None, "No measurement"]


def test_the_quarter_sheet_has_ratings_on_the_mission_s_scale(shot):
    report = cpas.of(shot, FILTERS, date(2020, 7, 31))
    head, *rows = cells(report)
    assert [row[2:6] for row in rows] == [["Attitudes", "Fair", "Weak", "–"], ["Behaviour", "9", "–", "–"]]
    assert rows[0][0] == "Trust\nTo influence: Communal councils"
    assert [row[-1] for row in rows] == ["Adapt: Meet monthly (Head of Field Office, 30 Sept 2020)", None]
    assert head[-1] == "Recommendation, owner, due"
    assert report.cover["Quarter"] == "Closed on 5 Jul 2020, signed by DSRSG"
    assert report.cover["Context"] == "Actors: Prefects Drivers: Land"


def test_the_quarter_of_the_day_and_another(shot):
    assert len(cpas.of(shot, FILTERS, END).rows) == 2  # also the one that was written on the day after
    assert len(cpas.of(shot, FILTERS, date(2020, 6, 29)).rows) == 1  # not while the quarter runs
    assert cpas.of(shot, FILTERS, date(2020, 4, 30)).title == "CPAS quarter sheet 2020Q1"
    assert len(cpas.of(shot, FILTERS, END, "2020Q1").rows) == 1
    with pytest.raises(InputError, match="No quarter was assessed by 1 Jan 2020"):
        cpas.of(shot, FILTERS, date(2020, 1, 1))


@pytest.mark.parametrize("make", [budget.of, sg.of, cpas.of])
def test_both_files_carry_the_cover_the_marks_and_every_row(shot, make):
    report = make(shot, FILTERS, END)
    about = {row[0]: row[1] for row in book(report)["About"].iter_rows(values_only=True)}
    assert (about["Mark"], about["Handling"], about["Mission"]) == ("Made up", "Restricted", "M & M")
    assert about["Data"].startswith("Version 1 ")
    assert "to=2020-06-30" in about["Filters"]
    document = Document(BytesIO(files.docx(report)))
    section = document.sections[0]
    assert "Made up" in "".join(p.text for p in section.header.paragraphs)
    assert "NUMPAGES" in section.footer._element.xml
    cover, table = document.tables
    assert [row.cells[0].text for row in cover.rows] == list(report.cover)
    assert len(table.rows) == len(report.rows) + 1
    assert [cell.text for cell in table.rows[0].cells] == list(report.heads)
    assert all(note in "\n".join(p.text for p in document.paragraphs) for note in report.notes)


@pytest.mark.parametrize("make", [budget.of, sg.of, cpas.of])
@pytest.mark.parametrize("ending", files.ENDINGS)
def test_the_same_report_makes_the_same_bytes(shot, make, ending):
    assert files.as_bytes(make(shot, FILTERS, END), ending) == files.as_bytes(make(shot, FILTERS, END), ending)


def test_no_cell_of_a_workbook_runs(shot):
    for report in (budget.of(shot, FILTERS, END), sg.of(shot, FILTERS, END)):
        for sheet in book(report):
            assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_formula_alone_in_a_cell_is_made_harmless(shot):
    tables = frames()
    tables["measurements"]["remark"] = HOSTILE
    shot.mission.store.commit(lambda _base: tables, who="t", what="t", settings=SETTINGS)
    report = budget.of(snapshot.load(shot.mission, 2), FILTERS, END)
    assert f"'{HOSTILE}" in [row[8] for row in cells(report)]


def test_an_unknown_ending_and_missions_without_what_a_report_needs(shot, new_mission, tmp_path):
    with pytest.raises(InputError, match=r"expected one of \.xlsx, \.docx"):
        files.write(sg.of(shot, FILTERS, END), tmp_path / "x.pdf")
    empty = snapshot.load(new_mission, 0)
    for make, words in ((budget.of, "no budget yet"), (sg.of, "No mandate with tasks"), (cpas.of, "No quarter")):
        with pytest.raises(InputError, match=words):
            make(empty, FILTERS, END)


def to_freeze(shot):
    tables = budget_year.Tables(**{name: shot.table(name) for name in budget.TABLES})
    rows = budget_year.table(tables, "2019/20", END, shot.settings)
    return budget_year.to_freeze(tables, rows, END)


def test_a_report_freezes_its_measurements_as_one_version(shot):
    target, number = freeze.freeze(shot.mission, to_freeze(shot), " Performance\nreport ", END, who="t")
    assert number == 2
    now = target.store.read("measurements", 2)
    assert now["reported_in"].tolist() == ["Performance report"] * 2
    assert now["reported_on"].tolist() == [pd.Timestamp("2020-06-30")] * 2
    with pytest.raises(InputError, match="nothing new"):
        to_freeze(snapshot.load(target, 2))


@pytest.mark.parametrize("name", ["", "  ", "x" * 200])
def test_a_report_has_a_name(shot, name):
    with pytest.raises(InputError, match="Name the report"):
        freeze.freeze(shot.mission, to_freeze(shot), name, END)
    assert shot.mission.store.latest() == 1


def test_what_another_changed_meanwhile_is_not_frozen(shot):
    seen = to_freeze(shot)
    now = frames()["measurements"].assign(value=61.0)
    shot.mission.store.commit(lambda _base: {"measurements": now}, who="o", what="o", settings=SETTINGS)
    with pytest.raises(InputError, match="changed by another"):
        freeze.freeze(shot.mission, seen, "Report", END)
    assert shot.mission.store.latest() == 2
