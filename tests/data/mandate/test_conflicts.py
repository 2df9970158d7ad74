from datetime import date

import pandas as pd
import pytest

from data.footprint.assets_schema import AssetRequests
from data.mandate import conflicts
from data.mandate.work_schema import Activities
from tests.data.mandate.test_plan import made, row

MANDATE = pd.Series({"mandate_id": "2480", "title": "Resolution 2480", "expires": pd.Timestamp("2020-06-30")})
TODAY = date(2020, 1, 1)


def requests(*rows):
    plain = {"component_type": "civilian", "section": "S", "effect": "E", "status": "asked", "asset_id": "drone"}
    frame = pd.DataFrame([plain | {"request_id": f"r{i}"} | own for i, own in enumerate(rows)])
    days = {name: pd.to_datetime(frame[name]) for name in ("wanted_from", "wanted_to") if name in frame}
    return AssetRequests.shape(frame.assign(asked_on=pd.Timestamp("2019-12-01"), **days))


def activities(*rows):
    plain = {"title": "A", "state": "planned", "section": "S", "force_unit": "Unit 1"}
    frame = pd.DataFrame([plain | {"activity_id": f"a{i}"} | own for i, own in enumerate(rows)])
    days = {name: pd.to_datetime(frame[name]) for name in ("activity_date", "date_end") if name in frame}
    return Activities.shape(frame.assign(**days))


def found(tasks=None, asked=None, planned=None):
    return conflicts.of(
        made(row("x")) if tasks is None else tasks,
        MANDATE,
        AssetRequests.empty() if asked is None else asked,
        Activities.empty() if planned is None else planned,
        TODAY,
    )


def test_a_task_that_starts_on_the_last_day_of_the_one_before_it():
    tasks = made(row("A", "2020-01-01", "2020-01-10"), row("B", "2020-01-10", "2020-01-20", "A"))
    (only,) = found(tasks).to_dict("records")
    assert (only["kind"], only["task_ids"], only["days"]) == ("early", "B; A", 1)
    tasks.loc[tasks["task_id"] == "B", "starts"] = pd.Timestamp("2020-01-11")
    assert found(tasks).empty


def test_a_task_that_was_to_start_while_one_before_it_is_late():
    late = row("A", "2019-11-01", "2019-12-10"), row("B", "2019-12-20", "2020-02-20", "A")
    (only,) = found(made(*late)).to_dict("records")
    # To start on 20 Dec, and A is still open on 1 Jan: 13 days.
    assert (only["kind"], only["task_ids"], only["days"]) == ("waiting", "B; A", 13)
    assert (str(only["first"].date()), str(only["last"].date())) == ("2019-12-20", "2019-12-10")
    assert found(made(late[0] | {"progress": 1.0}, late[1])).empty
    assert found(made(late[0], late[1] | {"starts": "2020-01-02"})).empty  # it may still start in time


def test_what_is_complete_makes_no_conflict():
    tasks = made(row("A", "2020-01-01", "2020-01-10", progress=1.0), row("B", "2020-01-05", "2020-01-20", "A"))
    assert found(tasks).empty


@pytest.mark.parametrize(("resources", "said"), [("none", "none"), ("partly", "partly"), (None, "unknown")])
def test_an_essential_task_without_resources(resources, said):
    (only,) = found(made(row("A", importance="essential", resources=resources))).to_dict("records")
    assert (only["kind"], only["task_ids"], only["other"]) == ("resources", "A", said)


def test_resources_that_are_secured_or_not_essential_make_none():
    rows = row("A", importance="essential", resources="secured"), row("B", importance="important", resources="none")
    assert found(made(*rows)).empty


def test_two_posts_that_ask_for_one_asset_on_the_same_days():
    asked = requests(
        {"asked_by_post": "HoO Gao", "wanted_from": "2020-02-01", "wanted_to": "2020-02-10", "task_id": "A"},
        {"asked_by_post": "HoO Mopti", "wanted_from": "2020-02-10", "wanted_to": "2020-02-12", "task_id": "B"},
        {"asked_by_post": "HoO Gao", "wanted_from": "2020-02-01", "wanted_to": "2020-02-10"},
        {"asked_by_post": "HoO Kidal", "wanted_from": "2020-02-13", "status": "approved"},
        {"asked_by_post": "HoO Kidal", "wanted_from": "2020-02-01", "wanted_to": "2020-02-12", "status": "refused"},
        {"asked_by_post": "HoO Kidal", "wanted_from": "2020-02-01", "wanted_to": "2020-02-12", "asset_id": "other"},
    )
    rows = found(asked=asked).to_dict("records")
    assert [(r["kind"], r["row_ids"], r["days"]) for r in rows] == [("asset", "r0; r1", 1), ("asset", "r1; r2", 1)]
    assert rows[0]["task_ids"] == "A; B"


def test_two_offices_that_need_one_unit_on_the_same_days():
    planned = activities(
        {"office_id": "gao", "activity_date": "2020-03-01", "date_end": "2020-03-05"},
        {"office_id": "mopti", "activity_date": "2020-03-04", "date_end": "2020-03-09"},
        {"activity_date": "2020-03-09"},
        {"activity_date": "2020-03-09"},
        {"office_id": "kidal", "activity_date": "2020-03-04", "state": "cancelled"},
    )
    rows = found(planned=planned).to_dict("records")
    assert [(r["row_ids"], r["days"]) for r in rows] == [("a0; a1", 2), ("a1; a2", 1), ("a1; a3", 1)]


def test_what_is_over_by_the_day_is_no_conflict_any_more():
    planned = activities(
        {"office_id": "gao", "activity_date": "2019-12-30"}, {"office_id": "mopti", "activity_date": "2019-12-30"}
    )
    assert found(planned=planned).empty


def test_due_after_the_mandate_and_after_the_task_above():
    tasks = made(row("P", due="2020-06-30"), row("P.1", due="2020-07-03", parent="P"))
    rows = found(tasks).to_dict("records")
    assert [(r["kind"], r["task_ids"], r["days"]) for r in rows] == [
        ("after_mandate", "P.1", 3), ("parent", "P; P.1", 3),
    ]  # fmt: skip
