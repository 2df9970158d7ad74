"""Assets in the page: coverage as the data layer counts it, the board with open requests first, asking and deciding."""

import shutil
from datetime import date

import pandas as pd
import pytest

from data import edit, mission, snapshot
from data.filters import Filters
from data.footprint import assets, demand, requests
from data.importing.run import import_files
from data.words import formats
from tests.data.made import written
from tests.pages.driver import open_page, ran
from tests.pages.test_footprint_bases import HOSTILE, widget

PART = {"footprint_part": "assets"}
YEAR = {"from": "2019-01-01", "to": "2019-12-31"}


@pytest.fixture
def own(tmp_path, opens):
    """A copy of the example to write to."""
    return opens(mission.load(shutil.copytree(mission.EXAMPLE, tmp_path / "own")))


def stored(own):
    return own.store.read("asset_requests", own.store.latest()).set_index("request_id")


def table_of(shown, columns, first):
    """The rows of the table of so many columns whose first cell begins with one of some words."""
    return next(t for t in shown.tables if t and len(t[0]) == columns and t[0][0].startswith(first))


@pytest.mark.parametrize(("minutes", "within"), [("60", 60), ("120", 120), ("reach", None)])
def test_coverage_is_what_the_data_layer_counts(own, minutes, within):
    shown = open_page("footprint", PART | YEAR | {"footprint_minutes": minutes})
    shot = snapshot.load(own, 1)
    rows = shot.select(Filters.from_query({k: [v] for k, v in YEAR.items()}, shot.vocabulary).filters)
    found = assets.coverage(shot.table("assets"), shot.table("bases"), demand.of(rows), date(2019, 12, 31), within)
    counted = found.kinds.set_index("kind")
    table = {row[0]: row[1:] for row in table_of(shown, 6, "Surveillance")}
    for kind, name in (("medevac", "Medical evacuation"), ("isr_drone", "Surveillance drones")):
        assert int(table[name][0]) == counted.loc[kind, "assets"] > 0
        assert [cell.split()[0] for cell in table[name][1:]] == [
            formats.number(counted.loc[kind, measure]) for measure in demand.MEASURES
        ]
    assert counted["incidents"].max() > 0
    assert ("straight line from its home town" in shown.text) and "Evacuation helicopter, Kidal" in shown.text
    expected = "within its reach" if within is None else f"within {within} minutes of a call"
    assert expected in shown.text


def test_what_could_not_be_counted_is_not_zero(own):
    table = {row[0]: row[1:] for row in table_of(open_page("footprint", PART), 6, "Surveillance")}
    assert table["Mobile team"] == ["0", "–", "–", "–", "–"]


def test_each_asset_says_what_it_can_do_how_to_ask_and_who_tasks_it(own):
    row = {r[0].split("  ")[0]: r for r in table_of(open_page("footprint", PART), 5, "Surveillance")}
    kidal = next(cells for name, cells in row.items() if name.startswith("Evacuation helicopter, Kidal"))
    assert "Unavailable In maintenance" in kidal[1]
    assert "joint operations centre" in kidal[3]
    assert kidal[4].endswith("SOP on casualty evacuation (illustrative)")


def test_availability_is_that_of_the_day(own):
    row = table_of(open_page("footprint", PART | {"footprint_asof": "2019-11-01"}), 5, "Surveillance")
    assert next(r for r in row if r[0].startswith("Evacuation helicopter, Kidal"))[1] == "✓ Available"


def test_the_board_has_open_requests_first_with_authority_and_reason(own):
    shown = open_page("footprint", PART)
    board = table_of(shown, 6, "○")
    assert [row[0].split()[1] for row in board] == ["Open", "Open", "Approved", "Refused"]
    refused = board[-1]
    assert "Senior Protection Adviser" in refused[1]
    assert "Facilitate a comprehensive" in refused[3]
    assert "MOU of the unit" in refused[4]
    assert "Beyond the reach of the drones" in refused[5]
    assert "Request board: 2 open of 4" in shown.text


