"""Page Mandate, parts Progress and Budget: figures as the data layer has them, what is unknown said as such."""

from datetime import date

import pandas as pd
import pytest

from data import mission, snapshot
from data.mandate import progress, rollup, tasks
from data.words import formats
from tests.data.mandate import made
from tests.data.mandate.test_reports import SETTINGS, frames
from tests.pages.driver import open_page, ran

PERIOD = {"from": "2019-07-01", "to": "2019-12-31"}
PROGRESS = PERIOD | {"mandate_part": "progress"}
SMALL = {"from": "2020-04-01", "to": "2020-06-30", "mandate_part": "progress"}
DAY = date(2019, 12, 31)


@pytest.fixture
def small(tmp_path, opens):
    """A small register in a mission of its own."""
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "mission.toml").write_text(SETTINGS, encoding="utf-8")
    new = opens(mission.load(folder))
    new.store.commit(lambda _base: frames(), who="t", what="t", settings=SETTINGS)
    return new


def states(shot, day=DAY):
    tables = (shot.table(name) for name in ("indicators", "outputs", "measurements"))
    return progress.of(*tables, day, shot.settings.progress)


def test_the_tree_shows_the_roll_up_and_how_many_stand_behind_it(example):
    shown = open_page("mandate", PROGRESS)
    _mandate, own = tasks.of_period(example.table("mandates"), example.table("tasks"), date(2019, 7, 1), DAY)
    ordered = tasks.tree(own)
    rolled = rollup.of(ordered, states(example))
    table = next(table for table in shown.tables if len(table) == len(ordered))
    for cells, row in zip(table, ordered.itertuples(), strict=True):
        found = rolled.loc[row.task_id]
        assert cells[0].startswith(row.task_id)
        if found["items"]:
            assert f"of {int(found['items'])}" in cells[2]
        if pd.notna(found["share"]):
            assert formats.share(found["share"]).replace("\u00a0", " ") in cells[2].replace("\u00a0", " ")
        assert ("differs" in cells[1]) == rollup.contradicted(row.status, found)


def test_the_headline_counts_tasks_indicators_and_decisions(small):
    shown = open_page("mandate", SMALL)
    assert shown.title == "0 of 2 tasks reported off course; 1 of 2 indicators off course; 1 not known"


def test_what_was_not_measured_is_said_and_no_zero(small):
    text = open_page("mandate", SMALL | {"mandate_task": "1"}).text
    assert "no measurement" in text
    assert "Share of the way = (actual − start) / (target − start)" in text


def test_a_task_reported_otherwise_than_its_indicators(small):
    assert "differs: 1 of 1 indicator is off course" in open_page("mandate", SMALL).text


def test_what_is_late_stands_beside_the_plan_of_the_day_it_was_measured_on(example):
    late = states(example).query("late and value.notna() and measured_on < @pd.Timestamp(@DAY)").iloc[0]
    assert late["planned_then"] < late["planned"]
    rows = [cells for table in open_page("mandate", PROGRESS).tables for cells in table if len(cells) == 5]
    (cells,) = [row for row in rows if late["title"] in row[0]]
    assert cells[1].startswith(formats.figure(late["planned_then"]))
    assert f"when last measured, {formats.day(late['measured_on'])}" in cells[4]


def test_each_percentage_says_what_it_is_of(small):
    """One worse than its baseline, planned for the end: zero in the mean, minus twenty itself, and on course."""
    tables = frames()
    own = tables["indicators"].head(1).assign(path="at_end", target_on=pd.Timestamp("2021-06-30"))
    tables["indicators"] = pd.concat([own, tables["indicators"].iloc[1:]], ignore_index=True)
    tables["measurements"] = tables["measurements"].assign(value=-1.0)
    small.store.commit(lambda _base: tables, who="t", what="t", settings=SETTINGS)
    shown = open_page("mandate", SMALL | {"mandate_task": "2.1"})
    task = next(row for row in shown.tables[0] if row[0].startswith("2.1"))
    assert task[2].startswith("0\u00a0%".replace("\u00a0", " ")) and "1 due at the end" in task[2]
    item = next(row for row in shown.tables[1] if row[0].startswith("1.1.1"))
    assert "counts as 0 % in a task’s mean" in item[3] and item[3].startswith("−")
    assert item[4] == "✓ On course due at the end"
    assert "each 0 to 100 %" in " ".join(shown.html)
    assert "Own output delivered" in " ".join(open_page("mandate", SMALL | {"mandate_part": "tasks"}).html)


@pytest.mark.parametrize("view", ["due", "decision"])
def test_who_decides_who_asks_and_that_a_section_is_no_post(small, view):
    tables = frames()
    tables["tasks"] = tables["tasks"].assign(
        decision_asked="More patrols", decision_due=pd.Timestamp("2020-07-10"), due=pd.Timestamp("2020-07-20"),
        lead_section="Civil Affairs",
    )  # fmt: skip
    small.store.commit(lambda _base: tables, who="t", what="t", settings=SETTINGS)
    shown = open_page("mandate", SMALL | {"mandate_view": view})
    last = {(row[2], row[-1]) for row in shown.tables[0]}
    if view == "decision":
        assert {who for _kind, who in last} == {"Civil Affairs section that leads"}
        assert "Asked of the Mission Leadership Team" in shown.text
    else:
        asked = "Mission Leadership Team asked by Civil Affairs, which leads the task"
        assert last == {("Decision asked", asked), ("Task", "Civil Affairs section that leads; no post on record")}


