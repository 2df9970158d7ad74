"""The pages on the real mission of Mali show the known answers."""

import pytest

from tests.pages.driver import open_page

LINK = {"from": "2018-09-01", "to": "2019-06-30", "type": "violent"}


@pytest.fixture(autouse=True)
def _mali(mali, opens):
    opens(mali)


def test_the_briefing_shows_the_known_counts():
    shown = open_page("briefing", LINK)
    assert shown.title.startswith("543 violent incidents in ")
    assert "1,692" in shown.text


def test_the_briefing_names_the_event_that_makes_a_fall_instead_of_the_fall():
    shown = open_page("briefing", {"from": "2019-04-01", "to": "2019-06-30", "type": "violent"})
    words = (
        "650 in Jan–Mar 2019. Not stated as a fall: without one event, Ogossagou on 23 Mar 2019 (164 reported deaths)"
    )
    assert f"{words}, it would be 489 against 486, limited change." in shown.text


def test_the_incidents_page_shows_the_known_counts():
    shown = open_page("incidents", LINK)
    assert shown.title.startswith("543 violent incidents in ")
    assert "1,692 reported deaths" in shown.text


def test_the_footprint_shows_the_known_reach():
    shown = open_page("footprint", LINK)
    assert shown.title.startswith("26 % of incidents in ")
    assert "141 of 543" in shown.text


def test_the_data_page_shows_both_counts_of_the_same_years_and_why_they_differ():
    shown = open_page("data")
    years = {row[0]: row[1:3] for table in shown.tables for row in table if row[0] in ("2016", "2017", "2018")}
    assert years == {"2016": ["71", "71"], "2017": ["192", "238"], "2018": ["815", "783"]}
    assert "Sources revise" in shown.text
    assert "July 2019" in shown.text


def test_the_mandate_page_asks_for_tasks():
    assert open_page("mandate").title == "No mandate tasks yet"


def test_an_older_version_has_no_areas_and_no_bases():
    shown = open_page("footprint", LINK | {"at": "1"})
    assert shown.title == "No bases yet"
    assert any("Pinned to version 1" in text and "Newer data is here." in text for text in shown.advice)