def ask(shown, **given):
    values = {"asset": "ex:medevac-gao", "post": "Head of Office, Gao", "component": "civilian",
              "section": "Human Rights", "priority": "2480-P2", "area": "ex:ML-GA"} | given  # fmt: skip
    for name, value in values.items():
        widget(shown, f"ask_{name}").set_value(value)
    shown.app.text_area(key="ask_effect").set_value("Inquiry into killings at once")
    press(shown, "Ask")
    return ran(shown.app)


def press(shown, label):
    next(button for button in shown.app.button if button.label == label).click()


def test_a_section_asks_and_another_post_decides(own):
    shown = ask(open_page("footprint", PART))
    (name,) = set(stored(own).index) - {"ex:r1", "ex:r2", "ex:r3", "ex:r4"}
    assert f"Request {name} is on the board." in shown.text
    row = stored(own).loc[name]
    assert row[["asset_id", "kind", "component_type", "status"]].tolist() == [
        "ex:medevac-gao", "medevac", "civilian", "asked",
    ]  # fmt: skip
    widget(shown, "request_decided").set_value(name)
    shown = ran(shown.app)
    widget(shown, "decide_status_").set_value("refused")
    widget(shown, "decide_post_").set_value("Director of Mission Support")
    press(shown, "Record the decision")
    shown = ran(shown.app)
    assert "reason" in shown.text
    assert stored(own).loc[name, "status"] == "asked"
    next(area for area in shown.app.text_area if area.key.startswith("decide_reason_")).set_value("No crew")
    press(shown, "Record the decision")
    shown = ran(shown.app)
    row = stored(own).loc[name]
    assert row[["status", "reason", "decided_by_post"]].tolist() == [
        "refused",
        "No crew",
        "Director of Mission Support",
    ]
    assert row["tasking_reference"] == "SOP on casualty evacuation (illustrative)"
    assert f"Request {name}: Refused." in shown.text


def test_a_request_without_a_post_says_so(own):
    shown = ask(open_page("footprint", PART), post="")
    assert "asked_by_post" in shown.text
    assert own.store.latest() == 1


def test_who_decides_second_is_told(own):
    shown = open_page("footprint", PART)
    name = widget(shown, "request_decided").value
    seen = next(row for row in edit.cells_of(own.store.read("asset_requests", 1)) if row["request_id"] == name)
    requests.decide(own, seen, "approved", post="First", day=date(2026, 1, 1))
    widget(shown, "decide_post_").set_value("Second")
    press(shown, "Record the decision")
    shown = ran(shown.app)
    assert "was changed by another meanwhile" in shown.text
    assert stored(own).loc[name, "decided_by_post"] == "First"


def test_a_mission_without_assets_says_how_to_bring_them(mali, opens):
    opens(mali)
    shown = open_page("footprint", PART)
    assert "No assets yet" in shown.text
    assert "No request yet." in shown.text


def test_hostile_texts_stay_text(own, tmp_path):
    asset = {"asset_id": "h", "name": HOSTILE, "kind": "medevac", "base_id": "ex:gao", "availability": "limited",
             "availability_reason": HOSTILE, "can_do": HOSTILE, "how_to_ask": HOSTILE,
             "tasking_authority": HOSTILE}  # fmt: skip
    request = {"request_id": "h", "asset_id": "h", "asked_by_post": HOSTILE, "component_type": "police",
               "section": HOSTILE, "effect": HOSTILE, "status": "asked", "asked_on": "2019-12-01",
               "tasking_reference": HOSTILE}  # fmt: skip
    files = [written(tmp_path / f"{i}.csv", pd.DataFrame([cells])) for i, cells in enumerate((asset, request))]
    import_files(own, files, who="tester")
    shown = open_page("footprint", PART)
    assert shown.text.count(HOSTILE) > 5
    assert not any("<img" in body for body in shown.html)
