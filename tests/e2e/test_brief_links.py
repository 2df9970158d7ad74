"""A short link in the browser: kept with its QR code; the same numbers on a phone after three imports and a restart."""

import shutil
from io import BytesIO

import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from data import mission
from data.importing.run import import_files
from data.snapshot import load

VIEW = "/incidents?from=2019-10-01&to=2019-12-31&type=violent&incidents_part=change"
# The figures of the page: those of its title, strip and tables, without words.
FIGURES = """() => [...document.querySelectorAll('h1.lp-title, .lp-figure .value, table.lp-table td')]
  .flatMap(e => e.textContent.match(/[0-9]+/g) || []).join(' ')"""


def read_by_a_phone(page):
    """The text of each QR code in a picture of the screen, dark theme or light."""
    return [code.text for code in zxingcpp.read_barcodes(Image.open(BytesIO(page.screenshot())))]


def three_imports(own, folder):
    """Three versions more, each with incidents in the period of the view."""
    row = load(own, 1).incidents.iloc[[-1]].drop(columns=["area1_id", "area2_id", "import_id"])
    for number in range(3):
        ids = [f"NEW{number}{n}" for n in range(5)]
        rows = row.loc[row.index.repeat(5)].assign(event_id=ids, event_date="2019-12-20", date_end="2019-12-20")
        rows.assign(revised_at="").to_csv(folder / "more.csv", index=False)
        own, _reports = import_files(own, [folder / "more.csv"], who="tester")
    return own


def test_a_pinned_short_link_has_the_same_numbers_after_three_imports_and_a_restart(tabs, serve, tmp_path):
    own = mission.load(shutil.copytree(mission.EXAMPLE, tmp_path / "example"))
    server = serve(own.folder)
    tab = tabs(server)
    page = tab.open(VIEW)
    tab.quiet()
    before = page.evaluate(FIGURES)
    page.get_by_role("button", name="Copy link").click()
    page.get_by_role("button", name="Short link and QR code").click()
    dialog = page.get_by_test_id("stDialog")
    dialog.get_by_text("Pinned: version 1").click()
    expect(dialog.locator("code").first).to_contain_text("at=1")
    dialog.get_by_role("textbox", name="Name of the short link").fill("2019-12-centre")
    dialog.get_by_label("Your name, asked once").fill("Awa")
    dialog.get_by_role("button", name="Keep short link").click()
    expect(dialog.get_by_text("opens this view")).to_be_visible()
    expect(dialog.locator("code").first).to_have_text(f"{server.url}/?brief=2019-12-centre")
    assert dialog.locator("img.lp-qr").bounding_box()["width"] > 250, "read across a room"
    assert read_by_a_phone(page) == [f"{server.url}/?brief=2019-12-centre"]
    assert three_imports(own, tmp_path).store.latest() == 4

    restarted = serve(own.folder)
    phone = tabs(restarted, width=390, height=844)
    phone.open("/?brief=2019-12-centre")
    phone.url_has("at=1", "incidents_part=change")
    phone.quiet()
    assert phone.page.evaluate(FIGURES) == before
    expect(phone.page.get_by_test_id("stMain")).to_contain_text("Newer data is here.")
    assert phone.overflow() <= 1
    newest = tabs(restarted)
    newest.open(VIEW)
    newest.quiet()
    assert newest.page.evaluate(FIGURES) != before
    french = tabs(restarted)
    french.open("/?brief=2019-12-centre&lang=fr")
    french.shows("2019")
    french.url_has("lang=fr", "at=1")
