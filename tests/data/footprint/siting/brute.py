"""Every choice of sites tried one after another: what the models must come to."""

from itertools import combinations

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import linprog

from data.footprint.siting.terms import Limit, Terms

KINDS = ("free", "free", "free", "fixed", "forbidden")
EVER = 1e6  # more weight than any instance has


def choices(terms):
    """Every set of free sites that the terms allow."""
    free = np.flatnonzero(terms.free)
    most = len(free) if terms.add is None else min(terms.add, len(free))
    for many in range(most + 1):
        for some in combinations(free, many):
            if terms.allows(np.array(some, dtype=int)):
                yield np.array(some, dtype=int)


def opened(terms, sites):
    return np.union1d(np.flatnonzero(terms.fixed), sites).astype(int)


def shared(allowed, price, weights, capacity, sites, *, whole):
    """The least Σ price × weight shared out among open sites, as a linear program of its own; None: impossible."""
    pairs = [(i, j) for i in range(len(weights)) for j in sites if allowed[i, j]]
    if not pairs:
        return None if whole and len(weights) else 0.0
    cost = [price[i, j] for i, j in pairs]
    by_point = np.array([[float(a == i) for a, _b in pairs] for i in range(len(weights))])
    by_site = np.array([[float(b == j) for _a, b in pairs] for j in sites])
    rows = {"A_eq": by_point, "b_eq": weights} if whole else {}
    upper, most = [by_site], [np.minimum(capacity[list(sites)], EVER)]
    if not whole:
        upper, most = [by_site, by_point], [np.minimum(capacity[list(sites)], EVER), weights]
    found = linprog(cost, A_ub=np.vstack(upper), b_ub=np.concatenate(most), **rows)
    return found.fun if found.status == 0 else None


@st.composite
def instances(draw, limits=True):
    """A small matrix of distances, weights and terms."""
    points, sites = draw(st.integers(1, 7)), draw(st.integers(1, 6))
    whole = st.integers(0, 9)
    matrix = np.array(draw(st.lists(st.lists(whole, min_size=sites, max_size=sites), min_size=points, max_size=points)))
    matrix = np.where(matrix == 9, np.inf, matrix.astype(float))
    weights = np.array(draw(st.lists(st.sampled_from([0, 1, 2, 3, 5, 0.5]), min_size=points, max_size=points)))
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=sites, max_size=sites))
    kinds = np.array(kinds)
    costs = np.array(draw(st.lists(st.integers(1, 5), min_size=sites, max_size=sites)), dtype=float)
    add = draw(st.integers(0, 4))
    budget = draw(st.one_of(st.none(), st.integers(0, 9))) if limits else None
    fixed = kinds == "fixed"
    own = () if budget is None else (Limit(np.where(fixed, 0, costs), float(budget)),)
    if own and draw(st.booleans()):
        add = None
    return matrix, weights, Terms(sites, add, fixed, kinds == "forbidden", own), costs
