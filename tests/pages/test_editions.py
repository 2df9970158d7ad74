"""Whom a file is for: asked beside every export, with what that edition holds, before anything is made."""

import re
from io import BytesIO

import openpyxl
import pytest
import streamlit as st

from components import editions, files
from data.deck import formats
from data.editions import words
from data.editions.edition import PARTNERS, STATE
from tests.pages.driver import open_page, ran


def downloads(shown):
    """The keys of the buttons that give a file."""
    found = [re.search(r"-([\w.]*(?:download|picture|report)\w*\.\w+)$", element.proto.id)
             for element in shown.app.main.get("download_button")]  # fmt: skip
    return {own[1] for own in found if own}


def for_whom(shown, key, edition):
    shown.app.radio(key=key).set_value(edition)
    return ran(shown.app)


def captions(shown):
    return "\n".join(element.value.replace("\\", "") for element in shown.app.caption)


def test_rows_say_their_columns_before_they_are_made():
    shown = open_page("incidents")
    assert {f"download{ending}" for ending in (".csv", ".xlsx", ".geojson", ".parquet")} <= downloads(shown)
    shown = for_whom(shown, "edition_incidents", PARTNERS)
    said = captions(shown)
    assert "Columns: event id, source, event date" in said
    left = next(line for line in said.splitlines() if line.startswith("Left out: ") and "notes" in line)
    assert all(name in left for name in ("actor1", "actor2", "notes", "reported by"))
    assert "download.csv" in downloads(shown)
    shown = for_whom(shown, "edition_incidents", STATE)
    assert not {key for key in downloads(shown) if key.startswith("download.")}
    assert "Not in this edition. It holds: Incidents by area" in captions(shown)


def test_the_edition_is_kept_for_the_next_file():
    shown = for_whom(open_page("incidents"), "edition_incidents", PARTNERS)
    assert shown.app.radio(key="edition_areas").value == PARTNERS


@pytest.mark.parametrize(("page", "key", "kept"), [
    ("briefing", "edition_areas", {PARTNERS, STATE}),
    ("footprint", "edition_bases", {PARTNERS}),
    ("mandate", "edition_tasks", {PARTNERS, STATE}),
    ("data", "edition_sources", set()),
])  # fmt: skip
def test_tables_are_given_where_an_edition_holds_them(page, key, kept):
    for edition in (PARTNERS, STATE):
        shown = for_whom(open_page(page), key, edition)
        name = key.removeprefix("edition_")
        assert (f"download{name}.csv" in downloads(shown)) == (edition in kept)


def test_a_picture_of_a_view_that_an_edition_lacks_is_not_given():
    shown = open_page("footprint")
    assert "picture_footprint.png" in downloads(shown)
    shown = for_whom(shown, "edition_picture_footprint", STATE)
    assert "picture_footprint.png" not in downloads(shown)
    assert "Footprint is not in the edition “Host State and Council”" in captions(shown)
    assert "picture_footprint.png" in downloads(for_whom(shown, "edition_picture_footprint", PARTNERS))


def test_a_report_is_given_where_an_edition_holds_it():
    shown = for_whom(open_page("mandate", {"mandate_part": "budget"}), "edition_report_cpas", STATE)
    assert {"report_budget.xlsx", "report_sg.docx"} <= downloads(shown)
    assert not {key for key in downloads(shown) if key.startswith("report_cpas")}


@pytest.mark.parametrize("edition", ["internal", PARTNERS, STATE])
def test_a_report_is_made_in_its_edition(edition, monkeypatch):
    given, button = {}, st.download_button

    def taken(label, **own):
        given[own["key"]] = own
        return button(label, **own)

    monkeypatch.setattr(st, "download_button", taken)
    for_whom(open_page("mandate", {"mandate_part": "budget"}), "edition_report_sg", edition)
    book = openpyxl.load_workbook(BytesIO(given["report_sg.xlsx"]["data"]()))
    cover = dict(list(book.worksheets[0].iter_rows(values_only=True, max_col=2)))
    assert cover["For"] == words.name(edition)
    assert book.worksheets[1].max_row > 10


def test_a_view_narrowed_to_an_actor_is_for_the_mission_alone(example):
    actor = next(iter(example.vocabulary.actors))
    shown = for_whom(open_page("incidents", {"actor": actor}), "edition_incidents", PARTNERS)
    assert "narrowed to an actor" in captions(shown)
    assert not {key for key in downloads(shown) if key.startswith("download.")}


def test_a_file_of_a_view_says_what_its_edition_holds_and_is_named_for_it(monkeypatch):
    for ending in formats.WRITERS:
        monkeypatch.setitem(formats.WRITERS, ending, "tests.data.deck.writer")
    shown = open_page("incidents")
    shown.app.session_state[files.OPEN] = True
    shown = for_whom(ran(shown.app), "files_edition", PARTNERS)
    said = captions(shown)
    assert "Views: Briefing, Incidents, Footprint" in said
    assert "Tasks: task id, title" in said
    shown.app.button(key="files_one").click()
    assert ran(shown.app).app.session_state[files.MADE].name.endswith("_partners.pptx")
    shown = for_whom(shown, "files_edition", STATE)
    assert "files_save" not in {one.key for one in shown.app.get("download_button")}


def test_every_export_of_every_page_asks_whom_it_is_for(monkeypatch):
    asked, given = set(), set()
    real, button = editions.choose, st.download_button
    monkeypatch.setattr(editions, "choose", lambda context, key: asked.add(key) or real(context, key))
    monkeypatch.setattr(st, "download_button", lambda *args, **own: given.add(own["key"]) or button(*args, **own))
    for page, query in (
        ("briefing", {}), ("incidents", {}), ("incidents", {"incidents_part": "compare"}), ("footprint", {}),
        ("mandate", {}), ("mandate", {"mandate_part": "budget"}), ("mandate", {"mandate_part": "plan"}), ("data", {}),
        ("data", {"data_part": "doubts"}), ("evidence", {"evidence_part": "areas"}),
    ):  # fmt: skip
        open_page(page, query)
    names = {re.sub(r"^(download|picture_|report_)", "", key).rpartition(".")[0] for key in given}
    told = {re.sub(r"^edition_(picture_|report_)?", "", key) for key in asked}
    assert names - {""} <= told
    assert len(names) > 15
