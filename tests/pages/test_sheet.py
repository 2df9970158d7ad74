"""An incident's sheet says which file its row came from, and what each version did to it."""

import hashlib
import re
from datetime import date
from html import unescape
from urllib.parse import parse_qs

import pytest

from data.incidents import matches
from data.mandate import cover
from tests.pages.driver import open_page

YEARS = {"from": "1997-01-06", "to": "2020-10-31"}
EXAMPLE = {"from": "2016-07-01", "to": "2019-12-31"}


@pytest.fixture
def sheet(both, opens):
    """Opens the sheet of an incident: the page, and its tables of two columns by their first cell."""
    opens(both)

    def open_sheet(event, **query):
        shown = open_page("incidents", YEARS | {"incidents_event": event} | query)
        return shown, {row[0]: row[1] for table in shown.tables if table and len(table[0]) == 2 for row in table}

    return open_sheet


@pytest.fixture(scope="session")
def revised(both):
    """An event whose deaths ACLED revised between July and November: its id, and both figures."""
    before, after = (both.store.read("incidents", n).set_index("event_id")["fatalities_best"] for n in (1, 2))
    moved = before[before != after[before.index]]
    return moved.index[0], moved.iloc[0], after[moved.index[0]]


def test_a_row_names_the_file_that_last_wrote_it(sheet, revised, shared_data, both_now):
    shown, facts = sheet(revised[0])
    assert shown.notes == []
    assert facts["File"] == "mali_2020-11-06.csv"
    content = (shared_data / "acled/mali_2020-11-06.csv").read_bytes()
    assert facts["SHA-256 of its bytes"] == hashlib.sha256(content).hexdigest()
    assert facts["Read as"] == "ACLED, layout before March 2023"
    assert facts["Version"] == "2"
    assert facts["Imported"].endswith(", tester")
    own = both_now.incidents[both_now.incidents["event_id"] == revised[0]].iloc[0]
    assert own["import_id"] in facts["Import"]


def test_its_history_has_both_versions_with_the_cells_that_changed(sheet, revised):
    shown, _facts = sheet(revised[0])
    (history,) = [table for table in shown.tables if table and len(table[0]) == 4 and table[0][2] == "tester"]
    assert [row[0] for row in history] == ["2", "1"], (
        "the newest first, and the versions of areas and bases passed over"
    )
    assert "changed by mali_2020-11-06.csv" in history[0][3]
    assert f"fatalities_best : {revised[1]} → {revised[2]}" in history[0][3]
    assert history[1][3] == "added by mali_2020-07-20.csv"


def test_a_pinned_version_knows_nothing_of_later_ones(sheet, revised):
    shown, facts = sheet(revised[0], at="1")
    assert (facts["File"], facts["Version"]) == ("mali_2020-07-20.csv", "1")
    assert "changed by" not in shown.text


def test_accounts_of_all_sources_stand_side_by_side_with_their_own_figures(sheet, both_now):
    found = matches.beside(both_now, "ucdp", "203499")
    shown, _facts = sheet("203499", source="ucdp")
    (accounts,) = [table for table in shown.tables if any("this sheet" in row for row in table)]
    own, *others = accounts
    assert own[:5] == ["UCDP GED", "27 Jun 2015", "Nara town", "this sheet", "6 (6 – 6)"]
    assert own[5] == "Government of Mali / Ansar Dine"
    assert [row[4] for row in others] == [str(n) for n in found["fatalities_b"]] == ["12"]
    assert others[0][:4] == ["ACLED", "27 Jun 2015", "Nara", "0 km, same day"]
    assert "never added up or merged" in shown.text
    assert "nothing decides it" in shown.text


def test_an_event_that_is_not_there_is_said_to_be_missing(sheet):
    assert "This version has no incident nowhere." in sheet("nowhere")[0].text


def test_the_bundled_example_says_that_no_file_was_imported(example):
    event = example.incidents["event_id"].iloc[-1]
    shown = open_page("incidents", EXAMPLE | {"incidents_event": event})
    assert "Where this row comes from" in shown.text
    assert "Its history through versions" in shown.text


def of_example(event, **query):
    """The sheet of an incident of the example."""
    return open_page("incidents", EXAMPLE | {"incidents_event": event} | query)


def table_with(shown, first):
    """The table whose first cell starts with these words."""
    (found,) = [table for table in shown.tables if table and table[0][0].startswith(first)]
    return found


