"""From a figure to its rows, from a row to its import and its history through versions, and back."""

import hashlib
import re
import shutil
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from data import mission
from data.importing.run import import_files
from tests.data import made
from tests.e2e.server import Server

WHEN = "source=acled&from=2019-11-01&to=2019-12-31"
NEAR, FAR = {"latitude": "16.27", "longitude": "-0.04", "location": "Gao"}, {"latitude": "22.5", "longitude": "-5.5"}
JULY = [{"event_id_cnty": f"TST{i}", "event_date": f"2019-12-{i + 10}", **(NEAR if i < 3 else FAR)} for i in range(5)]
NOVEMBER = [JULY[0], JULY[1] | {"fatalities": "6", "timestamp": "1700000000"}, *JULY[2:]]


@pytest.fixture(scope="module")
def revised(browser, tmp_path_factory):
    """The example with five invented events of ACLED's layout, of which the second file revises one; and the files."""
    folder = tmp_path_factory.mktemp("provenance")
    own = mission.load(shutil.copytree(mission.EXAMPLE, folder / "mission"))
    files = [made.acled(folder / "july.csv", *JULY), made.acled(folder / "november.csv", *NOVEMBER)]
    for file, who in zip(files, ("planner one", "planner two"), strict=True):
        import_files(own, [file], who=who)
    with Server(tmp_path_factory.mktemp("home"), own.folder) as server:
        yield server, files


def listed(tab):
    """The rows of the list of incidents."""
    day = tab.page.get_by_role("columnheader", name="Day", exact=True)
    return tab.page.locator("table.lp-table").filter(has=day).last.locator("tbody tr")


def choose_row(tab, number):
    """Open an incident of the list by its number from 0."""
    listed(tab).nth(number).locator("a.lp-rows").click()


def fact(tab, name):
    """What the sheet says of an incident under a name."""
    return tab.page.locator("table.lp-table tr").filter(has=tab.page.get_by_role("cell", name=name, exact=True)).last


def test_a_figure_leads_to_its_rows_a_row_to_its_import_and_its_history(tabs, revised):
    server, files = revised
    tab = tabs(server)
    main = tab.page.get_by_test_id("stMain")
    tab.open(f"/footprint?{WHEN}")
    figure = main.locator(".lp-figure").filter(has_text="Incidents within reach").first
    expect(figure).to_contain_text("60 %")
    expect(figure).to_contain_text("3 of 5")
    figure.locator("a.lp-rows").click()
    tab.url_has("incidents_rows=within-50", "source=acled")
    heading = main.locator(".lp-note").filter(has_text="3 of 5 incidents under these filters: within 50 km")
    expect(heading).to_be_visible()
    tab.quiet()
    expect(listed(tab)).to_have_count(3)

    choose_row(tab, 1)  # newest first: TST2, TST1, TST0
    tab.url_has("incidents_event=TST1", "incidents_rows=within-50")
    expect(fact(tab, "File")).to_contain_text("november.csv")
    expect(fact(tab, "SHA-256 of its bytes")).to_contain_text(hashlib.sha256(files[1].read_bytes()).hexdigest())
    expect(fact(tab, "Version")).to_contain_text("3")
    expect(fact(tab, "Imported")).to_contain_text("planner two")
    history = main.locator("table.lp-table").filter(has_text="added by").last.locator("tbody tr")
    expect(history).to_have_count(2)
    expect(history.nth(0)).to_contain_text("changed by november.csv")
    expect(history.nth(0)).to_contain_text("fatalities_best: 2 → 6")
    expect(history.nth(1)).to_contain_text("added by july.csv")

    fact(tab, "Import").get_by_role("link", name="its report").click()
    tab.url_has("data_part=imports", "data_import=[^&]+")
    expect(main.get_by_role("combobox", name="Report of")).to_have_value(re.compile("november.csv"))
    expect(main).to_contain_text("5 rows read, 5 accepted, 0 rejected, 0 duplicates, 0 added, 1 changed, 4 unchanged")
    expect(main).to_contain_text("Deaths of 1 event: 2 before, 6 after (+4).")
    expect(main).to_contain_text(hashlib.sha256(files[1].read_bytes()).hexdigest())

    tab.page.go_back()
    tab.url_has("incidents_event=TST1")
    expect(fact(tab, "File")).to_contain_text("november.csv")
    tab.page.go_back()
    expect(tab.page).not_to_have_url(re.compile("incidents_event"))
    expect(heading).to_be_visible()
    tab.page.go_back()
    expect(tab.page).to_have_url(re.compile("/footprint"))
    tab.shows(re.compile("60.% of incidents"))


def test_an_import_leads_to_the_rows_that_it_wrote_last(tabs, revised):
    tab = tabs(revised[0])
    main = tab.page.get_by_test_id("stMain")
    tab.open(f"/data?data_part=imports&{WHEN}")
    main.get_by_role("link", name=re.compile("^Its rows in ACLED")).click()
    tab.url_has("incidents_rows=import-[^&]+")
    expect(
        main.locator(".lp-note").filter(has_text="1 of 5 incidents under these filters: last written by import")
    ).to_be_visible()
    tab.quiet()
    expect(listed(tab)).to_have_count(1)


def test_a_cell_of_the_coverage_leads_to_its_months_rows(tabs, revised):
    tab = tabs(revised[0])
    main = tab.page.get_by_test_id("stMain")
    tab.open("/data")
    cell = main.locator("table.lp-grid tbody td", has=tab.page.locator("a")).last
    area, month, count = re.match(r"(.+), (\w+ \d{4}): ([\d,]+) incidents", cell.get_attribute("title")).groups()
    assert month == "Dec 2019"
    cell.locator("a").click()
    tab.url_has("from=2019-12-01", "to=2019-12-31", r"incidents_area=[^&]+")
    expect(
        main.locator("h2.lp-section").filter(has_text=re.compile(f"^{count} recorded incidents? – {area}$"))
    ).to_be_visible()
    tab.quiet()
    expect(listed(tab)).to_have_count(min(int(count), 12))


def test_a_figure_of_the_source_leads_to_its_rows(tabs, revised):
    """The counts of table Sources: all of a source, of a precision, whatever the filters say."""
    tab = tabs(revised[0])
    main = tab.page.get_by_test_id("stMain")
    tab.open(f"/data?{WHEN}&area={quote('Gao')}&precision=2")
    main.locator("table.lp-table tr").filter(has_text="ACLED").get_by_role("link", name="5", exact=True).click()
    tab.url_has("source=acled")
    expect(main.locator("h2.lp-section").filter(has_text="5 recorded incidents")).to_be_visible()
    tab.quiet()
    expect(listed(tab)).to_have_count(5)
