import math
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from data import snapshot
from data.importing.run import import_files
from data.incidents import coverage
from tests.data.made import UCDP, acled, layer, rows, square, written

NAMES = {"shapeName": ["West", "East"], "shapeISO": "", "shapeID": ["W", "E"], "shapeGroup": "MLI", "shapeType": "ADM1"}
WEST, EAST, NOWHERE = {"longitude": "-3.5"}, {"longitude": "-2.5"}, {"longitude": "0.5"}


def latest(mission):
    return snapshot.load(mission, mission.store.latest())


@pytest.fixture
def made(new_mission, tmp_path):
    """A maker of missions of two regions from ACLED's (day, place) pairs."""

    def make(*events):
        layer(NAMES, [square(-4, 14), square(-3, 14)]).to_file(tmp_path / "areas.geojson")
        changes = [{"event_id_cnty": f"E{n}", "event_date": day} | place for n, (day, place) in enumerate(events)]
        import_files(new_mission, [tmp_path / "areas.geojson", acled(tmp_path / "e.csv", *changes)])
        return latest(new_mission)

    return make


def counts(table):
    return {name: rows["incidents"].tolist() for name, rows in table.groupby("name", sort=False)}


def test_every_area_has_every_month_and_those_outside_come_last(made):
    shot = made(("2019-01-31", WEST), ("2019-01-01", WEST), ("2019-03-31", EAST), ("2019-03-02", NOWHERE))
    table = coverage.by_area_month(shot, "acled")
    assert counts(table) == {"East": [0, 0, 1], "West": [2, 0, 0], "Outside these areas": [0, 0, 1]}
    assert table["month"].dt.strftime("%Y-%m-%d").tolist()[:3] == ["2019-01-01", "2019-02-01", "2019-03-01"]
    assert table["known"].all()
    assert (table.loc[table["name"] == "Outside these areas", "area_id"] == "").all()


def test_without_incidents_outside_there_is_no_row_for_them(made):
    assert list(counts(coverage.by_area_month(made(("2019-01-31", WEST)), "acled"))) == ["East", "West"]


def test_the_month_that_the_records_end_in_is_unknown_until_its_last_day(made):
    table = coverage.by_area_month(made(("2019-01-05", WEST), ("2019-02-27", WEST)), "acled")
    assert table["known"].tolist() == [True, False] * 2
    assert counts(table)["West"] == [1, 1]


def test_only_the_last_months_are_there_and_no_more_than_the_source_has(made):
    shot = made(("2017-12-15", NOWHERE), ("2018-12-01", WEST), ("2019-02-28", EAST))
    assert counts(coverage.by_area_month(shot, "acled", months=3)) == {"East": [0, 0, 1], "West": [1, 0, 0]}
    assert len(coverage.by_area_month(shot, "acled", months=999)) == 3 * 15


@pytest.mark.parametrize(
    "asked", [{"source": "ucdp"}, {"source": "acled", "level": 0}, {"source": "acled", "level": 3}]
)
def test_an_unknown_source_or_level_has_no_rows_of_the_same_kinds(made, asked):
    shot = made(("2019-01-05", WEST))
    found = coverage.by_area_month(shot, **asked)
    assert found.empty
    assert found.dtypes.equals(coverage.by_area_month(shot, "acled").dtypes)
    assert coverage.gaps(found).empty


def test_a_level_without_areas_has_everything_outside(made):
    table = coverage.by_area_month(made(("2019-01-05", WEST)), "acled", level=2)
    assert table[["area_id", "name", "incidents"]].to_numpy().tolist() == [["", "Outside these areas", 1]]
    assert coverage.gaps(table).empty


def test_counts_of_the_real_file_are_those_of_plain_pandas(mali_now):
    table = coverage.by_area_month(mali_now, "acled", 2, 34)
    frame = mali_now.incidents
    frame = frame[frame["event_date"] >= "2018-01-01"]
    ids = frame["area2_id"].astype("str").fillna("")
    plain = frame.groupby([ids, frame["event_date"].dt.strftime("%Y-%m")]).size()
    made = table[table["incidents"] > 0]
    keys = zip(made["area_id"], made["month"].dt.strftime("%Y-%m"), strict=True)
    assert dict(zip(keys, made["incidents"], strict=True)) == plain.to_dict()
    assert len(table) == 50 * 34


