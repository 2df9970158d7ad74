"""Everything within reach with the fewest or cheapest sites: the set cover, with sites that are kept."""

import numpy as np
import scipy.sparse as sp

from data.footprint.siting import assignment
from data.footprint.siting.coverage import NONE, Reaches
from data.footprint.siting.program import Program, Solved, chosen
from data.footprint.siting.rows import merged, needed, reached_from
from data.footprint.siting.terms import IMPOSSIBLE, OPTIMAL, Answer, Terms


def solve(reaches: Reaches, weights: np.ndarray, terms: Terms, costs: np.ndarray | None = None) -> Answer:
    """The further sites under `terms`, fewest or of least total cost, with which every point is within reach.

    `reaches` is points × sites. Points without weight need not be reached; those that no site reaches are named, and
    the others are covered without them. `value` is the number of sites chosen, or the sum of their `costs`.
    """
    reaches, weights = sp.csc_array(reaches, dtype="float64"), np.asarray(weights, dtype="float64")
    costs = np.where(terms.free, 1.0 if costs is None else np.asarray(costs, dtype="float64"), 0.0)
    reachable = reaches @ terms.open_to.astype("float64") > 0
    left_out, wanted = np.flatnonzero(~reachable & (weights > 0)), reachable & (weights > 0)
    if terms.capacity is not None:
        allowed = reaches.toarray()[wanted] > 0
        found = assignment.solve(allowed, np.zeros(allowed.shape), weights[wanted], terms, whole=True, costs=costs)
    else:
        kept = reached_from(reaches, np.flatnonzero(terms.fixed))
        rows, _weights = merged(reaches, np.where(kept | ~wanted, 0, 1.0), terms.free)
        found = _program(needed(rows), terms, costs)
    if found.x is None:
        return Answer(NONE, np.inf, found.bound, found.state if found.state != OPTIMAL else IMPOSSIBLE, left_out)
    sites = chosen(found.x, terms)
    value = float(costs[sites].sum())
    return Answer(sites, value, min(value, _rounded(found.bound, costs)), found.state, left_out)


def _program(rows: sp.csr_array, terms: Terms, costs: np.ndarray) -> Solved:
    """x a site: it is open; each row has an open one. Least Σ cost x."""
    program = Program(costs, terms.sites)
    program.choose(terms)
    program.between(rows, 1, np.inf)
    return program.solve(terms.seconds)


def _rounded(bound: float, costs: np.ndarray) -> float:
    """The bound, raised to a whole number where every sum of costs is one."""
    return float(np.ceil(bound - 1e-6)) if np.array_equal(costs, np.rint(costs)) and np.isfinite(bound) else bound
