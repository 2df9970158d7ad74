"""Earlier periods of the same length, and incidents counted by area and period in one pass over integer codes."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile

import numpy as np
import pandas as pd

from data import periods
from data.filters import Filters
from data.incidents import guard
from data.incidents.change import covers
from data.periods import Period
from data.snapshot import Snapshot

YEARS = {"highest_1y": 1, "highest_3y": 3}


def preceding(period: Period) -> Iterator[Period]:
    """The periods of the same length before `period`, newest first, as far as the calendar of the data goes."""
    while period.start.year > 1900:
        period = periods.before(period)
        yield period


def norm(snapshot: Snapshot, filters: Filters, most: int) -> tuple[Period, ...]:
    """Up to `most` periods before that of the filters, as far as the records cover them and the period itself."""
    if not covers(snapshot, filters.source, filters.span):
        return ()
    known = takewhile(lambda span: covers(snapshot, filters.source, span), preceding(filters.span))
    return tuple(islice(known, most))


def lookback(snapshot: Snapshot, filters: Filters) -> dict[str, tuple[Period, ...]]:
    """For each flag the earlier periods that lie wholly in its years; none where there are fewer than two, or where the
    records do not cover all of them."""
    found = {}
    for flag, years in YEARS.items():
        first = (pd.Timestamp(filters.start) - pd.DateOffset(years=years)).date()
        spans = tuple(takewhile(lambda span, first=first: span.start >= first, preceding(filters.span)))
        known = len(spans) > 1 and all(covers(snapshot, filters.source, s) for s in (filters.span, spans[-1]))
        found[flag] = spans if known else ()
    return found


def areas_inside(snapshot: Snapshot, filters: Filters, level: int) -> pd.DataFrame:
    """area_id and name of the areas of a level, inside the areas that the filters name where they name any."""
    areas, inside = snapshot.areas, set(filters.areas)
    for upper in range(1, level + 1):
        inside |= set(areas.loc[(areas["level"] == upper) & areas["parent_id"].isin(inside), "area_id"])
    own = (areas["level"] == level) & (areas["area_id"].isin(inside) | (not filters.areas))
    return areas.loc[own if level else own & False, ["area_id", "name"]].sort_values("name", ignore_index=True)


@dataclass(frozen=True)
class Counted:
    """Counts: `table[area, window]`, whose last row is what lies in no area; and for each event its `area`, `window`,
    and its deaths where deaths are counted.

    Window 0 is the period, the others those before it, newest first.
    """

    table: np.ndarray
    area: np.ndarray
    window: np.ndarray
    deaths: np.ndarray | None


def count(rows: pd.DataFrame, area_ids: pd.Series, level: int, spans: tuple[Period, ...], measure: str) -> Counted:
    """Incidents or deaths of `rows` by area of a level and by window.

    `spans` follow each other without a gap, newest first, and no row lies outside all of them.
    """
    window, area = _window(rows["event_date"], spans), _area(rows, area_ids, level)
    deaths = guard.deaths_of(rows) if measure == guard.FATALITIES else None
    shape = len(area_ids) + 1, len(spans)
    table = np.bincount(area * shape[1] + window, weights=deaths, minlength=shape[0] * shape[1])
    return Counted(np.rint(table).astype("int64").reshape(shape), area, window, deaths)


def _window(days: pd.Series, spans: tuple[Period, ...]) -> np.ndarray:
    """The number of the window that holds each day, by a table of all days from the first window to the last."""
    first, last = spans[-1].start, spans[0].end
    of_day = np.zeros((last - first).days + 1, dtype="int64")
    for number, span in enumerate(spans):
        of_day[(span.start - first).days : (span.end - first).days + 1] = number
    return of_day[(days.to_numpy().astype("datetime64[D]") - np.datetime64(first, "D")).astype("int64")]


def _area(rows: pd.DataFrame, area_ids: pd.Series, level: int) -> np.ndarray:
    """The position in `area_ids` of the area that holds each row; their number for none."""
    if not level:
        return np.zeros(len(rows), dtype="int64")
    column = rows[f"area{level}_id"].cat
    position = pd.Index(area_ids).get_indexer(column.categories)
    position = np.where(position < 0, len(area_ids), position)
    return np.append(position, len(area_ids)).astype("int64")[column.codes.to_numpy()]


def deadliest(counted: Counted, norm_windows: int) -> np.ndarray:
    """The row of the deadliest event by area, in the period (column 0) and in the norm (column 1); −1 for none."""
    areas = len(counted.table)
    inside = np.flatnonzero((counted.window <= norm_windows) & (counted.deaths > 0))
    cell = counted.area[inside] * 2 + (counted.window[inside] > 0)
    order = np.lexsort(
        (-inside, counted.deaths[inside], cell)
    )  # the last of a cell is its deadliest, the first of ties
    found = np.full(areas * 2, -1, dtype="int64")
    found[cell[order]] = inside[order]
    return found.reshape(areas, 2)
