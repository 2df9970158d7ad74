from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from data import mission, snapshot
from data.filters import Filters
from data.importing.run import import_files
from data.incidents import matches, pairs
from data.incidents.matches import Limits
from tests.data.made import UCDP, acled, rows, written

SUMMER = Filters(date(2019, 6, 1), date(2019, 8, 31), "acled")


def latest(mission):
    return snapshot.load(mission, mission.store.latest())


@pytest.fixture
def made(new_mission, tmp_path):
    """A maker of missions of two sources, from changes to an event of 23 March 2019 that both record.

    ACLED: 2 deaths, on that day. UCDP: 5 deaths (4 to 9), on that day and the next. At one place, both exact.
    """

    def make(of_acled=({},), of_ucdp=({},)):
        ours = [{"event_id_cnty": f"A{n}"} | change for n, change in enumerate(of_acled)]
        theirs = [{"id": f"{n + 1}"} | change for n, change in enumerate(of_ucdp)]
        files = [acled(tmp_path / "a.csv", *ours)] if ours else []
        files += [written(tmp_path / "u.csv", rows(UCDP, *theirs))] if theirs else []
        import_files(new_mission, files)
        return latest(new_mission)

    return make


def found(shot, **how):
    return matches.candidates(shot, "acled", "ucdp", **how)


def ged(day, end=None, **more):
    """Changes to UCDP's event."""
    return {"date_start": day, "date_end": end or day} | more


def test_both_figures_stand_side_by_side(made):
    table = found(made())
    assert len(table) == 1
    pair = table.iloc[0]
    assert (pair["event_a"], pair["event_b"], pair["place_a"], pair["place_b"]) == ("A0", "1", "Somewhere", "Town")
    assert (pair["type_a"], pair["type_b"], str(pair["day_a"].date())) == ("battles", "battles", "2019-03-23")
    assert (pair["fatalities_a"], pair["fatalities_b"], pair["deaths_apart"]) == (2, 5, 3)
    assert (pair["fatalities_low_b"], pair["fatalities_high_b"]) == (4, 9)
    assert pair[["fatalities_low_a", "fatalities_high_a"]].isna().all()
    assert (pair["distance_km"], pair["days_apart"], pair["rivals"]) == (0, 0, 0)
    # No distance, no days, and 2 deaths against at least 4.
    assert pair["score"] == pytest.approx((1 + 1 + 2 / 4) / 3)


def test_a_score_by_hand(made):
    # 0.1 degree of latitude at 14.5 is 11.064 km; two days after the last of two; 4 deaths are in 4 to 9.
    pair = found(made([{"latitude": "14.6", "event_date": "2019-03-26", "fatalities": "4"}])).iloc[0]
    assert pair["distance_km"] == pytest.approx(11.064, abs=0.001)
    assert pair["days_apart"] == 2
    assert pair["score"] == pytest.approx((1 - 11.064 / 15 + 1 - 2 / 4 + 1) / 3, abs=1e-4)


@pytest.mark.parametrize(
    ("deaths", "theirs", "alike"),
    [("4", (4, 5, 9), 1), ("9", (4, 5, 9), 1), ("18", (4, 5, 9), 0.5), ("1", (4, 5, 9), 0.25), ("3", (0, 0, 4), 1)],
)
def test_deaths_that_ranges_share_count_for_a_pair_and_others_against_it(made, deaths, theirs, alike):
    figures = dict(zip(("low", "best", "high"), map(str, theirs), strict=True))
    table = found(made([{"fatalities": deaths}], [figures]))
    assert table["score"].tolist() == [pytest.approx((2 + alike) / 3)]


def test_unknown_deaths_are_neither_for_nor_against(made):
    shot = made()
    incidents = shot.incidents.copy()
    incidents.loc[incidents["source"] == "acled", "fatalities_best"] = pd.NA
    table = found(replace(shot, incidents=incidents))
    assert table["score"].tolist() == [pytest.approx(2.5 / 3)]
    assert table["deaths_apart"].isna().all()
    assert matches.compare_totals(table)["fatalities_a"] == 0


