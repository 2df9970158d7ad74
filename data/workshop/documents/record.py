"""What a decision record holds: everything that its files print, so that they can be made from it alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from data.workshop.sheet import Sheet


@dataclass(frozen=True)
class Footprint:
    """One footprint that stood for choice and what lies within reach of its base towns, by measure of `demand`.

    `why_not` is why it was not chosen; empty for today's and the chosen one.
    """

    name: str
    towns: int
    counts: Mapping[str, int] = field(hash=False)
    totals: Mapping[str, int] = field(hash=False)
    why_not: str = ""

    def share(self, measure: str) -> float | None:
        """The share of a measure within reach; None where there is nothing to reach, or no base."""
        total = self.totals[measure]
        return self.counts[measure] / total if total and self.towns else None


@dataclass(frozen=True)
class Record:
    """One decision as it is printed. Posts and offices are named, never persons; `author` is who filed it.

    `footprints` begins with today's and the chosen one; `changes` are the chosen one's, as sentences. `picture` is a
    map as PNG.
    """

    decision_id: str
    title: str
    decided: str
    why: str
    by_post: str
    decided_on: date
    stops: str
    told: str
    chosen: str
    changes: tuple[str, ...]
    footprints: tuple[Footprint, ...]
    sheet: Sheet
    radius_km: float
    bases_on: date
    mission: str
    handling: str
    mark: str
    period: str
    filters: tuple[str, ...]
    version: int
    sources: tuple[str, ...]
    link: str
    author: str
    saved_at: datetime
    replaces: str = ""
    picture: bytes = b""
