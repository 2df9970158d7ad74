"""Page Workshop in a browser: bases put on the map by a click, moved and closed, undone by a key, and presented."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.watch import MAP

LINK = "/workshop?from=2018-09-01&to=2019-06-30&type=violent"
# A point on a map as pixels of its frame.
AT = """([lat, lng]) => {
  const map = Object.values(window).find(value => value && value.latLngToContainerPoint);
  const point = map.latLngToContainerPoint([lat, lng]);
  return [point.x, point.y];
}"""


@pytest.fixture
def workshop(tabs, serve, mali):
    tab = tabs(serve(mali.folder))
    tab.open(LINK)
    tab.map()
    return tab


def click(tab, latitude, longitude):
    """A click on the map at a point; the map may still settle, so its frame is asked right before."""
    frame = tab.map()
    tab.page.locator(MAP).scroll_into_view_if_needed()
    tab.page.wait_for_timeout(500)
    x, y = frame.evaluate(AT, [latitude, longitude])
    tab.page.locator(MAP).click(position={"x": x, "y": y})
    tab.quiet()


def test_a_base_is_added_by_a_click_moved_closed_and_undone(workshop):
    page = workshop.page
    click(workshop, 13.55, -3.45)
    expect(page.get_by_text("A new base here")).to_be_visible()
    page.get_by_role("button", name="Add to the draft").click()
    workshop.shows("With 1 change")
    expect(page.get_by_text("more", exact=False).first).to_be_visible()
    expect(page.get_by_text(re.compile(r"^Add a base at "))).to_be_visible()
    click(workshop, 15.0016, -2.9498)
    page.get_by_role("button", name="Close", exact=True).click()
    workshop.shows("With 2 changes")
    expect(page.get_by_text("Close Douentza: last day 29 Jun 2019.")).to_be_visible()
    click(workshop, 16.8349, -2.5319)
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.get_by_text("Click the map where Ber would be", exact=False)).to_be_visible()
    click(workshop, 14.2, -3.0)
    workshop.shows("With 3 changes")
    page.locator("h1.lp-title").click()
    page.keyboard.press("Control+z")
    workshop.shows("With 2 changes")
    page.keyboard.press("Control+Shift+z")
    workshop.shows("With 3 changes")


def test_the_presenter_steps_by_keys_without_a_sidebar(workshop):
    page = workshop.page
    click(workshop, 13.55, -3.45)
    page.get_by_role("button", name="Add to the draft").click()
    workshop.shows("With 1 change")
    page.get_by_role("button", name="Present").click()
    workshop.shows("what if?")
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    workshop.url_has("workshop_present=1")
    page.locator("h1.lp-title").click()
    page.keyboard.press("ArrowRight")
    workshop.shows("Add a base at")
    page.keyboard.press("ArrowRight")
    workshop.shows("With 1 change")
    page.keyboard.press("ArrowLeft")
    workshop.shows("Add a base at")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stSidebar")).to_be_visible()
