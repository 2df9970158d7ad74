"""Tables for people: what may be ordered by its count, the rest as one group a kind, and nothing counted twice."""

from datetime import date

import pandas as pd
import pytest

from data.filters import Filters
from data.incidents import actor_groups, actor_kinds, actors

KINDS = {"A": "armed", "B": "armed", "S": "state", "F": "community", "D": "community", "M": "international",
         "C": "civilians", "R": "rioters", "?": "unclear"}  # fmt: skip


def counted(**incidents):
    """A table of actors with as many incidents as said, and as many deaths."""
    return pd.DataFrame({"actor": list(incidents), "incidents": incidents.values(), "fatalities": incidents.values()})


def test_communities_and_contingents_are_totals_whatever_they_count():
    parts = actor_groups.grouped(counted(A=1, B=5, S=5, F=90, D=80, M=70, C=60, R=2), KINDS, 2)
    assert parts.ranked["key"].tolist() == ["B", "S"]
    assert parts.left_out == 1
    assert parts.groups[["key", "incidents"]].to_numpy().tolist() == [["community", 170], ["international", 70]]
    assert parts.public["key"].tolist() == ["C", "R"]


@pytest.mark.parametrize("turned", [False, True])
def test_the_order_of_what_is_never_ranked_does_not_depend_on_counts(turned):
    one, other = (1, 99) if turned else (99, 1)
    table = pd.DataFrame({"actor": ["F", "M", "?"], "incidents": [one, other, 5], "fatalities": 0})
    parts = actor_groups.grouped(table, KINDS, 9)
    assert parts.groups["key"].tolist() == ["community", "international", "unclear"]


def pairs(*events):
    """Dyads of `(actor1, actor2, incidents)`."""
    table = pd.DataFrame(events, columns=["actor1", "actor2", "incidents"])
    return table.assign(fatalities=0, first=pd.Timestamp("2019-05-01"), last=pd.Timestamp("2019-05-02"))


def test_a_matrix_has_each_pair_once_and_groups_as_one():
    dyads = pairs(("A", "F", 3), ("D", "A", 4), ("D", "F", 2), ("A", "B", 1), ("A", "C", 50), ("B", "S", 7))
    fights = actor_groups.fighting(dyads, KINDS)
    assert fights["incidents"].sum() == 17
    keys = actor_groups.frequent(fights, KINDS, 2)
    assert keys == ["A", "B", "community"], "A and B in 8 each, S in 7"
    cells = actor_groups.matrix(fights, KINDS, keys)
    assert cells[["one", "other", "incidents"]].to_numpy().tolist() == [
        ["A", "B", 1],
        ["A", "community", 7],
        ["community", "community", 2],
    ]


def test_the_other_side_is_the_other_one_or_the_same_name_again():
    dyads = pairs(("A", "B", 1), ("A", "A", 2), ("B", "F", 9))
    assert actor_groups.opposite(dyads, "A")[["actor", "incidents"]].to_numpy().tolist() == [["B", 1], ["A", 2]]


def test_a_matrix_of_everything_holds_every_fight_of_the_real_data(mali_now):
    rows = mali_now.select(Filters(date(2012, 1, 1), date(2020, 10, 31), "acled", types=("violent",)))
    kinds = actor_kinds.kinds(mali_now.vocabulary.actors.values(), "Mali")
    fights = actor_groups.fighting(actors.dyads(rows), kinds)
    keys = actor_groups.frequent(fights, kinds, 999)
    assert actor_groups.matrix(fights, kinds, keys)["incidents"].sum() == fights["incidents"].sum() > 1000
    assert not {key for key in keys if kinds.get(key) in actor_kinds.UNRANKED}
