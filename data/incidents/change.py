"""A count against the period before and the same period a year earlier; none is stated where one event makes it."""

from dataclasses import dataclass, replace

import pandas as pd

from data import periods
from data.filters import Filters
from data.incidents import guard, summary
from data.incidents.guard import Decisive
from data.incidents.rows import Rows
from data.periods import Period
from data.snapshot import Snapshot

# Below this many in the base period, a percentage says nothing: both counts are given instead.
LOW_BASELINE = 10
LOCATED = 2  # the worst precision of an event that has a place


@dataclass(frozen=True)
class Change:
    """A measure now and in another period. `before` is None where the data does not cover both periods.

    Where `decisive` is set, one event or one disputed figure alone makes the change: no rise or fall is stated.
    """

    now: float
    before: float | None
    period: Period
    decisive: Decisive | None = None

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
    return Change(now, before, period, decisive(snapshot, selected, earlier, measure))


def decisive(snapshot: Snapshot, now: Rows, before: Rows, measure: str) -> Decisive | None:
    """What alone makes the change between two selections: see data/incidents/guard.py."""
    totals = [summary.totals(rows)[measure] for rows in (now, before)]
    if measure != guard.FATALITIES:
        return guard.one_incident(*totals)
    sides = {True: now, False: before}
    spreads = snapshot.disputed
    found = guard.turning(*totals, 1, guard.options(sides, spreads))
    return replace(found[1], event=guard.event(sides[found[0].in_now], found[0].row, spreads)) if found else None


def worst_areas(snapshot: Snapshot, filters: Filters, most: int = 3) -> pd.DataFrame:
    """The areas whose incidents rose most against the period before: area_id, name, incidents, before, difference.

    Of the finest level there is. A rise that one incident makes, or of too few to compare, is none. Empty where no area
    rose or the data does not cover the period before.
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
    rose = table[[_rose(row.incidents, row.before) for row in table.itertuples()]]
    return rose.sort_values(["difference", "incidents"], ascending=False, ignore_index=True)[columns].head(most)


def _rose(now: int, before: int) -> bool:
    few = guard.classify(now, before) == guard.LOW_BASELINE
    return now > before + 1 and not few and guard.one_incident(now, before) is None
