"""What changed: each area's count in the period against its own recent norm, with a class, flags and a guard.

The norm is the mean of the `WINDOWS` periods of the same length just before, as ACLED Trendfinder sets a week against
the four weeks before it (acleddata.com/platform/trendfinder); the four before a quarter are a year with its seasons.
Everything is counted at once, on integer codes of area and day.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from data.filters import Filters
from data.incidents import guard, windows
from data.incidents.guard import FATALITIES, ONE_EVENT, UNKNOWN, Decisive, Otherwise
from data.incidents.windows import Counted
from data.periods import Period
from data.snapshot import Snapshot

MEASURES = ("incidents", FATALITIES)
WINDOWS = 4
FEWEST = 2  # one earlier period alone is a comparison, not a norm: see data/incidents/change.py
PERCENT_FROM = 10  # below this norm a percentage says nothing
HIGHEST_1Y, HIGHEST_3Y = "highest_1y", "highest_3y"
# Less is never flagged. HDX Signals' floor is 100 deaths of a country: a tenth of it for an area; of incidents more
# than a low baseline has.
FLOOR = {"incidents": 6, FATALITIES: 10}


@dataclass(frozen=True)
class Trend:
    """A measure of one area (of the whole selection where `area_id` is empty) now and in the periods before.

    `earlier` is the sum over `windows` periods. `code` is a class of `guard.CODES`; `stated` is the class without the
    guard. `flags`: `highest_3y` or `highest_1y`.
    """

    area_id: str
    name: str
    now: int
    earlier: int
    windows: int
    code: str
    flags: tuple[str, ...] = ()
    decisive: Decisive | None = None

    @property
    def norm(self) -> float | None:
        """Mean of the periods before; None where the records do not reach back so far."""
        return self.earlier / self.windows if self.windows else None

    @property
    def share(self) -> float | None:
        """Relative change (0.2 for +20 %); None where the norm is unknown or too low to divide by."""
        return None if self.norm is None or self.norm < PERCENT_FROM else (self.now - self.norm) / self.norm

    @property
    def quiet(self) -> bool:
        """True where nothing is recorded, now or before."""
        return not self.now and not self.earlier


@dataclass(frozen=True)
class Trends:
    """The trends of all areas of a level in `period`: `before` are the periods of the norm, newest first.

    `incidents` is how many there are in it, whatever is measured. `compared` is the number of earlier periods of the
    same length in one and in three years, 0 where not all are known.
    """

    measure: str
    level: int
    period: Period
    incidents: int
    before: tuple[Period, ...]
    compared: dict[str, int]
    total: Trend
    areas: tuple[Trend, ...]

    def by_class(self) -> dict[str, int]:
        """How many areas there are of each class, in the order of `guard.CODES`; quiet ones are left out."""
        codes = [trend.code for trend in self.areas if not trend.quiet]
        return {code: codes.count(code) for code in guard.CODES}

    @cached_property
    def norm_span(self) -> Period | None:
        """First to last day of the norm."""
        return Period(self.before[-1].start, self.before[0].end) if self.before else None


def of(
    snapshot: Snapshot, filters: Filters, level: int, measure: str = "incidents", norm_windows: int = WINDOWS
) -> Trends:
    """The trends under the filters: incidents, or reported deaths (best figure; unknown ones add nothing).

    Areas of `level`, inside those that the filters name; an incident in none of them is in the total only.
    """
    before, flag_windows = windows.norm(snapshot, filters, norm_windows), windows.lookback(snapshot, filters)
    before = before if len(before) >= min(FEWEST, norm_windows) else ()
    compared = {flag: len(spans) for flag, spans in flag_windows.items()}
    longest = max((before, *flag_windows.values()), key=len)
    rows = snapshot.select(filters.during(Period(longest[-1].start if longest else filters.start, filters.end)))
    areas = windows.areas_inside(snapshot, filters, level)
    counted = windows.count(rows, areas["area_id"], level, (filters.span, *longest), measure)
    spreads = snapshot.disputed if measure == FATALITIES else {}
    maker = _Maker(measure, rows, counted, len(before), compared, spreads)
    return Trends(
        measure=measure,
        level=level,
        period=filters.span,
        incidents=int((counted.window == 0).sum()),
        before=before,
        compared=compared,
        total=maker.trend("", "", slice(None)),
        areas=tuple(maker.trend(a.area_id, a.name, n) for n, a in enumerate(areas.itertuples(index=False))),
    )


@dataclass(frozen=True)
class _Maker:
    """Makes trends of one table of counts: a row for each area and one for what lies in none, a column a period."""

    measure: str
    rows: pd.DataFrame
    counted: Counted
    windows: int
    compared: dict[str, int]
    spreads: dict[str, tuple[int, int]]

    @cached_property
    def deadliest(self) -> np.ndarray:
        """Row of the deadliest event by area, in the period and in the norm."""
        return windows.deadliest(self.counted, self.windows)

    @cached_property
    def disputed(self) -> list[tuple[int, str]]:
        """Row and id of the events for which other sources give figures."""
        return guard.rows_of(self.rows, self.spreads)

    def trend(self, area_id: str, name: str, where: int | slice) -> Trend:
        """The trend of one row of the table, or of all of them."""
        values = np.atleast_2d(self.counted.table[where]).sum(axis=0)
        now, earlier = int(values[0]), int(values[1 : self.windows + 1].sum())
        code = guard.classify(now, earlier, self.windows, self.measure) if self.windows else UNKNOWN
        made = Trend(area_id, name, now, earlier, self.windows, code, self._flags(values, where))
        decisive = self._decisive(made, where) if self.windows else None
        return replace(made, code=ONE_EVENT, decisive=decisive) if decisive else made

    def _flags(self, values: np.ndarray, where: int | slice) -> tuple[str, ...]:
        """The longest time in which no earlier period had as much; of deaths, also without their deadliest event.

        As HDX Signals, which flags a country's deaths of 30 days where they reach the highest in one or in three years
        and its floor (un-ocha-centre-for-humanitarian.gitbook.io/hdx-signals/datasets/armed-conflict). Its 30 days roll
        by a day and a tie counts; here the period stands against whole earlier ones, and a tie is not the highest.
        """
        now = int(values[0])
        if now < FLOOR[self.measure]:
            return ()
        sure = now - (self._deaths_of(self._deadliest(where, 0)) if self.measure == FATALITIES else 0)
        for flag in (HIGHEST_3Y, HIGHEST_1Y):
            earlier = values[1 : self.compared[flag] + 1]
            if len(earlier) and sure > earlier.max():
                return (flag,)
        return ()

    def _decisive(self, made: Trend, where: int | slice) -> Decisive | None:
        if self.measure != FATALITIES:
            return guard.one_incident(made.now, made.earlier, made.windows)
        found = guard.turning(made.now, made.earlier, made.windows, self._options(where))
        if not found:
            return None
        option, decisive = found
        return replace(decisive, event=guard.event(self.rows, option.row, self.spreads))

    def _options(self, where: int | slice) -> list[Otherwise]:
        """Without the deadliest event of the period or of the norm, the deadlier first; then figures that differ."""
        found = [(row, side == 0) for side in (0, 1) if (row := self._deadliest(where, side)) >= 0]
        inside = range(len(self.counted.table))[where] if isinstance(where, slice) else (where,)
        others = [
            option
            for row, event_id in self.disputed
            if self.counted.area[row] in inside and self.counted.window[row] <= self.windows
            for option in guard.other_figures(
                row, self.counted.window[row] == 0, self._deaths_of(row), self.spreads[event_id]
            )
        ]
        return [*guard.without((row, in_now, self._deaths_of(row)) for row, in_now in found), *others]

    def _deadliest(self, where: int | slice, side: int) -> int:
        """The row of the deadliest event in the period (side 0) or in the norm (side 1), −1 for none."""
        rows = np.atleast_1d(self.deadliest[where, side])
        return int(max(rows, key=self._deaths_of, default=-1))

    def _deaths_of(self, row: int) -> int:
        return int(self.counted.deaths[row]) if row >= 0 else 0
