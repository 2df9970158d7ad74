"""Incidents by area and period for playback: a count a frame and area, of one period or of several summed up."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.incidents.rows import Rows, counts

STEPS = {"week": "W-SUN", "month": "M", "quarter": "Q-DEC"}  # weeks run from Monday to Sunday
MOST_FRAMES = 400
CUMULATIVE = "all"


@dataclass(frozen=True)
class Frames:
    """`periods` in order; `incidents` and `fatalities` by period (rows) and area of `area_ids` (columns).

    `all_incidents` and `all_fatalities` by period count those outside every area too.
    """

    periods: pd.PeriodIndex
    area_ids: tuple[str, ...]
    incidents: np.ndarray
    fatalities: np.ndarray
    all_incidents: np.ndarray
    all_fatalities: np.ndarray


def finest(start: date, end: date, step: str) -> str:
    """`step`, or the next coarser one where it would give more than `MOST_FRAMES` frames."""
    coarser = list(STEPS)[list(STEPS).index(step) :]
    fits = (s for s in coarser if len(pd.period_range(start, end, freq=STEPS[s])) <= MOST_FRAMES)
    return next(fits, coarser[-1])


def by_period(
    selected: Rows, areas: pd.DataFrame, level: int, *, span: tuple[date, date], step: str, window: str
) -> Frames:
    """Counts of a source's rows for every period of `span`, zeros included.

    `window` is how many periods each frame sums up, itself the last, or `all` for every one from the first on.
    """
    periods = pd.period_range(*span, freq=STEPS[step])
    ends = periods.end_time.to_numpy().astype("datetime64[D]").astype("int64")
    of_row = np.searchsorted(ends, selected.array("day"), side="left")
    ids = areas.loc[areas["level"] == level].sort_values(["name", "area_id"])["area_id"]
    column = f"area{level}_id"
    order = np.append(pd.Index(ids).get_indexer(selected.events.names(column)), -1)[selected.array(column)]
    width = len(ids) + 1  # the last column is for those outside every area
    codes = of_row * width + np.where(order < 0, width - 1, order)
    size = len(periods) * width
    tables = [counts(codes, size, weights).reshape(-1, width) for weights in (None, selected.array("deaths"))]
    incidents, deaths = (windowed(table, window) for table in tables)
    return Frames(periods, tuple(ids), incidents[:, :-1], deaths[:, :-1], incidents.sum(axis=1), deaths.sum(axis=1))


def windowed(table: np.ndarray, window: str) -> np.ndarray:
    """Each row with the `window` − 1 rows before it added, or with all of them."""
    summed = table.cumsum(axis=0)
    if window == CUMULATIVE:
        return summed
    before = np.zeros_like(summed)
    before[int(window) :] = summed[: -int(window)]
    return summed - before
