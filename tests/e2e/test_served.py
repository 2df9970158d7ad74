"""What the server sends: no other host is asked, scripts of the map are its own and kept, the rest is compressed."""

import re
import shutil
import urllib.error
import urllib.request
from contextlib import suppress

import pytest
from playwright.sync_api import Error

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
    with suppress(Error):
        tab.page.goto("http://example.invalid/x")
    assert any(fault.startswith("left the host: http://example.invalid/x") for fault in tab.faults)


ADDED = "document.body.append(Object.assign(document.createElement"
REFUSED = {
    "a request": "fetch('http://example.invalid/x').catch(() => 0)",
    "a picture": "new Image().src = 'http://example.invalid/x.png'",
    "a script": f"{ADDED}('script'), {{src: 'http://example.invalid/x.js'}}))",
    "text as script": "setTimeout('window.ran = 1', 0)",
    "a script in the page": f"{ADDED}('script'), {{text: 'window.ran = 1'}}))",
    "a handler": "document.body.insertAdjacentHTML('beforeend', '<img src=x: onerror=\"window.ran = 1\">')",
    "a frame": f"{ADDED}('iframe'), {{src: 'http://example.invalid/'}}))",
    "a form": f"{ADDED}('form'), {{action: 'http://example.invalid/'}})); "
    "document.forms[document.forms.length - 1].submit()",
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_policy_of_a_page_refuses(what, tab):
    tab.open("/mandate")
    tab.allowed = lambda _fault: True
    with suppress(Error):
        tab.page.evaluate(REFUSED[what])
    tab.page.wait_for_timeout(500)
    assert tab.page.evaluate("window.ran") is None
    assert any("Content Security Policy" in fault for fault in tab.faults)


def test_every_answer_carries_its_headers(example_server):
    for path in ("/", "/incidents", "/assets/leaflet/leaflet.js", "/health", "/nowhere.js", "/media/x"):
        asked = urllib.request.Request(example_server.url + path, headers={"X-Forwarded-Proto": "https"})
        try:
            headers = urllib.request.urlopen(asked, timeout=30).headers
        except urllib.error.HTTPError as answer:
            headers = answer.headers
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "same-origin", path
        assert "frame-ancestors" in headers["Content-Security-Policy"], path
        assert "max-age" in headers["Strict-Transport-Security"], path
        assert "unsafe-eval" not in headers["Content-Security-Policy"].replace("wasm-unsafe-eval", ""), path


def test_the_routes_of_a_supervisor_and_an_address_that_is_not_this_machine(example_server):
    for path, said in (("/health", '"ok"'), ("/ready", '"ready"')):
        assert said in urllib.request.urlopen(example_server.url + path, timeout=30).read().decode()
    for name, value in (("Host", "evil.example"), ("X-Forwarded-For", "203.0.113.9")):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(urllib.request.Request(example_server.url, headers={name: value}), timeout=30)
        assert refused.value.code == 403


def test_a_mission_that_cannot_be_opened_is_not_ready(serve, example_copy, tmp_path):
    broken = shutil.copytree(example_copy.folder, tmp_path / "broken")
    server = serve(broken)
    (broken / "mission.toml").write_text("name = 3", encoding="utf-8")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{server.url}/ready", timeout=30)
    assert (refused.value.code, refused.value.read()) == (503, b'{"status":"not ready"}')


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
