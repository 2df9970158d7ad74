"""The footprint through time: which base towns were open at the end of each period, and what they reached."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.footprint import distances, reach
from data.footprint.coverage import Coverage
from data.periods import Period

STEPS = {"quarter": "Q-DEC", "year": "Y-DEC"}
MOST_FRAMES = 200


@dataclass(frozen=True)
class Frame:
    """A period, the day that its bases are of (its last), the open bases, their towns and the incidents they reach."""

    span: Period
    day: date
    bases: pd.DataFrame
    towns: int
    covered_incidents: int


def first_day(bases: pd.DataFrame, otherwise: date) -> date:
    """The first day on which a base is known to have opened."""
    opened = bases["opened"].min()
    return otherwise if pd.isna(opened) else min(opened.date(), otherwise)


def frames(found: Coverage, every_base: pd.DataFrame, last: date, step: str) -> list[Frame]:
    """One frame a `step` (see `STEPS`) from the first opening to `last`, the newest where there are too many.

    Each counts the same incidents, those of `found`: what changes is the footprint.
    """
    periods = pd.period_range(first_day(every_base, last), last, freq=STEPS[step])[-MOST_FRAMES:]
    towns = distances.towns(every_base)
    within = distances.km(found.demand, towns) <= found.radius_km
    at = distances.numbered(every_base)[0]
    weights = found.demand["incidents"].to_numpy(dtype="int64")
    made = []
    for period in periods:
        day = min(period.end_time.date(), last)
        is_open = every_base["base_id"].isin(reach.open_on(every_base, day)["base_id"]).to_numpy()
        own = sorted(set(at[is_open]))
        covered = int(weights[within[:, own].any(axis=1)].sum())
        span = Period(period.start_time.date(), day)
        made.append(Frame(span, day, every_base[is_open].reset_index(drop=True), len(own), covered))
    return made
