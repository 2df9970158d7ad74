"""Import by upload, versions and pinned links: on the bundled example, whose first change makes the user's own copy."""

import re
import shutil

from playwright.sync_api import expect

from data import mission
from data.importing.run import import_files
from data.snapshot import load
from tests.data import made
from tests.e2e.test_links import choose


def upload(tab, name, content):
    """Drop a file."""
    file = {"name": name, "mimeType": "text/csv", "buffer": content}
    tab.page.locator("[data-testid=stFileUploader] input[type=file]").set_input_files(file)


def acled_of_ten_rows(folder):
    """Ten rows in ACLED's layout, the fifth of them (row 6 of the file) on a day that does not exist."""
    changes = [{"event_id_cnty": f"TST{i}", "event_date": f"2019-11-{i + 10}", "fatalities": "1"} for i in range(10)]
    changes[4]["event_date"] = "2019-13-45"
    return made.acled(folder / "ten.csv", *changes).read_bytes()


def test_an_upload_is_checked_imported_once_and_can_be_reset(tabs, serve, tmp_path):
    server = serve()
    tab = tabs(server)
    main = tab.page.get_by_test_id("stMain")
    tab.open("/data")
    content = acled_of_ten_rows(tmp_path)
    upload(tab, "ten.csv", content)
    expect(main).to_contain_text("10 rows read, 9 accepted, 1 rejected, 0 duplicates.")
    expect(main).to_contain_text("9 reported deaths, 10 Nov 2019 to 19 Nov 2019.")
    rejects = tab.page.get_by_test_id("stDataFrame").first.locator("canvas td")
    expect(rejects.nth(0)).to_have_text("6")
    assert rejects.all_text_contents()[1:3] == ["event_date", "2019-13-45"]
    assert "2019-03-23" in rejects.all_text_contents()[3], "what would be accepted"
    expect(main).to_contain_text("The bundled example is read-only")

    main.get_by_role("button", name="Import 9 rows").click()
    expect(main).to_contain_text("Version 2: 9 added, 0 changed, 0 unchanged.")
    expect(main).to_contain_text("This is your own copy of the example")
    expect(tab.page.locator(".lp-banner")).to_contain_text("version 2")
    choose(tab, "Source of incidents", "ACLED")
    tab.url_has("source=acled")
    tab.go("Incidents")
    tab.shows(re.compile("recorded incident|No incident"))

    tab.open("/data")
    upload(tab, "ten.csv", content)
    main.get_by_role("button", name="Import 9 rows").click()
    expect(main).to_contain_text("Nothing new: all 9 rows are there already. The mission stays at version 2.")
    expect(tab.page.locator(".lp-banner")).to_contain_text("version 2")

    main.get_by_text("Yes, throw my copy away").click()
    main.get_by_role("button", name="Reset the example").click()
    expect(tab.page.locator(".lp-banner")).to_contain_text("version 1")
    expect(main).not_to_contain_text("This is your own copy of the example")
    assert not list(server.home.rglob("mission.toml"))


def test_a_file_that_cannot_be_read_is_refused_in_words(tab):
    tab.open("/data")
    upload(tab, "odd.csv", b"a;b\n1;2\n")
    alert = tab.page.get_by_test_id("stAlert")
    expect(alert).to_contain_text("odd.csv")
    assert not tab.page.get_by_role("button", name=re.compile("^Import ")).count()


def more_of_the_sample(folder, shot):
    """Five more incidents of the example's own source in its last quarter, as a Linchpin table."""
    row = shot.incidents.iloc[[-1]].drop(columns=["area1_id", "area2_id", "import_id"])
    rows = row.loc[row.index.repeat(5)].assign(event_id=[f"NEW{i}" for i in range(5)], event_date="2019-12-20")
    rows = rows.assign(date_end="2019-12-20", revised_at="")
    rows.to_csv(folder / "more.csv", index=False)
    return folder / "more.csv"


def test_a_pinned_link_keeps_its_numbers_after_an_import(tabs, serve, tmp_path):
    own = mission.load(shutil.copytree(mission.EXAMPLE, tmp_path / "example"))
    server = serve(own.folder)
    tab = tabs(server)
    tab.open("/incidents?type=violent")
    before = tab.title
    tab.page.get_by_role("button", name="Copy link").click()
    links = tab.page.get_by_test_id("stPopoverBody").locator("code")
    expect(links).to_have_count(2)
    live, pinned = (link.removeprefix(server.url) for link in links.all_inner_texts())
    assert "at=" not in live
    assert "period=quarter" in live
    for part in ("at=1", "from=2019-10-01", "to=2019-12-31", "source=sample", "type=violent", "precision=3"):
        assert part in pinned
    _mission, reports = import_files(own, [more_of_the_sample(tmp_path, load(own, 1))], who="tester")
    assert (reports[0].added, reports[0].version) == (5, 2)

    newer = tabs(server)
    newer.open(live)
    assert newer.title != before
    assert int(newer.title.split()[0]) == int(before.split()[0]) + 5
    fixed = tabs(server)
    fixed.open(pinned)
    assert fixed.title == before
    expect(fixed.page.get_by_test_id("stMain")).to_contain_text("Pinned to version 1")
    expect(fixed.page.get_by_test_id("stMain")).to_contain_text("Newer data is here.")


def test_a_pinned_link_leads_to_the_newest_version(tab):
    tab.open("/mandate?at=1&lang=en")
    tab.page.get_by_test_id("stMain").get_by_role("button", name="Open the newest").click()
    expect(tab.page).not_to_have_url(re.compile("[?&]at="), timeout=5_000)


def test_a_pinned_version_stays_pinned_on_other_pages(tab):
    tab.open("/mandate?at=1")
    tab.go("Data")
    tab.shows("version 1")
    tab.url_has("at=1")
