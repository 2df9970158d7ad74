"""What a change of the footprint does to reach: before, after and at each step, with what is gained and lost by area.

Reach is within R km, straight line, of a base town; it is not protection or response.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.footprint import distances
from data.footprint.demand import MEASURES

Kilometres = Callable[[float, float], np.ndarray]  # of a town's latitude and longitude, to each row of demand


@dataclass(frozen=True)
class Within:
    """What lies within reach of some bases, by measure of `demand`, beside all there is; `inside` a demand row."""

    counts: dict[str, int]
    totals: dict[str, int]
    towns: int
    inside: np.ndarray

    def share(self, measure: str) -> float | None:
        """The share of a measure within reach; None where there is nothing to reach, or no base."""
        total = self.totals[measure]
        return self.counts[measure] / total if total and self.towns else None


def within(demand: pd.DataFrame, bases: pd.DataFrame, radius_km: float, km: Kilometres | None = None) -> Within:
    """What of `demand` (see `demand.of`) lies within `radius_km` of `bases`, those that are open.

    `km` gives the distance of each row of demand to a town, where it is known from before.
    """
    inside = np.zeros(len(demand), dtype=bool)
    for town in bases[["latitude", "longitude"]].drop_duplicates().itertuples(index=False):
        there = km(town.latitude, town.longitude) if km else distances.km(demand, pd.DataFrame([town]))[:, 0]
        inside |= there <= radius_km
    return Within(
        counts={name: int(demand.loc[inside, name].sum()) for name in MEASURES},
        totals={name: int(demand[name].sum()) for name in MEASURES},
        towns=len(bases[["latitude", "longitude"]].drop_duplicates()),
        inside=inside,
    )


@dataclass(frozen=True)
class Effect:
    """Two footprints compared over the same incidents."""

    before: Within
    after: Within
    demand: pd.DataFrame

    def change(self, measure: str) -> int:
        """How many more, or fewer, are within reach after."""
        return self.after.counts[measure] - self.before.counts[measure]

    def gained(self, areas: pd.DataFrame, level: int) -> pd.DataFrame:
        """What comes into reach, by area: see `_by_area`."""
        return self._by_area(self.after.inside & ~self.before.inside, areas, level)

    def lost(self, areas: pd.DataFrame, level: int) -> pd.DataFrame:
        """What falls out of reach, by area: see `_by_area`."""
        return self._by_area(self.before.inside & ~self.after.inside, areas, level)

    def _by_area(self, rows: np.ndarray, areas: pd.DataFrame, level: int) -> pd.DataFrame:
        """area_id, name and the measures of demand rows, most incidents first; those in no area have the last row."""
        own = self.demand[rows]
        column = f"area{level}_id"
        if own.empty or level not in (1, 2):
            return pd.DataFrame(columns=["area_id", "name", *MEASURES])
        summed = own.groupby(own[column].astype("object").fillna(""), sort=False)[list(MEASURES)].sum()
        names = dict(zip(areas["area_id"], areas["name"], strict=True))
        table = summed.rename_axis("area_id").reset_index()
        table.insert(1, "name", [names.get(area, "") for area in table["area_id"]])
        nowhere = table["area_id"] == ""
        order = table.assign(nowhere=nowhere).sort_values(
            ["nowhere", "incidents", "name"], ascending=[True, False, True], kind="stable"
        )
        return order.drop(columns="nowhere").reset_index(drop=True)


def of(
    demand: pd.DataFrame,
    before: pd.DataFrame,
    after: pd.DataFrame,
    radius_km: float,
    km: Kilometres | None = None,
) -> Effect:
    """Bases `before` and `after` (those that are open) compared over `demand`; `km` as for `within`."""
    return Effect(within(demand, before, radius_km, km), within(demand, after, radius_km, km), demand)
