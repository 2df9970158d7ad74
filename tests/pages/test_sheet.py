"""An incident's sheet says which file its row came from, and what each version did to it."""

import hashlib

import pytest

from data.incidents import matches
from tests.pages.driver import open_page

YEARS = {"from": "1997-01-06", "to": "2020-10-31"}


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


def test_candidates_of_the_other_source_stand_beside_with_their_own_figure(sheet, both_now):
    found = matches.beside(both_now, "ucdp", "203499")
    shown, _facts = sheet("203499", source="ucdp")
    (beside,) = [table for table in shown.tables if table and len(table[0]) == 5 and table[0][0] == "ACLED"]
    assert [row[3] for row in beside] == [str(n) for n in found["fatalities_b"]] == ["12"]
    assert "never merged or added up" in shown.text


def test_an_event_that_is_not_there_is_said_to_be_missing(sheet):
    assert "This version has no incident nowhere." in sheet("nowhere")[0].text


def test_the_bundled_example_says_that_no_file_was_imported(example):
    event = example.incidents["event_id"].iloc[-1]
    shown = open_page("incidents", {"from": "2012-01-01", "to": "2019-12-31", "incidents_event": event})
    assert "Where this row comes from" in shown.text
    assert "Its history through versions" in shown.text
