"""Part Assessment (CPAS) of page Mandate: the course, a quarter's sheet, recommendations, entering and closing."""

import json

import pytest

from data.mandate import cpas
from tests.pages.driver import open_page, ran
from tests.pages.register_made import HOSTILE, build

# A day before the quarter ends: what was judged of it in January is not used.
DAY = {"from": "2019-10-01", "to": "2019-12-30"}


@pytest.fixture
def own(tmp_path, opens):
    return opens(build(tmp_path / "own", lambda rows: rows))


def shown(part, **query):
    return open_page("mandate", DAY | {"mandate_part": "cpas", "mandate_cpas": part} | query)


def stored(own, table="assessments"):
    return own.store.read(table, own.store.latest())


def traces(page):
    (chart,) = page.app.get("plotly_chart")
    return json.loads(chart.proto.spec or chart.proto.figure.spec)["data"]


def test_one_graphic_with_gaps_and_nothing_later_than_the_day(own):
    page = shown("course")
    found = traces(page)
    assert len(found) == 3 * 2  # three dimensions, two offices
    # Six quarters to 2019Q3: four without an assessment, then limited and large, set apart by a part of a step.
    steps = found[0]["y"]
    assert steps[:4] == [None] * 4
    assert [round(step) for step in steps[4:]] == [1, 2]
    assert found[0]["connectgaps"] is False
    assert "6 assessments of quarters not over by 30 Dec 2019 were made later and are not used" in page.text
    assert "not an official one" in page.text
    for over in ("2019-12-31", "2020-01-31"):
        later = open_page("mandate", {"from": "2019-10-01", "to": over, "mandate_part": "cpas"})
        assert [round(step) for step in traces(later)[0]["y"][3:]] == [1, 2, 1]
        assert "are not used" not in later.text


def test_the_spread_counts_and_does_not_average(own):
    page = shown("course")
    rows = {tuple(row[0].split(" dialogue ")[1:]): row[1:] for row in page.tables[-1]}
    assert rows[("Knowledge",)] == ["·", "·", "2", "·"]
    assert rows[("Behaviour",)] == ["2", "·", "·", "·"]


def test_the_sheet_begins_with_the_context_and_shows_evidence_as_text(own):
    page = shown("sheet", mandate_quarter="2019Q3")
    assert page.tables[0][0][1:3] == ["Elders", "Land"]
    assert "To influence: Local authorities, elders" in page.text
    assert page.text.count(f"Talks {HOSTILE}") == 6
    assert not any("<img" in body for body in page.html)


def test_the_share_carried_out_is_said_with_its_numbers(own):
    page = shown("recommendations")
    assert "33 % carried out: 1 of 3 due by 30 Dec 2019" in page.text.replace("\u00a0", " ")
    earlier = open_page(
        "mandate", {"from": "2019-10-01", "to": "2019-11-15", "mandate_part": "cpas", "mandate_cpas": "recommendations"}
    )
    assert "No recommendation was due by 15 Nov 2019" in earlier.text


def test_a_judgement_is_entered_and_the_quarter_closed_and_frozen(own):
    page = shown("enter", mandate_quarter="2019Q3")
    assert any("any judgement" in note for note in page.notes)  # the second outcome is not assessed
    assert next(b for b in page.app.button if b.label == "Close and sign").disabled
    page.app.selectbox(key="judge_outcome").set_value("law")
    page.app.selectbox(key="judge_office").set_value("gao")
    page = ran(page.app)
    for name in ("knowledge", "attitudes", "behaviour"):
        for rating in ("relevance", "extent", "duration"):
            page.app.selectbox(key=f"judge_2019Q3_law_gao_{name}_{rating}").set_value("limited")
        page.app.text_input(key=f"judge_2019Q3_law_gao_{name}_evidence").set_value("Reports")
    next(b for b in page.app.button if b.label == "Save the judgements").click()
    page = ran(page.app)
    rows = stored(own)
    rows = rows[rows["outcome_id"] == "law"]
    assert rows[["dimension", "extent", "evidence"]].to_numpy().tolist() == [
        [name, "limited", "Reports"] for name in ("knowledge", "attitudes", "behaviour")
    ]
    page.app.text_input(key="close_post").set_value("Chief of Staff")
    next(b for b in page.app.button if b.label == "Close and sign").click()
    page = ran(page.app)
    assert not page.app.error
    assert cpas.is_closed(stored(own, "quarters"), "2019Q3")
    assert any("frozen" in words for words in page.advice)
    assert not [b for b in page.app.button if b.label == "Save the judgements"]
    sheet = shown("sheet", mandate_quarter="2019Q3")
    assert [row[:2] for row in sheet.tables[2]] == [["Gao", name] for name in ("Knowledge", "Attitudes", "Behaviour")]
    assert "signed by Chief of Staff: frozen" in sheet.app.success[0].value.replace("\\", "")
    assert "lacking" not in sheet.text


def test_a_recommendation_needs_a_day(own):
    page = shown("recommendations")
    page.app.text_input(key="recommend_title").set_value("Visit more")
    page.app.text_input(key="recommend_owner").set_value("Head of Civil Affairs")
    next(b for b in page.app.button if b.label == "Recommend").click()
    page = ran(page.app)
    assert "by which day it is due" in page.app.error[0].value
    assert len(stored(own, "recommendations")) == 3


def test_without_a_scale_the_page_says_how_to_set_one(tmp_path, opens):
    made = build(tmp_path / "own", lambda rows: rows)
    path = made.folder / "mission.toml"
    text = path.read_text(encoding="utf-8").partition("\n[[cpas.scale]]")[0]
    path.write_text(text, encoding="utf-8")
    made.store.commit(
        lambda base: {"outcomes": made.store.read("outcomes", base)}, who="t", what="settings", settings=text
    )
    opens(made)
    assert any("write cpas.scale into mission.toml" in note for note in shown("course").notes)
