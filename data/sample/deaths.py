"""Reported deaths of the synthetic incidents: mostly none or few, seldom many, sometimes unknown."""

import numpy as np
import pandas as pd

from data.sample import facts

MOST = 20
SPREAD = 0.6
UNKNOWN = 0.02
WITH_RANGE = 0.15
STAGE = 4


def deaths(rows: pd.DataFrame) -> pd.DataFrame:
    """Columns fatalities_best, _low and _high for rows with year, event_type, zone and lethality."""
    rng = facts.generator(STAGE)
    best = _best(rows, rng)
    ranged = (rng.random(len(rows)) < WITH_RANGE) & (best > 0)
    low = best - rng.integers(0, best // 2 + 1)
    high = best + rng.integers(1, best // 2 + 2)
    unknown = (rng.random(len(rows)) < UNKNOWN) & (rows["event_type"] != "strategic").to_numpy()
    figures = pd.DataFrame({"fatalities_best": best, "fatalities_low": low, "fatalities_high": high}, dtype="Int64")
    figures.loc[~ranged, ["fatalities_low", "fatalities_high"]] = pd.NA
    figures.loc[unknown] = pd.NA
    return figures.set_axis(rows.index)


def _best(rows: pd.DataFrame, rng: np.random.Generator) -> np.ndarray:
    """A negative binomial draw: its variance grows faster than its mean, hence the heavy tail."""
    mean = _mean(rows)
    return np.minimum(rng.negative_binomial(SPREAD, SPREAD / (SPREAD + mean)), MOST)


def _mean(rows: pd.DataFrame) -> np.ndarray:
    """Mean deaths of the year and event type, more for forms of event that kill more."""
    means = facts.by_year(facts.read("deaths"), "mean", ["event_type"])
    of_year = rows[["year", "event_type"]].merge(means, how="left", on=["year", "event_type"])["mean"].to_numpy()
    usual = rows.groupby(["event_type", "zone"])["lethality"].transform("mean").replace(0, 1)
    return of_year * (rows["lethality"] / usual).to_numpy()
