"""The register in a browser: a due date changed is seen in the tree; a workbook dropped says what it would change."""

import io
import re

import openpyxl
from playwright.sync_api import expect

from data import mission
from data.mission import EXAMPLE
from data.register import files
from tests.e2e.test_import import upload

DUE = "17 Apr 2020"


def _first_task():
    example = mission.load(EXAMPLE)
    tasks = example.store.read("tasks", example.store.latest())
    leaf = tasks[tasks["due"].notna() & ~tasks["task_id"].isin(tasks["parent_id"].dropna())]
    own = leaf[leaf["mandate_id"] == "2480"].iloc[0]
    return example, own["task_id"], own["title"]


def test_a_due_date_is_changed_and_seen_in_the_tree(tabs, serve):
    _example, key, title = _first_task()
    tab = tabs(serve())
    main = tab.page.get_by_test_id("stMain")
    tab.open("/mandate?mandate_part=register&mandate_table=tasks")
    expect(main).to_contain_text("The bundled example is read-only")
    tab.pick(tab.page.get_by_role("combobox", name="Row"), re.compile(re.escape(f"· {key}") + "$"), key)
    field = main.get_by_test_id("stDateInput").filter(has_text=re.compile("^Due"))
    expect(field.get_by_role("spinbutton").last).not_to_have_text("yyyy")
    field.get_by_role("spinbutton").first.click()
    tab.page.keyboard.type("17042020", delay=30)
    main.get_by_role("textbox", name=re.compile(r"^Title\b")).click()  # a typed day counts once its field is left
    expect(main).to_contain_text("What saving would change")
    main.get_by_role("button", name="Save").click()
    expect(main).to_contain_text(re.compile(r"changed\. This is version \d+\."))
    tab.open("/mandate?mandate_part=tasks")
    expect(main.locator("tr").filter(has_text=title[:40]).first).to_contain_text(DUE)


def test_a_workbook_dropped_says_what_it_would_change(tabs, serve):
    example, _key, _title = _first_task()
    newest = example.store.latest()
    book = openpyxl.load_workbook(io.BytesIO(files.excel(lambda table: example.store.read(table, newest), filled=True)))
    sheet = book["tasks"]
    sheet.cell(2, [cell.value for cell in sheet[1]].index("mandate_id") + 1).value = "2481"
    sheet.cell(3, [cell.value for cell in sheet[1]].index("due") + 1).value = "31 mars 2020"
    out = io.BytesIO()
    book.save(out)
    tab = tabs(serve())
    main = tab.page.get_by_test_id("stMain")
    tab.open("/mandate?mandate_part=register")
    main.get_by_text("Excel: one workbook").click()
    upload(tab, "plan.xlsx", out.getvalue())
    expect(main).to_contain_text("plan.xlsx, tasks: Linchpin tasks.")
    expect(main).to_contain_text("It would add 0, change 1, leave ")
    refused = main.locator("table.lp-table").first.locator("td")
    expect(refused.nth(0)).to_have_text("B2")
    assert refused.all_text_contents()[1:3] == ["mandate_id", "2481"]
    assert "no row of table mandates has the key “2481”" in refused.all_text_contents()[3]
    expect(main).to_contain_text(re.compile(r"22 further sheets: \d+ rows, all accepted, nothing would change"))
    tab.mark_confidential()
    main.get_by_role("button", name="Import 1 change, leave out 1 row").click()
    expect(main).to_contain_text(re.compile(r"Version \d+: 0 added, 1 changed"))