def test_later_measurements_are_said_and_not_used(small):
    shown = open_page("mandate", {"from": "2020-01-01", "to": "2020-03-31", "mandate_part": "progress"})
    assert "1 measurement is of days after 31 Mar 2020" in shown.text


@pytest.mark.parametrize("view", ["tree", "matrix", "priority", "framework", "decision", "due"])
def test_every_view_opens_on_the_example_and_on_a_register_without_most_tables(small, view):
    assert open_page("mandate", SMALL | {"mandate_view": view}).title
    assert not open_page("mandate", SMALL | {"mandate_view": view}).notes


@pytest.mark.parametrize("view", ["matrix", "framework", "decision", "due"])
def test_views_of_the_example(example, view):
    shown = open_page("mandate", PROGRESS | {"mandate_view": view})
    expected = {
        "matrix": "Mopti",
        "framework": "linked to no strategy",
        "decision": example.table("tasks")["decision_asked"].dropna().iloc[-1],
        "due": "Past due",
    }
    assert " ".join(expected[view].split()) in shown.text


def test_one_indicator_over_time(example):
    row = states(example).query("kind == 'indicator' and course == 'off_course'").iloc[0]
    shown = open_page("mandate", PROGRESS | {"mandate_item": row["key"]})
    assert shown.title == f"{row['title']}: off course" + (", late" if row["late"] else "")
    (chart,) = shown.app.main.get("plotly_chart")
    assert "Planned" in chart.proto.spec
    assert formats.day(row["measured_on"]) in shown.text


def test_an_item_that_is_none_is_ignored_with_a_note():
    shown = open_page("mandate", PROGRESS | {"mandate_item": "indicator/<script>"})
    assert any("mandate_item" in note for note in shown.notes)


def test_hostile_texts_of_the_register_are_escaped(small):
    bad = "<img src=x onerror=alert(1)>"
    tables = frames()
    tables["indicators"] = tables["indicators"].assign(title=bad, unit=bad)
    tables["tasks"] = tables["tasks"].assign(title=bad, lead_section=bad, paragraph=bad, counterpart="{x}" + bad)
    tables["measurements"] = tables["measurements"].assign(remark=bad, source=bad)
    small.store.commit(lambda _base: tables, who="t", what="t", settings=SETTINGS)
    for query in (SMALL, SMALL | {"mandate_view": "matrix"}, SMALL | {"mandate_item": "indicator/i1"},
                  SMALL | {"mandate_part": "tasks"}, SMALL | {"mandate_part": "budget"}):  # fmt: skip
        shown = open_page("mandate", query)
        assert "<img" not in "".join(shown.html)
        assert "&lt;img" in "".join(shown.html)


def test_the_budget_counts_what_departs_and_what_lacks_its_remark(small):
    shown = open_page("mandate", SMALL | {"mandate_part": "budget"})
    assert shown.title == "2 of 3 rows of 2019/20 depart from what is planned"
    tables = frames()
    tables["measurements"]["remark"] = pd.NA
    small.store.commit(lambda _base: tables, who="t", what="t", settings=SETTINGS)
    shown = open_page("mandate", SMALL | {"mandate_part": "budget"})
    assert shown.title.endswith("; 2 remarks are missing")
    assert shown.text.count("remark missing") == 2


def freeze(name):
    shown = open_page("mandate", SMALL | {"mandate_part": "budget"})
    shown.app.text_input[0].set_value(name)
    next(b for b in shown.app.button if b.label == "Freeze as reported").click()
    return ran(shown.app)


def test_values_are_frozen_as_reported(small):
    shown = freeze("Performance report 2019/20")
    assert "2 values are frozen as reported in “Performance report 2019/20” (version 2)." in shown.text
    assert "frozen: Performance report 2019/20, 30 Jun 2020" in shown.text
    assert small.store.read("measurements", 2)["reported_in"].notna().all()
    assert "nothing new" in freeze("Again").text


def test_nothing_is_frozen_where_a_remark_is_missing(small):
    tables = frames()
    tables["measurements"]["remark"] = pd.NA
    small.store.commit(lambda _base: tables, who="t", what="t", settings=SETTINGS)
    assert "2 rows depart from what is planned without a remark" in freeze("Report").text
    assert small.store.latest() == 2


def test_three_reports_in_two_formats(small):
    shown = open_page("mandate", SMALL | {"mandate_part": "budget"})
    keys = {own.proto.id.split("-")[-1] for own in shown.app.main.get("download_button")}
    assert {f"report_{kind}{ending}" for kind in ("budget", "cpas", "sg") for ending in (".xlsx", ".docx")} <= keys


def test_a_tree_longer_than_a_page_shows_its_top_and_a_branch(small):
    rows = [{"task_id": "1"}, *({"task_id": f"1.{n}", "parent_id": "1"} for n in range(70)), {"task_id": "2"}]
    tables = frames() | {"tasks": made.tasks(*rows)}
    small.store.commit(lambda _base: tables, who="t", what="t", settings=SETTINGS)
    assert "2 of 72 tasks" in open_page("mandate", SMALL).text
    assert "60 of 72 tasks" in open_page("mandate", SMALL | {"mandate_task": "1"}).text
    assert len(snapshot.load(small, 2).table("tasks")) == 72
