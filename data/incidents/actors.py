"""Who fights whom and who targets civilians, as attributed by the source, not UN-verified.

Counts over the rows of a selection, on integer codes: names are looked at once each, never once an event. Tables come
in the order of the alphabet, which is no rank: what may be ordered by a count is told by data/incidents/actor_kinds.py.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.incidents.actor_kinds import is_civilian

NOBODY = -1


@dataclass(frozen=True)
class Sides:
    """Both actors of each row as places in `names`, which are in the order of the alphabet; −1 where none is named."""

    names: pd.Index
    one: np.ndarray
    two: np.ndarray

    def only(self, mask: np.ndarray) -> "Sides":
        """Those of the rows where `mask` is true."""
        return Sides(self.names, self.one[mask], self.two[mask])

    def places(self, wanted: Callable[[str], bool]) -> np.ndarray:
        """True for each name that is wanted, and false for nobody, which stands last: to be taken by codes."""
        return np.array([*map(wanted, self.names), False], dtype=bool)


def sides(rows: pd.DataFrame) -> Sides:
    """The two actors of each row, columns actor1 and actor2."""
    columns = [rows[name].astype("category") for name in ("actor1", "actor2")]
    names = columns[0].cat.categories.astype("str").union(columns[1].cat.categories.astype("str"))
    return Sides(names, *(_recoded(column, names) for column in columns))


def _recoded(column: pd.Series, names: pd.Index) -> np.ndarray:
    places = names.get_indexer(column.cat.categories.astype("str"))
    return np.append(places, NOBODY)[column.cat.codes.to_numpy()]


def _deaths(rows: pd.DataFrame) -> np.ndarray:
    """Reported deaths of each row (best figure); unknown ones add nothing."""
    return rows["fatalities_best"].to_numpy(dtype="float64", na_value=0.0)


def targets_civilians(rows: pd.DataFrame) -> np.ndarray:
    """Which rows targeted civilians by the source's mark or rule; those where it is unknown are not counted."""
    return rows["civilian_targeting"].fillna(False).to_numpy(dtype=bool)


def named(rows: pd.DataFrame) -> pd.DataFrame:
    """actor, incidents, fatalities of every actor named in the rows, an incident once for each of its actors."""
    found, deaths = sides(rows), _deaths(rows)
    other = np.where(found.two == found.one, NOBODY, found.two)
    size = len(found.names) + 1
    incidents = sum(np.bincount(codes + 1, minlength=size) for codes in (found.one, other))[1:]
    fatalities = sum(np.bincount(codes + 1, deaths, minlength=size) for codes in (found.one, other))[1:]
    table = pd.DataFrame({"actor": found.names, "incidents": incidents, "fatalities": fatalities.astype("int64")})
    return table[table["incidents"] > 0].reset_index(drop=True)


