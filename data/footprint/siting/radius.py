"""The least sum of distances as an integer program over radii, not over pairs of point and site.

After G. Cornuejols, G. Nemhauser and L. Wolsey, SIAM J. Algebraic Discrete Methods 1 (1980) and S. Elloumi, J. Comb.
Optim. 19 (2010): for each point its distinct distances D1 < D2 < …, and z_k = 1 where no site is open within Dk; its
distance is D1 + Σ (Dk+1 − Dk) z_k. Radii beyond which no better choice lets a point go are left out.
"""

import numpy as np
import scipy.sparse as sp

from data.footprint.siting.program import Program, Solved
from data.footprint.siting.terms import Terms


def solve(distance: np.ndarray, weights: np.ndarray, reach: np.ndarray, terms: Terms, seconds: float) -> Solved:
    """The choice under `terms` with the least sum of weight × distance in which each point has a site in its `reach`.

    Each point must have a site of the matrix within its reach.
    """
    found = [np.unique(row[row <= most], return_inverse=True) for row, most in zip(distance, reach, strict=True)]
    radii = [own for own, _level in found]
    steps = [np.diff(own) * weight for own, weight in zip(radii, weights, strict=True)]
    program = Program(np.concatenate([np.zeros(terms.sites), *steps]), terms.sites)
    program.choose(terms)
    rows, least = _rows(distance <= reach[:, None], found, terms.sites)
    program.between(rows, least, np.inf)
    solved = program.solve(seconds)
    nearest = float(sum(weight * own[0] for own, weight in zip(radii, weights, strict=True)))
    return Solved(solved.x, solved.bound + nearest, solved.state)


def _rows(near: np.ndarray, found: list[tuple[np.ndarray, np.ndarray]], sites: int) -> tuple[sp.csr_array, np.ndarray]:
    """A row a point and radius k: the sites at that radius + z_k ≥ z_(k−1), where z_0 is 1 and the last z is 0."""
    many = np.array([len(radii) for radii, _level in found])
    start = np.concatenate([[0], np.cumsum(many)[:-1]])
    point, site = np.nonzero(near)
    at_site = start[point] + np.concatenate([level for _radii, level in found])
    # z of point i stands at its start less i: a point has one z fewer than it has rows.
    z = np.arange((many - 1).sum())
    own = np.repeat(np.arange(len(many)), many - 1)
    row = z + own
    ones, total = np.ones(len(site)), sites + len(z)
    columns = np.concatenate([site, sites + z, sites + z])
    values = np.concatenate([ones, np.ones(len(z)), -np.ones(len(z))])
    rows = sp.csr_array((values, (np.concatenate([at_site, row, row + 1]), columns)), shape=(int(many.sum()), total))
    least = np.zeros(int(many.sum()))
    least[start] = 1
    return rows, least
