"""Each finding of the briefing leads to a view whose own words hold its figures; nothing is claimed that may not be."""

import re

import pytest

from components import views
from data import snapshot
from data.briefing import profiles
from data.briefing.findings import MOST, findings
from data.briefing.profiles import ORDERS
from data.scene import Scene
from data.words import formats
from tests.pages.driver import open_page

EXAMPLE = [{}, {"from": "2019-04-01", "to": "2019-06-30"}, {"area": "Mopti"}, {"period": "meeting"}, {"period": "7d"}]
MALI = [
    {"from": "2019-04-01", "to": "2019-06-30", "type": "violent"},
    {"from": "2018-10-01", "to": "2018-12-31"},
    {"from": "2020-04-01", "to": "2020-06-30", "area": "Mopti"},
]
OFFICE = ["ex:ML-MO", "ex:ML-SG"]  # what the field office of Mopti covers, as table field_offices says
FORBIDDEN = re.compile(
    r"\b(because|caused?|due to|led to|thanks to|result of|should|must|recommend to|build|best|worst|ranks?)\b", re.I
)


def found(mission, link):
    """The filters of a link and the findings under them."""
    shot, reading = snapshot.open_link(mission, {key: [value] for key, value in link.items()})
    return reading.filters, findings(Scene(shot, reading.filters))


def confirmed(link, filters, one):
    """Which figures of a finding are not in the words of its view."""
    query = filters.query_for("", **one.changes)
    text = f" {open_page(one.page, query).text} "
    figures = {name: formats.number(value) for name, value in one.numbers.items()}
    return {n: f for n, f in figures.items() if not re.search(rf"(?<![\d.,]){re.escape(f)}(?![\d]|[.,]\d)", text)}


def check(mission, link):
    filters, own = found(mission, link)
    assert len(own) <= MOST
    for one in own:
        assert one.numbers, one.code
        assert one.test, one.code
        said = {formats.number(value) for value in one.numbers.values()}
        assert all(figure in one.text for figure in said), one
        assert confirmed(link, filters, one) == {}, one
        assert not FORBIDDEN.search(one.text), one.text
    return own


@pytest.mark.parametrize("link", EXAMPLE, ids=str)
def test_the_view_of_each_finding_of_the_example_has_its_figures(link, example):
    assert check(example.mission, link)


@pytest.mark.parametrize("link", MALI, ids=str)
def test_the_view_of_each_finding_of_real_data_has_its_figures(link, mali, opens):
    opens(mali)
    assert check(mali, link)


def test_the_page_shows_the_findings_and_their_tests_and_leads_to_their_views(example):
    _filters, own = found(example.mission, {})
    shown = open_page("briefing")
    for one in own:
        assert " ".join(one.text.split()) in shown.text
        assert " ".join(one.test.split()) in shown.text
    whole = " ".join(shown.html)
    for parameter in ("incidents_part=change", "mandate_view=decision", "civilians=1", "area=ex%3AML-MO-KORO"):
        assert parameter in whole
    questions = ("What changed?", "Where is the assessed threat?", "Are we placed for it?", "Are we doing what")
    at = [shown.text.index(question) for question in questions]
    assert at == sorted(at)
    assert shown.text.index("explosive devices on the main road") < shown.text.index("Recorded, not a threat")


@pytest.mark.parametrize("profile", ORDERS)
def test_a_profile_has_the_same_figures_in_its_own_order(profile, example):
    everybody, own = (open_page("briefing", link) for link in ({}, {"briefing_profile": profile}))
    assert not own.notes
    if not profiles.of(example)[profile].areas:
        assert own.title == everybody.title
    heads = {"changed": "What changed?", "threat": "Where is", "placed": "Are we placed", "doing": "Are we doing"}
    at = [own.text.index(heads[question]) for question in ORDERS[profile]]
    assert at == sorted(at)


def test_choosing_a_field_office_filters_by_its_area_and_leaving_it_lets_go(example):
    shown = open_page("briefing")
    choose = next(box for box in shown.app.selectbox if box.key == "briefing_profile")
    app = choose.set_value("hofo_mopti").run()
    assert app.session_state["filter_areas"] == OFFICE
    next(box for box in app.selectbox if box.key == "briefing_profile").set_value("srsg").run()
    assert app.session_state["filter_areas"] == []


def test_a_link_to_a_field_office_opens_cold_on_its_areas_unless_it_names_others():
    own = open_page("briefing", {"briefing_profile": "hofo_mopti"})
    assert own.app.session_state["filter_areas"] == OFFICE
    other = open_page("briefing", {"briefing_profile": "hofo_mopti", "area": "Gao"})
    assert other.app.session_state["filter_areas"] == ["ex:ML-GA"]


@pytest.mark.parametrize("profile", ["", *ORDERS])
def test_what_is_said_to_be_quiet_is_quiet(profile):
    text = open_page("briefing", {"briefing_profile": profile} if profile else {}).text
    for words in ("No change beyond the usual", "Nothing to state on reach", "No decision asked, nothing due"):
        assert words not in text


@pytest.mark.parametrize("view", [view.key for view in views.VIEWS])
def test_reports_that_come_late_are_said_once_where_the_last_weeks_are_shown(view):
    late = "Reports come late: figures of the days after 3 Dec 2019"
    assert open_page(view).text.count(late) == 1
    assert late not in open_page(view, {"from": "2019-04-01", "to": "2019-06-30"}).text


def test_nothing_that_matters_is_said_so(incidents_only):
    shown = open_page("briefing", {"from": "2019-01-01", "to": "2019-12-31"})
    for words in (
        "No change beyond the usual",
        "does not say that there is no threat",
        "Nothing to state on reach",
        "No decision asked",
    ):
        assert words in shown.text


def test_since_the_last_meeting_is_offered_where_one_is_on_record(mali, opens):
    assert "28 Nov – 31 Dec 2019" in open_page("briefing", {"period": "meeting"}).text
    opens(mali)
    shown = open_page("briefing", {"period": "meeting"})
    assert any("period=meeting" in note for note in shown.notes)
