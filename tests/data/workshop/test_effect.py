from datetime import date

import numpy as np
import pandas as pd
import pytest

from data.filters import Filters
from data.footprint import demand, reach
from data.workshop import effect


@pytest.fixture(scope="module")
def violent(mali_now):
    return demand.of(mali_now.select(Filters(date(2018, 9, 1), date(2019, 6, 30), "acled", types=("violent",))))


@pytest.fixture(scope="module")
def bases(mali_now):
    return reach.open_on(mali_now.table("bases"), date(2019, 6, 30))


def with_one(bases, latitude, longitude):
    return pd.concat([bases, pd.DataFrame([{"name": "X", "latitude": latitude, "longitude": longitude}])])


def test_the_known_gain_of_ogossagou(violent, bases, mali_now):
    found = effect.of(violent, bases, with_one(bases, 13.9583, -3.5706), 50)
    assert (found.before.counts["incidents"], found.change("incidents")) == (141, 73)
    assert found.before.totals == {**found.before.totals, "incidents": 543, "fatalities": 1692}
    gained = found.gained(mali_now.areas, 2)
    assert gained["incidents"].sum() == 73
    assert gained["fatalities"].sum() == found.change("fatalities")
    assert set(gained["name"].head(2)) <= {"Bankass", "Koro", "Bandiagara"}
    assert found.lost(mali_now.areas, 2).empty


@pytest.mark.parametrize("radius", [25, 50, 75, 100, 150])
def test_within_agrees_with_reach(violent, bases, mali_now, radius):
    rows = mali_now.select(Filters(date(2018, 9, 1), date(2019, 6, 30), "acled", types=("violent",)))
    found, known = effect.within(violent, bases, radius), reach.of(rows, bases, radius)
    assert (found.counts["incidents"], found.counts["fatalities"]) == (
        known.covered_incidents,
        known.covered_fatalities,
    )
    assert found.share("incidents") == known.share_incidents


def test_gains_less_losses_are_the_change(violent, bases, mali_now):
    moved = bases.copy()
    moved.loc[moved["name"] == "Douentza", ["latitude", "longitude"]] = [14.3, -3.6]
    found = effect.of(violent, bases, moved, 50)
    gained, lost = found.gained(mali_now.areas, 2), found.lost(mali_now.areas, 2)
    assert len(gained) and len(lost)
    for measure in demand.MEASURES:
        assert gained[measure].sum() - lost[measure].sum() == found.change(measure)
    assert (gained["name"] == "").sum() <= 1


def test_without_bases_a_share_is_unknown_not_zero(violent, bases):
    found = effect.within(violent, bases.iloc[:0], 50)
    assert found.share("incidents") is None
    assert not found.inside.any()
    assert effect.within(violent.iloc[:0], bases, 50).share("incidents") is None
    assert np.array_equal(effect.within(violent, bases, 1e9).inside, np.ones(len(violent), dtype=bool))
