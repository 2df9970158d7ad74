"""Playback and two periods: frames without the server, maps that move together."""

from playwright.sync_api import expect

from data import snapshot
from data.filters import Filters
from data.incidents import summary
from tests.e2e.watch import MAP

COLOURS = """() => Object.values(map._layers).filter(l => l.feature && l._path)
  .map(l => l._path.getAttribute('fill')).join()"""
LINK = "from=2018-01-01&to=2019-12-31"


def test_playback_runs_without_asking_the_server(tab, example_copy):
    sent = []
    tab.page.on("websocket", lambda socket: socket.on("framesent", lambda _data: sent.append(1)))
    tab.open(f"/incidents?{LINK}&incidents_part=play")
    frame = tab.map()
    player = tab.page.frame_locator(MAP).locator(".lp-player")
    label = player.locator(".lp-frame")
    shot = snapshot.load(example_copy, 1)
    rows = shot.select(Filters.from_query(LINK, shot.vocabulary).filters)
    months = summary.months(rows, "2018-01-01", "2019-12-31")
    expect(label).to_contain_text(f"Jan 2018 · {months['incidents'].iloc[0]} incident")
    tab.quiet()
    tab.page.wait_for_timeout(500)
    before, first = len(sent), frame.evaluate(COLOURS)
    player.get_by_label("Periods a second").select_option("8")
    player.get_by_role("button", name="Play").click()
    expect(label).to_contain_text("Dec 2019", timeout=15_000)
    expect(label).to_contain_text(f"{months['incidents'].iloc[-1]} incident")
    expect(player.get_by_role("button", name="Play")).to_be_visible()
    assert frame.evaluate(COLOURS) != first
    assert len(sent) == before, "no frame asked the server"


def test_playback_pauses_and_goes_where_the_slider_is_put(tab):
    tab.open(f"/incidents?{LINK}&incidents_part=play&incidents_step=quarter")
    tab.map()
    player = tab.page.frame_locator(MAP).locator(".lp-player")
    player.get_by_role("button", name="Play").click()
    expect(player.locator(".lp-frame")).to_contain_text("Apr–Jun 2018")
    player.get_by_role("button", name="Pause").click()
    stood = player.locator(".lp-frame").inner_text()
    tab.page.wait_for_timeout(1500)
    assert player.locator(".lp-frame").inner_text() == stood
    player.get_by_label("Period shown").fill("7")
    expect(player.locator(".lp-frame")).to_contain_text("Oct–Dec 2019")


def test_cumulative_frames_end_with_all_incidents(tab, example_copy):
    tab.open(f"/incidents?{LINK}&incidents_part=play&incidents_window=all")
    tab.map()
    player = tab.page.frame_locator(MAP).locator(".lp-player")
    player.get_by_label("Period shown").fill("23")
    shot = snapshot.load(example_copy, 1)
    total = len(shot.select(Filters.from_query(LINK, shot.vocabulary).filters))
    expect(player.locator(".lp-frame")).to_contain_text(f"{total:,} incidents")
    assert tab.query["incidents_window"] == ["all"]


def test_two_periods_stand_side_by_side_and_move_together(tab, example_copy):
    tab.open("/incidents?from=2019-01-01&to=2019-06-30&incidents_part=compare&incidents_against=year_earlier")
    maps = tab.page.locator(MAP)
    expect(maps).to_have_count(3)
    frames = [maps.nth(i).element_handle().content_frame() for i in range(3)]
    for frame in frames:
        frame.locator(".leaflet-interactive").first.wait_for(state="attached")
    shot = snapshot.load(example_copy, 1)
    for link, words in (
        ("from=2019-01-01&to=2019-06-30", "Jan–Jun 2019"),
        ("from=2018-01-01&to=2018-06-30", "Jan–Jun 2018"),
    ):
        count = len(shot.select(Filters.from_query(link, shot.vocabulary).filters))
        column = tab.page.get_by_test_id("stColumn").filter(has=tab.page.locator("h2.lp-section", has_text=words))
        expect(column.first).to_contain_text(f"{count:,} incident")
    frames[0].evaluate("() => map.setView([15, -2], 8, {animate: false})")
    for frame in frames[1:]:
        frame.wait_for_function("() => map.getZoom() === 8 && Math.abs(map.getCenter().lat - 15) < 0.01")
    difference = tab.page.get_by_test_id("stColumn").filter(has_text="Difference:").first
    expect(difference).to_contain_text("Difference of the two, per cercle")
