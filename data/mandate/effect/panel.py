"""From a mission's incidents to the table that the estimate is made of: areas by periods of four weeks."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.filters import Filters
from data.geography import neighbours
from data.incidents.rows import counts
from data.mandate import ground
from data.mandate.effect import estimate
from data.mandate.effect.estimate import Estimate
from data.mandate.effect.windows import YEAR
from data.mandate.ground import PERIOD_DAYS, Ground
from data.periods import Period
from data.schema import split
from data.snapshot import Snapshot

LEAST_LOOKED_AT = 6  # periods since the first day, where the operation was shorter: about half a year


@dataclass(frozen=True)
class Panel:
    """Incidents by area and period, with the period that the operation begins with, how many are looked at from then
    on, which areas are its own and which are not compared with; `first` and `last` are the days that are looked at."""

    area_ids: tuple[str, ...]
    counts: np.ndarray
    treated: np.ndarray
    left_out: np.ndarray
    where: np.ndarray
    start: int
    after: int
    first: date
    last: date


def of(snapshot: Snapshot, filters: Filters, operation: pd.Series, day: date) -> Panel | None:
    """The panel of an operation as of a day; None where it names no area, or the records begin after it.

    What is counted are the filters' source, types, civilians and precision, in all areas of the finest level. Looked at
    is the whole operation, half a year where it was shorter, a year at most, and only periods that are over by the
    day. Left out of the comparison are areas that touch its own (people and violence cross borders) and areas of other
    operations of those years.
    """
    place = ground.of(snapshot, operation)
    start, until = operation["starts"].date(), ground.known_until(snapshot, filters.source, day)
    known = snapshot.vocabulary.span(filters.source)
    before = (start - known.start.replace(day=1)).days // PERIOD_DAYS
    if not place.inside or before < 1 or until < start:
        return None
    over = ((until - start).days + 1) // PERIOD_DAYS
    after = min(over, _wanted(operation, start))
    span = Period(ground.days_of(-before, start).start, ground.days_of(max(after, 1) - 1, start).end)
    area_ids = tuple(snapshot.areas.loc[snapshot.areas["level"] == place.level, "area_id"])
    return Panel(
        area_ids=area_ids,
        counts=_counts(snapshot, filters, span, area_ids, place.level),
        treated=np.isin(area_ids, place.inside),
        left_out=np.isin(area_ids, _left_out(snapshot, operation, place, span)),
        where=snapshot.events.once(
            ("middles", id(snapshot.areas), place.level), lambda: neighbours.middles(snapshot.areas, area_ids)
        ),
        start=before,
        after=after,
        first=start,
        last=min(span.end, until),
    )


def _wanted(operation: pd.Series, start: date) -> int:
    """Periods since the first day that are looked at, if they are over."""
    if pd.isna(operation["ends"]):
        return YEAR
    own = -(-((operation["ends"].date() - start).days + 1) // PERIOD_DAYS)
    return min(max(own, LEAST_LOOKED_AT), YEAR)


def _counts(snapshot: Snapshot, filters: Filters, span: Period, area_ids: tuple[str, ...], level: int) -> np.ndarray:
    """Incidents by area and period of four weeks from the first day of `span` to its last."""
    periods = span.days // PERIOD_DAYS
    located = min(filters.precision, ground.LOCATED)
    own = Filters(
        span.start, span.end, filters.source, types=filters.types, civilians=filters.civilians, precision=located
    )
    rows = snapshot.select(own)
    area, period = ground.area_numbers(rows, area_ids, level), ground.period_numbers(rows, span.start)
    at = np.where(area < 0, -1, area * periods + period)
    return counts(at, len(area_ids) * periods).reshape(len(area_ids), periods)


def _left_out(snapshot: Snapshot, operation: pd.Series, place: Ground, span: Period) -> tuple[str, ...]:
    others = snapshot.table("operations")
    others = others[
        (others["operation_id"] != operation["operation_id"])
        & (others["starts"] <= pd.Timestamp(span.end))
        & ~(others["ends"] < pd.Timestamp(span.start))
    ]
    named = tuple(area for cell in others["area_ids"] for area in split(cell))
    inside = neighbours.inside(snapshot.areas, named, place.level) if named else ()
    return (*place.around, *inside)


def estimated(snapshot: Snapshot, filters: Filters, operation: pd.Series, day: date) -> tuple[Estimate, Panel | None]:
    """The estimate of an operation as of a day, and the panel that it was made from."""
    found = of(snapshot, filters, operation, day)
    if found is None:
        return Estimate((estimate.TOO_SHORT,)), None
    own = estimate.of(found.counts, found.treated, found.start, found.after, left_out=found.left_out, where=found.where)
    return own, found
