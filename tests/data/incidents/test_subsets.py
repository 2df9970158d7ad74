"""The part of the incidents that a code means has as many rows as the figure that leads to it says."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from data import snapshot
from data.filters import Filters
from data.footprint import reach
from data.importing.run import import_files
from data.incidents import coverage, doubts, subsets, summary
from data.schema import split
from tests.data.made import acled

KNOWN = {25: 85, 50: 141, 75: 242, 100: 346, 150: 516}
VIOLENT = Filters(date(2018, 9, 1), date(2019, 6, 30), "acled", types=("violent",))


@pytest.fixture(scope="module")
def violent(mali_now):
    return mali_now.select(VIOLENT)


@pytest.fixture(scope="module")
def bases(mali_now):
    return reach.open_on(mali_now.table("bases"), VIOLENT.end)


@pytest.fixture(scope="module")
def count(mali_now, violent):
    """How many of the 543 violent events a code means."""
    return lambda code: int(subsets.find(mali_now, VIOLENT, violent, code).rows.sum())


def with_bases(shot, bases):
    """The same version with other bases, as if they were read from its tables."""
    other = replace(shot)
    other.__dict__["_read"] = {"bases": bases}
    return other


@pytest.mark.parametrize("radius_km", KNOWN)
def test_the_rows_within_reach_are_those_that_reach_counts(mali_now, violent, bases, count, radius_km):
    reached = reach.of(violent, bases, radius_km)
    assert count(f"within-{radius_km}") == reached.covered_incidents == KNOWN[radius_km]
    assert count(f"outside-{radius_km}") == 543 - KNOWN[radius_km]
    found = subsets.find(mali_now, VIOLENT, violent, f"within-{radius_km}")
    assert found.rows.tolist() == reached.inside.tolist()
    assert str(radius_km) in found.name


@pytest.mark.parametrize("radius_km", [25, 50, 150])
def test_the_base_towns_share_out_what_is_within_reach(bases, count, radius_km):
    towns = bases.drop_duplicates(["latitude", "longitude"])["base_id"]
    assert len(towns) == 13
    assert sum(count(f"base-{radius_km}-{base_id}") for base_id in towns) == KNOWN[radius_km]


def test_two_bases_of_one_town_lead_to_the_same_rows(mali_now, violent):
    bases = mali_now.table("bases")
    gao = bases[bases["name"] == "Gao"].iloc[[0]]
    shot = with_bases(mali_now, pd.concat([bases, gao.assign(base_id="second")], ignore_index=True))
    codes = (f"base-50-{base_id}" for base_id in (gao["base_id"].iloc[0], "second"))
    first, second = (subsets.find(shot, VIOLENT, violent, code).rows for code in codes)
    assert first.any()
    assert first.tolist() == second.tolist()


def test_a_base_that_is_closed_on_the_last_day_is_nearest_to_nothing(mali_now, violent):
    bases = mali_now.table("bases")
    shut = with_bases(mali_now, bases.assign(closed=pd.Timestamp("2019-06-29")))
    found = subsets.find(shut, VIOLENT, violent, f"base-50-{bases['base_id'].iloc[0]}")
    assert found.rows.sum() == 0, "no rows, rather than all of them"
    assert subsets.find(shut, VIOLENT, violent, "within-50").rows.sum() == 0
    assert subsets.find(shut, VIOLENT, violent, "outside-50").rows.sum() == 543


def test_precisions_are_those_of_the_summary_and_leave_nothing_out(violent, count):
    counted = summary.by_precision(violent)
    assert [count(code) for code in ("exact", "near", "region")] == [counted[1], counted[2], counted[3]]
    assert sum(counted.values()) == 543


@pytest.mark.parametrize("level", [1, 2])
def test_what_lies_in_no_area_is_what_the_summary_and_the_grid_leave_out(mali_now, violent, count, level):
    assert count(f"no-area-{level}") == summary.outside(violent, level)
    every = mali_now.select(Filters(date(2020, 5, 1), date(2020, 5, 31), "acled"))
    grid = coverage.by_area_month(mali_now, "acled", level)
    cell = grid[(grid["area_id"] == "") & (grid["month"] == "2020-05-01")]
    part = subsets.find(mali_now, VIOLENT, every, f"no-area-{level}")
    assert part.rows.sum() == cell["incidents"].sum()


def test_level_2_has_something_outside_to_count(count):
    assert count("no-area-2") > 0, "Bamako is in no cercle"


@pytest.fixture
def doubtful(new_mission, tmp_path):
    """Five events: one without deaths, one at 0, 0, one of an unknown type there, one twice."""
    rows = [
        {"fatalities": "", "notes": ""},
        {"longitude": "0", "latitude": "0"},
        {"longitude": "0", "latitude": "0", "event_type": "Sorcery", "sub_event_type": ""},
        {"notes": "Twice."},
        {"notes": "Twice."},
    ]
    import_files(
        new_mission, [acled(tmp_path / "a.csv", *({"event_id_cnty": f"E{n}"} | r for n, r in enumerate(rows)))]
    )
    return snapshot.load(new_mission, 1)


def ids(shot, code):
    """The events that a code means, of all that there are."""
    filters = Filters(date(2019, 1, 1), date(2019, 12, 31), "acled")
    selected = shot.select(filters)
    return selected[subsets.find(shot, filters, selected, code).rows]["event_id"].tolist()


def test_each_doubt_has_the_rows_that_carry_its_flag(doubtful):
    flagged = doubtful.incidents.set_index("event_id")["doubts"].dropna()
    assert ids(doubtful, "doubts") == sorted(flagged.index)
    for code in doubts.CODES:
        assert ids(doubtful, f"doubt-{code}") == [e for e, flags in flagged.items() if code in split(flags)], code
    counted = doubts.counted(doubtful.incidents["doubts"])
    assert {code: len(ids(doubtful, f"doubt-{code}")) for code in counted} == counted
    assert {"zero_coordinates", "unknown_type", "same_content"} <= set(counted)


def test_events_without_a_figure_of_deaths_are_those_that_the_totals_count(doubtful):
    assert ids(doubtful, "no-deaths-figure") == ["E0"]
    assert summary.totals(doubtful.incidents)["fatalities_unknown"] == 1


def test_an_imports_rows_are_those_that_it_brought_or_revised(new_mission, tmp_path):
    first = acled(tmp_path / "one.csv", {"event_id_cnty": "A"}, {"event_id_cnty": "B"})
    second = acled(tmp_path / "two.csv", {"event_id_cnty": "B", "fatalities": "9"}, {"event_id_cnty": "C"})
    for file in (first, second):
        import_files(new_mission, [file])
    shot = snapshot.load(new_mission, 2)
    of_file = dict(zip(shot.table("imports")["file_name"], shot.table("imports")["import_id"], strict=True))
    assert ids(shot, f"import-{of_file['one.csv']}") == ["A"]
    assert ids(shot, f"import-{of_file['two.csv']}") == ["B", "C"]


UNKNOWN = ("", "within", "within-", "within-51", "within-50-", "within-50-x", "outside-x", "base-50", "base-50-nowhere",
           "base-51-x", "doubt-", "doubt-nothing", "import-", "import-none", "exactly", "no-area-0", "no-area-3",
           "1; drop table")  # fmt: skip


@pytest.mark.parametrize("code", UNKNOWN)
def test_a_code_that_means_nothing_is_no_part(mali_now, violent, code):
    assert subsets.find(mali_now, VIOLENT, violent, code) is None


def test_every_code_that_a_link_may_carry_means_a_part_with_a_name(mali_now, violent):
    codes = subsets.codes(mali_now)
    assert len(codes) == len(set(codes)) > 80
    for code in codes:
        part = subsets.find(mali_now, VIOLENT, violent, code)
        assert part.name, code
        assert part.rows.index.equals(violent.index)
        assert set(part.rows.unique()) <= {True, False}, code


def test_no_incidents_have_no_part(mali_now, violent):
    for code in subsets.codes(mali_now):
        assert subsets.find(mali_now, VIOLENT, violent.last(0), code).rows.sum() == 0
