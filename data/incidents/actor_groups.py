"""Actors for a table: those that may be ordered by name, most incidents first; the others as one group a kind."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from data.incidents.actor_kinds import PUBLIC, RANKED, UNRANKED

MEASURES = {"incidents": "sum", "fatalities": "sum", "first": "min", "last": "max"}


@dataclass(frozen=True)
class Grouped:
    """`ranked`: column key, an actor's name, most incidents first, at most as many as asked for. `groups`: key, a
    kind that is never ordered, as one total, in the order of the kinds. `public`: key, the names of civilians,
    protesters and rioters in the order of the alphabet. `left_out`: how many names are in none of them.
    """

    ranked: pd.DataFrame
    groups: pd.DataFrame
    public: pd.DataFrame
    left_out: int


def grouped(table: pd.DataFrame, kinds: Mapping[str, str], most: int) -> Grouped:
    """A table of actors (actor and some of `MEASURES`) for people: no community is in an order, or has a bar."""
    kind = table["actor"].map(kinds.get)
    named = table.rename(columns={"actor": "key"})
    ranked = named[kind.isin(RANKED)].sort_values(["incidents", "key"], ascending=[False, True], ignore_index=True)
    measures = {name: how for name, how in MEASURES.items() if name in table}
    totals = named.assign(key=kind)[kind.isin(UNRANKED)].groupby("key").agg(measures)
    groups = totals.reindex([code for code in UNRANKED if code in totals.index]).rename_axis("key").reset_index()
    public = named[kind.isin(PUBLIC)].sort_values("key", ignore_index=True)
    return Grouped(ranked.head(most), groups, public, max(0, len(ranked) - most))


def opposite(dyads: pd.DataFrame, actor: str) -> pd.DataFrame:
    """actor, incidents, fatalities, first, last: who stands on the other side of `actor` in `dyads`."""
    first, second = dyads["actor1"] == actor, dyads["actor2"] == actor
    other = dyads["actor2"].where(first, dyads["actor1"])
    return dyads.assign(actor=other)[first | second][["actor", *MEASURES]].reset_index(drop=True)


def fighting(dyads: pd.DataFrame, kinds: Mapping[str, str]) -> pd.DataFrame:
    """The pairs of `dyads` in which neither side is civilians, protesters or rioters."""
    sides = [dyads[name].map(kinds.get).isin(PUBLIC) for name in ("actor1", "actor2")]
    return dyads[~(sides[0] | sides[1])].reset_index(drop=True)


def frequent(fights: pd.DataFrame, kinds: Mapping[str, str], most: int) -> list[str]:
    """The keys of a table of who fights whom: names that may be ordered, then the kinds that may not."""
    twice = [fights.rename(columns={name: "actor"})[["actor", "incidents"]] for name in ("actor1", "actor2")]
    twice[1] = twice[1][(fights["actor1"] != fights["actor2"]).to_numpy()]
    counted = pd.concat(twice).groupby("actor")["incidents"].sum().reset_index()
    parts = grouped(counted, kinds, most)
    return [*parts.ranked["key"], *parts.groups["key"]]


def matrix(fights: pd.DataFrame, kinds: Mapping[str, str], keys: list[str]) -> pd.DataFrame:
    """one, other, incidents, fatalities: the pairs between two of `keys` (names or kinds), each once, in their order.

    A name that is none of the keys counts for its kind where that is one, and else nowhere.
    """
    place = {key: at for at, key in enumerate(keys)}
    at = [fights[name].map(lambda name: place.get(name, place.get(kinds.get(name)))) for name in ("actor1", "actor2")]
    both = at[0].notna() & at[1].notna()
    ends = pd.DataFrame({"a": at[0], "b": at[1]})[both].astype("int64")
    table = fights[both].assign(one=ends.min(axis=1), other=ends.max(axis=1))
    counted = table.groupby(["one", "other"])[["incidents", "fatalities"]].sum().reset_index()
    names = pd.Series(keys, dtype="str")
    return counted.assign(one=counted["one"].map(names), other=counted["other"].map(names))
