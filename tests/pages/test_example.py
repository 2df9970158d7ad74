"""Each page on the bundled example: its title, its filters, and the same numbers as the data layer."""

import re

import pytest

from data.filters import Filters
from data.footprint import reach
from data.incidents import summary
from data.words import formats
from tests.pages.driver import PAGES, open_page

FILTERED = [
    {"type": "violent"},
    {"type": ["battles", "protests"]},
    {"area": "Mopti"},
    {"area": ["Gao/Gao", "Mopti"]},
    {"civilians": "1"},
    {"precision": "1"},
    {"period": "7d"},
    {"period": "28d"},
    {"period": "budgetyear"},
    {"from": "2018-09-01", "to": "2019-06-30"},
    {"from": "2019-03-01", "to": "2019-03-01"},
    {"at": "1"},
    {"lang": "fr"},
]
TITLES = {
    "briefing": r"\d+ recorded incidents in Oct–Dec 2019",
    "incidents": r"\d+ recorded incidents in Oct–Dec 2019",
    "footprint": r"\d+ % of incidents in Oct–Dec 2019 were within 50 km, straight line, of a base town; \d+ were not",
    "workshop": r"\d+ % of incidents in Oct–Dec 2019 lay within 50 km, straight line, of a base town: what if\?",
    "mandate": r"\d+ tasks? needs? a decision",
    "evidence": r"Mali, Oct–Dec 2019: \d+ assessed threats?, \d+ recorded incidents?, \d+ tasks? answers?, \d+ open",
    "data": r"Synthetic example: records to 31 Dec 2019, version 1",
}


def asked(query):
    """A query as the data layer reads it."""
    return {key: [value] if isinstance(value, str) else value for key, value in query.items()}


def selected(example, query):
    """The filters of a query and the rows that they leave."""
    filters = Filters.from_query(asked(query), example.vocabulary).filters
    return filters, example.select(filters)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_states_its_finding_as_title(page):
    assert re.match(TITLES[page], open_page(page).title)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_its_frame(page, example):
    words = open_page(page).text
    assert f"version {example.number}" in words
    assert example.settings.handling in words
    assert example.settings.synthetic in words, "the mark of synthetic data is missing"
    assert "do not imply official endorsement or acceptance by the United Nations" in words


@pytest.mark.parametrize("page", PAGES)
def test_the_plain_link_needs_no_note(page):
    assert open_page(page).notes == []


@pytest.mark.parametrize("query", FILTERED[::2], ids=str)
@pytest.mark.parametrize("page", ["footprint", "mandate", "data"])
def test_a_filtered_page_opens_without_a_note(page, query):
    shown = open_page(page, query)
    assert shown.title
    assert shown.notes == []


@pytest.mark.parametrize("query", FILTERED[:11], ids=str)
@pytest.mark.parametrize("page", ["briefing", "incidents"])
def test_the_title_counts_what_the_data_layer_counts(page, query, example):
    _filters, rows = selected(example, query)
    shown = open_page(page, query)
    assert shown.title.startswith(f"{formats.number(len(rows))} ")
    assert shown.notes == []


@pytest.mark.parametrize("query", FILTERED[:10:3], ids=str)
def test_the_incidents_page_counts_deaths_and_precision(query, example):
    _filters, rows = selected(example, query)
    totals, precision = summary.totals(rows), summary.by_precision(rows)
    words = open_page("incidents", query).text
    assert f"{formats.number(totals['fatalities'])} reported deaths" in words
    assert f"exact {precision[1]} · near {precision[2]} · region only {precision[3]}" in words


@pytest.mark.parametrize("radius_km", [25, 50, 150])
def test_the_footprint_counts_what_is_within_reach(radius_km, example):
    filters, rows = selected(example, {"type": "violent"})
    reached = reach.of(rows, reach.open_on(example.table("bases"), filters.end), radius_km)
    shown = open_page("footprint", {"type": "violent", "footprint_radius": str(radius_km)})
    assert f"within {radius_km} km, straight line, of a base town" in shown.title
    assert f"{formats.number(reached.covered_incidents)} of {formats.number(reached.incidents)}" in shown.text
    assert "not protection or response" in shown.text


def test_the_table_by_type_adds_up_to_the_title(example):
    _filters, rows = selected(example, {})
    by_type = next(t for t in open_page("incidents").tables if len(t[0]) == 3)
    assert sum(int(row[1]) for row in by_type) == len(rows)


def test_the_briefing_compares_five_figures():
    words = open_page("briefing").text
    labels = (
        "Recorded incidents",
        "Reported deaths",
        "Events targeting civilians",
        "of a base town",
        "with an incident",
    )
    for label in labels:
        assert label in words
    assert len(re.findall("Jul–Sept? 2019", words)) >= 5, "each figure names the period before"
    assert words.count("Oct–Dec 2018") >= 5, "and the same period a year earlier"


@pytest.mark.parametrize("status", ["on_course", "at_risk", "off_course", "no_data", "decision", "overdue"])
def test_tasks_are_narrowed_by_status(status):
    everything = open_page("mandate").tables[0]
    narrowed = open_page("mandate", {"mandate_status": status}).tables[0]
    assert 0 < len(narrowed) < len(everything)


def test_an_incident_is_opened_by_its_link():
    shown = open_page("incidents", {"from": "2019-01-01", "to": "2019-12-31", "incidents_event": "DOC01"})
    assert "Figures of other sources" in shown.text
    assert "never added up" in shown.text


def test_the_data_dictionary_and_every_table_are_on_the_data_page(example):
    shown = open_page("data", {"data_part": "tables"})
    names = [row[0] for table in shown.tables for row in table]
    assert {"incidents", "areas", "bases", "mandates", "priorities", "tasks", "actors", "imports"} <= set(names)
    assert formats.number(len(example.incidents)) in shown.text
