"""One integer program, solved by HiGHS, and what the solver says of its answer."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from scipy.optimize import Bounds, LinearConstraint, milp

from data.footprint.siting.terms import IMPOSSIBLE, LIMIT, OPTIMAL, Terms

ENDED = {0: OPTIMAL, 1: LIMIT, 2: IMPOSSIBLE}


@dataclass(frozen=True)
class Solved:
    """`x` is the best point found (None: none was), `bound` the least that any has, `state` how the solver ended."""

    x: np.ndarray | None
    bound: float
    state: str


class Program:
    """Least of `cost · x` for 0 ≤ x ≤ 1, the first `whole` of x being 0 or 1, under rows that are added."""

    def __init__(self, cost: np.ndarray, whole: int) -> None:
        self.cost, self.whole = np.asarray(cost, dtype="float64"), whole
        self.lower, self.upper = np.zeros(len(cost)), np.ones(len(cost))
        self._rows: list[tuple[sp.csr_array, np.ndarray, np.ndarray]] = []

    def between(self, rows: sp.sparray | np.ndarray, least: float | np.ndarray, most: float | np.ndarray) -> None:
        """Ask that `least` ≤ rows · x ≤ `most`; rows narrower than x are 0 in what follows."""
        rows = sp.csr_array(np.atleast_2d(rows) if isinstance(rows, np.ndarray) else rows)
        rows.resize(rows.shape[0], len(self.cost))
        if rows.shape[0]:
            self._rows.append((rows, *(np.broadcast_to(end, rows.shape[0]) for end in (least, most))))

    def choose(self, terms: Terms) -> None:
        """Let the first of x be the sites of `terms`: fixed, forbidden, counted and limited."""
        self.lower[: terms.sites] = terms.fixed
        self.upper[: terms.sites] = ~terms.forbidden
        if terms.add is not None:
            self.between(terms.free.astype("float64"), -np.inf, terms.add)
        for limit in terms.limits:
            self.between(np.asarray(limit.amounts, dtype="float64"), -np.inf, limit.most)

    def solve(self, seconds: float) -> Solved:
        """Ask HiGHS for the least, to the last digit rather than to its usual gap of a ten-thousandth."""
        blocks = [LinearConstraint(rows, least, most) for rows, least, most in self._rows]
        found = milp(
            self.cost,
            integrality=np.arange(len(self.cost)) < self.whole,
            bounds=Bounds(self.lower, self.upper),
            constraints=blocks,
            options={"time_limit": max(seconds, 0.01), "mip_rel_gap": 0.0},
        )
        bound = found.mip_dual_bound if found.mip_dual_bound is not None else found.fun
        state = ENDED.get(found.status, LIMIT)
        return Solved(found.x, -np.inf if bound is None or np.isnan(bound) else float(bound), state)


def chosen(x: np.ndarray, terms: Terms) -> np.ndarray:
    """The numbers of the free sites that a solution opens."""
    return np.flatnonzero((x[: terms.sites] > 0.5) & terms.free)
