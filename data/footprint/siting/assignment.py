"""Sites that can take on only so much: each point's weight is shared out among open sites."""

import numpy as np
import scipy.sparse as sp

from data.footprint.siting.program import Program, Solved
from data.footprint.siting.terms import Terms


def solve(
    allowed: np.ndarray, price: np.ndarray, weights: np.ndarray, terms: Terms, *, whole: bool, costs: np.ndarray
) -> Solved:
    """The least Σ price × weight assigned + Σ costs of the sites.

    A share of a point goes to open sites where `allowed` (points × sites); with `whole` all of it must, else at most
    all. `price` is points × sites, per unit of weight. No site takes more than its capacity.
    """
    point, site = np.nonzero(allowed & terms.open_to[None, :])
    pairs, many = np.arange(len(point)), len(weights)
    program = Program(np.concatenate([costs, price[point, site] * weights[point]]), terms.sites)
    program.choose(terms)
    shares = sp.csr_array((np.ones(len(pairs)), (point, terms.sites + pairs)), shape=(many, terms.sites + len(pairs)))
    program.between(shares, 1.0 if whole else -np.inf, 1)
    program.between(_link(site, terms.sites), -np.inf, 0)
    program.between(_load(site, weights[point], terms), -np.inf, 0)
    return program.solve(terms.seconds)


def _link(site: np.ndarray, sites: int) -> sp.csr_array:
    """A row a pair: its share is at most its site is open."""
    pairs = np.arange(len(site))
    values = np.concatenate([np.ones(len(pairs)), -np.ones(len(pairs))])
    at = (np.concatenate([pairs, pairs]), np.concatenate([sites + pairs, site]))
    return sp.csr_array((values, at), shape=(len(pairs), sites + len(pairs)))


def _load(site: np.ndarray, weight: np.ndarray, terms: Terms) -> sp.csr_array:
    """A row a site of limited capacity: what it takes on less its capacity, where open."""
    capacity = np.asarray(terms.capacity, dtype="float64")
    bounded = np.flatnonzero(np.isfinite(capacity))
    number = np.full(terms.sites, -1)
    number[bounded] = np.arange(len(bounded))
    own = number[site] >= 0
    rows = np.concatenate([number[site[own]], np.arange(len(bounded))])
    columns = np.concatenate([terms.sites + np.flatnonzero(own), bounded])
    values = np.concatenate([weight[own], -capacity[bounded]])
    return sp.csr_array((values, (rows, columns)), shape=(len(bounded), terms.sites + len(site)))


def served(
    allowed: np.ndarray, price: np.ndarray, weights: np.ndarray, terms: Terms, sites: np.ndarray, *, whole: bool
) -> float:
    """The least Σ price × weight with just these sites and the fixed ones open."""
    shut = np.ones(terms.sites, dtype=bool)
    shut[sites] = False
    shut[terms.fixed] = False
    held = Terms(terms.sites, None, ~shut, shut, (), terms.capacity, terms.seconds)
    found = solve(allowed, price, weights, held, whole=whole, costs=np.zeros(terms.sites))
    return np.inf if found.x is None else found.bound
