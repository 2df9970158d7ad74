"""Part Handover: a post is chosen, what it holds is shown with the way to each row, and given as one workbook."""

import re
from io import BytesIO

import openpyxl
import pytest
import streamlit as st

from components import handover
from data import mission
from data.access.roles import ADMINISTRATOR, ANALYST, PLANNER, VIEWER
from data.audit import log
from data.briefs import briefs
from data.briefs.briefs import Brief
from data.handover import held
from tests.pages.driver import open_page, ran

HOSTILE = "<img src=x onerror='top.pwned=1'> **Koro**"
PART = {"data_part": "handover"}
POST = PART | {"data_post": "Senior Protection Adviser"}


def hrefs(shown):
    """The addresses of what the tables list."""
    return re.findall(r'class="lp-rows" href="([^"]+)"', " ".join(shown.html))


def test_a_post_is_named_with_what_it_holds(example):
    post = "Chief, Strategic Planning Unit"
    shown = open_page("data", PART | {"data_post": post})
    own = held.of(example.table, post, example.today)
    dates = len(own["calendar"])
    assert shown.title == f"{post}: 0 open decisions, 1 open action, {dates} dates, 0 tasks and indicators"
    assert f"Open calendar entries ({dates})" in shown.text
    assert own["calendar"]["title"].iloc[0] in shown.text
    assert "None: Open decisions, Tasks and indicators" in shown.text


def test_owners_of_everything_stand_below_with_the_way_to_each(example):
    shown = open_page("data", PART)
    table = held.owners(example.table, example.today)
    assert len([link for link in hrefs(shown) if "data_post=" in link]) == len(table)
    assert {"Owners by post: who holds how much"} <= {own.label for own in shown.app.expander}


def test_each_row_leads_to_its_place():
    links = hrefs(open_page("data", POST))
    assert any("footprint_part=assets" in link for link in links)
    assert any("mandate_item=indicator" in link for link in links)
    assert any("evidence_operation=" in link for link in links)
    opened = next(link for link in links if "evidence_operation=" in link)
    query = dict(pair.split("=", 1) for pair in opened.partition("?")[2].replace("&amp;", "&").split("&"))
    assert not open_page("evidence", {name: query[name] for name in query if name.startswith("evidence")}).notes


def test_another_post_is_chosen_and_stands_in_the_link():
    shown = open_page("data", PART)
    assert shown.title.startswith("Chief of Staff: ")
    shown.app.selectbox(key="data_post").set_value("Force Commander")
    shown = ran(shown.app)
    assert shown.title.startswith("Force Commander: 1 open decision, ")
    assert shown.app.query_params["data_post"] in ("Force Commander", ["Force Commander"])


def test_a_post_that_nobody_names_is_ignored_with_a_note():
    shown = open_page("data", PART | {"data_post": HOSTILE})
    assert any("was ignored: expected a post" in note for note in shown.notes)
    assert shown.title.startswith("Chief of Staff: ")
    assert not [body for body in shown.html if "<img src=x" in body]


def test_what_people_saved_is_under_their_name(mali_copy, opens):
    room = opens(mali_copy)
    for name, author in (("north", "Awa"), ("centre", HOSTILE)):
        briefs.save(room, Brief(name, "incidents", "type=violent", author, HOSTILE))
    shown = open_page("data", PART)
    assert shown.title == "The register names no post yet"
    assert "Short links (2)" in shown.text
    assert not [body for body in shown.html if "<img src=x" in body]
    shown.app.selectbox(key=handover.AUTHOR).set_value("Awa")
    shown = ran(shown.app)
    assert "Short links (1)" in shown.text and "Saved by Awa" in shown.text
    assert hrefs(shown) == ["./?brief=north"]


def test_the_note_is_a_workbook_that_is_on_record(monkeypatch):
    given = {}
    button = st.download_button
    monkeypatch.setattr(
        st, "download_button", lambda *args, **own: given.update({own["key"]: own}) or button(*args, **own)
    )
    open_page("data", POST)
    made = openpyxl.load_workbook(BytesIO(given["handover_note"]["data"]()))
    about = dict(list(made["About"].values)[1:])
    assert (about["title"], about["post"]) == ("Handover note", "Senior Protection Adviser")
    assert about["mark"] and about["version"] and about["handling"]
    newest = log.entries(mission.load(mission.EXAMPLE)).iloc[0]
    assert (newest["action"], newest["what"]) == ("export", given["handover_note"]["file_name"])


@pytest.mark.parametrize("role", [PLANNER, ANALYST, ADMINISTRATOR])
def test_planners_analysts_and_administrators_have_the_part(signed_in, role):
    signed_in(role)
    shown = open_page("data", POST)
    assert shown.title.startswith("Senior Protection Adviser: ")
    assert ("Early warning" in shown.text) == (role == PLANNER), "requests are a planner's"
    assert ("Who did what" in str(shown.app.segmented_control[0].options)) == (role == ADMINISTRATOR)


def test_viewers_get_neither_the_tab_nor_what_is_in_it(signed_in):
    signed_in(VIEWER)
    shown = open_page("data", POST)
    assert any("“data_part=handover” was ignored" in note for note in shown.notes)
    assert "Handover" not in str(shown.app.segmented_control[0].options)
    assert "Held by" not in shown.text
    shown.app.session_state["data_part"] = "handover"
    assert "Held by" not in ran(shown.app).text
