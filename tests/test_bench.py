"""The benchmark: its sets are seeded, both sides of it count the same, and it says what it measured."""

import json
import os
import subprocess
import sys
from itertools import islice, pairwise

import numpy as np
import pandas as pd
import pytest

from components import views
from components.workshop.whatif import SAME_TOWN_DEGREES
from data import mission, snapshot
from data.geography import find
from data.importing.run import import_files
from data.mandate import change
from data.tables import TABLES
from data.workshop import moves, scenarios
from data.workshop.moves import Draft
from tests.bench import __main__ as command
from tests.bench import alone, made, mandate, mandate_made, pages, plain, results, room, walk
from tests.conftest import ROOT

ROWS = 2_000
KEYS = {"page", "rows", "measure", "value", "unit", "floor", "baseline", "ratio_to_floor", "ratio_to_baseline"}
IN_MEMORY = {"memory", "memory_peak", "memory_per_user"}
IN_CHROMIUM = {
    "first_page_bytes", "first_page_bytes_beyond_empty", "plotly_script_bytes", "page_again_bytes",
    "filter_change_bytes_in_chromium", "map_drawn",
}  # fmt: skip
FULL = os.environ.get("LINCHPIN_FULL") == "1"


@pytest.fixture(scope="module")
def folder(shared_data, tmp_path_factory):
    """A mission of the benchmark."""
    new = mission.init(tmp_path_factory.mktemp("bench") / "made", "MINUSMA bench", "Mali")
    import_files(new, made.boundaries(shared_data))
    made.write(new, ROWS)
    return new.folder


@pytest.fixture(scope="module")
def shot(folder):
    """The same in memory."""
    opened = mission.load(folder)
    return snapshot.load(opened, opened.store.latest())


@pytest.fixture(scope="module")
def incidents(shot):
    return made.incidents(ROWS, shot.areas).incidents


def test_a_set_is_the_same_twice_and_another_with_another_seed(shot, incidents):
    pd.testing.assert_frame_equal(incidents, made.incidents(ROWS, shot.areas).incidents)
    assert not incidents["event_date"].equals(made.incidents(ROWS, shot.areas, made.SEED + 1).incidents["event_date"])


def test_a_set_has_the_rows_asked_for_of_both_sources_each_event_once(incidents):
    assert incidents["source"].value_counts().to_dict() == {"acled": 1_500, "ucdp": 500}
    assert not incidents.duplicated(["source", "event_id"]).any()
    assert incidents["event_date"].min() >= pd.Timestamp(made.FIRST)
    assert incidents["event_date"].max() <= pd.Timestamp(made.LAST)


def test_only_ged_has_low_and_high_figures_and_a_death_in_every_event(incidents):
    ged = incidents[incidents["source"] == "ucdp"]
    assert (ged["fatalities_best"] >= 1).all()
    assert (ged["fatalities_low"] <= ged["fatalities_best"]).all()
    assert (ged["fatalities_high"] >= ged["fatalities_best"]).all()
    acled = incidents[incidents["source"] == "acled"]
    assert acled["fatalities_low"].isna().all()
    assert acled["fatalities_best"].isna().any()
    assert (acled["fatalities_best"] == 0).any()


def test_places_are_few_skewed_and_nearly_all_in_the_country(shot, incidents):
    events = incidents.groupby(["latitude", "longitude"]).size()
    assert len(events) <= made.at_size(ROWS, made.PLACES_AT) < ROWS
    assert events.max() > 10 * events.median()
    assert 0 < shot.incidents["area2_id"].isna().mean() < 0.05


def test_the_counts_of_places_and_actors_grow_with_the_size():
    for steps in (made.PLACES_AT, made.ACTORS_AT):
        counts = [made.at_size(rows, steps) for rows in (15_000, 100_000, 400_000, 3_000_000, 9_000_000)]
        assert counts == sorted(counts)
        assert counts[0] == steps[0][1]
        assert counts[2] == steps[1][1]
        assert counts[-1] == steps[-1][1]


