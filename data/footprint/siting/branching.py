"""What prices leave open, settled site by site: branch and bound on the Lagrangian, the least bound first.

Each branch opens or shuts one site and moves its prices a few steps on from those above it; a branch of which little
is left is handed to the integer program.
"""

import heapq
import time
from dataclasses import dataclass
from itertools import count

import numpy as np

from data.footprint.siting import interchange, radius
from data.footprint.siting.lagrange import Bounded, Search
from data.footprint.siting.terms import IMPOSSIBLE, LIMIT, OPTIMAL, Terms

STEPS = 60  # of prices in one branch
FEW = 12  # sites to choose among, beyond those to be open, that the integer program settles


@dataclass(frozen=True)
class Case:
    """Distances (points × sites), what points weigh, how many sites are to be open, and the unit of every sum."""

    distance: np.ndarray
    weights: np.ndarray
    many: int
    unit: float

    def target(self, least: float) -> float:
        """A bound above this shows that a branch holds nothing better than the best choice."""
        slack = 1e-7 * max(1.0, abs(least))
        return least - max(self.unit - slack, 0) - slack


def settled(case: Case, root: Bounded, until: float) -> tuple[str, float]:
    """Whether the search ended or its time ran out, and the bound of all choices; `until` as for prices.

    `root` is what prices came to (see `lagrange.bounded`); a better choice that is found is put into it.
    """
    order = count()
    heap = [(root.bound, next(order), root)]
    while heap:
        bound, _number, node = heapq.heappop(heap)
        if bound > case.target(root.least):
            return OPTIMAL, root.least
        if time.monotonic() > until:
            return LIMIT, min(bound, root.least)
        if (~node.shut).sum() - case.many <= FEW:
            state, least = _program(case, node, root, until)
            if state == LIMIT:
                return LIMIT, min(least, *(other[0] for other in heap), root.least)
            continue
        for child in _children(node):
            _priced(case, child, root)
            if child.bound <= case.target(root.least):
                heapq.heappush(heap, (max(child.bound, bound), next(order), child))
    return OPTIMAL, root.least


def _children(node: Bounded) -> list[Bounded]:
    """The branch with its likeliest site open, and the one with it shut."""
    free = ~node.shut & ~node.opened
    site = node.likeliest if node.likeliest >= 0 and free[node.likeliest] else int(free.argmax())
    found = []
    for mask in ("opened", "shut"):
        child = Bounded(
            -np.inf, node.least, node.held, node.prices.copy(), node.shut.copy(), node.opened.copy(), node.likeliest
        )
        getattr(child, mask)[site] = True
        found.append(child)
    return found


def _priced(case: Case, child: Bounded, root: Bounded) -> None:
    """Move the prices of a branch, until its bound passes the best choice or its steps are over."""
    child.least, child.held = root.least, root.held
    if child.opened.sum() > case.many or (~child.shut).sum() < case.many:
        child.bound = np.inf
        return
    search = Search(case.distance, case.weights, case.many, case.unit, child)
    for step in range(STEPS):
        if not search.step(step):
            break
    if child.least < root.least:
        root.least, root.held = child.least, child.held


def _program(case: Case, node: Bounded, root: Bounded, until: float) -> tuple[str, float]:
    """The integer program over the sites that a branch leaves; its state and bound."""
    left = np.flatnonzero(~node.shut)
    if len(left) < case.many or node.opened.sum() > case.many:
        return OPTIMAL, np.inf
    own = case.distance[:, left]
    # A point that goes beyond this brings the bound above the best sum.
    reach = node.prices + (max(root.least - node.bound, 0)) * (1 + 1e-6) / case.weights + 1e-6
    reach = np.maximum(reach, own.min(axis=1))
    terms = Terms(len(left), case.many - int(node.opened[left].sum()), fixed=node.opened[left])
    solved = radius.solve(own, case.weights, reach, terms, until - time.monotonic())
    if solved.x is not None:
        sites = left[solved.x[: len(left)] > 0.5]
        value = interchange.cost(case.distance, case.weights, sites) if len(sites) else np.inf
        if value < root.least:
            root.least, root.held = value, sites
    if solved.state == LIMIT:
        return LIMIT, max(node.bound, solved.bound)
    return OPTIMAL, np.inf if solved.state == IMPOSSIBLE else solved.bound
