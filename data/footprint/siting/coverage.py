"""The most within reach: maximal coverage, with sites that are kept.

R. Church and C. ReVelle, "The maximal covering location problem", Papers of the Regional Science Association 32 (1974).
"""

import numpy as np
import scipy.sparse as sp

from data.footprint.siting import assignment
from data.footprint.siting.program import Program, Solved, chosen
from data.footprint.siting.rows import merged, reached_from
from data.footprint.siting.terms import IMPOSSIBLE, LIMIT, OPTIMAL, TOLERANCE, Answer, Terms

Reaches = sp.sparray | np.ndarray
NONE = np.zeros(0, dtype=int)


def solve(reaches: Reaches, weights: np.ndarray, terms: Terms) -> Answer:
    """The further sites under `terms` that leave the most weight within reach of an open site.

    `reaches` is points × sites, true where a site has the point within reach. `value` is the weight within reach of
    the open sites, fixed ones too; with capacities, what they can take on of it. Points that no site reaches are
    named. Sites that would add nothing are not chosen, however many may be.
    """
    reaches, weights = sp.csc_array(reaches, dtype="float64"), np.asarray(weights, dtype="float64")
    left_out = np.flatnonzero((reaches @ terms.open_to.astype("float64") == 0) & (weights > 0))
    if terms.capacity is not None:
        return _shared(reaches, weights, terms, left_out)
    kept = reached_from(reaches, np.flatnonzero(terms.fixed))
    already = float(weights[kept].sum())
    rows, own = merged(reaches, np.where(kept, 0, weights), terms.free)
    found = _each(rows, own, terms) if terms.add == 1 and not terms.limits else _program(rows, own, terms)
    if found.state == IMPOSSIBLE:
        return Answer(NONE, 0.0, 0.0, IMPOSSIBLE, left_out)
    sites = greedy(rows, own, terms) if found.x is None else chosen(found.x, terms)
    sites = np.sort(in_order(rows, own, sites)[0])
    value = already + float(own[reached_from(rows, sites)].sum())
    return Answer(sites, value, max(value, min(already - found.bound, already + own.sum())), found.state, left_out)


def within(reaches: Reaches, weights: np.ndarray, opened: np.ndarray) -> float:
    """The weight of the points that have one of the open sites within reach."""
    return float(np.asarray(weights, dtype="float64")[reached_from(sp.csc_array(reaches), opened)].sum())


def _each(rows: sp.csr_array, weights: np.ndarray, terms: Terms) -> Solved:
    """One further site: every one is tried, so that the best is known."""
    gains = np.where(terms.free, rows.T @ weights, -1.0)
    x = np.zeros(terms.sites)
    if len(gains) and gains.max() > 0:
        x[gains.argmax()] = 1
    return Solved(x, -max(float(gains.max(initial=0)), 0.0), OPTIMAL)


def _program(rows: sp.csr_array, weights: np.ndarray, terms: Terms) -> Solved:
    """x a site: it is open; y a row: it is reached, at most where one of its sites is open. Most Σ weight y."""
    program = Program(np.concatenate([np.zeros(terms.sites), -weights]), terms.sites)
    program.choose(terms)
    program.between(sp.hstack([-rows, sp.eye_array(rows.shape[0])], format="csr"), -np.inf, 0)
    return program.solve(terms.seconds)


def in_order(reaches: Reaches, weights: np.ndarray, sites: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The sites in the order of what each adds to those before it, and what that is; without those that add nothing."""
    rows, left = sp.csc_array(reaches, dtype="float64"), np.asarray(weights, dtype="float64").copy()
    order, gains, sites = [], [], list(sites)
    while sites:
        own = rows[:, sites].T @ left
        best = int(own.argmax())
        if own[best] <= 0:
            break
        order.append(sites.pop(best))
        gains.append(float(own[best]))
        left[reached_from(rows, order[-1:])] = 0
    return np.array(order, dtype=int), np.array(gains)


def greedy(rows: sp.csr_array, weights: np.ndarray, terms: Terms) -> np.ndarray:
    """Sites one after another, each the one that adds most of those that `terms` still allow."""
    order, left, columns = [], weights.copy(), sp.csc_array(rows)
    while terms.add is None or len(order) < terms.add:
        gains = np.where(terms.free, columns.T @ left, 0)
        fits = [site for site in np.flatnonzero(gains > 0) if terms.allows(np.array([*order, site]))]
        if not fits:
            break
        order.append(fits[int(gains[fits].argmax())])
        left[reached_from(columns, order[-1:])] = 0
    return np.array(order, dtype=int)


def _room(terms: Terms) -> float:
    """The most weight that the fixed sites and as many others as may be opened can take on."""
    capacity = np.asarray(terms.capacity, dtype="float64")
    others = np.sort(capacity[terms.free])[::-1]
    return float(capacity[terms.fixed].sum() + others[: terms.add].sum())


def _shared(reaches: sp.csc_array, weights: np.ndarray, terms: Terms, left_out: np.ndarray) -> Answer:
    """With capacities: what is within reach is shared out among open sites, which take on no more than they can."""
    heavy = weights > 0
    allowed, own = reaches.toarray()[heavy] > 0, weights[heavy]
    price = -np.ones(allowed.shape)
    found = assignment.solve(allowed, price, own, terms, whole=False, costs=np.zeros(terms.sites))
    if found.state == IMPOSSIBLE:
        return Answer(NONE, 0.0, 0.0, IMPOSSIBLE, left_out)
    tried = [] if found.x is None else [chosen(found.x, terms)]
    if found.state == LIMIT:
        tried.append(greedy(sp.csr_array(reaches), weights, terms))
    values = [-assignment.served(allowed, price, own, terms, sites, whole=False) for sites in tried]
    served, sites = max(values), tried[int(np.argmax(values))]
    bound = max(served, min(-found.bound, own.sum(), _room(terms)))
    state = LIMIT if found.state == OPTIMAL and bound - served > TOLERANCE * max(1.0, served) else found.state
    return Answer(sites, served, bound, state, left_out)