def grid(**areas):
    """`by_area_month`'s table of counts by month, all of them known."""
    counts = np.array(list(areas.values()))
    months = pd.date_range("2018-01-01", periods=counts.shape[1], freq="MS")
    ids = pd.Series(list(areas)).repeat(len(months)).reset_index(drop=True)
    table = pd.DataFrame({"area_id": ids, "name": ids.str.title(), "month": np.tile(months, len(areas))})
    return table.assign(incidents=counts.ravel(), known=True)


def test_a_gap_by_hand():
    found = coverage.gaps(grid(a=[3] * 10 + [0] * 4 + [3] * 10, b=[1] * 24))
    assert len(found) == 1
    gap = found.iloc[0]
    assert (gap["area_id"], gap["name"], gap["months"], gap["usual"]) == ("a", "A", 4, 3)
    assert (str(gap["first"].date()), str(gap["last"].date())) == ("2018-11-01", "2019-02-01")
    assert gap["probability"] == pytest.approx(math.exp(-12))


def test_what_chance_may_do_is_no_gap():
    # exp(-6) is 0.0025: rare for one month of one area, not for the 24 months looked at.
    assert coverage.gaps(grid(a=[3] * 11 + [0] * 2 + [3] * 11)).empty


def test_too_little_data_claims_nothing():
    enough = [0] * 24 + [9] * 12
    assert len(coverage.gaps(grid(a=enough))) == 1
    assert coverage.gaps(grid(a=[0] * 25 + [9] * 11)).empty
    assert coverage.gaps(grid(a=[0] * 90 + [1] * 11 + [0])).empty


def test_an_unfinished_month_is_no_silence_and_adds_nothing_to_the_rate():
    table = grid(a=[5] * 12 + [0] * 4 + [99])
    table.loc[16, "known"] = False
    assert coverage.gaps(table)["usual"].tolist() == [5]
    table.loc[15, "known"] = False
    assert coverage.gaps(table)["months"].tolist() == [3]


def test_those_outside_all_areas_have_no_gaps():
    table = grid(a=[5] * 12 + [0] * 12)
    assert coverage.gaps(table.assign(area_id="")).empty


def test_the_most_unlikely_gap_comes_first():
    found = coverage.gaps(grid(a=[3] * 12 + [0] * 12, b=[9] * 12 + [0] * 12, c=[4] * 20 + [0] * 4))
    assert found["area_id"].tolist() == ["b", "a", "c"]
    assert found["probability"].is_monotonic_increasing


def test_steady_areas_almost_never_have_a_gap():
    chance = np.random.default_rng(20201031)
    named = 0
    for rate in (0.4, 0.7, 2, 4):
        for _time in range(100):
            named += len(coverage.gaps(grid(**{f"a{n}": chance.poisson(rate, 36) for n in range(50)}))) > 0
    assert named <= 4, "of 400 tables of 50 areas at most one in a hundred may name a gap"


def test_a_silence_put_into_steady_areas_is_found():
    chance = np.random.default_rng(7)
    areas = {f"a{n}": chance.poisson(4, 36) for n in range(50)}
    areas["a3"][20:25] = 0
    assert coverage.gaps(grid(**areas))["area_id"].tolist() == ["a3"]


