"""Part Mandate change: what the later resolution adds, drops and carries over, with evidence and needs beside it."""

import pytest

from tests.pages.driver import open_page
from tests.pages.register_made import HOSTILE, build

QUERY = {"from": "2019-10-01", "to": "2019-12-31", "mandate_part": "change"}


def tasks(rows):
    rows = rows.set_index("task_id")
    rows["carried_from"] = rows["carried_from"].mask(rows.index.str.startswith("2480"))
    rows.loc["2480.1", "carried_from"] = "2423.1"
    rows.loc["2480.1", ["role", "resources", "resources_note"]] = ["lead", "partly", f"Two teams {HOSTILE}"]
    return rows.reset_index()


@pytest.fixture
def own(tmp_path, opens):
    return opens(build(tmp_path / "own", tasks))


def test_the_counts_of_the_title_are_those_of_the_tables(own):
    page = open_page("mandate", QUERY)
    ids = own.store.read("tasks", own.store.latest())["task_id"]
    added = int(ids.str.startswith("2480").sum()) - 1
    dropped = int(ids.str.startswith("2423").sum()) - 1
    assert f"{added} tasks added, {dropped} dropped, 1 carried over" in page.title


def test_evidence_and_needs_stand_beside_a_task_that_is_carried_over(own, example):
    page = open_page("mandate", QUERY)
    row = next(row for table in page.tables for row in table if "continues 2423.1" in row[0])
    assert "Role: Supports → Leads" in row[0]
    assert "recorded incidents where it works in Oct–Dec 2019" in row[1]
    assert "No assessment of an outcome that it works towards" in row[1]
    assert row[2].startswith(f"Partly secured Two teams {HOSTILE}")
    assert not any("<img" in body for body in page.html)


def test_the_link_chooses_the_two_and_the_other_way_round(own):
    page = open_page("mandate", QUERY | {"mandate_before": "2480", "mandate_after": "2423"})
    assert [box.value for box in page.app.selectbox if box.key in ("mandate_before", "mandate_after")] == [
        "2480",
        "2423",
    ]
