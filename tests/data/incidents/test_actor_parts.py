"""The parts of the incidents that name actors: as many rows as the figures that lead to them say."""

from datetime import date

import pytest

from data.filters import Filters
from data.incidents import actor_kinds, actors, subsets

PERIOD = Filters(date(2018, 9, 1), date(2019, 6, 30), "acled")


@pytest.fixture(scope="module")
def rows(mali_now):
    return mali_now.select(PERIOD)


@pytest.fixture(scope="module")
def ids(mali_now):
    return {name: actor_id for actor_id, name in mali_now.vocabulary.actors.items()}


@pytest.fixture(scope="module")
def count(mali_now, rows):
    return lambda code: int(subsets.find(mali_now, PERIOD, rows, code).rows.sum())


def test_each_actors_and_pairs_part_has_the_rows_of_its_table(rows, ids, count):
    for row in actors.named(rows).itertuples(index=False):
        assert count(f"actor-{ids[row.actor]}") == row.incidents
    for row in actors.targeting(rows).itertuples(index=False):
        assert count(f"by-{ids[row.actor]}") == row.incidents
    for row in actors.dyads(rows).itertuples(index=False):
        one, other = ids[row.actor1], ids[row.actor2]
        assert count(f"dyad-{one}-{other}") == count(f"dyad-{other}-{one}") == row.incidents


def test_a_kinds_part_is_that_of_all_its_names(mali_now, rows, ids, count):
    kinds = actor_kinds.kinds(mali_now.vocabulary.actors.values(), mali_now.settings.country)
    attacks = actors.targeting(rows)
    for kind in actor_kinds.UNRANKED:
        own = attacks[attacks["actor"].map(kinds.get) == kind]
        assert count(f"by-{kind}") == own["incidents"].sum()
    assert count("by-community") == 102
    jnim = ids["JNIM: Group for Support of Islam and Muslims"]
    assert count(f"dyad-{jnim}-community") == count(f"dyad-community-{jnim}") == 24


def test_a_part_has_a_name_that_says_who_attributes(mali_now, rows, ids):
    for code in (f"actor-{ids['Ansar Dine']}", f"by-{ids['Ansar Dine']}", f"dyad-community-{ids['Ansar Dine']}"):
        found = subsets.find(mali_now, PERIOD, rows, code)
        assert "Ansar Dine" in found.name
        assert "as attributed by the source" in found.name


def test_a_link_may_carry_them_and_no_other(mali_now, rows, ids):
    known, some = subsets.codes(mali_now), ids["Ansar Dine"]
    for code in (f"actor-{some}", f"by-{some}", "by-community", f"dyad-{some}-{some}", f"dyad-{some}-international"):
        assert code in known
        assert subsets.find(mali_now, PERIOD, rows, code) is not None
    for code in ("actor-", "actor-x", "by-", "by-armed", f"dyad-{some}", f"dyad-{some}-", f"dyad-{some}-{some}-{some}",
                 f"by-{some}-{some}", f"dyad-{some}-Ansar Dine", "dyad-", some, "community"):  # fmt: skip
        assert code not in known, code
        assert subsets.find(mali_now, PERIOD, rows, code) is None, code
