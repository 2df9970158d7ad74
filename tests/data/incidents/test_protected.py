"""Incidents of sexual violence or against children: by region only, in the frame, in details, and in history."""

import pandas as pd
import pytest

from data import snapshot
from data.access.roles import Sight
from data.importing.run import import_files
from data.incidents import protected, protected_counts
from tests.data import made


def test_of_real_mali_ten_incidents_are_known_by_region_only(mali_now):
    stored = mali_now.mission.store.read("incidents", mali_now.number)
    own = stored[protected.is_protected(stored)]
    assert len(own) == 10
    shown = mali_now.incidents.set_index("event_id").loc[own["event_id"]]
    regions = mali_now.areas[mali_now.areas["level"] == 1].set_index("area_id")["name"]
    assert shown["area2_id"].isna().all()
    assert (shown["geo_precision"] == 3).all()
    assert shown["location"].astype("str").tolist() == own["area1_id"].map(regions).tolist()
    places = shown.drop_duplicates("area1_id")[["latitude", "longitude"]]
    assert len(shown[["latitude", "longitude"]].drop_duplicates()) == len(places), "one point for each region"
    details = mali_now.details("acled", own["event_id"].tolist())
    assert details[["notes", "reported_by", "sub_event_type", "admin2", "area2_id"]].isna().all(axis=None)
    others = stored[~protected.is_protected(stored)].set_index("event_id")
    same = mali_now.incidents.set_index("event_id").loc[others.index]
    assert (same["latitude"] == others["latitude"]).all()
    assert set(protected.COARSE) <= mali_now.withheld("acled", own["event_id"].iloc[0])


def test_accounts_follow_the_roles_that_a_source_names(mali_now):
    ids = mali_now.incidents["event_id"].astype("str").tail(3).tolist()
    for roles, read in (({"analyst"}, True), ({"viewer", "planner", "administrator"}, False)):
        rows = mali_now.seen_by(Sight(frozenset(roles))).details("acled", ids)
        assert rows["notes"].notna().all() == read
        assert rows["reported_by"].notna().all() == read


@pytest.mark.parametrize(
    ("sub", "people", "kinds"),
    [
        ("Sexual violence", "", "sexual_violence"),
        ("Attack", "Schoolchildren (Mali)", "children"),
        ("Sexual violence", "Girls (Mali)", "sexual_violence; children"),
        ("Attack", "Gaza Boys Gang", None),
        ("Grape harvest dispute", "", None),
    ],
)
def test_kinds_are_read_from_the_finer_type_and_from_actors(sub, people, kinds):
    found = protected.from_texts(pd.Series([sub]), pd.Series([people])).iloc[0]
    assert (None if pd.isna(found) else found) == kinds


def test_without_regions_a_protected_incident_is_known_to_a_degree(new_mission, tmp_path):
    rows = [{"event_id_cnty": "A", "sub_event_type": "Sexual violence", "latitude": "14.49", "longitude": "-3.72"}]
    import_files(new_mission, [made.acled(tmp_path / "a.csv", *rows)], who="tester")
    shown = snapshot.load(new_mission, 1).incidents.iloc[0]
    assert (shown["latitude"], shown["longitude"], shown["geo_precision"]) == (14, -4, 3)


def test_small_counts_are_withheld_and_none_can_be_found_from_the_rest(mali_now):
    table = protected_counts.by_region_and_year(mali_now, "acled")
    smallest = mali_now.mission.settings.access.smallest_count
    shown = table.loc[~table["withheld"], "incidents"]
    assert table["withheld"].any()
    assert (shown >= smallest).all()
    assert table.loc[table["withheld"], "incidents"].isna().all()
    assert set(table.columns) == {"area_id", "year", "kind", "incidents", "withheld"}


@pytest.mark.parametrize(("count", "hidden"), [(0, False), (1, True), (4, True), (5, False), (50, False)])
def test_the_edges_of_a_small_count(count, hidden):
    assert protected_counts.withheld(pd.Series([count]), 5).iloc[0] == hidden


def test_verified_figures_are_a_table_of_their_own(new_mission, tmp_path, shared_data):
    import_files(
        new_mission, [shared_data / "boundaries" / f"mali_{level}.geojson" for level in ("regions", "cercles")]
    )
    import_files(new_mission, [shared_data / "acled" / "mali_2020-11-06.csv"])
    before = snapshot.load(new_mission, new_mission.store.latest())
    cercle = before.areas[before.areas["level"] == 2].iloc[0]
    rows = [
        {
            "figure_id": f"v{n}", "area_id": cercle["area_id"], "kind": kind, "victims": victims, "section": "HRPD",
            "first_day": "2019-01-01", "last_day": "2019-03-31", "verified_on": "2019-04-30",
        }
        for n, (kind, victims) in enumerate([("sexual_violence", 3), ("children", 6), ("killed", 2)])
    ]  # fmt: skip
    file = tmp_path / "verified.csv"
    pd.DataFrame(rows).to_csv(file, index=False)
    import_files(new_mission, [file])
    after = snapshot.load(new_mission, new_mission.store.latest())
    assert len(after.incidents) == len(before.incidents)
    found = protected_counts.verified(after).set_index("kind")
    assert found["withheld"].to_dict() == {"sexual_violence": True, "children": False, "killed": False}
    assert pd.isna(found.loc["sexual_violence", "victims"])
    assert set(found["area_id"]) == {cercle["parent_id"]}
