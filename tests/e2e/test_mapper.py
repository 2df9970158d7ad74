"""A spreadsheet that nobody knows: its columns are mapped on the page, and next week's file is known by itself."""

import csv
import io
import re

import pytest
from playwright.sync_api import expect

from tests.e2e.hostile import IMG
from tests.e2e.test_hostile_data import fired
from tests.e2e.test_import import upload

HEAD = "Date de l'incident;Type;Cercle;Lieu;Lat;Long;Tués;Description"
WORDS = {"EEI": "Explosions and remote violence", "Embuscade": "Battles", "Manifestation": "Protests"}


def week(days, head=HEAD, places="Koro"):
    """A week's file: an incident of each word a day, two deaths each."""
    rows = [f"{day};{word};Koro;{places};14,07;-3,08;2;Inventé {day} {word}" for day in days for word in WORDS]
    return "\n".join([head, *rows]).encode("cp1252")


def choose(tab, label, option):
    """Choose an option of a select box of the form, by the beginning of its label."""
    box = tab.page.get_by_test_id("stMain").get_by_role("combobox", name=re.compile("^" + label)).first
    tab.pick(box, option)
    expect(box).to_have_value(option)


def say(tab, label, text):
    """Fill a text field of the form."""
    tab.page.get_by_role("textbox", name=label).fill(text)
    tab.page.keyboard.press("Tab")
    tab.quiet()


def test_a_spreadsheet_is_mapped_once_and_known_the_next_week(tabs, serve, new_mission):
    tab = tabs(serve(new_mission.folder))
    main = tab.page.get_by_test_id("stMain")
    tab.open("/data")
    upload(tab, "week_31.csv", week(["01/08/2020", "02/08/2020"]))
    expect(main).to_contain_text("week_31.csv has no layout that is known here. Say below what its columns are.")
    expect(main).to_contain_text("Still to say: Short code of their source, the order of day and month")
    expect(main.get_by_role("button", name="Save the mapping")).to_be_disabled()
    main.get_by_text("day first: 1 Aug 2020").click()
    expect(main).to_contain_text("6 rows read, 6 accepted, 0 rejected, 0 duplicates.")
    say(tab, "Short code of their source", "SAGE")
    for word, ours in WORDS.items():
        choose(tab, word, ours)
    preview = tab.page.get_by_test_id("stDataFrame").first.locator("canvas td")
    expect(preview.nth(0)).to_have_text("1 Aug 2020")
    expect(preview.nth(1)).to_have_text("Explosions and remote violence")
    assert tab.overflow() <= 0
    say(tab, "Name of this mapping", "SAGE weekly")
    main.get_by_role("button", name="Save the mapping").click()
    expect(main).to_contain_text("Saved as mappings/sage_weekly.toml")
    assert (new_mission.folder / "mappings" / "sage_weekly.toml").exists()
    tab.mark_confidential()
    main.get_by_role("button", name="Import 6 new rows").click()
    expect(main).to_contain_text("Version 1: 6 added, 0 changed, 0 unchanged.")

    tab.open("/incidents?from=2020-08-01&to=2020-08-31")
    tab.shows(re.compile("^6 recorded incidents"))
    tab.open("/data")
    upload(tab, "week_32.csv", week(["08/08/2020"]))
    expect(main).to_contain_text("week_32.csv: SAGE weekly. 3 rows read, 3 accepted, 0 rejected, 0 duplicates.")
    expect(main).to_contain_text("Read with the saved mapping “sage_weekly”, known by its columns.")
    tab.mark_confidential()
    main.get_by_role("button", name="Import 3 new rows").click()
    expect(main).to_contain_text("Version 2: 3 added, 0 changed, 0 unchanged.")


HOSTILE = f"Date{IMG}"
LONG = "x" * 10_000


@pytest.mark.parametrize(("width", "theme"), [(1400, "light"), (390, "dark")])
def test_hostile_columns_and_words_run_nothing(width, theme, tabs, serve, new_mission):
    tab = tabs(serve(new_mission.folder), width=width, theme=theme)
    main = tab.page.get_by_test_id("stMain")
    tab.open("/data")
    head = [HOSTILE, "Type", "Lat", "Long", LONG + "1", LONG + "2", "", "Type", "[a](javascript:alert(1))", "None"]
    words = [IMG, "**bold** [x](https://e.example) $a^2$ :red[no]", "www.e.example `code` # h", "y" * 10_000]
    rest = ["14", "-3", IMG, "<script>window.top.pwned=1</script>", "", "b", IMG, "None"]
    rows = [head, *([f"{at + 13}/08/2020", word, *rest] for at, word in enumerate(words))]
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    upload(tab, f"{IMG.replace('/', '')}.csv", text.getvalue().encode())
    expect(main).to_contain_text("Say which column is which")
    choose(tab, "Day", "Date" + IMG[:37].rstrip() + "…" if len(HOSTILE) > 42 else HOSTILE)
    choose(tab, "Description", "[a](javascript:alert(1))")
    choose(tab, "Place", "x" * 41 + "… (2)")
    say(tab, "Short code of their source", "sage")
    expect(main).to_contain_text("4 rows read, 4 accepted")
    expect(main).to_contain_text("**bold** [x](https://e.example) $a^2$ :red[no]"[:41])
    expect(main).to_contain_text("www.e.example `code` # h")
    say(tab, "Name of this mapping", "../odd [name](x)")
    main.get_by_role("button", name="Save the mapping").click()
    expect(main).to_contain_text("Saved as mappings/odd_name_x.toml")
    expect(main.get_by_role("button", name="Import 4 new rows")).to_be_visible()
    assert tab.overflow() <= 0
    assert not fired(tab)
    assert not tab.page.locator("img[src=x]").count()
    assert not main.locator("a[href*=javascript], a[href*='e.example']").count()
