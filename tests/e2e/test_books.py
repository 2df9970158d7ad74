"""A briefing book in the browser: made of three views, presented by keys, each slide with its view's own figures."""

import re

import pytest
from playwright.sync_api import expect

PERIOD = "from=2018-09-01&to=2019-06-30"
VIEWS = (
    (f"/incidents?{PERIOD}&type=violent", "The Centre carries most of it.", "path.leaflet-interactive"),
    (f"/footprint?{PERIOD}&footprint_radius=100", "", ".lp-base"),
    (f"/?{PERIOD}&area=Mopti", "What do we ask of <b>the</b> MLT?", "path.leaflet-interactive"),
)
# The figures of a view: its title, and every figure of its strip and tables.
FIGURES = """() => [...document.querySelectorAll('h1.lp-title, .lp-figure .value, table.lp-table td')]
  .map(e => e.innerText.trim()).filter(words => /[0-9]/.test(words)).join('|')"""


@pytest.fixture
def made(tabs, serve, mali_copy):
    """A tab in which three views were put into a new book, and the figures of each view."""
    tab = tabs(serve(mali_copy.folder))
    page, figures = tab.page, []
    for number, (link, comment, _drawn) in enumerate(VIEWS, 1):
        tab.open(link)
        figures.append(page.evaluate(FIGURES))
        page.get_by_role("button", name="Add to a book").click()
        if number == 1:
            page.get_by_label("Title of the new book").fill("MLT, 2019-06")
        page.get_by_label("Comment, shown below the view").fill(comment)
        page.get_by_label("Your name, asked once").fill("Awa")
        page.get_by_role("button", name="Add this view").click()
        expect(page.get_by_text(f"Added to “MLT, 2019-06” as slide {number}.")).to_be_visible()
    page.get_by_role("link", name="Edit and present books").click()
    tab.shows("1 briefing book")
    return tab, figures


def test_a_book_of_three_views_is_presented_by_keys(made, tabs):
    tab, figures = made
    page = tab.page

    def stands(number):
        tab.url_has("book=mlt-2019-06", f"slide={number}")
        expect(page.locator(".st-key-book_foot")).to_contain_text(f"{number} / 3 · MLT, 2019-06")
        tab.quiet()
        page.wait_for_function(f"figures => ({FIGURES})() === figures", arg=figures[number - 1])
        page.wait_for_timeout(600)  # the buttons listen for their keys a moment after they are drawn

    page.get_by_role("button", name="Present").click()
    stands(1)
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.locator(".lp-said")).to_have_text(VIEWS[0][1])
    for key, number in (("ArrowRight", 2), ("ArrowRight", 3), ("ArrowLeft", 2)):
        page.keyboard.press(key)
        stands(number)
        assert tab.map().locator(VIEWS[number - 1][2]).count() > 5, "a live map, no picture"
    tab.quiet()
    page.get_by_role("button", name="Filters", exact=True).click()
    page.get_by_test_id("stSidebar").get_by_text("Only events targeting civilians").click()
    tab.url_has("civilians=1", "slide=2")
    tab.quiet()
    assert page.evaluate(FIGURES) != figures[1], "a live view"
    page.get_by_role("button", name="Hide filters").click()
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    for key in ("ArrowLeft", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
        page.wait_for_timeout(200)
    stands(3)
    expect(page.locator(".lp-said")).to_have_text(VIEWS[2][1])
    tab.quiet()
    page.keyboard.press("ArrowLeft")
    stands(2)
    page.reload()
    stands(2)
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stSidebar")).to_be_visible()
    expect(page).not_to_have_url(re.compile("book=|slide="))
    tab.url_has("footprint_radius=100")
    assert page.evaluate(FIGURES) == figures[1], "the live view of that slide"
    tab.url = tab.base
    phone = tabs(tab, width=390, height=844)
    phone.open("/?book=mlt-2019-06&slide=3&lang=fr")
    phone.url_has("slide=3", "lang=fr")
    expect(phone.page.locator(".st-key-book_foot")).to_contain_text("3 / 3 · MLT, 2019-06")
    assert phone.overflow() <= 0
