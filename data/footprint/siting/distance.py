"""Sites with the least mean distance: the p-median, with sites that are kept."""

import time

import numpy as np

from data.footprint.siting import assignment, branching, interchange, lagrange, radius
from data.footprint.siting.program import Solved, chosen
from data.footprint.siting.terms import IMPOSSIBLE, OPTIMAL, TOLERANCE, Answer, Terms

PRICES_SHARE = 0.5  # of the time: prices first, then branches for what they leave open


def solve(matrix: np.ndarray, weights: np.ndarray, terms: Terms) -> Answer:
    """The further sites under `terms` with the least Σ weight × distance to the nearest open site.

    `matrix` is points × sites, in any unit, infinite where a site cannot be reached from a point; points that no
    site reaches are left out of the sum and named. `value` is that sum: over Σ weight of the others it is the mean.
    """
    matrix, weights = np.asarray(matrix, dtype="float64"), np.asarray(weights, dtype="float64")
    reached = np.isfinite(matrix[:, terms.open_to]).any(axis=1)
    left_out, kept = np.flatnonzero(~reached & (weights > 0)), reached & (weights > 0)
    distance, weights = matrix[kept], weights[kept]
    if not kept.any():
        return Answer(np.zeros(0, dtype=int), 0.0, 0.0, OPTIMAL, left_out)
    if terms.capacity is not None:
        return _shared(distance, weights, terms, left_out)
    if terms.limits or terms.add is None:
        return _limited(distance, weights, terms, left_out)
    return _counted(distance, weights, terms, left_out)


def _value(distance: np.ndarray, weights: np.ndarray, terms: Terms, sites: np.ndarray) -> float:
    opened = np.union1d(np.flatnonzero(terms.fixed), sites)
    return interchange.cost(distance, weights, opened) if len(opened) else np.inf


def _answer(value: float, found: Solved, sites: np.ndarray, left_out: np.ndarray) -> Answer:
    if not np.isfinite(value):
        return Answer(sites, np.inf, found.bound, found.state if found.state != OPTIMAL else IMPOSSIBLE, left_out)
    return Answer(sites, value, min(found.bound, value), found.state, left_out)


def _limited(distance: np.ndarray, weights: np.ndarray, terms: Terms, left_out: np.ndarray) -> Answer:
    """With a budget or other limits: the integer program alone."""
    reach = _farthest(distance, terms.fixed)
    found = radius.solve(np.where(terms.open_to, distance, np.inf), weights, reach, terms, terms.seconds)
    sites = np.zeros(0, dtype=int) if found.x is None else chosen(found.x, terms)
    return _answer(_value(distance, weights, terms, sites), found, sites, left_out)


def _farthest(distance: np.ndarray, fixed: np.ndarray) -> np.ndarray:
    """How far a point can be from its nearest open site at most: as the nearest fixed one, else as the last."""
    if fixed.any() and np.isfinite(near := distance[:, fixed].min(axis=1)).all():
        return near
    finite = np.where(np.isfinite(distance), distance, -np.inf).max(axis=1)
    return np.minimum(distance[:, fixed].min(axis=1), finite) if fixed.any() else finite


def _shared(distance: np.ndarray, weights: np.ndarray, terms: Terms, left_out: np.ndarray) -> Answer:
    """With capacities: every point's weight is shared out among open sites."""
    allowed, price = np.isfinite(distance), np.where(np.isfinite(distance), distance, 0)
    found = assignment.solve(allowed, price, weights, terms, whole=True, costs=np.zeros(terms.sites))
    sites = np.zeros(0, dtype=int) if found.x is None else chosen(found.x, terms)
    value = np.inf if found.x is None else assignment.served(allowed, price, weights, terms, sites, whole=True)
    return _answer(value, found, sites, left_out)


def _counted(distance: np.ndarray, weights: np.ndarray, terms: Terms, left_out: np.ndarray) -> Answer:
    """With a number of sites alone: exchange, prices, and branches for what prices leave open."""
    start = time.monotonic()
    number = np.concatenate([np.flatnonzero(terms.fixed), np.flatnonzero(terms.free)])
    fixed, add = np.arange(int(terms.fixed.sum())), min(terms.add, int(terms.free.sum()))
    if not len(fixed) + add:
        return Answer(np.zeros(0, dtype=int), np.inf, np.inf, IMPOSSIBLE, left_out)
    own = np.ascontiguousarray(distance[:, number])
    beyond = _beyond(own, weights)
    own = np.where(np.isfinite(own), own, beyond)
    held = interchange.best(own, weights, fixed, add)
    unit, until = _unit(own, weights), start + PRICES_SHARE * terms.seconds
    found = lagrange.bounded(own, weights, len(fixed), held, unit=unit, until=until)
    state, bound = OPTIMAL, found.least
    if not _proved(found, unit):
        case = branching.Case(own, weights, len(fixed) + add, unit)
        state, bound = branching.settled(case, found, start + terms.seconds)
    bound = float(np.ceil(bound - TOLERANCE)) if unit else bound
    sites = np.sort(number[np.setdiff1d(found.held, fixed)])
    value = _value(distance, weights, terms, sites)
    return _answer(value, Solved(None, bound, state), sites, left_out)


def _beyond(distance: np.ndarray, weights: np.ndarray) -> float:
    """A distance in place of an infinite one, that makes every choice with it worse than any without."""
    finite = distance[np.isfinite(distance)].max()
    return 1.0 + float(np.ceil((finite + 1) * weights.sum() / weights.min())) if not np.isfinite(distance).all() else 0


def _unit(distance: np.ndarray, weights: np.ndarray) -> float:
    """1 where every sum is a whole number, so that a bound within less than 1 proves it; else 0."""
    whole = np.array_equal(weights, np.rint(weights)) and np.array_equal(distance, np.rint(distance))
    return 1.0 if whole and weights.sum() * distance.max() < 1e15 else 0.0


def _proved(found: lagrange.Bounded, unit: float) -> bool:
    """True where prices alone show that no choice is better."""
    slack = TOLERANCE / 10 * max(1.0, abs(found.least))
    return found.bound > found.least - max(unit - slack, 0) - slack
