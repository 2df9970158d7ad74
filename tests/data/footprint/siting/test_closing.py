"""Closing: refused without protection, kept to ceilings, and what each priority loses."""

from datetime import date
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from data.errors import InputError
from data.filters import Filters
from data.footprint import demand, distances, reach
from data.footprint.siting import closing, protection
from tests.data.made import SETTINGS

FILTERS = Filters(date(2018, 9, 1), date(2019, 6, 30), "acled", types=("violent",))
NORTH = ("Aguelhok", "Ber")


@pytest.fixture(scope="module")
def bases(mali_now):
    return reach.open_on(mali_now.table("bases"), FILTERS.end)


@pytest.fixture(scope="module")
def towns(bases):
    return distances.towns(bases)


@pytest.fixture(scope="module")
def places(mali_now):
    return demand.of(mali_now.select(FILTERS))


@pytest.fixture(scope="module")
def priorities(mali_now):
    """Two priorities: the peace agreement, with a task in the North; and the Centre."""
    areas = mali_now.areas
    named = {
        name: areas.loc[(areas["level"] == 1) & (areas["name"] == name), "area_id"].iloc[0]
        for name in ("Kidal", "Mopti")
    }
    timbuktu = areas.loc[(areas["level"] == 1) & areas["name"].str.contains("Tomb|Timb"), "area_id"].iloc[0]
    tasks = pd.DataFrame(
        [
            ("1", None, "agreement", "Support the agreement", None),
            ("1.1", "1", None, "Presence in the North", f"{named['Kidal']}; {timbuktu}"),
            ("2", None, "centre", "Protect civilians in the Centre", named["Mopti"]),
        ],
        columns=["task_id", "parent_id", "priority_id", "title", "area_ids"],
    )
    table = pd.DataFrame(
        [("agreement", "m", 1, "The agreement"), ("centre", "m", 2, "The Centre")],
        columns=["priority_id", "mandate_id", "rank", "title"],
    )
    return protection.areas_of(table, tasks)


def names(table):
    return set(table["name"])


def test_by_reach_alone_the_north_would_close(places, towns):
    one = np.zeros(len(towns), dtype=bool)
    one[towns["name"].tolist().index("Gao")] = True
    first = closing.ranking(places, towns, one, 50).head(4)
    assert set(NORTH) <= names(first)
    assert first.set_index("name").loc[list(NORTH), "incidents"].tolist() == [1, 1]


def test_no_ranking_before_places_are_protected(places, towns):
    none = np.zeros(len(towns), dtype=bool)
    with pytest.raises(InputError, match="No place is protected"):
        closing.ranking(places, towns, none, 50)
    with pytest.raises(InputError, match="No place is protected"):
        closing.least_lost(places, towns, none, 50, 1)


def test_protection_by_priority_keeps_the_north(places, towns, priorities, mali_now):
    found = protection.protected(towns, priorities, mali_now.areas)
    assert set(NORTH) <= names(found[found["priority_id"] == "agreement"])
    mask = np.isin(np.arange(len(towns)), found.loc[found["priority_id"] == "agreement", "town"])
    assert not set(NORTH) & names(closing.ranking(places, towns, mask, 50))
    for many in range(1, int((~mask).sum()) + 1):
        closed = closing.least_lost(places, towns, mask, 50, many).towns
        assert len(closed) == many
        assert not set(NORTH) & set(towns["name"].iloc[closed])


def test_a_task_without_areas_protects_nothing(mali_now, towns):
    tasks = pd.DataFrame([("1", None, "p", "Whole country", None)],
                         columns=["task_id", "parent_id", "priority_id", "title", "area_ids"])  # fmt: skip
    table = pd.DataFrame([("p", "m", 1, "P")], columns=["priority_id", "mandate_id", "rank", "title"])
    assert protection.protected(towns, protection.areas_of(table, tasks), mali_now.areas).empty


def test_least_lost_equals_every_choice_tried(places, towns):
    mask = towns["name"].isin(NORTH).to_numpy()
    near = distances.km(places, towns) <= 100
    for many in (1, 2, 3):
        best = max(
            places["incidents"][np.delete(near, some, axis=1).any(axis=1)].sum()
            for some in combinations(np.flatnonzero(~mask), many)
        )
        found = closing.least_lost(places, towns, mask, 100, many)
        assert places["incidents"][found.after].sum() == best == found.answer.value
        assert found.answer.optimal
        assert (found.before == near.any(axis=1)).all()


def test_each_priority_says_what_it_loses(places, towns, priorities, mali_now):
    before = (distances.km(places, towns) <= 50).any(axis=1)
    found = protection.losses(places, before, np.zeros(len(places), dtype=bool), priorities, mali_now.areas)
    assert found["priority_id"].tolist() == ["agreement", "centre"]
    assert (found["lost_incidents"] == found["reached_incidents"]).all()
    assert (found["lost_incidents"] > 0).all()
    same = protection.losses(places, before, before, priorities, mali_now.areas)
    assert same["lost_fatalities"].tolist() == [0, 0]


def with_people(bases, **people):
    return bases.assign(**{f"personnel_{name}": pd.array(values, dtype="Int64") for name, values in people.items()})


def test_unknown_strength_leaves_a_ceiling_unchecked(bases):
    settings = SETTINGS.model_copy(update={"authorised_military": 13289})
    military, police = closing.ceilings(bases, settings)
    assert (military.most, military.known, military.checked, military.passed) == (13289, 0, False, False)
    assert military.unknown > 0
    assert (police.most, police.checked) == (None, False)


def test_a_ceiling_is_a_hard_limit(bases, places):
    people = np.full(len(bases), 2000)
    own = with_people(bases, military=people, police=np.zeros(len(bases), dtype=int))
    towns = distances.towns(own)
    settings = SETTINGS.model_copy(update={"authorised_military": 13289, "authorised_police": 1920})
    military, _police = closing.ceilings(own, settings)
    assert (military.known, military.passed, military.checked) == (26000, True, True)
    limits = closing.strengths(own, towns, settings)
    mask = towns["name"].isin(NORTH).to_numpy()
    found = closing.least_lost(places, towns, mask, 50, 1, limits=limits)
    assert 2000 * (len(towns) - len(found.towns)) <= 13289
    with pytest.raises(InputError, match="above an authorised ceiling"):
        closing.least_lost(
            places, towns, np.ones(len(towns), dtype=bool) & (np.arange(len(towns)) > 0), 50, 1, limits=limits
        )


def test_no_more_towns_close_than_may(places, towns):
    with pytest.raises(InputError, match="not protected"):
        closing.least_lost(places, towns, np.arange(len(towns)) > 0, 50, 2)
