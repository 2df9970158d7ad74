"""Where there is nothing to show, each page says what to do."""

import pytest

from tests.pages.driver import PAGES, open_page

# Kidal has few incidents: none of these in one day.
NONE_FOUND = {"from": "2016-07-02", "to": "2016-07-02", "type": "strategic", "area": "Kidal"}


@pytest.mark.parametrize("page", ["briefing", "incidents"])
def test_no_incident_found_says_where_the_records_are_and_what_to_widen(page):
    shown = open_page(page, NONE_FOUND)
    assert "No incident" in shown.title
    assert any("widen the period" in text and "2019" in text for text in shown.advice)


@pytest.mark.parametrize("area", [{}, {"area": "Mopti"}], ids=str)
def test_the_briefing_of_a_period_without_a_mandate_says_so(area):
    shown = open_page("briefing", {"from": "2016-07-01", "to": "2016-09-30", **area})
    assert "in Jul–Sept 2016" in shown.title
    assert "No tasks of a mandate in force in this period are on record." in shown.text


def test_no_incident_found_over_bases():
    shown = open_page("footprint", NONE_FOUND)
    assert shown.title.startswith("No incident recorded in ")
    assert "No incident lies outside." in shown.text


def test_no_task_in_a_period_without_a_mandate_names_the_periods_that_have_one():
    shown = open_page("mandate", {"from": "2016-07-01", "to": "2016-07-31"})
    assert shown.title == "No mandate with tasks was in force in Jul 2016"
    assert any("Choose a period within one of these" in text for text in shown.advice)


def test_days_after_the_data_find_nothing():
    assert "No incident" in open_page("incidents", {"from": "2030-01-01", "to": "2030-01-31"}).title


WITHOUT_DATA = {
    "briefing": "No incidents yet",
    "incidents": "No incidents yet",
    "footprint": "No bases yet",
    "workshop": "No bases yet",
    "mandate": "No mandate tasks yet",
    "evidence": "No incidents yet",
    "data": "This mission has no incidents yet: drop a file below",
}


@pytest.mark.parametrize("query", [{}, {"type": "violent", "period": "28d"}, {"at": "1", "source": "acled"}], ids=str)
@pytest.mark.parametrize("page", PAGES)
def test_a_mission_without_data_says_what_to_import(page, query, new_mission, opens):
    opens(new_mission)
    shown = open_page(page, query)
    assert shown.title == WITHOUT_DATA[page]
    assert "no data yet" in shown.text
    if page == "data":
        assert "Nothing was imported yet." in shown.text
    elif page == "mandate":
        assert any("Fill in the workbook and drop it below" in text for text in shown.advice)
    else:
        assert any("Import" in text for text in shown.advice)
        assert "Import on page Data →" in shown.links


def test_a_page_that_ends_early_keeps_its_frame_and_writes_its_link(new_mission, opens):
    opens(new_mission)
    for page in ("incidents", "footprint", "workshop", "mandate"):
        shown = open_page(page, {"precision": "1"})
        assert "do not imply official endorsement" in shown.text, page
        assert shown.app.session_state["link_query"] == {"precision": ["1"]}


INCIDENTS_ONLY = {
    "briefing": "3 recorded incidents in Apr–Jun 2019",
    "incidents": "3 recorded incidents in Apr–Jun 2019",
    "footprint": "No bases yet",
    "workshop": "No bases yet",
    "mandate": "No mandate tasks yet",
    "evidence": "Mali, Apr–Jun 2019: 0 assessed threats, 3 recorded incidents",
    "data": "ACLED: records to 15 Sept 2019, version 1",
}


@pytest.mark.parametrize(
    "page",
    ["briefing", "incidents", "footprint", "workshop", "mandate", "evidence", "data"],
)
@pytest.mark.usefixtures("incidents_only")
def test_a_mission_of_incidents_only_shows_them_and_asks_for_the_rest(page):
    shown = open_page(page)
    assert shown.title.startswith(INCIDENTS_ONLY[page])
    if page in ("footprint", "workshop"):
        assert any("Import" in text for text in shown.advice)
    if page == "mandate":
        assert any("Fill in the workbook and drop it below" in text for text in shown.advice)
    if page == "evidence":
        assert "1. Assessed threats: 0 hold on" in shown.text


def test_a_folder_without_a_mission_is_named_in_words(tmp_path, monkeypatch):
    monkeypatch.setenv("LINCHPIN_MISSION", str(tmp_path / "nowhere"))
    shown = open_page("briefing")
    assert "nowhere" in shown.text
    assert "python -m data init" in shown.text
