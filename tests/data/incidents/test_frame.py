"""The frame of incidents in memory: shared by all users, and the rows that filters leave."""

import numpy as np
import pandas as pd
import pytest

from data import snapshot
from data.filters import Filters
from data.incidents import frame, protected
from data.incidents.frame import ON_DISK
from data.incidents.schema import TEXT_CATEGORIES
from data.incidents.summary import totals

VIOLENT = "?from=2018-09-01&to=2019-06-30&type=violent"


def chosen(shot, query):
    reading = Filters.from_query(query, shot.vocabulary)
    assert reading.notes == ()
    return shot.select(reading.filters)


def test_text_columns_are_codes_and_long_texts_stay_on_disk(mali_now):
    kept = [name for name in TEXT_CATEGORIES if name not in ON_DISK]
    assert all(mali_now.incidents[name].dtype == "category" for name in kept)
    assert not set(ON_DISK) & set(mali_now.incidents)
    assert mali_now.incidents.memory_usage(deep=True).sum() < 1_500_000


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("query", ["?from=1990-01-01&to=2030-01-01", VIOLENT])
def test_what_a_caller_writes_never_reaches_the_shared_frame(mali_now, query):
    before = mali_now.incidents.copy(deep=True)
    own = chosen(mali_now, query).frame()
    own.loc[:, "fatalities_best"] = 999
    own["event_date"] = pd.Timestamp("1999-01-01")
    own["latitude"].to_numpy(copy=True)[:] = 0
    own["source"] = own["source"].cat.rename_categories({"acled": "changed"})
    own.drop(columns="location", inplace=True)
    own.sort_values("longitude", inplace=True)
    with pytest.raises(ValueError, match="read-only"):
        chosen(mali_now, query)["longitude"].to_numpy()[0] = 0
    with pytest.raises(ValueError, match="read-only"):
        mali_now.events.array("deaths")[0] = 0
    pd.testing.assert_frame_equal(mali_now.incidents, before)
    assert totals(chosen(mali_now, VIOLENT))["fatalities"] == 1692


@pytest.mark.parametrize("name", ["bases", "tasks", "actors"])
def test_what_a_caller_writes_never_reaches_a_small_table(mali_now, name):
    before = mali_now.table(name).copy(deep=True)
    own = mali_now.table(name)
    own["added"] = 1
    own[own.columns[0]] = "changed"
    if len(own):
        own.iloc[0, 1] = "changed"
    pd.testing.assert_frame_equal(mali_now.table(name), before)


def test_known_answer(mali_now):
    counted = totals(chosen(mali_now, VIOLENT))
    assert (counted["incidents"], counted["fatalities"]) == (543, 1692)


def test_both_ends_of_a_period_are_counted(mali_now):
    days = mali_now.incidents["event_date"]
    for day in ("1997-01-06", "2020-10-31"):
        assert len(chosen(mali_now, f"?from={day}&to={day}")) == (days == day).sum() > 0


@pytest.mark.parametrize("precision", [1, 2, 3])
def test_precision_counts_up_to_the_worst_wanted(mali_now, precision):
    found = chosen(mali_now, f"?from=1990-01-01&to=2030-01-01&precision={precision}")
    exact, near = 2661 - 7, 1550 - 3  # ten of sexual violence or against children are known by region only
    assert len(found) == {1: exact, 2: exact + near, 3: 4318}[precision]


def test_each_filter_narrows_as_plain_pandas_does(mali, mali_now):
    whole = mali.store.read("incidents", 3)
    actor_id, name = next(item for item in mali_now.vocabulary.actors.items() if item[1].startswith("JNIM"))
    everything = "?from=1990-01-01&to=2030-01-01&"
    expected = {
        "type=riots&type=protests": whole["event_type"].isin(["riots", "protests"]),
        "civilians=1": whole["civilian_targeting"],
        f"actor={actor_id}": (whole["actor1"] == name) | (whole["actor2"] == name),
        "area=wof:421180081": (whole["area2_id"] == "wof:421180081") & ~protected.is_protected(whole),
        "area=Mopti/Mopti": (whole["area2_id"] == "wof:421180081") & ~protected.is_protected(whole),
        "area=Mopti": whole["area1_id"] == "wof:85674539",
        "area=Mopti&area=Gao": whole["area1_id"].isin(["wof:85674539", "wof:85674521"]),
    }
    for query, mask in expected.items():
        found = chosen(mali_now, everything + query)
        assert set(found["event_id"]) == set(whole.loc[mask.fillna(False).astype(bool), "event_id"]), query
        assert 0 < len(found) < len(whole)


def test_region_of_a_name_holds_more_than_its_cercle(mali_now):
    region, cercle = (chosen(mali_now, VIOLENT + f"&area={name}") for name in ("Mopti", "Mopti/Mopti"))
    assert set(cercle["event_id"]) < set(region["event_id"])


def test_a_selection_begins_at_row_nought_in_order_of_days(mali_now):
    found = chosen(mali_now, VIOLENT)
    assert list(found.index) == list(range(543))
    assert found["event_date"].is_monotonic_increasing


def test_details_bring_the_long_texts(mali, mali_now):
    areas = mali_now.areas
    ids = list(chosen(mali_now, VIOLENT)["event_id"][:5])
    rows = frame.details(mali, 3, ("acled", ids), areas)
    assert set(rows["event_id"]) == set(ids)
    assert rows[["notes", "reported_by"]].notna().all(axis=None)
    assert frame.details(mali, 3, ("ucdp", ids), areas).empty
    assert frame.details(mali, 3, ("acled", []), areas).empty


def test_an_empty_mission_has_empty_frames_of_the_same_types(new_mission, mali_now):
    empty = snapshot.load(new_mission, 0)
    assert list(empty.incidents) == list(mali_now.incidents)
    assert empty.select(Filters.from_query("", empty.vocabulary).filters).empty
    kinds = [frame_.dtypes.map(lambda kind: np.dtype("O") if kind == "category" else kind) for frame_ in
             (empty.incidents, mali_now.incidents)]  # fmt: skip
    pd.testing.assert_series_equal(*kinds)


def test_a_pinned_link_opens_the_version_it_names(mali):
    shot, reading = snapshot.open_link(mali, VIOLENT + "&at=1")
    assert (shot.number, reading.filters.at, shot.has_newer) == (1, 1, True)
    assert shot.areas.empty
    assert totals(shot.select(reading.filters))["incidents"] == 543
    shot, reading = snapshot.open_link(mali, VIOLENT + "&at=99")
    assert (shot.number, reading.filters.at, shot.has_newer) == (3, None, False)
    assert len(reading.notes) == 1
