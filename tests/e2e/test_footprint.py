"""Page Footprint in a browser: its parts, and bases opening and closing without the server."""

from datetime import date

from playwright.sync_api import expect

from data import snapshot
from data.filters import Filters
from data.footprint import reach
from tests.e2e.watch import MAP

LINK = "from=2018-01-01&to=2019-12-31&type=violent"
SIGNS = "() => document.querySelectorAll('.lp-base-icon').length"


def reached(mission, day):
    """Open base towns of a day and the incidents within 50 km of them."""
    shot = snapshot.load(mission, 1)
    rows = shot.select(Filters.from_query(LINK, shot.vocabulary).filters)
    bases = reach.open_on(shot.table("bases"), day)
    towns = len(bases.drop_duplicates(["latitude", "longitude"]))
    return towns, reach.of(rows, bases, 50).covered_incidents


def test_bases_open_and_close_in_the_browser(tab, example_copy):
    sent = []
    tab.page.on("websocket", lambda socket: socket.on("framesent", lambda _data: sent.append(1)))
    tab.open(f"/footprint?{LINK}&footprint_play=year")
    frame = tab.map()
    player = tab.page.frame_locator(MAP).locator(".lp-player")
    label = player.locator(".lp-frame")
    towns, covered = reached(example_copy, date(2019, 12, 31))
    expect(label).to_contain_text(f"{towns} base towns, {covered} of ")
    tab.quiet()
    tab.page.wait_for_timeout(500)
    before = len(sent)
    assert frame.evaluate(SIGNS) == towns
    player.get_by_label("Period shown").fill("2")
    towns, covered = reached(example_copy, date(2016, 12, 31))
    expect(label).to_contain_text(f"Jan–Dec 2016 · {towns} base towns, {covered} of ")
    assert frame.evaluate(SIGNS) == towns
    player.get_by_label("Period shown").fill("0")
    early, _covered = reached(example_copy, date(2014, 12, 31))
    expect(label).to_contain_text("Jan–Dec 2014")
    assert frame.evaluate(SIGNS) == early < towns
    player.get_by_label("Periods a second").select_option("8")
    player.get_by_role("button", name="Play").click()
    expect(label).to_contain_text("Jan–Dec 2019", timeout=15_000)
    assert len(sent) == before, "no frame asked the server"


def test_parts_days_and_kinds_go_into_the_link(tab):
    tab.open(f"/footprint?{LINK}")
    tab.page.get_by_role("radio", name="Reach").or_(
        tab.page.get_by_role("button", name="Reach", exact=True)
    ).first.click()
    tab.url_has("footprint_part=reach")
    expect(tab.page.get_by_text("What is lost if a town goes")).to_be_visible()
    tab.page.get_by_role("button", name="Which bases").click()
    tab.pick(tab.page.get_by_role("combobox", name="Component"), "Police")
    tab.url_has("footprint_component=police")
    expect(tab.page.locator("h1.lp-title")).to_contain_text("Police: ")
    link = tab.page.url
    title = tab.title
    tab.page.goto(link)
    tab.quiet()
    assert tab.title == title, "the link opens the same"


def test_gaps_are_told_on_the_map(tab):
    tab.open(f"/footprint?{LINK}&footprint_part=gaps&footprint_radius=100&footprint_function=human_rights")
    expect(tab.page.get_by_text("Incidents that have no human rights office within 100 km")).to_be_visible()
    frame = tab.map()
    said = frame.evaluate(
        "() => Object.values(map._layers).filter(l => l.feature && l.feature.properties.more)"
        ".map(l => l.feature.properties.more).join(' ')"
    )
    assert "None known within 100 km: " in said
    assert "human rights office (" in said
