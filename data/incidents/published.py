"""Published figures beside the same count in the mission's data: sources revise, and that is shown."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd

from data.filters import Filters
from data.snapshot import Snapshot

FACTS = Path(__file__).with_name("published.toml")


@dataclass(frozen=True)
class Series:
    """One published series of yearly deaths: where, from which source, as of when, and who published it."""

    country: str
    source: str
    title: str
    as_of: str
    citation: str
    type: str
    measure: str
    figures: dict[str, int]


@cache
def all_series() -> tuple[Series, ...]:
    """Every series of the facts file."""
    return tuple(Series(**entry) for entry in tomllib.loads(FACTS.read_text(encoding="utf-8"))["series"])


def for_mission(snapshot: Snapshot) -> list[Series]:
    """The series whose country and source the mission has."""
    country, sources = snapshot.settings.country, snapshot.vocabulary.sources
    return [s for s in all_series() if s.country == country and s.source in sources]


def compare(snapshot: Snapshot, series: Series) -> pd.DataFrame:
    """year, published, now, revised_by: deaths as published and as the mission's data has them today.

    A year that the data does not cover whole is left unknown.
    """
    span = snapshot.vocabulary.span(series.source)
    rows = []
    for year, figure in series.figures.items():
        start, end = date(int(year), 1, 1), date(int(year), 12, 31)
        covered = span.start <= start and end <= span.end
        now = _deaths(snapshot, series, start, end) if covered else pd.NA
        rows.append({"year": int(year), "published": figure, "now": now, "revised_by": now - figure})
    return pd.DataFrame(rows).astype("Int64")


def _deaths(snapshot: Snapshot, series: Series, start: date, end: date) -> int:
    filters = Filters(start=start, end=end, source=series.source, types=(series.type,))
    return int(snapshot.select(filters)["fatalities_best"].sum())