def test_a_walk_changes_one_filter_at_a_time_and_comes_nowhere_twice():
    states = list(islice(walk.states(3), 200))
    assert len({tuple(state.values()) for state in states}) == 200
    for before, after in pairwise(states):
        assert sum(before[key] != after[key] for key in before) == 1
    changes = list(islice(walk.steps(3), 200))
    assert changes[1:] == [
        next((key, after[key]) for key in after if before[key] != after[key]) for before, after in pairwise(states)
    ]


def test_the_plain_version_counts_what_the_product_counts(folder, shot):
    rows, _areas = plain.load(mission.load(folder))
    for state in islice(walk.states(), 40):
        filters = alone.filters_of(shot, state)
        by_type, by_area, by_month = alone.ours(shot, filters)
        types, areas, months = plain.aggregates(plain.select(rows, alone.wanted_of(filters)))
        assert types["incidents"].sum() > 0
        for ours, theirs, key in ((by_type, types, "event_type"), (by_area, areas, "area2_id")):
            own = ours[ours["incidents"] > 0].rename(columns={"area_id": "area2_id"})
            assert counts(own, [key]) == counts(theirs, [key])
        assert counts(by_month, ["month", "event_type"]) == counts(months, ["month", "event_type"])


def counts(table, keys):
    return table.astype({"incidents": int, "fatalities": int}).set_index(keys)[["incidents", "fatalities"]].T.to_dict()


def test_a_ratio_is_the_median_of_the_rounds_ratios_not_the_ratio_of_medians():
    taken = {"ours": [2.0, 9.0, 4.0], "floor": [1.0, 3.0, 4.0], "baseline": [8.0]}
    result = results.of_rounds("incidents", 15_000, "filter_change", "s", taken)
    assert (result.value, result.floor, result.ratio_to_floor) == (4.0, 3.0, 2.0)
    assert (result.baseline, result.ratio_to_baseline) == (8.0, 0.25)
    assert result.kept


def test_a_broken_limit_is_marked_and_counts_for_its_page_and_size_only():
    def result(page, rows):
        return results.Result(page, rows, "filter_change", 0.4, "s", 0.05, None, 8.0)

    assert not result("incidents", 15_000).kept
    assert result("incidents", 3_000_000).kept
    assert result("footprint", 15_000).kept
    assert "**400 ms; 8.0 × floor** (over the limit)" in results.table([result("incidents", 15_000)], 20)
    assert results.as_json([result("incidents", 15_000)])[0]["limit"] == 4


