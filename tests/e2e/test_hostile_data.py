"""A mission whose every text is hostile: none of it runs, widens a page or turns its figures; a raw payload does."""

import csv
import json
import sys
import time

import pandas as pd
import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from data.spreadsheet import FORMULA_STARTS
from data.writers import LONGEST_CELL
from tests.e2e.hostile import EVENTS, FILE, IMG, LONG_EVENT, LONG_PLACE, PAYLOAD, hostile_mission, long_note
from tests.e2e.server import Server
from tests.e2e.test_map import click, features

SAGE = "source=sage&from=2019-10-01&to=2019-12-31"
WITH_MAP = ["/", "/incidents?incidents_layer=areas", "/incidents?incidents_layer=places", "/footprint",
            "/footprint?footprint_play=year", "/footprint?footprint_part=gaps",
            "/footprint?footprint_layers=other_forces,sectors,colocation"]  # fmt: skip
PAGES = [
    *WITH_MAP,
    "/footprint?footprint_part=assets",
    "/footprint?footprint_part=bases",
    "/mandate?mandate_task=2",
    *(f"/data?data_part={part}" for part in ("sources", "doubts", "matches", "imports", "tables")),
    "/incidents?from=2016-07-01&to=2019-12-31&incidents_event=DOC01",
    f"/incidents?{SAGE}&incidents_event={LONG_EVENT}",
    f"/incidents?{SAGE}&incidents_layer=places&incidents_place=14.5000,-3.2000",
    "/incidents?period=https://e.example www.e.example a@e.example&area=www.e.example",
]
SECONDS = 30  # a page with a note of 1 MB or its revision; it takes 1 to 3 on two cores that nobody else uses
# Figures whose last letter is drawn left of their first one.
TURNED = """() => {
  const wrong = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const letter = (node, at) => {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect();
  };
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (const found of node.data.matchAll(/\\d[\\d,.]*\\d/g)) {
      const first = letter(node, found.index), last = letter(node, found.index + found[0].length - 1);
      if (first.width && last.width && Math.abs(first.top - last.top) < 3 && last.x < first.x) wrong.push(found[0]);
    }
  }
  return wrong;
}"""


# Links and pictures that lead to another host, or run a script.
LED_AWAY = """() => [...document.querySelectorAll('a[href], img[src], iframe[src]')].map(e => e.href || e.src)
  .filter(address => !address.startsWith('data:') && new URL(address).host !== location.host)"""


@pytest.fixture(scope="module")
def hostile_server(browser, tmp_path_factory):
    made = hostile_mission(tmp_path_factory.mktemp("hostile") / "mission")
    with Server(tmp_path_factory.mktemp("home"), made.folder) as server:
        yield server


def fired(tab):
    """True where a payload ran."""
    return tab.page.evaluate("window.pwned") is not None


def harmless(tab):
    """Nothing of the data ran, became an element or a link, widened the page or turned its figures round."""
    assert not fired(tab)
    assert not tab.page.locator("img[src=x], iframe[srcdoc*=pwned], svg[onload]").count()
    assert tab.page.evaluate(LED_AWAY) == []
    assert tab.overflow() <= 1
    assert tab.page.evaluate(TURNED) == []


def hover_everything(tab):
    """Move onto every feature of the map, as the mouse would: the text of each tooltip that opens."""
    features(tab, "name")
    return tab.map().evaluate(
        """() => Object.values(map._layers).filter(l => l.feature && l.feature.properties.name).flatMap(layer => {
          layer.fire('mouseover', {latlng: map.getCenter(), originalEvent: {}}, true);
          const said = [...document.querySelectorAll('.leaflet-tooltip')].map(e => e.innerText);
          layer.fire('mouseout', {latlng: map.getCenter(), originalEvent: {}}, true);
          return said;
        })"""
    )


