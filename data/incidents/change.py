"""A count against the period before and the same period a year earlier, guarded against one event making the trend."""

from dataclasses import dataclass, replace

import pandas as pd

from data import periods
from data.filters import Filters
from data.incidents import summary
from data.periods import Period
from data.snapshot import Snapshot

# Below this many in the base period, a percentage says nothing: both counts are given instead.
LOW_BASELINE = 10
LOCATED = 2  # the worst precision of an event that has a place


@dataclass(frozen=True)
class Change:
    """A measure now and in another period. `before` is None where the data does not cover both periods.

    `single_event` is the place of the one event without which the change would have the other sign or none:
    where it is set, no rise or fall is stated.
    """

    now: float
    before: float | None
    period: Period
    single_event: str | None = None
    single_event_value: int = 0

    @property
    def share(self) -> float | None:
        """Relative change (0.2 for +20 %), None where the base is unknown or too low to divide by."""
        if self.before is None or self.before < LOW_BASELINE:
            return None
        return (self.now - self.before) / self.before

    @property
    def difference(self) -> float | None:
        """Change in the measure's own unit."""
        return None if self.before is None else self.now - self.before


def comparisons(filters: Filters) -> tuple[Period, Period]:
    """The period before, and the same period a year earlier."""
    return periods.before(filters.span), periods.year_earlier(filters.span)


def covers(snapshot: Snapshot, source: str, period: Period) -> bool:
    """True where the source's records reach over the period; they begin with the month of the first record."""
    span = snapshot.vocabulary.span(source)
    return span.start.replace(day=1) <= period.start and period.end <= span.end


def of(snapshot: Snapshot, filters: Filters, measure: str, period: Period) -> Change:
    """The change of a total (`incidents`, `fatalities`, `targeting_civilians`) against `period`."""
    selected = snapshot.select(filters)
    now = summary.totals(selected)[measure]
    if not covers(snapshot, filters.source, period) or not covers(snapshot, filters.source, filters.span):
        return Change(now, None, period)
    earlier = snapshot.select(filters.during(period))
    before = summary.totals(earlier)[measure]
    event, value = _decisive_event(selected, earlier) if measure == "fatalities" else (None, 0)
    return Change(now, before, period, event, value)


def _decisive_event(now: pd.DataFrame, before: pd.DataFrame) -> tuple[str | None, int]:
    """The deadliest event of either period, where the deaths without it would not have moved the same way."""
    sums = [frame["fatalities_best"].sum() for frame in (now, before)]
    largest = [frame["fatalities_best"].fillna(0).max() if len(frame) else 0 for frame in (now, before)]
    side = 0 if largest[0] >= largest[1] else 1
    without = list(sums)
    without[side] -= largest[side]
    if _sign(sums[0] - sums[1]) in (0, _sign(without[0] - without[1])):
        return None, 0
    frame = (now, before)[side]
    return str(frame["location"].iloc[frame["fatalities_best"].fillna(0).argmax()]), int(largest[side])


def _sign(value: float) -> int:
    return int(value > 0) - int(value < 0)


def worst_areas(snapshot: Snapshot, filters: Filters, most: int = 3) -> pd.DataFrame:
    """The areas whose incidents rose most against the period before: area_id, name, incidents, before, difference.

    Of the finest level there is. Empty where no area rose or the data does not cover the period before.
    """
    level, period = snapshot.deepest_level(), periods.before(filters.span)
    columns = ["area_id", "name", "incidents", "fatalities", "before", "difference"]
    if not level or not all(covers(snapshot, filters.source, span) for span in (period, filters.span)):
        return pd.DataFrame(columns=columns)
    # An event known by its region only belongs to no area below it.
    filters = replace(filters, precision=min(filters.precision, LOCATED))
    now = summary.by_area(snapshot.select(filters), snapshot.areas, level)
    before = summary.by_area(snapshot.select(filters.during(period)), snapshot.areas, level)
    table = now.merge(before[["area_id", "incidents"]].rename(columns={"incidents": "before"}), on="area_id")
    table["difference"] = table["incidents"] - table["before"]
    rose = table[table["difference"] > 0]
    return rose.sort_values(["difference", "incidents"], ascending=False, ignore_index=True)[columns].head(most)
