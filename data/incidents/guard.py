"""When a change may be stated: its class, and the one event or disputed figure without which it would be another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

LARGE_INCREASE, MODERATE_INCREASE, LIMITED, LARGE_DECREASE = (
    "large_increase", "moderate_increase", "limited", "large_decrease",
)  # fmt: skip
ONE_EVENT, LOW_BASELINE, UNKNOWN = "one_event", "low_baseline", "unknown"
# In the order in which people read them.
CODES = (LARGE_INCREASE, MODERATE_INCREASE, ONE_EVENT, LIMITED, LARGE_DECREASE, LOW_BASELINE, UNKNOWN)
RISES = (LARGE_INCREASE, MODERATE_INCREASE)
FATALITIES = "fatalities"
# Per cent of the norm: above the first large, above the second moderate, below the third a large decrease.
LARGE, MODERATE, DECREASE = 25, 10, -25
# At most so many on average before, and at most so many now: too few for a class.
LOW = {"incidents": (2, 5), FATALITIES: (9, 25)}


def classify(now: int, earlier: int, windows: int = 1, measure: str = "incidents") -> str:
    """The class of `now` against the mean of `windows` earlier periods that add up to `earlier`.

    Thresholds of ACLED Trendfinder (acleddata.com/platform/trendfinder, "Change Level map"): more than 25 % above the
    norm is a large increase, 10 to 25 % a moderate one, more than 25 % below a large decrease, the rest limited change.
    Where it leaves the borders open, +10 % and −25 % are limited here and +25 % is moderate. Its guard for low
    baselines: two events or fewer on average and five or fewer now; there they count as limited change, here they are a
    class of their own. Trendfinder counts events of a week; the limits are taken over for a period of any length. It
    has none for deaths: nine or fewer on average (below ten a percentage says nothing) and 25 or fewer now are ours.
    """
    few_before, few_now = LOW.get(measure, LOW["incidents"])
    if earlier <= few_before * windows and now <= few_now:
        return LOW_BASELINE
    hundredfold = 100 * (now * windows - earlier)  # whole numbers: a share of exactly 10 % stays exact
    if hundredfold > LARGE * earlier:
        return LARGE_INCREASE
    if hundredfold > MODERATE * earlier:
        return MODERATE_INCREASE
    return LARGE_DECREASE if hundredfold < DECREASE * earlier else LIMITED


@dataclass(frozen=True)
class Event:
    """One event with its deaths: the source's best figure (None: unknown), lowest and highest figure of all sources."""

    event_id: str
    place: str
    day: date
    deaths: int | None
    low: int
    high: int


@dataclass(frozen=True)
class Otherwise:
    """What a total would be with `other` deaths instead of `deaths` for the event in row `row`; 0 is without it."""

    row: int
    in_now: bool
    deaths: int
    other: int


@dataclass(frozen=True)
class Decisive:
    """What alone decides a change, and the change without it.

    `event` is None for counts, where any one incident decides. `other` is the figure taken for it: 0 without the event,
    else another source's. `now` and `norm` (the mean of the earlier periods) and the class `code` are those it leaves.
    """

    event: Event | None
    other: int
    now: int
    norm: float
    code: str


def turning(now: int, earlier: int, windows: int, options: Iterable[Otherwise]) -> tuple[Otherwise, Decisive] | None:
    """The first of `options` under which deaths would have moved with another sign or class; None where none does so.

    Equal totals state neither rise nor fall and need no guard; nor do low baselines that stay low.
    """
    code, sign = classify(now, earlier, windows, FATALITIES), _sign(now * windows - earlier)
    for option in options if sign else ():
        less = option.deaths - option.other
        then = (now - less, earlier) if option.in_now else (now, earlier - less)
        code_then = classify(*then, windows, FATALITIES)
        other_sign = code != LOW_BASELINE and _sign(then[0] * windows - then[1]) != sign
        if code_then != code or other_sign:
            return option, Decisive(None, option.other, then[0], then[1] / windows, code_then)
    return None


def one_incident(now: int, earlier: int, windows: int = 1) -> Decisive | None:
    """A rise or fall of a count that is none any more with one incident fewer on the side that makes it.

    Any incident does it, so none is named. Limited change states neither rise nor fall, and between a large and a
    moderate increase no one incident is decisive: both are a rise.
    """
    code = classify(now, earlier, windows)
    if code not in (*RISES, LARGE_DECREASE):
        return None
    then = (now - 1, earlier) if code in RISES else (now, earlier - 1)
    code_then = classify(*then, windows)
    kept = RISES if code in RISES else (LARGE_DECREASE,)
    return None if code_then in kept else Decisive(None, 0, then[0], then[1] / windows, code_then)


def disputed(figures: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """Lowest and highest figure by event_id, of table source_figures; events without any figure are left out."""
    known = figures.dropna(subset=["fatalities"]).groupby("event_id")["fatalities"].agg(["min", "max"])
    return {str(event): (int(row["min"]), int(row["max"])) for event, row in known.iterrows()}


def deaths_of(rows: pd.DataFrame) -> np.ndarray:
    """The best figure of each event; an unknown one adds nothing."""
    return rows["fatalities_best"].to_numpy(dtype="float64", na_value=0)


def rows_of(rows: pd.DataFrame, event_ids: Iterable[str]) -> list[tuple[int, str]]:
    """Number and event_id of the rows of some events."""
    wanted = list(event_ids)
    if not wanted:
        return []
    ids = rows["event_id"]
    at = np.flatnonzero(ids.isin(wanted).to_numpy(dtype=bool))
    return [(int(row), str(ids.iloc[row])) for row in at]


def without(found: Iterable[tuple[int, bool, int]]) -> list[Otherwise]:
    """Totals without single events (row, in_now, deaths), the deadliest first."""
    return [Otherwise(*each, 0) for each in sorted(found, key=lambda each: -each[2])]


def other_figures(row: int, in_now: bool, deaths: int, spread: tuple[int, int]) -> list[Otherwise]:
    """The totals under the lowest and the highest figure of other sources, where they differ from the source's own."""
    return [Otherwise(row, in_now, deaths, figure) for figure in sorted(set(spread)) if figure != deaths]


def options(sides: dict[bool, pd.DataFrame], spreads: dict[str, tuple[int, int]]) -> list[Otherwise]:
    """What could turn a change between two selections (True: the one of now): without the deadliest event of either,
    then with other sources' figures."""
    deaths = {in_now: deaths_of(rows) for in_now, rows in sides.items()}
    deadliest = {in_now: int(own.argmax()) for in_now, own in deaths.items() if own.any()}
    others = [
        option
        for in_now, rows in sides.items()
        for row, event_id in rows_of(rows, spreads)
        for option in other_figures(row, in_now, int(deaths[in_now][row]), spreads[event_id])
    ]
    return [*without((row, n, int(deaths[n][row])) for n, row in deadliest.items()), *others]


def event(rows: pd.DataFrame, row: int, spreads: dict[str, tuple[int, int]]) -> Event:
    """The event in row number `row`, with the spread of all figures for it."""
    event_id, best = str(rows["event_id"].iloc[row]), rows["fatalities_best"].iloc[row]
    own = () if pd.isna(best) else (int(best),)
    known = (*own, *spreads.get(event_id, ())) or (0,)
    place, day = rows["location"].iloc[row], rows["event_date"].iloc[row].date()
    return Event(event_id, "" if pd.isna(place) else str(place), day, own[0] if own else None, min(known), max(known))


def _sign(value: float) -> int:
    return int(value > 0) - int(value < 0)
