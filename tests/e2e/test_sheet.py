"""An incident's sheet by its own link in the real browser, on a wide screen and on a phone."""

import pytest
from playwright.sync_api import expect

ELSEWHERE = "from=2019-12-01&to=2019-12-31&type=riots&incidents_event=DOC08"
SECTIONS = ("Nearest base towns", "Mandate tasks that cover the place", "Figures of other sources, side by side",
            "Where this row comes from", "Its history through versions")  # fmt: skip


def sheet_of(tab, size):
    """The sheet's words, once it is whole; the page is no wider than the screen."""
    main = tab.page.get_by_test_id("stMain")
    expect(main.locator("h2.lp-section").filter(has_text="near Ogossagou, 23 Mar 2019")).to_be_visible()
    for section in SECTIONS:
        expect(main.locator("h2.lp-section").filter(has_text=section)).to_be_visible()
    tab.quiet()
    assert tab.overflow() <= 0, f"{size}: wider than the screen"
    tables = [" ".join(words.split()) for words in main.locator("table.lp-table").all_inner_texts()]
    own = [words for words in tables if not words.startswith("Area Judgement") and "Illustrative:" not in words]
    return own[: len(SECTIONS) + 1]  # after the threats of the period the sheet stands first, before map and list


@pytest.mark.parametrize(("width", "height"), [(1400, 900), (390, 844)])
def test_a_sheet_is_opened_by_the_link_that_it_gives(width, height, tabs, example_server):
    """The link is copied from under filters that do not count the incident; opened cold it shows the same sheet."""
    tab = tabs(example_server, width, height)
    tab.open(f"/incidents?{ELSEWHERE}")
    expect(tab.page.get_by_text("This incident is not among those that the filters count.")).to_be_visible()
    before = sheet_of(tab, width)
    tab.page.get_by_role("button", name="Link to this incident").click()
    code = tab.page.get_by_test_id("stPopoverBody").get_by_test_id("stCode")
    link = code.inner_text().strip()
    assert link.startswith(f"{tab.base}/incidents?")
    assert tab.overflow() <= 0

    cold = tabs(example_server, width, height)
    cold.open(link.removeprefix(cold.base))
    cold.url_has("incidents_event=DOC08", "at=1")
    assert sheet_of(cold, width) == before
    assert not cold.page.get_by_text("not among those that the filters count").count()