def test_freshness_names_the_import_that_last_changed_a_source(new_mission, tmp_path):
    import_files(new_mission, [acled(tmp_path / "old.csv", {"event_date": "2019-03-01"})])
    import_files(new_mission, [written(tmp_path / "ged.csv", rows(UCDP))])
    import_files(new_mission, [acled(tmp_path / "new.csv", {"event_id_cnty": "TST2", "event_date": "2019-03-30"})])
    import_files(new_mission, [tmp_path / "old.csv"])
    shot = latest(new_mission)
    table = coverage.freshness(shot, date(2019, 4, 2)).set_index("source")
    assert list(table.index) == ["acled", "ucdp"]
    assert table["file_name"].to_dict() == {"acled": "new.csv", "ucdp": "ged.csv"}
    assert table["days_old"].to_dict() == {"acled": 3, "ucdp": 10}
    assert table["incidents"].to_dict() == {"acled": 2, "ucdp": 1}
    assert [str(day.date()) for day in table.loc["acled", ["first", "last"]]] == ["2019-03-01", "2019-03-30"]
    assert set(table["import_id"]) <= set(shot.incidents["import_id"])


def test_one_import_of_two_sources_is_the_newest_of_both(new_mission, tmp_path):
    import_files(new_mission, [acled(tmp_path / "a.csv"), written(tmp_path / "ged.csv", rows(UCDP))])
    shot = latest(new_mission)
    imports = shot.table("imports").iloc[:1].assign(source="acled; ucdp", file_name="both.csv")
    shot._read["imports"] = imports
    assert coverage.freshness(shot, date(2019, 4, 2))["file_name"].tolist() == ["both.csv"] * 2
    shot._read["imports"] = imports.iloc[:0]
    unknown = coverage.freshness(shot, date(2019, 4, 2))
    assert unknown[["imported_at", "file_name", "import_id"]].isna().all(axis=None)


def test_precision_mix_is_of_each_source_for_itself(new_mission, tmp_path):
    changes = [{"event_id_cnty": f"E{n}", "geo_precision": p} for n, p in enumerate("1123")]
    ged = written(tmp_path / "ged.csv", rows(UCDP, {"where_prec": "5"}))
    import_files(new_mission, [acled(tmp_path / "a.csv", *changes), ged])
    table = coverage.precision_mix(latest(new_mission))
    assert table["source"].tolist() == ["acled"] * 3 + ["ucdp"] * 3
    assert table["geo_precision"].tolist() == [1, 2, 3] * 2
    assert table["incidents"].tolist() == [2, 1, 1, 0, 0, 1]
    assert table["share"].tolist() == [0.5, 0.25, 0.25, 0, 0, 1]


def test_a_mission_without_data_has_empty_tables(new_mission):
    empty = snapshot.load(new_mission, 0)
    for table in (coverage.freshness(empty, date(2020, 1, 1)), coverage.precision_mix(empty)):
        assert table.empty
    assert coverage.by_area_month(empty, "acled").empty


def test_the_shared_frames_stay_as_they_are(mali_now):
    before = mali_now.incidents.copy(deep=True), mali_now.table("imports").copy(deep=True)
    table = coverage.by_area_month(mali_now, "acled")
    mix = coverage.precision_mix(mali_now)
    for own in (table, coverage.gaps(table), coverage.freshness(mali_now, date(2021, 1, 1)), mix):
        own.loc[:, own.columns[0]] = "changed"
    pd.testing.assert_frame_equal(mali_now.incidents, before[0])
    pd.testing.assert_frame_equal(mali_now.table("imports"), before[1])


def test_many_incidents_and_areas_are_counted_at_once(mali_now):
    chance, most = np.random.default_rng(1), 400_000
    ids = [f"x:{n}" for n in range(800)]
    days = pd.Timestamp("2016-01-01") + pd.to_timedelta(chance.integers(0, 1827, most), unit="D")
    area = pd.Categorical.from_codes(chance.integers(-1, 800, most), ids)
    source = pd.Categorical.from_codes(np.zeros(most, dtype=int), ["acled"])
    incidents = pd.DataFrame({"source": source, "event_date": days, "area1_id": area})
    areas = pd.DataFrame({"area_id": ids, "name": ids, "level": 1})
    table = coverage.by_area_month(replace(mali_now, incidents=incidents, areas=areas), "acled")
    assert len(table) == 801 * 36
    assert table["incidents"].sum() == (days >= "2018-01-01").sum()
