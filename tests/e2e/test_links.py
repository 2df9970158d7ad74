"""Links in the real browser: opened cold, kept by widgets, page switches and Back, and each session its own."""

import re

import pytest
from playwright.sync_api import expect

from data import snapshot
from data.filters import Filters
from data.words import formats

FILTERS = "period=28d&type=violent&area=Mopti&civilians=1&precision=2"
COLD = {
    "/": r"violent incidents in 4 Dec – 31 Dec 2019",
    "/incidents": r"violent incidents in 4 Dec – 31 Dec 2019",
    "/footprint": r"of incidents in 4 Dec – 31 Dec 2019 were within 50.km, straight line, of a base town",
    "/mandate": r"need",
    "/data": r"records to 31 Dec 2019, version 1",
}


def sidebar(tab):
    return tab.page.get_by_test_id("stSidebar")


def box(tab, label):
    """A select box or multiselect of the sidebar."""
    return sidebar(tab).get_by_role("combobox", name=label, exact=True)


def choose(tab, label, option):
    """Choose an option of a box of the sidebar."""
    tab.pick(box(tab, label), option)


@pytest.mark.parametrize(("path", "title"), COLD.items())
def test_a_deep_link_is_the_first_request_of_a_fresh_server(path, title, tabs, serve, example_copy):
    tab = tabs(serve(example_copy.folder))
    tab.open(f"{path}?{FILTERS}")
    tab.shows(re.compile(title))
    expect(box(tab, "Period")).to_have_value("Last 28 days")
    expect(box(tab, "Precision counted")).to_have_value("Exact and near")
    expect(sidebar(tab).get_by_role("button", name=re.compile("^Remove "))).to_have_count(2)
    expect(sidebar(tab).get_by_role("switch", name="Only events targeting civilians")).to_be_checked()
    if path in ("/", "/incidents"):
        assert tab.map().locator("path.leaflet-interactive").count() > 10
    if path in ("/", "/footprint"):
        assert tab.map().locator(".lp-base").count() > 5


def test_widgets_write_codes_and_back_restores_link_and_figures(tab):
    tab.open("/incidents")
    plain = tab.title
    choose(tab, "Period", "Last 28 days")
    tab.url_has("period=28d")
    tab.shows("4 Dec – 31 Dec 2019")
    month = tab.title
    choose(tab, "Incidents", "Violent incidents")
    tab.url_has("period=28d", "type=violent")
    tab.shows("violent incidents")
    violent = tab.title
    choose(tab, "Areas", "Mopti")
    tab.url_has(r"area=[^&]+")
    assert re.fullmatch(r"[a-z]+:.+", tab.query["area"][0]), "a code, not a label"
    tab.quiet()
    mopti = tab.title
    assert len(tab.query["area"]) == 1
    tab.go("Footprint")
    tab.shows("straight line")
    tab.url_has("period=28d", "type=violent", r"area=[^&]+")
    for gone, title in (("footprint", mopti), ("area=", violent), ("type=", month), ("period=", plain)):
        tab.quiet()
        tab.page.go_back()
        expect(tab.page).not_to_have_url(re.compile(gone))
        tab.shows(title)


def test_two_sessions_share_no_filter(tabs, example_server):
    one, other = tabs(example_server), tabs(example_server)
    one.open("/incidents?type=violent&period=28d")
    other.open("/incidents")
    assert "violent" in one.title
    assert "violent" not in other.title
    choose(other, "Period", "Last 7 days")
    other.shows("25 Dec – 31 Dec 2019")
    one.go("Footprint")
    one.shows("4 Dec – 31 Dec 2019")
    one.url_has("type=violent", "period=28d")


def test_a_hostile_link_earns_notes_only(tab):
    payload = '<img src=x onerror="window.top.pwned=1">'
    tab.open(
        f"/incidents?area={payload}&{payload}=1&type=<script>top.pwned=1</script>&at=999&lang=xx&incidents_area={payload}"
    )
    expect(tab.page.get_by_test_id("stAlert")).to_have_count(6)
    assert tab.page.evaluate("window.pwned") is None


def test_the_page_counts_what_the_data_layer_counts(tab, example_copy):
    shot = snapshot.load(example_copy, 1)
    link = "?from=2019-01-01&to=2019-06-30&type=violent"
    rows = shot.select(Filters.from_query(link, shot.vocabulary).filters)
    tab.open(f"/incidents{link}")
    assert tab.title.startswith(f"{formats.number(len(rows))} violent incidents")
    expect(tab.page.get_by_test_id("stMain")).to_contain_text(
        f"{formats.number(rows['fatalities_best'].sum())} reported deaths"
    )


def test_the_real_mission_shows_the_known_counts(tabs, serve, mali):
    server = serve(mali.folder)
    for path in ("/", "/incidents"):
        tab = tabs(server)
        tab.open(f"{path}?from=2018-09-01&to=2019-06-30&type=violent")
        tab.shows(re.compile("^543 violent incidents in "))
        expect(tab.page.get_by_test_id("stMain")).to_contain_text("1,692")
        assert tab.map().locator("path.leaflet-interactive").count() > 10