def test_events_without_deaths_are_no_candidates_of_a_source_of_deadly_ones(made):
    quiet = [{"event_type": "Protests", "sub_event_type": "Peaceful protest", "fatalities": "0"}, {"fatalities": "0"}]
    shot = made(quiet)
    assert found(shot).empty
    assert matches.candidates(shot, "ucdp", "acled").empty


@pytest.mark.parametrize(
    ("ours", "theirs", "north", "is_found"),
    [("1", "1", 0.13, True), ("1", "1", 0.14, False), ("2", "1", 0.31, True), ("2", "1", 0.32, False),
     ("1", "2", 0.31, True), ("1", "4", 1.35, True), ("1", "4", 1.36, False), ("3", "1", 1.35, True)],
)  # fmt: skip
def test_distance_is_that_of_the_worse_precision(made, ours, theirs, north, is_found):
    shot = made([{"geo_precision": ours}], [{"where_prec": theirs, "latitude": str(14.5 + north)}])
    assert len(found(shot)) == is_found


@pytest.mark.parametrize(
    ("day", "ours", "theirs", "is_found"),
    [("2019-03-27", "1", "1", True), ("2019-03-28", "1", "1", False), ("2019-03-20", "1", "1", True),
     ("2019-03-19", "1", "1", False), ("2019-03-31", "2", "1", True), ("2019-04-01", "2", "1", False),
     ("2019-03-31", "1", "3", True), ("2019-04-24", "1", "4", True), ("2019-04-25", "3", "4", False)],
)  # fmt: skip
def test_days_are_counted_between_intervals_and_by_the_worse_precision(made, day, ours, theirs, is_found):
    shot = made([{"event_date": day, "time_precision": ours}], [{"date_prec": theirs}])
    assert len(found(shot)) == is_found


def test_intervals_that_overlap_are_no_day_apart(made):
    shot = made([{"event_date": "2019-03-10"}], [ged("2019-03-01", "2019-03-31")])
    assert found(shot)["days_apart"].tolist() == [0]
    assert matches.candidates(shot, "ucdp", "acled")["days_apart"].tolist() == [0]


def test_an_event_of_more_than_a_month_goes_with_nothing(made):
    assert found(made([{"event_date": "2019-03-10"}], [ged("2019-03-01", "2019-04-01")])).empty


def test_a_last_day_that_is_not_given_is_the_first(made):
    shot = made()
    shot = replace(shot, incidents=shot.incidents.assign(date_end=pd.NaT))
    assert found(shot)["days_apart"].tolist() == [0]


def test_across_the_dateline_is_near(made):
    shot = made([{"longitude": "179.95"}], [{"longitude": "-179.95"}])
    # 0.1 degree of longitude at 14.5 north.
    assert found(shot)["distance_km"].tolist() == [pytest.approx(10.78, abs=0.01)]


def test_no_candidates_and_no_source_make_empty_tables_of_the_same_kinds(made):
    shot = made([{}, {"event_date": "2016-01-01"}], [ged("2017-01-01"), ged("2019-03-24")])
    full, none = found(shot), found(shot, filters=replace(SUMMER, source="acled"))
    unknown = matches.candidates(shot, "acled", "sage")
    assert (len(full), len(none), len(unknown)) == (1, 0, 0)
    assert none.dtypes.equals(full.dtypes)
    assert unknown.dtypes.equals(full.dtypes)
    nothing = {"pairs": 0, "events_a": 0, "events_b": 0, "fatalities_a": 0, "fatalities_b": 0}
    assert matches.compare_totals(unknown) == nothing
    with pytest.raises(ValueError, match="two sources"):
        matches.candidates(shot, "acled", "acled")


def test_a_mission_without_data_has_no_candidates(new_mission):
    assert found(snapshot.load(new_mission, 0)).empty
    assert matches.beside(snapshot.load(new_mission, 0), "acled", "A0").empty


