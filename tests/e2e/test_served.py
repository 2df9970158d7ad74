"""What the server sends: no other host is asked, scripts of the map are its own and kept, the rest is compressed."""

import re
import urllib.request

import pytest

PAGES = ["/", "/incidents", "/footprint", "/mandate", "/data"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_is_wider_than_a_phone(theme, tabs, example_server):
    tab = tabs(example_server, 390, 844, theme)
    wide = {}
    for path in PAGES:
        tab.open(path)
        if path in ("/", "/incidents", "/footprint"):
            tab.map()
        wide[path] = tab.overflow()
    assert {path: pixels for path, pixels in wide.items() if pixels > 1} == {}


def test_the_map_is_drawn_from_assets_of_the_app(tab):
    tab.open("/incidents")
    tab.map()
    assets = {r.url.removeprefix(tab.base): r for r in tab.responses if "/assets/" in r.url}
    for address in ("/assets/leaflet/leaflet.js", "/assets/leaflet/leaflet.css"):
        assert assets[address].status == 200
        assert "max-age=" in assets[address].headers["cache-control"]
    assert {r.url.split("/")[2] for r in tab.responses if r.url.startswith("http")} == {tab.base.split("/")[2]}


def test_the_largest_script_is_sent_compressed(tab, example_server):
    tab.open("/mandate")
    scripts = [r for r in tab.responses if r.url.endswith(".js") and "/static/" in r.url]
    assert scripts
    index = urllib.request.urlopen(example_server.url, timeout=20).read().decode()
    main = re.search(r'src="\.?(/static/js/[^"]+\.js)"', index)[1]
    request = urllib.request.Request(example_server.url + main, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert len(answer.read()) > 10_000


def test_the_watch_sees_a_request_that_leaves(tab):
    """The check of every test here can fail: a request to another host is a fault."""
    tab.open("/mandate")
    tab.allowed = lambda fault: "example.invalid" in fault
    tab.page.evaluate("fetch('http://example.invalid/x').catch(() => 0)")
    assert any(fault.startswith("left the host: http://example.invalid/x") for fault in tab.faults)


LEFT_AND_RIGHT = "cell => [cell.getBoundingClientRect().left, cell.getBoundingClientRect().right].map(Math.round)"


@pytest.mark.parametrize("width", [390, 1400])
def test_the_coverage_opens_at_its_newest_months_with_the_names_in_sight(tabs, example_server, width):
    grid = tabs(example_server, width, 844).open("/data").locator("table.lp-grid")
    first = grid.locator("tbody tr").first
    box, name, oldest, newest = (
        found.evaluate(LEFT_AND_RIGHT)
        for found in (grid.locator(".."), first.locator("th"), first.locator("td").first, first.locator("td").last)
    )
    assert abs(name[0] - box[0]) <= 2, "the names stand at the left, whether it scrolls or not"
    assert name[1] < newest[0] < newest[1] <= box[1], "the newest month is in sight"
    assert oldest[0] < newest[0]
    assert (oldest[0] >= name[1] - 1) == (width == 1400), "a phone has no room for the oldest"
