"""Which events of two lists lie close to each other in space and in time."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from data.footprint.reach import TO_ECEF, WGS84
from data.geography.join import distinct_places

PLACES_AT_ONCE = 200  # bounds the memory that a search takes


def intervals(events: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """First and last day of each event (event_date, date_end) as days since 1970; the first where no last is known."""
    start, last = (events[name].to_numpy().astype("datetime64[D]") for name in ("event_date", "date_end"))
    end = np.where(np.isnat(last), start, np.maximum(start, last))
    return start.astype("int64"), end.astype("int64")


def days_apart(a: pd.DataFrame, b: pd.DataFrame) -> np.ndarray:
    """Days between the intervals of the rows of `a` and those of `b`, one by one; 0 where they overlap."""
    (start_a, end_a), (start_b, end_b) = intervals(a), intervals(b)
    return np.maximum(np.maximum(start_a, start_b) - np.minimum(end_a, end_b), 0)


def distance_km(a: pd.DataFrame, b: pd.DataFrame) -> np.ndarray:
    """Kilometres on the WGS84 geodesic between the rows of `a` and those of `b` (latitude, longitude), one by one."""
    ends = [frame[name].to_numpy() for frame in (a, b) for name in ("longitude", "latitude")]
    return np.asarray(WGS84.inv(*ends)[2]) / 1000


def precisions(events: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Location and date precision of each event, from 0 for the best to 2; the best day where none is given."""
    geo, day = events["geo_precision"], events["date_precision"].fillna(1)
    return geo.to_numpy(dtype="int64") - 1, day.to_numpy(dtype="int64") - 1


def within(
    a: pd.DataFrame, b: pd.DataFrame, distance_km: tuple[float, ...], days: tuple[int, ...]
) -> tuple[np.ndarray, np.ndarray]:
    """Row numbers in `a` and in `b` of the pairs within limits, which are those of the worse precision of the two."""
    of_a, of_b = ({kind: arranged(x, rows) for kind, rows in _by_precision(x).items()} for x in (a, b))
    found = [close(of_a[n], of_b[m], distance_km[max(n[0], m[0])], days[max(n[1], m[1])]) for n in of_a for m in of_b]
    nothing = np.empty(0, dtype="int64")
    return tuple(np.concatenate(rows) for rows in zip((nothing, nothing), *found, strict=True))


def _by_precision(events: pd.DataFrame) -> dict[tuple[int, int], np.ndarray]:
    return pd.Series(0, index=range(len(events))).groupby(list(precisions(events))).indices


@dataclass(frozen=True)
class Arranged:
    """Events ordered by place and first day: their rows, numbers of places and days, and x, y, z of the places."""

    row: np.ndarray
    place: np.ndarray
    start: np.ndarray
    end: np.ndarray
    where: np.ndarray


def arranged(events: pd.DataFrame, rows: np.ndarray) -> Arranged:
    """The events in these rows (numbers) of a frame with latitude, longitude, event_date and date_end."""
    chosen = events[["latitude", "longitude", "event_date", "date_end"]].iloc[rows]
    start, end = intervals(chosen)
    place, places = distinct_places(chosen)
    order = np.lexsort((start, place))
    where = TO_ECEF.transform(places["longitude"].to_numpy(), places["latitude"].to_numpy(), np.zeros(len(places)))
    return Arranged(rows[order], place[order], start[order], end[order], np.column_stack(where))


def close(a: Arranged, b: Arranged, km: float, days: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows in `a` and in `b` of the pairs at most `km` and `days` apart.

    Distance is the straight chord between places on the WGS84 ellipsoid, up to 200 km shorter than the geodesic by
    less than 0.01 %: `distance_km` measures what was found. Days are those of `days_apart`.

    A k-d tree finds the pairs of distinct places. For each of them and each event of the shorter list, a binary search
    in the longer one, ordered by place and day, finds the days.
    """
    if len(a.row) > len(b.row):
        rows_b, rows_a = close(b, a, km, days)
        return rows_a, rows_b
    if not len(a.row):
        return a.row, a.row
    tree = cKDTree(b.where)
    blocks = range(0, len(a.where), PLACES_AT_ONCE)
    found = [_in_time(a, b, *_place_pairs(a, tree, first, km), days) for first in blocks]
    return tuple(np.concatenate(rows) for rows in zip(*found, strict=True))


def _place_pairs(a: Arranged, tree: cKDTree, first: int, km: float) -> tuple[np.ndarray, np.ndarray]:
    """Numbers of the places at most `km` apart: a block of `a`'s, and those of the tree."""
    block = cKDTree(a.where[first : first + PLACES_AT_ONCE])
    near = block.sparse_distance_matrix(tree, km * 1000, output_type="ndarray")
    return near["i"] + first, near["j"]


def _in_time(a: Arranged, b: Arranged, i: np.ndarray, j: np.ndarray, days: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the events at these pairs of places whose intervals are at most `days` apart."""
    pair, event = _spread(np.searchsorted(a.place, i), np.searchsorted(a.place, i, side="right"))
    reach = days + int((b.end - b.start).max())
    # One number for place and day, with room between places for every day that is asked for.
    zero = min(a.start.min(), b.start.min()) - reach
    width = max(a.end.max(), b.end.max()) + reach + 1 - zero
    key, base = b.place * width + b.start - zero, j[pair] * width - zero
    begin = np.searchsorted(key, base + a.start[event] - reach)
    match, other = _spread(begin, np.searchsorted(key, base + a.end[event] + days, side="right"))
    event = event[match]
    soon = b.end[other] + days >= a.start[event]
    return a.row[event[soon]], b.row[other[soon]]


def _spread(begin: np.ndarray, stop: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For ranges from `begin` to before `stop`: each number in them, after the number of its range."""
    counts = stop - begin
    which = np.repeat(np.arange(len(counts)), counts)
    return which, np.arange(len(which)) + np.repeat(begin - (np.cumsum(counts) - counts), counts)