def test_rivals_say_where_a_pair_is_ambiguous(made):
    shot = made([{}, {"fatalities": "5"}, {"latitude": "10"}], [{}, {"latitude": "14.51"}, {"latitude": "10"}])
    table = found(shot)
    assert table.set_index(["event_a", "event_b"])["rivals"].to_dict() == {
        ("A0", "1"): 2, ("A0", "2"): 2, ("A1", "1"): 2, ("A1", "2"): 2, ("A2", "3"): 0,
    }  # fmt: skip
    assert table["score"].is_monotonic_decreasing
    assert tuple(table.loc[0, ["event_a", "event_b"]]) == ("A1", "1")


def test_totals_count_each_event_once_and_never_both_sides_together(made):
    table = found(made([{"fatalities": "2"}, {"fatalities": "3"}], [{"best": "5"}]))
    expected = {"pairs": 2, "events_a": 2, "events_b": 1, "fatalities_a": 5, "fatalities_b": 5}
    assert matches.compare_totals(table) == expected


def test_beside_one_event_stand_the_same_pairs_from_either_side(made):
    shot = made([{}, {"fatalities": "5"}], [{}, {"latitude": "14.51"}])
    table = found(shot)
    one = matches.beside(shot, "acled", "A0")
    assert one["source_b"].tolist() == ["ucdp", "ucdp"]
    expected = table[table["event_a"] == "A0"].reset_index(drop=True)
    pd.testing.assert_frame_equal(one[list(table)], expected)
    other = matches.beside(shot, "ucdp", "1")
    assert other["event_b"].tolist() == ["A1", "A0"]
    assert other["rivals"].tolist() == [2, 2]
    assert matches.beside(shot, "acled", "nowhere").empty


def test_filters_choose_the_first_side_and_the_days_around_the_other(made):
    ours = [{"event_date": "2019-06-01"}, {"event_date": "2019-06-01", "event_type": "Riots"}]
    shot = made(ours, [ged("2019-05-30"), ged("2019-05-01", "2019-05-29", date_prec="3"), ged("2019-03-01")])
    table = found(shot, filters=replace(SUMMER, types=("battles",)))
    assert set(zip(table["event_a"], table["event_b"], strict=True)) == {("A0", "1"), ("A0", "2")}
    assert len(found(shot, filters=replace(SUMMER, source="ucdp"))) == 4, "the filters' own source makes no difference"


def brute(a, b, km, days):
    """All pairs, one by one."""
    return {
        (i, j)
        for i in range(len(a))
        for j in range(len(b))
        if pairs.distance_km(a.iloc[[i]], b.iloc[[j]])[0] <= km
        and pairs.days_apart(a.iloc[[i]], b.iloc[[j]])[0] <= days
    }


@pytest.mark.parametrize("sizes", [(60, 25), (25, 60)])
def test_the_search_finds_what_trying_all_pairs_finds(sizes):
    chance = np.random.default_rng(3)

    def events(count):
        start = pd.Timestamp("1969-12-20") + pd.to_timedelta(chance.integers(0, 25, count), unit="D")
        return pd.DataFrame(
            {
                "latitude": chance.choice([14.0, 14.1, 14.3, -60.0], count),
                "longitude": chance.choice([-3.0, -2.9, 179.99, -179.99], count),
                "event_date": start,
                "date_end": start + pd.to_timedelta(chance.choice([0, 0, 5], count), unit="D"),
                "geo_precision": 2,
                "date_precision": 1,
            }
        )

    a, b = (events(count) for count in sizes)
    got = list(zip(*pairs.within(a, b, (1, 20, 1), (2, 0, 0)), strict=True))
    assert len(got) == len(set(got)) > 10
    assert set(got) == brute(a, b, 20, 2)


@pytest.fixture(scope="module")
def two_sources(shared_data, tmp_path_factory):
    """ACLED's Mali file and the sample of UCDP's in one mission."""
    both = mission.init(tmp_path_factory.mktemp("missions") / "both", "MINUSMA", "Mali")
    files = [shared_data / "acled/mali_2020-11-06.csv", shared_data / "ucdp/ged231_sample_1000.csv"]
    import_files(both, files, who="tester")
    return latest(both)