def test_the_base_towns_nearest_to_it_are_those_open_on_its_day(sheet):
    """Ogossagou, 23 March 2019: by hand from the bases of 2019 and the geodesic. Gossi had closed, at 250 km."""
    shown, _facts = sheet("MLI2741")
    towns = table_with(shown, "Mopti/Sevare")
    assert [(row[0].split(" Base; ")[0], row[2]) for row in towns[:3]] == [
        ("Mopti/Sevare", "85 km"), ("Douentza", "133 km"), ("Goundam", "272 km")
    ]  # fmt: skip
    assert len(towns) == 5
    assert towns[3][0] == "Dyabali Base; open since 2014, by year only; perhaps not on that day", "it closed in 2019"
    assert "Of the bases open on 23 Mar 2019" in shown.text
    assert "not protection or response" in shown.text


def test_before_the_mission_no_base_was_open(sheet, both_now):
    event = both_now.incidents.query("source == 'acled' and event_date < '2010' and geo_precision == 1")[
        "event_id"
    ].iloc[0]
    assert "No base is known to have been open on" in sheet(event)[0].text


def test_a_stand_in_for_a_region_gets_no_distance_and_no_finer_area(example):
    row = example.incidents.query("geo_precision == 3 and area1_id == 'ex:ML-MO'").iloc[-1]
    text = of_example(row["event_id"]).text
    assert "a distance from it would look exact without being so" in text
    assert "its stand-in for the region, not a place" in text
    assert "Straight line" not in text
    assert "Tasks that name Mopti, an area around" in text


def test_the_tasks_that_cover_its_place_lead_to_the_mandate_page(example):
    shown = of_example("DOC08")
    tasks = table_with(shown, "2423.2")
    found = cover.of_place(
        example.table("mandates"), example.table("tasks"), example.areas, "ex:ML-MO-BANKASS", date(2019, 3, 23)
    )
    assert [row[0].split()[0] for row in tasks] == found["task_id"].tolist() == ["2423.2", "2423.1", "2423.3", "2423.4"]
    assert [row[2] for row in tasks] == ["Mopti", *["the whole country"] * 3]
    for task, query in ((row[0], address) for row, address in zip(tasks, links_to(shown, "mandate"), strict=True)):
        page = open_page("mandate", query)
        assert page.notes == []
        assert "Security Council resolution 2423 (2018)" in page.text
        assert page.app.selectbox(key="mandate_task").value == task.split()[0]


def links_to(shown, page):
    """The queries of the links to a page."""
    found = re.findall(rf'href="\./{page}\?([^"]*)"', "".join(shown.html))
    return [parse_qs(unescape(query)) for query in found]


@pytest.mark.parametrize(("month", "mandate"), [("2019-06", "2423"), ("2019-07", "2480")])
def test_in_the_months_of_two_mandates_a_task_leads_to_its_own(example, month, mandate):
    """Resolution 2480 was adopted on 28 June 2019, two days before 2423 expired; its tasks start in July."""
    days = example.incidents["event_date"].dt.strftime("%Y-%m")
    shown = of_example(example.incidents.loc[days == month, "event_id"].iloc[-1])
    queries = links_to(shown, "mandate")
    assert len(queries) >= 3
    assert {query["mandate_task"][0].partition(".")[0] for query in queries} == {mandate}
    assert f"resolution {mandate}" in open_page("mandate", queries[0]).text


def test_its_own_link_opens_the_same_sheet_whatever_the_filters_count(example):
    """From filters that do not count it: other months, type, area and precision."""
    narrow = {"from": "2019-12-01", "to": "2019-12-31", "type": "riots", "area": "ex:ML-GA", "precision": "1"}
    shown = of_example("DOC08", **narrow)
    assert "This incident is not among those that the filters count." in shown.text
    link = shown.app.main.get("code")[-1].value
    address, _mark, query = link.partition("?")
    assert address.endswith("/incidents")
    query = parse_qs(query)
    assert query["incidents_event"] == ["DOC08"]
    assert query["at"] == ["1"]
    again = open_page("incidents", query)
    assert again.notes == []
    assert "not among those that the filters count" not in again.text
    of_sheet = [table for table in shown.tables if table in again.tables]
    assert len(of_sheet) >= 6, "facts, bases, tasks, accounts, import, history"
    assert again.app.main.get("code")[-1].value == link


def test_unknown_deaths_are_not_shown_as_none():
    facts = {row[0]: row[1] for table in of_example("DOC10").tables for row in table if len(row) == 2}
    assert facts["Reported deaths, best (low – high)"] == "unknown: no figure given"
