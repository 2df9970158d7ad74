"""Areas at a date, and what was counted before and after it: the cases that an estimate is made from.

Time is cut into periods of four weeks, counted from the first day of the operation; thirteen of them are a year. For a
date these parts of it matter:

| part | periods | used as |
|---|---|---|
| baseline | 13, 26 or 39, ending a year before the date | what is usual in the area, all seasons alike |
| the year before | 13, in spans of 7, 3, 2 and 1 | not in the baseline; how much it rose is a covariate |
| after | as many as are looked at | what is compared |

Operations go where violence has just risen, and what has risen for a while falls again by itself (Ashenfelter 1978,
Review of Economics and Statistics 60; Daw and Hatfield 2018, Health Services Research 53): with the year before in the
baseline, that fall would be taken for an effect.
"""

from dataclasses import dataclass

import numpy as np

YEAR = 13  # periods of four weeks
SPANS = ((0, 7), (7, 10), (10, 12), (12, 13))  # of the year before, the oldest first
BASELINES = (3 * YEAR, 2 * YEAR, YEAR)
ENOUGH_DATES = 19  # earlier dates that a longer baseline must leave
LEAST_BASELINE = 12  # incidents: with fewer, nothing is usual
HALF = 0.5  # added to counts whose logarithm is taken


@dataclass(frozen=True)
class Cases:
    """Arrays by date (a row each: that of the operation first, then earlier ones, the newest first) and area.

    `after` are the incidents counted after the date, `baseline` those of the baseline, `offset` the baseline's
    incidents scaled to the length of what is after; `rises[date, area, span]` is the logarithm of what a span of the
    year before had over what the baseline would have had in it; `usable` is true where the baseline has enough
    incidents.
    """

    dates: np.ndarray
    baseline_periods: int
    after: np.ndarray
    baseline: np.ndarray
    offset: np.ndarray
    rises: np.ndarray
    usable: np.ndarray


def of(counts: np.ndarray, start: int, after: int) -> Cases | None:
    """The cases of a table of incidents by area and period; None where less than two years come before `start`.

    `start` is the period that the operation begins with, `after` how many from it on are looked at. What comes after an
    earlier date ends before the operation, so that none of it is counted twice or owed to it.
    """
    options = [(length, _dates(start, after, length)) for length in BASELINES if start >= length + YEAR]
    if not options:
        return None
    enough = [option for option in options if len(option[1]) > ENOUGH_DATES]
    length, dates = (enough or options[-1:])[0]
    total = np.cumsum(np.pad(counts.astype("float64"), ((0, 0), (1, 0))), axis=1).T

    def summed(first: int, last: int) -> np.ndarray:
        return total[dates + last] - total[dates + first]

    baseline = summed(-YEAR - length, -YEAR)
    spans = [np.log((summed(a - YEAR, b - YEAR) + HALF) / (baseline * ((b - a) / length) + HALF)) for a, b in SPANS]
    return Cases(
        dates=dates,
        baseline_periods=length,
        after=summed(0, after),
        baseline=baseline,
        offset=baseline * (after / length),
        rises=np.stack(spans, axis=-1),
        usable=baseline >= LEAST_BASELINE,
    )


def _dates(start: int, after: int, length: int) -> np.ndarray:
    """The operation's first period, then those of earlier dates whose baseline and after lie in the data before it."""
    return np.array([start, *range(start - after, length + YEAR - 1, -1)])
