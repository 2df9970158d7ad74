"""What assets cover agrees with a count by hand, place by place; requests are asked and decided one step at a time."""

import shutil
from datetime import date

import numpy as np
import pandas as pd
import pytest
from pyproj import Geod

from data import edit, mission, snapshot
from data.errors import InputError
from data.filters import Filters
from data.footprint import assets, demand, requests
from data.footprint.assets_schema import Assets
from data.footprint.schema import Bases
from data.importing.restore import restore

DAY = date(2019, 12, 31)


@pytest.fixture(scope="module")
def shot():
    opened = mission.load(mission.EXAMPLE)
    return snapshot.load(opened, 1)


@pytest.fixture(scope="module")
def rows(shot):
    query = {"from": ["2018-01-01"], "to": ["2019-12-31"]}
    return shot.select(Filters.from_query(query, shot.vocabulary).filters)


def by_hand(asset, bases, incidents, minutes):
    """Which incidents an asset gets to, one at a time."""
    base = bases[bases["base_id"] == asset["base_id"]].iloc[0]
    inside = []
    for lat, lon in zip(incidents["latitude"], incidents["longitude"], strict=True):
        km = Geod(ellps="WGS84").inv(lon, lat, base["longitude"], base["latitude"])[2] / 1000
        if minutes is None:
            inside.append(km <= asset["reach_km"])
        else:
            late = asset["notice_minutes"] + 60 * km / asset["speed_kmh"] > minutes
            inside.append(not late and not km > asset["reach_km"])
    return np.array(inside)


@pytest.mark.parametrize("minutes", [None, 61, 120])
def test_coverage_equals_a_count_by_hand(shot, rows, minutes):
    bases, table = shot.table("bases"), shot.table("assets")
    found = assets.coverage(table, bases, demand.of(rows), DAY, minutes)
    incidents = rows.frame()
    deaths = incidents["fatalities_best"].fillna(0).to_numpy(dtype="int64")
    covered = {}
    for at, asset in found.assets.iterrows():
        if asset["why"]:
            assert asset["incidents"] == 0
            continue
        inside = by_hand(table.iloc[at], bases, incidents, minutes)
        covered.setdefault(asset["kind"], []).append(inside)
        assert (asset["incidents"], asset["fatalities"]) == (inside.sum(), deaths[inside].sum())
        assert asset["share_incidents"] == pytest.approx(inside.mean())
    kinds = found.kinds.set_index("kind")
    for kind, each in covered.items():
        any_of = np.any(each, axis=0)
        assert (kinds.loc[kind, "incidents"], kinds.loc[kind, "fatalities"]) == (any_of.sum(), deaths[any_of].sum())
        assert kinds.loc[kind, "assets"] == len(each)
    assert 0 < found.assets["incidents"].max() < len(incidents)


def test_what_is_not_there_covers_nothing_and_says_why(shot, rows):
    found = assets.coverage(shot.table("assets"), shot.table("bases"), demand.of(rows), DAY, 60)
    why = found.assets.set_index("asset_id")["why"].to_dict()
    assert why["ex:medevac-kidal"] == "unavailable"
    assert why["ex:police-unit-gao"] == "speed_or_notice_unknown"
    assert why["ex:medevac-gao"] == why["ex:drone-timbuktu"] == ""
    late = found.assets.set_index("asset_id").loc["ex:helicopter-mopti"]
    assert (late["why"], late["incidents"]) == ("", 0)
    assert pd.isna(late["range_km"])


def one(**cells):
    asset = {"asset_id": "a", "name": "A", "kind": "medevac", "base_id": "b", "availability": "available",
             "reach_km": 100.0, "speed_kmh": 120.0, "notice_minutes": 30.0}  # fmt: skip
    return Assets.shape(pd.DataFrame([asset | cells]))


def town(**cells):
    base = {"base_id": "b", "name": "Town", "type": "cob", "status": "open", "latitude": 14.0, "longitude": -4.0}
    return Bases.shape(pd.DataFrame([base | cells]))


def test_unavailable_is_so_in_its_period_only():
    asset = one(availability="unavailable", availability_reason="in repair",
                availability_from=pd.Timestamp("2019-03-01"), availability_to=pd.Timestamp("2019-03-31"))  # fmt: skip
    days = {"2019-02-28": "available", "2019-03-01": "unavailable", "2019-03-31": "unavailable",
            "2019-04-01": "available"}  # fmt: skip
    for day, expected in days.items():
        assert assets.on_day(asset, date.fromisoformat(day))["availability"].tolist() == [expected], day
    always = one(availability="unavailable", availability_reason="lent")
    assert assets.on_day(always, DAY)["availability"].tolist() == ["unavailable"]


def test_a_home_that_is_no_open_base_is_no_home():
    closed = town(status="closed", closed=pd.Timestamp("2019-05-31"))
    assert assets.at_home(one(), closed, date(2019, 5, 31))["home"].tolist() == ["Town"]
    assert assets.at_home(one(), closed, date(2019, 6, 1))["home"].isna().all()
    follows = pd.concat([closed, town(base_id="c", opened=pd.Timestamp("2019-06-01"))], ignore_index=True)
    assert assets.at_home(one(), follows, date(2019, 6, 1))["home"].tolist() == ["Town"]
    assert assets.at_home(one(base_id="nowhere"), closed, date(2019, 5, 1))["home"].isna().all()


def test_minutes_are_notice_and_the_way_out():
    assert assets.range_km(one(), 60).tolist() == [60.0]
    assert assets.range_km(one(), 600).tolist() == [100.0]
    assert assets.range_km(one(), 30).tolist() == [0.0]
    assert assets.range_km(one(), 29).isna().all()
    assert assets.range_km(one(reach_km=None), 60).tolist() == [60.0]
    assert assets.range_km(one(speed_kmh=None), 60).isna().all()


