from datetime import date

import numpy as np
import pytest

from data.filters import Filters
from data.footprint import demand, distances, measures, reach
from data.incidents import subsets
from data.schema import split
from tests.data.footprint.test_nearby import made
from tests.data.footprint.test_reach import KNOWN, by_force

FILTERS = Filters(date(2018, 9, 1), date(2019, 6, 30), "acled", types=("violent",))


@pytest.fixture(scope="module")
def violent(mali_now):
    return mali_now.select(FILTERS)


@pytest.fixture(scope="module")
def bases(mali_now):
    return reach.open_on(mali_now.table("bases"), FILTERS.end)


@pytest.fixture(scope="module")
def towns(bases):
    return distances.towns(bases)


def worked_out(rows, towns, radius_km):
    """Demand, what is within reach, and by force each incident (rows) against each town (columns)."""
    wanted = demand.of(rows)
    return wanted, distances.km(wanted, towns) <= radius_km, by_force(rows.frame(), towns) <= radius_km


def counted(rows, mask):
    """The measures of single incidents, added up."""
    frame = rows.frame()[mask]
    civilians = frame[frame["civilian_targeting"].fillna(False)]
    every = (len(frame), frame["fatalities_best"].sum(), len(civilians), civilians["fatalities_best"].sum())
    return dict(zip(demand.MEASURES, map(int, every), strict=True))


@pytest.mark.parametrize(("radius_km", "incidents"), KNOWN.items())
def test_known_counts_agree_with_reach_and_with_the_rows_that_links_open(mali_now, bases, radius_km, incidents):
    violent, towns = mali_now.select(FILTERS), distances.towns(bases)
    wanted, within, _each = worked_out(violent, towns, radius_km)
    found = measures.totals(wanted, within.any(axis=1))
    old = reach.of(violent, bases, radius_km)
    assert found["incidents"] == old.covered_incidents == incidents
    assert found["fatalities"] == old.covered_fatalities
    rows = subsets.find(mali_now, FILTERS, violent, f"within-{radius_km}").rows
    assert int(rows.sum()) == incidents


def test_share_of_deaths_at_50_km(violent, towns):
    wanted, within, _each = worked_out(violent, towns, 50)
    share = measures.shares(measures.totals(wanted, within.any(axis=1)), measures.totals(wanted))
    assert round(100 * share["fatalities"], 2) == 14.13


def test_towns_overlaps_and_backup_by_counting_every_incident(violent, towns):
    wanted, within, each = worked_out(violent, towns, 150)
    number = each.sum(axis=1)
    for at, town in enumerate(measures.by_town(wanted, within, towns).to_dict("records")):
        assert {m: town[m] for m in demand.MEASURES} == counted(violent, each[:, at])
        assert {m: town[f"only_{m}"] for m in demand.MEASURES} == counted(violent, each[:, at] & (number == 1))
    for row in measures.overlaps(wanted, within).to_dict("records"):
        exactly = number == row["towns"] if row["towns"] < 3 else number >= 3
        assert {m: row[m] for m in demand.MEASURES} == counted(violent, exactly)
    assert measures.backup(wanted, within) == counted(violent, number >= 2)


def test_what_is_lost_with_a_town_is_what_reach_without_it_lacks(violent, towns):
    wanted, within, _each = worked_out(violent, towns, 100)
    table = measures.by_town(wanted, within, towns)
    for at in range(len(towns)):
        left = np.delete(within, at, axis=1)
        lost = measures.difference(wanted, within, left)
        assert lost["lost"]["incidents"] == table["only_incidents"][at]
        assert lost["gained"]["incidents"] == 0
    assert (table["only_incidents"] > 0).any()


@pytest.mark.parametrize(
    ("table", "column"), [(measures.by_component, "component_type"), (measures.by_function, "functions")]
)
def test_by_component_and_by_function_against_their_own_bases_alone(violent, bases, table, column):
    bases = bases.assign(component_type=["police; military", None, "civilian", *bases["component_type"][3:]])
    towns = distances.towns(bases)
    wanted, within, _each = worked_out(violent, towns, 75)
    found = table(wanted, within, bases, towns)
    kinds = {kind for cell in bases[column] for kind in split(cell) or ("unknown",)}
    assert set(found[column]) == kinds
    for row in found.to_dict("records"):
        own = bases[[row[column] in (split(cell) or ("unknown",)) for cell in bases[column]]]
        assert row["incidents"] == reach.of(violent, own.reset_index(drop=True), 75).covered_incidents
        assert row["towns"] == len(own.drop_duplicates(["latitude", "longitude"]))


def test_many_bases_of_one_town_do_not_hide_a_nearer_town(violent):
    """Three bases of one town take three of the nearest chords: the next town must still be seen."""
    bases = made(*[{"latitude": 0.0449, "longitude": 45.0}] * 4, {"latitude": 0.0, "longitude": 45.0449})
    here = made({"latitude": 0.0, "longitude": 0.0})
    found, every = reach.nearest(here, bases), by_force(here, bases)
    assert found["distance_km"][0] == every.min()


def test_without_towns_nothing_is_reached(violent, towns):
    wanted, within, _each = worked_out(violent, towns.head(0), 50)
    assert measures.totals(wanted, within.any(axis=1))["incidents"] == 0
    assert measures.by_town(wanted, within, towns.head(0)).empty
    assert measures.overlaps(wanted, within)["incidents"].tolist() == [543, 0, 0, 0]
    assert measures.per_base(0, 0) is None
    assert measures.per_base(141, 13) == pytest.approx(10.846, abs=1e-3)


def test_a_share_of_nothing_is_unknown():
    nothing = dict.fromkeys(demand.MEASURES, 0)
    assert set(measures.shares(nothing, nothing).values()) == {None}
