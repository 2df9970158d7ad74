"""Where an operation is and what lies around it, and its periods of four weeks before and since."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from data.filters import Filters
from data.geography import neighbours
from data.incidents.rows import Rows
from data.periods import Period
from data.schema import split
from data.snapshot import Snapshot

PERIOD_DAYS = 28
YEAR = 13  # periods: 364 days
LOCATED = 2  # the worst location precision of an event that has a place


@dataclass(frozen=True)
class Ground:
    """Areas of the finest level there is: those of the operation, and those that touch one of them."""

    level: int
    inside: tuple[str, ...]
    around: tuple[str, ...]


def of(snapshot: Snapshot, operation: pd.Series) -> Ground:
    """The ground of a row of table operations."""
    level, own = snapshot.deepest_level(), split(operation["area_ids"])

    def worked_out() -> Ground:
        inside = neighbours.inside(snapshot.areas, own, level)
        return Ground(level, inside, neighbours.around(snapshot.areas, inside, level) if inside else ())

    return snapshot.events.once(("ground of an operation", id(snapshot.areas), own), worked_out)


def known_until(snapshot: Snapshot, source: str, day: date) -> date:
    """The last day of which a view of `day` can say anything: no later than the source's last record."""
    return min(day, snapshot.vocabulary.span(source).end)


def located(snapshot: Snapshot, filters: Filters, span: Period) -> Rows:
    """All incidents of the filters' source in some days that have a place, of every type and area.

    The filters' types, areas and actors do not narrow it: harm is looked for whatever a page shows.
    """
    precision = min(filters.precision, LOCATED)
    return snapshot.select(Filters(span.start, span.end, filters.source, precision=precision))


def area_numbers(rows: Rows, area_ids: tuple[str, ...], level: int) -> np.ndarray:
    """The place in `area_ids` of each row's area of a level, −1 for another."""
    column = f"area{level}_id"
    order = pd.Index(area_ids).get_indexer(rows.events.names(column))
    return np.append(order, -1)[rows.array(column)]


def period_numbers(rows: Rows, start: date) -> np.ndarray:
    """The period of four weeks of each row: 0 begins on `start`, −1 is the one before."""
    return (rows.array("day") - np.datetime64(start, "D").astype("int32")) // PERIOD_DAYS


def days_of(number: int, start: date) -> Period:
    """The days of a period of four weeks."""
    first = start + timedelta(days=PERIOD_DAYS * number)
    return Period(first, first + timedelta(days=PERIOD_DAYS - 1))
