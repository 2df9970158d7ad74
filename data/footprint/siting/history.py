"""Incidents of other days under the same filters: single years, and the first years against the next."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from data.filters import Filters
from data.footprint import demand
from data.footprint.siting import candidates
from data.footprint.siting.study import NO_SITES, Study
from data.incidents.rows import Rows
from data.periods import Period
from data.snapshot import Snapshot

FEWEST = 30  # incidents that a single year, or the days a choice is scored on, must have
LONG_DAYS = 730  # a period of two years is cut into its first years and its last


def in_months(rows: Rows, months: tuple[int, ...]) -> Rows:
    """The incidents of some calendar months (1 to 12) of any year; all of them where none is named."""
    return rows.where(np.isin(rows.array("month") % 12 + 1, months)) if months else rows


def years(snapshot: Snapshot, filters: Filters, months: tuple[int, ...] = ()) -> dict[int, pd.DataFrame]:
    """Demand of each calendar year on record with at least 30 incidents under the other filters."""
    span = snapshot.vocabulary.span(filters.source)
    found = {}
    for year in range(span.start.year, span.end.year + 1):
        own = filters.during(Period(date(year, 1, 1), date(year, 12, 31)))
        rows = in_months(snapshot.select(own), months)
        if len(rows) >= FEWEST:
            found[year] = demand.of(rows)
    return found


@dataclass(frozen=True)
class Backtest:
    """Sites chosen on `first` days and scored on the `following`: weight that comes within reach, beside today's bases.

    `in_sample` on the days they were chosen on, `out_of_sample` on those that follow, `best_there` the most that any
    choice would have come to there, `totals` the weight of all incidents of the two; `there` the sites of that choice.
    """

    first: Period
    following: Period
    chosen: pd.DataFrame
    there: pd.DataFrame
    in_sample: float
    out_of_sample: float
    best_there: float
    totals: tuple[float, float]


def cut(filters: Filters, last: date, split: date | None = None) -> tuple[Period, Period]:
    """The first days and those that follow; `last` is the last day on record.

    Cut before `split` where it is given and lies within the period; a period of two years or more before its last
    year; any other is followed by the year after it, as far as the record goes.
    """
    if split is None and filters.span.days >= LONG_DAYS:
        split = _years_on(filters.end, -1) + timedelta(days=1)
    if split and filters.start < split <= filters.end:
        return Period(filters.start, split - timedelta(days=1)), Period(split, filters.end)
    following = filters.end + timedelta(days=1)
    return filters.span, Period(following, max(following, min(last, _years_on(filters.end, 1))))


def _years_on(day: date, many: int) -> date:
    return (pd.Timestamp(day) + pd.DateOffset(years=many)).date()


def backtest(
    study: Study,
    snapshot: Snapshot,
    filters: Filters,
    *,
    rule: str = "",
    months: tuple[int, ...] = (),
    split: date | None = None,
) -> Backtest | None:
    """The study's question asked of the first days and scored on those that follow; None where they have too few.

    Candidates are those of `rule` (see `candidates.RULES`) on either side of the cut, or else the study's own.
    """
    first, following = cut(filters, snapshot.vocabulary.span(filters.source).end, split)
    before, after = (in_months(snapshot.select(filters.during(days)), months) for days in (first, following))
    if min(len(before), len(after)) < FEWEST:
        return None
    early = study.over(demand.of(before))
    late = study.over(demand.of(after))
    if rule:
        own = study.candidates
        marks = own[own["fixed"] | own["forbidden"]]
        early = replace(early, candidates=candidates.joined(marks, candidates.by_rule(rule, before, snapshot)))
        there = candidates.joined(early.candidates, candidates.by_rule(rule, after, snapshot))
        late = replace(late, candidates=there)
    picked = early.answer.sites  # the candidates of the first days stand first among the late ones too
    return Backtest(
        first,
        following,
        early.chosen,
        late.chosen,
        early.gain,
        late.score(picked) - late.score(NO_SITES),
        late.gain,
        (float(early.weights.sum()), float(late.weights.sum())),
    )