def test_real_events_of_mali_find_their_counterpart_and_no_other(two_sources):
    table = found(two_sources).set_index("event_b")
    # Read by eye: Boulikessi (JNIM, three deaths), Nara (Ansar Dine's attack; UCDP has 6 deaths, ACLED 12), an ambush
    # near Djenne on the eve, which UCDP knows by the region of Mopti. Of a fourth (Marsi, 352268) ACLED has nothing.
    assert table["event_a"].to_dict() == {"237564": "MLI1411", "203499": "MLI1067", "256789": "MLI1801"}
    assert table["distance_km"].round(1).to_dict() == {"237564": 1.7, "203499": 0.0, "256789": 103.7}
    assert table["rivals"].eq(0).all()
    assert matches.beside(two_sources, "ucdp", "352268").empty
    totals = {"pairs": 3, "events_a": 3, "events_b": 3, "fatalities_a": 16, "fatalities_b": 10}
    assert matches.compare_totals(table.reset_index()) == totals


@pytest.fixture(scope="module")
def copied(mali_now):
    """ACLED's deadly events of 2019, and a copy of them as another source, moved within the limits."""
    chance = np.random.default_rng(11)
    ours = mali_now.incidents
    ours = ours[(ours["event_date"].dt.year == 2019) & (ours["fatalities_best"] > 0)]
    shift = pd.to_timedelta(chance.integers(-3, 4, len(ours)), unit="D")
    theirs = ours.assign(
        source="sage",
        event_date=ours["event_date"] + shift,
        date_end=ours["date_end"] + shift,
        latitude=ours["latitude"] + chance.uniform(-0.08, 0.08, len(ours)),
        longitude=ours["longitude"] + chance.uniform(-0.08, 0.08, len(ours)),
        fatalities_best=ours["fatalities_best"] + chance.integers(0, 3, len(ours)),
    )
    both = pd.concat([ours, theirs], ignore_index=True).astype({"source": "category"})
    return replace(mali_now, incidents=both, vocabulary=replace(mali_now.vocabulary, sources=("acled", "sage")))


def test_every_copy_that_was_moved_within_the_limits_is_a_candidate(copied):
    table = matches.candidates(copied, "acled", "sage")
    same = table[table["event_a"] == table["event_b"]]
    assert len(same) == len(copied.incidents) // 2 > 370
    assert same["score"].median() > table.drop(same.index)["score"].median() + 0.1
    assert table["score"].between(0, 1).all()


def test_from_the_other_side_the_pairs_are_the_same(copied):
    there, back = matches.candidates(copied, "acled", "sage"), matches.candidates(copied, "sage", "acled")
    keys = [set(zip(t[a], t[b], t["score"].round(9), t["rivals"], strict=True))
            for t, a, b in ((there, "event_a", "event_b"), (back, "event_b", "event_a"))]  # fmt: skip
    assert keys[0] == keys[1]
    assert len(keys[0]) == len(there)


def test_wider_limits_only_add_pairs(copied):
    def keys(limits):
        table = matches.candidates(copied, "acled", "sage", limits=limits)
        return set(zip(table["event_a"], table["event_b"], strict=True))

    assert keys(Limits((5, 10, 50), (1, 1, 1))) < keys(Limits()) < keys(Limits((20, 40, 200), (5, 9, 40)))


def test_what_a_caller_writes_never_reaches_the_shared_frame(copied):
    before = copied.incidents.copy(deep=True)
    for own in (matches.candidates(copied, "acled", "sage"), matches.beside(copied, "acled", before["event_id"][0])):
        assert len(own)
        own.loc[:, "fatalities_a"] = 999
        own.loc[:, "day_b"] = pd.Timestamp("1999-01-01")
        own["place_a"] = "changed"
    pd.testing.assert_frame_equal(copied.incidents, before)
