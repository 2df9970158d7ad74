"""Part Plan of page Mandate: in time, what slips, conflicts, prioritisation and calendar, by the example's tasks."""

import json
from datetime import date

import pandas as pd
import pytest

from data.mandate import plan
from tests.pages.driver import open_page, ran
from tests.pages.register_made import HOSTILE, build

DAY = {"from": "2019-10-01", "to": "2019-12-31"}


def tasks(rows):
    """The example's tasks, one put to two offices, one essential without resources, one with a hostile title."""
    rows = rows.set_index("task_id")
    rows.loc["2480.1.3", "office_ids"] = "mopti; gao"
    rows.loc["2480.1.3", ["importance", "resources"]] = ["essential", "none"]
    rows.loc["2480.2.1", "title"] = HOSTILE
    rows.loc["2480.4.2", "due"] = pd.NaT
    return rows.reset_index()


@pytest.fixture
def own(tmp_path, opens):
    return opens(build(tmp_path / "own", tasks))


def shown(part, **query):
    return open_page("mandate", DAY | {"mandate_part": "plan", "mandate_plan": part} | query)


def the_plan(own):
    every = own.store.read("tasks", own.store.latest())
    return plan.of(plan.with_predecessors(every, every[every["mandate_id"] == "2480"]), date(2019, 12, 31))


def figure(page):
    (chart,) = page.app.get("plotly_chart")
    return json.loads(chart.proto.spec or chart.proto.figure.spec)


def test_bars_stand_in_the_lanes_of_the_offices_and_say_when_they_are(own):
    page = shown("gantt", mandate_lanes="office")
    chart = figure(page)
    bars = next(trace for trace in chart["data"] if trace["type"] == "bar")
    mine = [at for at, words in enumerate(bars["hovertext"]) if words.startswith("2480.1.3")]
    assert len(mine) == 2  # in the lane of both offices
    due = own.store.read("tasks", own.store.latest()).set_index("task_id").loc["2480.1.3"]
    assert bars["base"][mine[0]] == f"{due['starts']:%Y-%m-%d}"
    assert bars["x"][mine[0]] == ((due["due"] - due["starts"]).days + 1) * 86_400_000
    ticks = chart["layout"]["yaxis"]["ticktext"]
    assert {"<b>Mopti</b>", "<b>Gao</b>", "<b>No field office named</b>"} <= set(ticks)
    assert not any("<img" in words for words in [*ticks, *bars["hovertext"]])
    assert any("is not dated and has no bar" in fold.label for fold in page.app.expander)


def test_the_calendar_stands_on_top_with_its_steps(own):
    marks = next(t for t in figure(shown("gantt"))["data"] if t.get("mode") == "markers")
    assert dict(zip(marks["x"], marks["y"], strict=True)) == {
        "2019-12-01": -0.8, "2020-01-06": -1.6, "2020-01-20": -0.8, "2020-06-30": -0.8,
    }  # fmt: skip


def test_what_slips_is_what_the_plan_says(own):
    page = shown("slips", mandate_task="2480.1.3", mandate_days="60")
    moved = plan.slips(the_plan(own), "2480.1.3", 60)
    assert len(moved) > 1
    assert [int(row[3]) for row in page.tables[0]] == moved["days"].tolist()
    assert page.app.number_input[0].value == 60


def test_conflicts_are_sentences_that_lead_to_their_tasks(own):
    page = shown("conflicts")
    assert "Escort company is asked for by Mopti and by Gao for 2 Feb 2020 – 9 Feb 2020 (8 days)" in _bare(page.text)
    assert "is essential, and what it needs is not secured" in page.text
    assert any("mandate_task=2480.1.3" in body for body in page.html)


def _bare(text):
    """Words without the marks that keep names in their own direction."""
    return "".join(c for c in text if c not in "\u2066\u2067\u2068\u2069")


def test_the_grid_counts_and_a_task_put_first_is_recorded_with_what_it_leaves_behind(own):
    page = shown("priority")
    grid = {row[0]: row[1:] for row in page.tables[0]}
    assert grid["Essential"][2].startswith("1 2480.1.3")
    form = {w.key: w for kind in ("text_area", "text_input", "selectbox", "multiselect") for w in page.app.get(kind)}
    form["first_task"].set_value("2480.3.2")
    form["first_why"].set_value("Harm rose")
    form["first_post"].set_value("MLT")
    form["first_told"].set_value("OCHA")
    press(page)
    assert "stops" in page.app.error[0].value
    assert own.store.read("prioritisations", own.store.latest()).empty
    page.app.text_area(key="first_stops").set_value("Visits wait")
    done = press(page)
    assert "2480.3.2 is put first" in done.text
    assert done.tables[-1][0][1].startswith(
        "2480.3.2"
    )  # decided today, after the days of the view: in the list all the same
    assert "after 31 Dec 2019" in done.tables[-1][0][0]
    (row,) = own.store.read("prioritisations", own.store.latest()).to_dict("records")
    assert (row["task_id"], row["stops"], row["told"]) == ("2480.3.2", "Visits wait", "OCHA")
    stored = own.store.read("tasks", own.store.latest()).set_index("task_id")
    assert stored.at["2480.3.2", "importance"] == "essential"


def press(page):
    page.app.button[-1].click()
    return ran(page.app)


def test_a_ring_is_told_and_the_rest_of_the_part_still_works(tmp_path, opens):
    def ring(rows):
        return rows.assign(after=rows["after"].mask(rows["task_id"] == "2480.1.3", "2480.1.4"))

    opens(build(tmp_path / "ring", ring))
    page = shown("gantt")
    assert "Nothing in this ring can begin" in page.app.error[0].value
    assert "ring" in page.title
    assert shown("calendar").tables


def test_the_calendar_lists_what_is_missed_and_what_comes(own):
    missed, near = shown("calendar").tables
    assert [row[1].split(" Other")[0] for row in missed] == ["Inputs of sections"]
    assert [row[0] for row in near] == ["6 Jan 2020", "20 Jan 2020"]
    assert "step before: Report of the Secretary-General" in near[0][1]
