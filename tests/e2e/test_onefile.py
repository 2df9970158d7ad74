"""The one-file HTML in a browser without a network: map, charts, tables and keys, and no request but for the file."""

from datetime import date

import pytest

from data.deck import html
from tests.data.deck import onefile_pages


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A file of three pages, and the counts of its cercles."""
    scene = onefile_pages.scene()
    out = tmp_path_factory.mktemp("file") / "briefing.html"
    pages = [onefile_pages.first(scene), onefile_pages.second(scene), onefile_pages.hostile(scene)]
    html.write(pages, out, date(2026, 11, 26))
    return out, onefile_pages.by_cercle(scene)


@pytest.fixture
def opened(browser, made):
    """The file opened offline; whatever it asks for, and whatever it says in the console, fails the test."""
    faults = []
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    context.set_offline(True)
    page = context.new_page()
    address = made[0].as_uri()
    page.on("request", lambda r: r.url.split("#")[0] in (address,) or r.url.startswith("data:") or faults.append(r.url))
    page.on("websocket", lambda socket: faults.append(socket.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: message.type in ("error", "warning") and faults.append(message.text))
    page.goto(address)
    page.locator("#page-1 .map[data-drawn]").wait_for()
    yield page
    assert faults == []
    context.close()


def test_the_file_answers_without_a_network(opened, made):
    from playwright.sync_api import expect

    page, worst = opened, made[1].iloc[0]
    first = page.locator("#page-1")
    area = first.locator(f"path.area[aria-label^='{worst['name']},']")
    area.dispatch_event("click", {"bubbles": True})
    answer = f"{worst['name']} · {worst['incidents']} incidents · {worst['fatalities']} reported deaths"
    assert first.locator(".answer").inner_text().startswith(answer)
    assert worst["name"] in first.locator(".leaflet-popup-content").inner_text()

    keyed = first.locator("path.area[tabindex='0']")
    keyed.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    name = page.evaluate("document.activeElement.getAttribute('aria-label').split(',')[0]")
    assert first.locator(".answer").inner_text().startswith(name)
    assert name != worst["name"]

    months = first.locator(".chart").first
    assert months.locator("svg rect.value").count() > 20
    months.locator(".plot").focus()
    page.keyboard.press("ArrowRight")
    assert "Sept 2018" in months.locator(".chart-tip").inner_text()
    before = months.locator("svg rect.value").count()
    months.locator(".chart-key button").first.click()
    assert months.locator("svg rect.value").count() < before

    table = first.locator("details.table", has_text="Per 1,000 km²").locator("table")
    page.evaluate("document.querySelectorAll('details').forEach(own => { own.open = true; })")
    table.get_by_role("button", name="Incidents", exact=True).click()
    assert table.locator("tbody tr").first.inner_text().split() == [
        *worst["name"].split(),
        str(worst["incidents"]),
        "–",
    ]
    table.get_by_role("button", name="Incidents", exact=True).click()
    assert table.locator("tbody tr td").first.inner_text() == str(made[1]["incidents"].min())

    page.evaluate("scrollTo(0, 0)")
    page.locator("body").press("ArrowRight")
    expect(page.locator("#contents")).to_have_value("2")
    page.locator("#page-3").scroll_into_view_if_needed()
    page.locator("#page-3 .chart[data-drawn]").wait_for()
    page.locator("#page-3 path.area").first.dispatch_event("click", {"bubbles": True})
    assert "window.pwned=1" in page.locator("#page-3 .answer").inner_text()
    assert page.locator(".leaflet-attribution-flag").count() == 0

    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("() => document.querySelector('.plot svg').clientWidth < 390")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.evaluate("window.pwned") is None
