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
    rejects = main.locator("table.lp-table").first.locator("td")
    expect(rejects.nth(0)).to_have_text("6")
    assert rejects.all_text_contents()[1:3] == ["event_date", "2019-13-45"]
    assert "2019-03-23" in rejects.all_text_contents()[3], "what would be accepted"
    expect(main).to_contain_text("The bundled example is read-only")

    tab.mark_confidential()
    main.get_by_role("button", name="Import 9 new rows, leave out 1 row").click()
    expect(main).to_contain_text("Version 2: 9 added, 0 changed, 0 unchanged.")
    expect(main).to_contain_text("This is your own copy of the example")
    expect(tab.page.locator(".lp-banner")).to_contain_text("version 2")
    choose(tab, "Source of incidents", "ACLED")
    tab.url_has("source=acled")
    tab.go("Incidents")
    tab.shows(re.compile("recorded incident|No incident"))

    tab.open("/data")
    upload(tab, "ten.csv", content)
    expect(main).to_contain_text("It would add 0, change 0, leave 9 as they are and remove 0.")
    expect(main.get_by_role("button", name="Nothing to import")).to_be_disabled()
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


WHEN = "source=acled&from=2019-11-01&to=2019-12-31"
JULY = [{"event_id_cnty": f"TST{i}", "event_date": f"2019-11-{i + 10}"} for i in range(6)]  # two deaths each
# A release later: one event's deaths and place are revised, one's text, one is gone, one is new.
NOVEMBER = [
    JULY[0] | {"fatalities": "7", "location": "Elsewhere", "timestamp": "1700000000"},
    JULY[1] | {"notes": "Invented, and told anew.", "timestamp": "1700000000"},
    *JULY[2:4],
    JULY[5],
    {"event_id_cnty": "TST9", "event_date": "2019-11-12", "fatalities": "1"},
]


def deaths(tab):
    """The figure of reported deaths below the title of page Incidents."""
    return re.search(r"([\d,]+) reported deaths", tab.page.get_by_test_id("stMain").inner_text())[1]


def cells(table):
    """The rows of a table that is drawn on a canvas, as texts."""
    rows = table.locator("canvas tbody tr").all()
    return [row.locator("td").all_inner_texts() for row in rows]


def test_a_revision_is_told_by_column_before_it_is_taken_and_can_be_taken_back(tabs, serve, new_mission, tmp_path):
    server = serve(new_mission.folder)
    tab = tabs(server)
    main = tab.page.get_by_test_id("stMain")
    tab.open("/data")
    upload(tab, "july.csv", made.acled(tmp_path / "july.csv", *JULY).read_bytes())
    expect(main).to_contain_text("It would add 6, change 0, leave 0 as they are and remove 0.")
    tab.mark_confidential()
    main.get_by_role("button", name="Import 6 new rows").click()
    expect(main).to_contain_text("Version 1: 6 added, 0 changed, 0 unchanged.")
    tab.open(f"/incidents?{WHEN}")
    assert (tab.title.split()[0], deaths(tab)) == ("6", "12")
    tab.page.get_by_role("button", name="Copy link").click()
    pinned = tab.page.get_by_test_id("stPopoverBody").locator("code").nth(1).inner_text().removeprefix(server.url)

    tab.open("/data")
    upload(tab, "november.csv", made.acled(tmp_path / "november.csv", *NOVEMBER).read_bytes())
    expect(main).to_contain_text("It would add 1, change 2, leave 3 as they are and remove 0.")
    expect(main).to_contain_text("Deaths of 1 event: 2 before, 7 after (+5).")
    expect(main).to_contain_text(re.compile("fatalities_best 1.*location 1|location 1.*fatalities_best 1"))
    table = tab.page.get_by_test_id("stDataFrame").first
    expect(table.locator("canvas td").nth(1)).to_have_text("fatalities_best")
    changed = cells(table)
    assert changed[0] == ["TST0", "fatalities_best", "2", "7"], "deaths above all"
    assert ["TST0", "location", "Somewhere", "Elsewhere"] in changed
    assert ["TST1", "notes", "Invented.", "Invented, and told anew."] in changed
    expect(tab.page.locator(".lp-banner")).to_contain_text("version 1")
    main.get_by_text("Complete for its period").click()
    expect(main).to_contain_text("It would add 1, change 2, leave 3 as they are and remove 1.")
    tab.mark_confidential()
    main.get_by_role("button", name="Import 1 new row and 2 changes, remove 1 row").click()
    expect(main).to_contain_text("Version 2: 1 added, 2 changed, 3 unchanged, 1 removed.")
    expect(tab.page.locator(".lp-banner")).to_contain_text("version 2")
    tab.open("/data?data_part=imports")
    expect(main).to_contain_text("Removed: TST4")
    expect(main).to_contain_text("Deaths of 1 event: 2 before, 7 after (+5).")
    tab.open(f"/incidents?{WHEN}")
    assert (tab.title.split()[0], deaths(tab)) == ("6", "16")
    tab.open(pinned)
    expect(main).to_contain_text("Pinned to version 1")
    assert (tab.title.split()[0], deaths(tab)) == ("6", "12")

    tab.open("/data?data_part=imports")
    main.get_by_role("button", name="Restore 1", exact=True).click()
    tab.page.get_by_role("button", name="Restore version 1").click()
    expect(main).to_contain_text(re.compile("Version 3 · .* · restore version 1"))
    expect(tab.page.locator(".lp-banner")).to_contain_text("version 3")
    tab.open(f"/incidents?{WHEN}")
    assert (tab.title.split()[0], deaths(tab)) == ("6", "12")
    expect(tab.page.locator(".lp-banner")).to_contain_text("version 3")
    tab.open(f"/incidents?{WHEN}&at=2")
    assert (tab.title.split()[0], deaths(tab)) == ("6", "16")


