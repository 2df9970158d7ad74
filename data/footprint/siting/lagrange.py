"""A bound below which no choice of sites can bring the sum of distances, and the sites that it rules in or out.

The Lagrangian of "each point is served once": G. Cornuejols, M. Fisher and G. Nemhauser, Management Science 23 (1977).
For prices u a point, Σ w u + the sum of the p least ρ, where ρ of a site is Σ w min(0, distance − u), is a lower
bound; prices are raised by subgradients (M. Held, P. Wolfe, H. Crowder, 1974).
"""

import time
from dataclasses import dataclass

import numpy as np

from data.footprint.siting import interchange

STEPS = 4000
PATIENCE = 25  # steps without a better bound before the step is halved
EVERY = 40  # steps between two looks for a better choice of sites


@dataclass
class Bounded:
    """`bound` below, `least` above with the sites of it; `prices` of the bound; sites surely `shut` or `opened`.

    `likeliest` is the site, neither shut nor opened, that would save most at these prices.
    """

    bound: float
    least: float
    held: np.ndarray
    prices: np.ndarray
    shut: np.ndarray
    opened: np.ndarray
    likeliest: int = -1


def bounded(
    distance: np.ndarray, weights: np.ndarray, fixed: int, held: np.ndarray, *, unit: float, until: float
) -> Bounded:
    """The best bound that prices reach before `until` (seconds of the monotonic clock).

    `held` is a choice of sites, its first `fixed` ones given. Every sum is a multiple of `unit` (0: of nothing), so
    that a bound within one unit of the best sum proves it. A site is shut or opened where any choice against that is
    no better than the best.
    """
    sites = distance.shape[1]
    state = Bounded(
        -np.inf, interchange.cost(distance, weights, held), held, np.zeros(0), np.zeros(sites, dtype=bool),
        np.isin(np.arange(sites), held[:fixed]),
    )  # fmt: skip
    search = Search(distance, weights, len(held), unit, state)
    for step in range(STEPS):
        if not search.step(step) or time.monotonic() > until:
            break
    return state


class Search:
    """The prices as they move; what they prove is written to `state`."""

    def __init__(self, distance: np.ndarray, weights: np.ndarray, many: int, unit: float, state: Bounded) -> None:
        self.weights, self.many, self.unit, self.state = weights, many, unit, state
        self.at = np.flatnonzero(~state.shut)
        self.distance = distance if len(self.at) == distance.shape[1] else distance[:, self.at]
        # A point never pays more than it takes to the nearest site that is open in any case.
        opened = np.flatnonzero(state.opened)
        self.most = distance[:, opened].min(axis=1) if len(opened) else np.full(len(distance), np.inf)
        second = np.sort(distance[:, state.held], axis=1)[:, min(1, self.many - 1)]
        self.prices = np.minimum(state.prices if len(state.prices) else second, self.most)
        self.scale, self.since = 1.5, 0

    @property
    def target(self) -> float:
        """A bound above this proves the best sum."""
        slack = 1e-7 * max(1.0, abs(self.state.least))
        return self.state.least - max(self.unit - slack, 0) - slack

    def step(self, number: int) -> bool:
        """One step; False where the bound is proved or the step has become too small."""
        state, weights = self.state, self.weights
        serves = self.distance < self.prices[:, None]
        saving = weights @ np.where(serves, self.distance - self.prices[:, None], 0)
        must = state.opened[self.at]
        order = np.argsort(np.where(must, -np.inf, saving), kind="stable")
        taken = order[: self.many]
        bound = float(weights @ self.prices + saving[taken].sum())
        self.since += 1
        if bound > state.bound:
            self.since = 0 if bound > state.bound + 1e-6 * abs(state.bound) else self.since
            state.bound, state.prices = bound, self.prices.copy()
            free = order[~must[order]]
            state.likeliest = int(self.at[free[0]]) if len(free) else -1
        if number % EVERY == 0 or self.since == 0:
            self._try(self.at[taken], number % EVERY == 0)
        self._rule(bound, saving, order)
        if state.bound > self.target or self.scale < 1e-4:
            return False
        if self.since >= PATIENCE:
            self.scale, self.since = self.scale / 2, 0
        self._move(bound, 1.0 - serves[:, taken].sum(axis=1))
        self._narrow()
        return True

    def _move(self, bound: float, slope: np.ndarray) -> None:
        length = float(self.weights @ slope**2)
        if length == 0:
            self.scale = 0.0  # each point is served once: the bound is the sum of a choice
            return
        ahead = max(self.state.least - bound, 1e-9)
        self.prices = np.clip(self.prices + self.scale * ahead / length * slope, 0, self.most)

    def _try(self, sites: np.ndarray, exchange: bool) -> None:
        """Take the sites of this step as a choice, exchanged too where `exchange` says so."""
        state = self.state
        first = np.concatenate([sites[state.opened[sites]], sites[~state.opened[sites]]])
        columns = np.searchsorted(self.at, first)
        if exchange:
            columns = interchange.improved(self.distance, self.weights, columns, int(state.opened[first].sum()))
        value = interchange.cost(self.distance, self.weights, columns)
        if value < state.least:
            state.least, state.held = value, self.at[columns]

    def _rule(self, bound: float, saving: np.ndarray, order: np.ndarray) -> None:
        """Shut and open the sites that every better choice must."""
        if len(order) <= self.many:
            return
        last, following = saving[order[self.many - 1]], saving[order[self.many]]
        state, target = self.state, self.target
        out, inside = order[self.many :], order[: self.many]
        if not state.opened[self.at[order[self.many - 1]]]:
            state.shut[self.at[out[bound + saving[out] - last > target]]] = True
        state.opened[self.at[inside[bound - saving[inside] + following > target]]] = True

    def _narrow(self) -> None:
        """Leave the shut sites out of the matrix once they are a tenth of it, unless the best choice has one."""
        shut = self.state.shut[self.at]
        if shut.sum() * 10 > len(shut) and len(shut) - shut.sum() >= self.many:
            self.at, self.distance = self.at[~shut], np.ascontiguousarray(self.distance[:, ~shut])