@pytest.mark.parametrize(("width", "height", "theme"), [(1400, 900, "light"), (390, 844, "dark")])
def test_no_text_of_the_data_runs(width, height, theme, tabs, hostile_server):
    """Every page, part of page Data and kind of sheet; dialogs, requests and errors fail in the watch itself."""
    tab = tabs(hostile_server, width, height, theme)
    tab.page.on("dialog", lambda dialog: (tab.faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    for path in PAGES:
        began = time.monotonic()
        tab.open(path)
        expect(tab.page.get_by_test_id("stMain").get_by_text(IMG).first).to_be_attached()
        expect(tab.page.locator(".lp-foot")).to_be_attached()
        tab.quiet()
        assert time.monotonic() - began < SECONDS, path
        if path in WITH_MAP:
            said = hover_everything(tab)
            assert len(said) > 10
            assert all(IMG in text for text in said), "each tooltip shows the payload as text"
            assert not tab.map().locator("img[src=x]").count()
        harmless(tab)
    tab.page.get_by_role("button", name="Copy link").click()
    expect(tab.page.get_by_test_id("stPopoverBody").locator("code").first).to_be_visible()
    harmless(tab)


def test_the_sheet_says_how_long_a_note_is_and_cuts_what_changed(tabs, hostile_server):
    tab = tabs(hostile_server)
    tab.open(f"/incidents?{SAGE}&incidents_event={LONG_EVENT}")
    main = tab.page.get_by_test_id("stMain")
    expect(main).to_contain_text(f"The account has {len(long_note('SECOND')):,} characters; exported files have all")
    expect(main.locator("table.lp-table").filter(has_text="→").last).to_contain_text("fatalities_best: 7 → 9")
    assert len(main.inner_text()) < 100_000


def test_a_click_on_a_hostile_area_or_place_runs_nothing(tabs, hostile_server):
    tab = tabs(hostile_server)
    for layer, key in (("areas", "area_id"), ("places", "place")):
        tab.open(f"/incidents?incidents_layer={layer}")
        click(tab, features(tab, key)[0])
        tab.url_has(rf"incidents_{key.removesuffix('_id')}=[^&]+")
        expect(tab.page.locator("h2.lp-section").filter(has_text=IMG).first).to_be_visible()
        tab.quiet()
        harmless(tab)


def test_a_raw_payload_in_a_tooltip_does_run(tabs, hostile_server):
    """The control: without it the tests above would also pass where nothing had been drawn."""
    tab = tabs(hostile_server)
    tab.allowed = lambda fault: "/x" in fault and "404" in fault
    tab.open("/incidents")
    tab.map().evaluate("raw => L.tooltip({permanent: true}).setLatLng(map.getCenter()).setContent(raw).addTo(map)", IMG)
    tab.page.wait_for_function("window.pwned === 1")


def test_a_figure_behind_an_open_turn_is_seen_to_be_turned(tabs, hostile_server):
    """The control of the look for figures that stand backwards."""
    tab = tabs(hostile_server)
    tab.open("/mandate")
    assert tab.page.evaluate(TURNED) == []
    tab.page.evaluate("document.querySelector('h1.lp-title').textContent = 'A name\\u202e: 2019'")
    assert tab.page.evaluate(TURNED) == ["2019"]


def download(tab, opener, name, folder):
    """The file that a button of an export's popover gives."""
    button = tab.page.get_by_role("button", name=name, exact=True)
    if not button.is_visible():
        tab.page.get_by_role("button", name=opener).click()
    with tab.page.expect_download() as given:
        button.click()
    path = folder / f"{name}-{given.value.suggested_filename}"
    given.value.save_as(path)
    return path


def table_of(path):
    """A CSV as it was written."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def formulas(path):
    """Cells of a workbook that it would run, and those whose text it might."""
    cells = [cell for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row]
    return [
        c.value
        for c in cells
        if c.data_type == "f" or (isinstance(c.value, str) and c.value.startswith(FORMULA_STARTS))
    ]


def test_exported_files_have_every_text_whole_and_no_formula(tabs, hostile_server, tmp_path):
    tab = tabs(hostile_server)
    tab.open(f"/incidents?{SAGE}")
    note = long_note("SECOND")
    files = {
        name: download(tab, f"Export {EVENTS} rows", name, tmp_path) for name in ("CSV", "Excel", "GeoJSON", "Parquet")
    }

    rows = {row["event_id"]: row for row in table_of(files["CSV"])}
    assert len(rows) == EVENTS
    assert rows[LONG_EVENT]["notes"] == "'" + note, "an apostrophe keeps a spreadsheet from running it"
    assert rows[LONG_EVENT]["location"] == "'" + LONG_PLACE
    assert not [cell for row in rows.values() for cell in row.values() if cell.startswith("=")]
    frame = pd.read_parquet(files["Parquet"]).set_index("event_id")
    assert frame.loc[LONG_EVENT, ["notes", "location", "fatalities_best"]].tolist() == [note, LONG_PLACE, 9]
    found = [f["properties"] for f in json.loads(files["GeoJSON"].read_text(encoding="utf-8"))["features"]]
    assert {(p["event_id"], p["notes"]) for p in found} >= {(LONG_EVENT, note)}

    assert formulas(files["Excel"]) == []
    book = load_workbook(files["Excel"], read_only=True)
    about = dict(list(book["About"].values)[1:])
    assert "not whole in this workbook" in about["shortened"]
    head, *body = book["Incidents"].values
    cell = next(dict(zip(head, row, strict=True)) for row in body if row[0] == LONG_EVENT)["notes"]
    assert cell.startswith("'" + PAYLOAD)
    assert len(cell) <= LONGEST_CELL + 1
    harmless(tab)


def test_another_table_of_page_data_is_exported_whole_and_without_a_formula(tabs, hostile_server, tmp_path):
    tab = tabs(hostile_server)
    tab.open("/data?data_part=imports")
    rows = table_of(download(tab, "Export imports", "CSV", tmp_path))
    assert [row["file_name"] for row in rows[:2]] == ["'" + FILE] * 2
    assert not [cell for row in rows for cell in row.values() if cell.startswith(FORMULA_STARTS)]
    assert formulas(download(tab, "Export imports", "Excel", tmp_path)) == []
    harmless(tab)