def dyads(rows: pd.DataFrame) -> pd.DataFrame:
    """actor1, actor2, incidents, fatalities, first, last: each pair that the rows name on their two sides, unordered.

    The two stand in the order of the alphabet, whichever side the source put them on; an incident that names one
    actor or none is in no pair. `first` and `last` are days.
    """
    found = sides(rows)
    both = (found.one != NOBODY) & (found.two != NOBODY)
    one, two = found.one[both].astype("int64"), found.two[both].astype("int64")
    size = max(len(found.names), 1)
    pairs, at = _distinct(np.minimum(one, two) * size + np.maximum(one, two))
    days = rows["event_date"].to_numpy().astype("datetime64[D]")[both]
    return pd.DataFrame(
        {
            "actor1": found.names.take(pairs // size),
            "actor2": found.names.take(pairs % size),
            "incidents": np.bincount(at, minlength=len(pairs)),
            "fatalities": np.bincount(at, _deaths(rows)[both], minlength=len(pairs)).astype("int64"),
            "first": _extreme(np.minimum, days, at, len(pairs)),
            "last": _extreme(np.maximum, days, at, len(pairs)),
        }
    )


def _distinct(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The codes that occur, rising, and for each row the place of its own among them."""
    at, found = pd.factorize(codes)
    order = np.argsort(found)
    places = np.empty_like(order)
    places[order] = np.arange(len(order))
    return found[order], places[at]


def _extreme(take: np.ufunc, days: np.ndarray, at: np.ndarray, size: int) -> np.ndarray:
    """The first (`np.minimum`) or last (`np.maximum`) day of each place."""
    numbers = days.astype("int64")
    bound = np.iinfo("int64").max if take is np.minimum else np.iinfo("int64").min
    best = np.full(size, bound)
    take.at(best, at, numbers)
    return best.astype("datetime64[D]").astype("datetime64[s]")


def targeting(rows: pd.DataFrame) -> pd.DataFrame:
    """actor, incidents, fatalities: incidents that target civilians, and the reported deaths in these events.

    The deaths are those of everybody in the event. The actor is the acting side: the first that the source names, the
    second where the first is civilians or protesters (who stand first in a protest that is shot at). An incident
    whose acting side nobody named is in no row: see `unattributed`.
    """
    found, wanted = sides(rows), targets_civilians(rows)
    acting = _acting(found.only(wanted))
    size = len(found.names) + 1
    incidents = np.bincount(acting + 1, minlength=size)[1:]
    fatalities = np.bincount(acting + 1, _deaths(rows)[wanted], minlength=size)[1:]
    table = pd.DataFrame({"actor": found.names, "incidents": incidents, "fatalities": fatalities.astype("int64")})
    return table[table["incidents"] > 0].reset_index(drop=True)


def unattributed(rows: pd.DataFrame) -> int:
    """How many incidents that target civilians name no side but the civilians."""
    return int(np.count_nonzero(_acting(sides(rows).only(targets_civilians(rows))) == NOBODY))


def _acting(found: Sides) -> np.ndarray:
    """The acting side of each row as a place in the names, −1 where only civilians are named, or nobody."""
    civilian = found.places(is_civilian)
    first = np.where(civilian[found.one], NOBODY, found.one)
    second = np.where(civilian[found.two], NOBODY, found.two)
    return np.where(first == NOBODY, second, first)


def naming(rows: pd.DataFrame, names: Collection[str]) -> np.ndarray:
    """Which rows name one of `names` on a side."""
    found = sides(rows)
    wanted = found.places(lambda name: name in names)
    return wanted[found.one] | wanted[found.two]


def between(rows: pd.DataFrame, some: Collection[str], others: Collection[str]) -> np.ndarray:
    """Which rows have one of `some` on a side and one of `others` on the other, whichever is first."""
    found = sides(rows)
    own, other = (found.places(lambda name, group=group: name in group) for group in (some, others))
    return (own[found.one] & other[found.two]) | (own[found.two] & other[found.one])


def targeted_by(rows: pd.DataFrame, names: Collection[str]) -> np.ndarray:
    """Which rows target civilians with one of `names` as the acting side: the rows that `targeting` counts."""
    found = sides(rows)
    return targets_civilians(rows) & found.places(lambda name: name in names)[_acting(found)]


def months_spanned(rows: pd.DataFrame) -> int:
    """Calendar months from the first to the last of the rows, both included; 0 for none."""
    months = rows["event_date"].to_numpy().astype("datetime64[M]").astype("int64")
    return int(months.max() - months.min()) + 1 if len(months) else 0


def by_area_and_time(rows: pd.DataFrame, level: int, unit: str) -> pd.DataFrame:
    """area_id (empty outside every area of the level), start, incidents, fatalities; the cells that have an incident.

    `unit` is `M` for calendar months or `Y` for calendar years; `start` is its first day.
    """
    areas = rows[f"area{level}_id"].astype("category")
    starts = rows["event_date"].to_numpy().astype(f"datetime64[{unit}]")
    steps = starts.astype("int64")
    first = int(steps.min()) if len(steps) else 0
    spread = int(steps.max()) - first + 1 if len(steps) else 1
    cells, at = _distinct((areas.cat.codes.to_numpy().astype("int64") + 1) * spread + steps - first)
    ids = np.array(["", *areas.cat.categories.astype("str")], dtype=object)
    return pd.DataFrame(
        {
            "area_id": pd.array(ids[cells // spread], "str"),
            "start": (cells % spread + first).astype(f"datetime64[{unit}]").astype("datetime64[s]"),
            "incidents": np.bincount(at, minlength=len(cells)),
            "fatalities": np.bincount(at, _deaths(rows), minlength=len(cells)).astype("int64"),
        }
    )
