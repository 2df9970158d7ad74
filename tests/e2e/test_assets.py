"""The forms of part Assets in a browser: a request is put on the board, decided, and a refusal needs its reason."""

import re
import shutil

from playwright.sync_api import expect

from data import mission

LINK = "/footprint?from=2019-04-01&to=2019-06-30&footprint_part=assets"


def board(page):
    """The heading of the board: how many requests are open, of how many."""
    heading = page.get_by_text(re.compile(r"Request board: \d+ open of \d+"))
    expect(heading).to_be_visible()
    return tuple(map(int, re.findall(r"\d+", heading.inner_text())))


def stands(page, opened, every):
    """Waits for the heading: a message of success may be shown a moment before the board is drawn anew."""
    expect(page.get_by_text(f"Request board: {opened} open of {every}", exact=False)).to_be_visible()


def test_an_asset_is_asked_for_and_refused_with_a_reason(tabs, serve, tmp_path):
    own = mission.load(shutil.copytree(mission.EXAMPLE, tmp_path / "own"))
    tab = tabs(serve(own.folder))
    page = tab.open(LINK)
    opened, every = board(page)
    page.get_by_label("Post that asks, never a name").fill("Chief Human Rights")
    page.get_by_label("Section", exact=True).fill("Human Rights Division")
    page.get_by_label("For what effect", exact=False).fill("See whether people come back to Koro")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_text(re.compile("Request .+ is on the board"))).to_be_visible()
    stands(page, opened + 1, every + 1)
    asked = re.compile("See whether people come back")
    tab.pick(page.get_by_role("combobox", name="Request", exact=True), asked, "people come back")
    tab.pick(page.get_by_role("combobox", name="Becomes"), "Refused")
    page.get_by_label("Post that decides, never a name").fill("Chief of Staff")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_text("why it was refused", exact=False)).to_be_visible()
    page.get_by_label("Reason; a refusal needs one").fill("The drones are at Menaka")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_text(re.compile("Request .+: Refused"))).to_be_visible()
    stands(page, opened, every + 1)
    expect(page.get_by_role("cell", name=re.compile("The drones are at Menaka"))).to_be_visible()
