"""The best further bases over incidents: one question, its answer, and what it is before and after.

Reach is within R km, straight line, of a base town; it is not protection or response. Results are illustrative options.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
import scipy.sparse as sp

from data.errors import InputError
from data.footprint import distances
from data.footprint.demand import MEASURES
from data.footprint.siting import cover, coverage, distance
from data.footprint.siting.terms import IMPOSSIBLE, SECONDS, Answer, Limit, Terms
from data.footprint.siting.within import within
from data.i18n import _

OBJECTIVES = ("coverage", "distance", "cover")
WEIGHTS = {"incidents": "incidents", "fatalities": "fatalities", "civilians": "civilian_incidents"}
NO_SITES = np.zeros(0, dtype=int)
MOST_PAIRS = 12_000_000  # distances that are measured at once


@dataclass(frozen=True)
class Question:
    """What is asked: how many bases more, what they should reach, and what they must keep to.

    `objective`: coverage (the most within `radius_km`), distance (the least mean distance), cover (everything that a
    candidate reaches, with the fewest or, under costs, the cheapest). `weight`: incidents, fatalities (reported
    deaths) or civilians (events that target civilians). `budget` bounds the candidates' cost, beside or instead of
    `add`; `capacity` is what one base can take on of the weight; `seconds` the time that a search may take.
    """

    radius_km: float
    add: int | None = 1
    objective: str = "coverage"
    weight: str = "incidents"
    budget: float | None = None
    capacity: float | None = None
    seconds: float = SECONDS


@dataclass(frozen=True)
class Study:
    """One question over `demand` (see `demand.of`): the open base `towns` are kept, `candidates` to choose among."""

    demand: pd.DataFrame
    towns: pd.DataFrame
    candidates: pd.DataFrame
    question: Question

    def over(self, demand: pd.DataFrame) -> "Study":
        """The same question over other incidents."""
        return replace(self, demand=demand.reset_index(drop=True))

    @cached_property
    def sites(self) -> pd.DataFrame:
        """Base towns, then candidates: name, latitude, longitude, cost, fixed, forbidden."""
        kept = self.towns[["name", "latitude", "longitude"]].assign(cost=0.0, fixed=True, forbidden=False)
        return pd.concat([kept, self.candidates], ignore_index=True) if len(kept) else self.candidates

    @cached_property
    def terms(self) -> Terms:
        """What holds for the choice among `sites`."""
        asked, sites = self.question, self.sites
        fixed = sites["fixed"].to_numpy(dtype=bool)
        costs = np.where(np.arange(len(sites)) < len(self.towns), 0.0, sites["cost"].to_numpy(dtype="float64"))
        return Terms(
            len(sites),
            None if asked.objective == "cover" and asked.add is None else asked.add,
            fixed,
            sites["forbidden"].to_numpy(dtype=bool) & ~fixed,
            () if asked.budget is None else (Limit(costs, asked.budget),),
            None if asked.capacity is None else np.full(len(sites), asked.capacity),
            asked.seconds,
        )

    @property
    def weights(self) -> np.ndarray:
        """What each row of demand counts."""
        return self.demand[WEIGHTS[self.question.weight]].to_numpy(dtype="float64")

    @cached_property
    def reaches(self) -> sp.csc_array:
        """1 where a site (column) has a row of demand within reach."""
        return within(self.demand, self.sites, self.question.radius_km)

    @cached_property
    def km(self) -> np.ndarray:
        """Kilometres on the geodesic from each row of demand to each site."""
        codes, first = np.unique(self.demand["place"], return_index=True)
        if len(codes) * len(self.sites) > MOST_PAIRS:
            words = _(
                "{points} places and {sites} candidates are too many to measure; narrow the filters or take towns."
            )
            raise InputError(words.format(points=len(codes), sites=len(self.sites)))
        return distances.km(self.demand.iloc[first], self.sites)[np.searchsorted(codes, self.demand["place"])]

    @cached_property
    def answer(self) -> Answer:
        """The sites chosen, by number in `sites`, with value and bound."""
        asked = self.question
        if asked.objective == "distance":
            return distance.solve(self.km, self.weights, self.terms)
        if asked.objective == "cover":
            costs = None if asked.budget is None else self.sites["cost"].to_numpy(dtype="float64")
            return cover.solve(self.reaches, self.weights, self.terms, costs)
        return coverage.solve(self.reaches, self.weights, self.terms)

    @property
    def possible(self) -> bool:
        """False where nothing keeps to what is asked."""
        return self.answer.state != IMPOSSIBLE and bool(np.isfinite(self.answer.value))

    @cached_property
    def kept(self) -> np.ndarray:
        """The numbers of the sites that are open in any case."""
        return np.flatnonzero(self.terms.fixed)

    def score(self, sites: np.ndarray) -> float:
        """The weight within reach with these sites beside those that are kept; capacities aside."""
        return coverage.within(self.reaches, self.weights, np.union1d(self.kept, sites).astype(int))

    def mean_km(self, sites: np.ndarray) -> float | None:
        """The mean distance to the nearest site, by weight; None where there is none."""
        opened, total = np.union1d(self.kept, sites).astype(int), self.weights.sum()
        return float(self.weights @ self.km[:, opened].min(axis=1) / total) if len(opened) and total else None

    def counts(self, sites: np.ndarray) -> dict[str, int]:
        """Each measure within reach with these sites beside those that are kept."""
        opened = np.union1d(self.kept, sites).astype(int)
        inside = np.asarray(self.reaches[:, opened].sum(axis=1)).ravel() > 0
        return {name: int(self.demand.loc[inside, name].sum()) for name in MEASURES}

    @cached_property
    def chosen(self) -> pd.DataFrame:
        """The sites chosen: site (number), name, latitude, longitude, cost, gain (weight that it adds within reach).

        In the order of what each adds to those before it; the gains add up to the whole.
        """
        already = np.asarray(self.reaches[:, self.kept].sum(axis=1)).ravel() > 0
        left = np.where(already, 0.0, self.weights)
        order, gains = coverage.in_order(self.reaches, left, self.answer.sites)
        order = np.concatenate([order, np.setdiff1d(self.answer.sites, order)]).astype(int)
        table = self.sites.iloc[order][["name", "latitude", "longitude", "cost"]].reset_index(drop=True)
        return table.assign(site=order, gain=np.pad(gains, (0, len(order) - len(gains))))

    @property
    def gain(self) -> float:
        """The weight that comes within reach with the sites chosen."""
        return self.score(self.answer.sites) - self.score(np.zeros(0, dtype=int))
