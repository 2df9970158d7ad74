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

# Whether all of the page is on the screen.
UNSCROLLED = (
    "() => { const e = document.querySelector('[data-testid=stMain]'); return e.scrollHeight <= e.clientHeight }"
)


@pytest.fixture
def workshop(tabs, serve, mali_copy):
    tab = tabs(serve(mali_copy.folder))
    tab.open(LINK)
    tab.map()
    tab.url = tab.base
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
    for key, title in (
        ("ArrowRight", "Add a base at"),
        ("ArrowRight", "With 1 change"),
        ("ArrowLeft", "Add a base at"),
    ):
        workshop.quiet()
        page.keyboard.press(key)
        workshop.shows(title)
        workshop.quiet()
        page.wait_for_function(UNSCROLLED)
    workshop.quiet()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stSidebar")).to_be_visible()


def test_the_whole_way_to_a_compared_linked_and_exported_decision(workshop, tabs, tmp_path):
    page = workshop.page
    button = page.get_by_role("button", name="Add to the draft")
    for place, name in (("ogossagou", "Centre"), ("koro", "East")):
        page.get_by_label("Place", exact=True).fill(place)
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Take this place").click()
        button.click()
        workshop.shows("With 1 change")
        page.get_by_role("button", name="Save", exact=False).first.click()
        page.get_by_label("Name of the scenario").fill(name)
        if name == "Centre":
            page.get_by_label("Your name, asked once").fill("Awa")
        page.get_by_role("button", name="Save for everyone").click()
        expect(page.get_by_text(f"Scenario “{name}”, revision 1, saved by Awa", exact=False)).to_be_visible()
        expect(page.get_by_label("Name of the scenario")).to_be_hidden()  # the popover closed by itself
        if name == "Centre":
            page.get_by_role("button", name="Begin anew").click()
            workshop.shows("what if?")
    workshop.quiet()
    page.get_by_role("radio", name="Compare").or_(page.get_by_role("button", name="Compare", exact=True)).first.click()
    workshop.quiet()
    box = page.get_by_role("combobox", name="Scenarios to compare")
    for name in ("Centre", "East"):
        workshop.pick(box, re.compile(name), name)
        expect(page.get_by_role("cell", name=f"{name} (revision 1)")).to_be_visible()
    workshop.url_has(r"workshop_compared=[a-z0-9%C]+")
    compared = page.url
    other = tabs(workshop)
    other.open(compared.removeprefix(workshop.base))
    expect(other.page.get_by_role("cell", name="39 % · 214 +73")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("radio", name="Decide").or_(page.get_by_role("button", name="Decide", exact=True)).first.click()
    for label, words in (
        ("Title", "A base in the East"), ("What was decided", "Open it."), ("Why", "Violence there is out of reach."),
        ("Decided by (post)", "Force Commander"), ("What stops or is delayed", "Patrols to Boni."),
        ("Who is told", "Sector West"), ("Why Centre (revision 1) was not chosen", "Its road floods."),
    ):  # fmt: skip
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_role("button", name="Put on record").click()
    expect(page.get_by_text("On record: nothing in it is changed")).to_be_visible()
    page.get_by_role("button", name="Files").click()
    for kind, start in (("Word", b"PK"), ("PDF", b"%PDF")):
        with page.expect_download(timeout=60_000) as given:
            page.get_by_role("button", name=kind, exact=True).click()
        file = tmp_path / given.value.suggested_filename
        given.value.save_as(file)
        assert file.read_bytes().startswith(start)
    other.open("/?from=2019-04-01&to=2019-06-30")
    expect(other.page.get_by_text("A base in the East")).to_be_visible()