def test_no_asset_and_no_demand_are_tables_without_rows(shot, rows):
    bases, empty = shot.table("bases"), shot.table("assets").iloc[:0]
    none = assets.coverage(empty, bases, demand.of(rows), DAY)
    assert (len(none.assets), len(none.kinds)) == (0, 0)
    nothing = assets.coverage(shot.table("assets"), bases, demand.of(rows).iloc[:0], DAY)
    assert nothing.assets["incidents"].sum() == 0
    assert nothing.assets["share_incidents"].isna().all()


@pytest.fixture
def own(tmp_path):
    return mission.load(shutil.copytree(mission.EXAMPLE, tmp_path / "own"))


ASKS = {"asset_id": "ex:medevac-gao", "asked_by_post": "Head of Office, Gao", "component_type": "civ",
        "section": "Human Rights", "kind": "other", "effect": "Inquiry into killings", "priority_id": "2480-P2",
        "area_id": "ex:ML-GA", "wanted_from": "2020-01-02"}  # fmt: skip


def request(own, request_id):
    table = own.store.read("asset_requests", own.store.latest())
    return next(row for row in edit.cells_of(table) if row["request_id"] == request_id)


def test_a_request_is_asked_and_decided_with_authority_and_reference(own):
    _mission, name = requests.ask(own, ASKS, asked_on=date(2019, 12, 20), who="gao")
    asked = request(own, name)
    assert (asked["status"], asked["kind"], asked["component_type"]) == ("asked", "medevac", "civilian")
    assert asked["tasking_authority"].startswith("Director of Mission Support")
    assert asked["tasking_reference"] == "SOP on casualty evacuation (illustrative)"
    requests.decide(own, asked, "approved", post="Director", day=date(2019, 12, 21), reference="MOU 7", who="d")
    decided = request(own, name)
    assert (decided["status"], decided["decided_by_post"], decided["tasking_reference"]) == (
        "approved",
        "Director",
        "MOU 7",
    )
    requests.decide(own, decided, "done", who="d")
    assert request(own, name)["status"] == "done"
    assert [version.who for version in own.store.versions()[1:]] == ["gao", "d", "d"]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"asset_id": "nothing"}, "asset_id is “nothing”"),
        ({"priority_id": "9"}, "priority_id is “9”, but table priorities"),
        ({"area_id": "atlantis"}, "area_id is “atlantis”"),
        ({"asset_id": "", "kind": ""}, "a kind of asset"),
        ({"effect": ""}, "effect"),
        ({"section": " "}, "section"),
        ({"wanted_to": "2019-12-31"}, "not before wanted_from"),
    ],
)
def test_a_request_that_cannot_be_used_says_why(own, cells, said):
    with pytest.raises(InputError, match=said):
        requests.ask(own, ASKS | cells, asked_on=date(2019, 12, 20))
    assert own.store.latest() == 1


def test_a_refusal_has_a_reason_a_post_and_a_day(own):
    asked = request(own, "ex:r3")
    for given, said in [
        ({"post": "Commander", "day": date(2019, 12, 21)}, "reason"),
        ({"reason": "no", "day": date(2019, 12, 21)}, "decided_by_post"),
        ({"reason": "no", "post": "Commander"}, "decided_on"),
        ({"reason": "no", "post": "Commander", "day": date(2019, 12, 1)}, "decided_on"),
    ]:
        with pytest.raises(InputError, match=said):
            requests.decide(own, asked, "refused", **given)
    requests.decide(own, asked, "refused", post="Commander", day=date(2019, 12, 21), reason="No crew")
    assert request(own, "ex:r3")["reason"] == "No crew"


def test_a_step_that_cannot_follow_is_refused(own):
    with pytest.raises(InputError, match="refused cannot become approved"):
        requests.decide(own, request(own, "ex:r2"), "approved", post="Commander", day=DAY)


def test_of_two_who_decide_the_second_is_told(own):
    asked = request(own, "ex:r3")
    requests.decide(own, asked, "approved", post="One", day=DAY)
    with pytest.raises(edit.ChangedMeanwhileError, match=r"status is now “approved”"):
        requests.decide(own, asked, "refused", post="Two", day=DAY, reason="no")
    assert request(own, "ex:r3")["decided_by_post"] == "One"


def test_the_board_has_open_requests_first_and_names_what_they_serve(shot):
    tables = {name: shot.table(name) for name in ("priorities", "tasks")} | {"areas": shot.areas}
    found = requests.board(shot.table("asset_requests"), shot.table("assets"), tables, DAY)
    assert found["request_id"].tolist() == ["ex:r4", "ex:r3", "ex:r1", "ex:r2"]
    assert found["overdue"].tolist() == [True, False, False, False]
    first, second = found.iloc[0], found.iloc[1]
    assert pd.isna(first["asset"])
    assert (second["asset"], second["area"]) == ("Surveillance drones, Gao", "Douentza")
    assert second["priority"].startswith("Facilitate a comprehensive")


def test_restoring_an_old_version_keeps_what_was_decided(own):
    requests.decide(own, request(own, "ex:r3"), "approved", post="One", day=DAY)
    edit.save(own, "bases", [edit.deleted(edit.cells_of(own.store.read("bases", 2))[0])], what="delete")
    restore(own, 1)
    assert request(own, "ex:r3")["status"] == "approved"
    assert len(own.store.read("bases", 4)) == len(own.store.read("bases", 1))