def test_refused_rows_are_downloaded_corrected_and_dropped_again(tabs, serve, new_mission, tmp_path):
    tab = tabs(serve(new_mission.folder))
    main = tab.page.get_by_test_id("stMain")
    tab.open("/data")
    upload(tab, "ten.csv", acled_of_ten_rows(tmp_path))
    expect(main).to_contain_text("10 rows read, 9 accepted, 1 rejected, 0 duplicates.")
    with tab.page.expect_download() as given:
        main.get_by_role("button", name="Refused rows as a file").click()
    assert given.value.suggested_filename == "rejects_ten.csv"
    rejects = given.value.path().read_text(encoding="utf-8-sig")
    assert rejects.count("\n") == 2, "a header and the one row"
    assert "event_date: '2019-13-45', expected a day" in rejects
    tab.mark_confidential()
    main.get_by_role("button", name="Import 9 new rows, leave out 1 row").click()
    expect(main).to_contain_text("Version 1: 9 added")

    tab.open("/data")
    upload(tab, "rejects_ten.csv", rejects.encode())
    expect(main).to_contain_text("1 rows read, 0 accepted, 1 rejected, 0 duplicates.")
    expect(main.get_by_role("button", name="Nothing to import")).to_be_disabled()
    tab.open("/data")
    head, row = rejects.splitlines()
    upload(tab, "rejects_ten.csv", f"{head}\n{row.replace(',2019-13-45,', ',2019-11-14,')}\n".encode())
    expect(main).to_contain_text("1 rows read, 1 accepted, 0 rejected, 0 duplicates.")
    expect(main).to_contain_text("It would add 1, change 0, leave 0 as they are and remove 0.")
    tab.mark_confidential()
    main.get_by_role("button", name="Import 1 new row").click()
    expect(main).to_contain_text("Version 2: 1 added, 0 changed, 0 unchanged.")
    tab.open(f"/incidents?{WHEN}")
    tab.shows(re.compile("^10 recorded incidents"))
    expect(main).to_contain_text("10 reported deaths")


BARS = """window.bars = new Set(); new MutationObserver(() => {
  for (const bar of document.querySelectorAll('[data-testid=stProgress]')) window.bars.add(bar.innerText.trim());
}).observe(document, {subtree: true, childList: true, characterData: true})"""


def test_a_large_file_shows_how_far_it_is(tabs, serve, new_mission, tmp_path):
    """Each step has its bar: the upload is Streamlit's own, checking and importing are ours."""
    tab = tabs(serve(new_mission.folder))
    main = tab.page.get_by_test_id("stMain")
    tab.page.add_init_script(BARS)
    tab.open("/data")
    many = [{"event_id_cnty": f"TST{i}", "event_date": f"2019-11-{i % 28 + 1:02}"} for i in range(20_000)]
    upload(tab, "many.csv", made.acled(tmp_path / "many.csv", *many).read_bytes())
    tab.mark_confidential()
    main.get_by_role("button", name="Import 20,000 new rows").click()
    expect(main).to_contain_text("Version 1: 20,000 added, 0 changed, 0 unchanged.")
    bars = tab.page.evaluate("[...window.bars]")
    assert "Checking: many.csv" in bars
    assert "Importing: many.csv" in bars
    expect(main.get_by_test_id("stProgress")).to_have_count(0)