def test_without_the_reference_files_it_says_so_and_exits_with_2(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(pages, "SHARED", tmp_path)
    monkeypatch.setattr(sys, "argv", ["bench"])
    assert command.main() == 2
    assert "mali_cercles.geojson is not there" in capsys.readouterr().err


@pytest.mark.e2e
def test_a_small_run_measures_everything_and_each_result_has_all_keys(shared_data, subprocess_env, tmp_path):
    """With `LINCHPIN_FULL=1` in Chromium too, which takes minutes."""
    small = ["--sizes", str(ROWS), "--pages", "incidents", "--rounds", "2", "--users", "2", "--seconds", "1"]
    out = tmp_path / "bench.json"
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bench", *small, "--visits", str(int(FULL)), "--no-memory", "--out", str(out)],
        cwd=ROOT, env=subprocess_env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode in (0, 1), ran.stderr  # 1: slow where other tests run too
    said = json.loads(out.read_text())
    assert {result["measure"] for result in said} == set(results.NAMES) - IN_MEMORY - (set() if FULL else IN_CHROMIUM)
    assert all(set(result) >= KEYS and result["rows"] == ROWS and result["page"] == "incidents" for result in said)
    assert all(np.isfinite(result["value"]) for result in said)
    found = {result["measure"]: result for result in said}
    assert found["filter_change_bytes"]["value"] > found["filter_change_bytes"]["floor"] > 1_000
    if FULL:
        assert found["plotly_script_bytes"]["floor"] == 0 < found["plotly_script_bytes"]["value"]
    assert f"| {ROWS:,} events |" in ran.stdout.replace("| measure ", "", 1)


@pytest.mark.e2e
def test_a_room_loses_nothing(mali, capsys):
    """With `LINCHPIN_FULL=1` of 20 people for 5 minutes, two of them in browsers, else of 3 for a quarter of one."""
    assert room.measure(mali.folder, room.Plan() if FULL else room.Plan(3, 0, 0.25, (1, 4))) == []
    assert "0 faults" in capsys.readouterr().out


def test_a_room_that_loses_something_says_what(new_mission):
    own = scenarios.save(new_mission, Draft(name="Room"), "A").scenario
    second = scenarios.save(new_mission, own.draft().push(moves.add("X", 1, 1)), "A").scenario
    third = scenarios.save(new_mission, second.draft().undo().push(moves.add("Y", 1, 1)), "A").scenario
    done = room.Room(room.Plan(), waits=[0.5] * 3)
    assert room.lost_in(done, [own, second, third]) == [
        "3 saves made 2 revisions, the last of them 3",
        "revision 3 lacks moves of the one before",
        "3 moves were saved, 1 stand in the last revision",
    ]


SMALL = mandate_made.Size(tasks=30, indicators=40, measurements=600)


def test_a_made_register_is_seeded_as_large_as_asked_and_fits_its_schemas():
    one, two = (mandate_made.tables(SMALL) for _time in range(2))
    assert one["tasks"]["mandate_id"].value_counts().to_dict() == {"bench": 30, "former": 15}
    assert one["indicators"]["indicator_id"].str.startswith("i").sum() == 40 and len(one["measurements"]) == 600
    for name, rows in one.items():
        pd.testing.assert_frame_equal(rows, two[name])
        TABLES[name].model.validate(rows)


def test_a_made_register_has_a_former_mandate_and_operations_that_were_weighed():
    own = mandate_made.tables(SMALL, ("a", "b", "c", "d"))
    found = change.tasks(own["tasks"], mandate_made.FORMER, mandate_made.MANDATE)["kind"].value_counts().to_dict()
    assert found == {"carried": 12, "dropped": 3, "added": 18}
    assert own["operations"]["area_ids"].tolist() == ["a; b", "c; d"]
    assert len(own["harm_assessments"]) == 10 and len(own["advance_notes"]) == 4
    for name, column in (("tasks", "carried_from"), ("indicators", "carried_from")):
        assert set(own[name][column].dropna()) <= set(own[name].iloc[:, 0])


def test_the_mandate_is_measured_on_every_part_and_view():
    measured = " ".join(mandate.QUERIES)
    assert all(f"mandate_part={part}" in measured for part in views.MANDATE_PARTS)
    assert all(f"mandate_view={view}" in measured for view in views.PROGRESS_VIEW.accepted[1:])
    slow = results.of_rounds("mandate?x", 1, "filter_change", "s", {"ours": [0.5], "floor": [0.1]})
    quick = results.of_rounds("mandate?x", 1, "filter_change", "s", {"ours": [0.4], "floor": [0.1]})
    assert mandate.over([slow, quick]) == [slow]


def test_a_room_adds_bases_where_none_is(mali_now):
    bases = mali_now.table("bases")
    typed = room.places(bases)
    points = np.array([find.coordinates(place) for place in typed])
    assert len(set(typed)) == len(typed) > 1000
    apart = np.abs(points[:, None] - bases[["latitude", "longitude"]].to_numpy()).max(axis=2)
    assert apart.min() > SAME_TOWN_DEGREES


def test_a_room_tells_when_a_browser_showed_what_others_saved(new_mission):
    own = scenarios.save(new_mission, Draft(name="Room"), "Bench").scenario
    second = scenarios.save(new_mission, own.draft().push(moves.add("X", 1, 1)), "A").scenario
    third = scenarios.save(new_mission, second.draft().push(moves.add("Y", 1, 1)), "B").scenario
    fourth = scenarios.save(new_mission, third.draft().push(moves.add("Z", 1, 1)), "B").scenario
    begun, saved = own.saved_at.timestamp(), third.saved_at.timestamp()
    done = room.Room(room.Plan(), seen={"A": [(1, begun), (3, saved + 4)]}, left={"A": saved + 1000})
    delays, unseen = room.shown_after(done, [own, second, third, fourth])
    assert delays == [begun - own.saved_at.timestamp(), pytest.approx(4)]
    assert unseen == ["A never saw revision 4"]
