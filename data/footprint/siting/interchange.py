"""A good choice of sites for the least distance, by exchanging one site for another while that helps.

M. B. Teitz and P. Bart, Operations Research 16 (1968); every exchange is weighed at once, after M. Resende and
R. Werneck, "On the implementation of a swap-based local search procedure for the p-median problem" (2003).
"""

import numpy as np
import scipy.sparse as sp

ROUNDS = 6  # times that a local best is shaken and tried again
SMALL = 1e-9


def cost(distance: np.ndarray, weights: np.ndarray, opened: np.ndarray) -> float:
    """Σ weight × distance to the nearest of the open sites."""
    return float(weights @ distance[:, opened].min(axis=1))


def greedy(distance: np.ndarray, weights: np.ndarray, fixed: np.ndarray, add: int) -> np.ndarray:
    """`fixed` and up to `add` sites more, each the one that lowers the sum most."""
    opened = list(fixed)
    nearest = distance[:, fixed].min(axis=1) if len(fixed) else np.full(len(distance), 2 * distance.max() + 1)
    for _step in range(min(add, distance.shape[1] - len(opened))):
        saved = weights @ np.maximum(nearest[:, None] - distance, 0)
        saved[opened] = -1
        opened.append(int(saved.argmax()))
        nearest = np.minimum(nearest, distance[:, opened[-1]])
    return np.array(opened, dtype=int)


def improved(distance: np.ndarray, weights: np.ndarray, opened: np.ndarray, fixed: int) -> np.ndarray:
    """`opened` with sites exchanged, the best exchange first, until none helps; its first `fixed` ones stay."""
    opened = opened.copy()
    while fixed < len(opened) < distance.shape[1]:
        saved = _saved(distance, weights, opened)
        saved[:fixed] = -np.inf
        saved[:, opened] = -np.inf
        out, into = np.unravel_index(saved.argmax(), saved.shape)
        if not saved[out, into] > SMALL * (1 + abs(saved[np.isfinite(saved)]).max()):
            break
        opened[out] = into
    return opened


def _saved(distance: np.ndarray, weights: np.ndarray, opened: np.ndarray) -> np.ndarray:
    """What each exchange saves: a row for each open site that goes, a column for each site that comes."""
    own, rows = distance[:, opened], np.arange(len(distance))
    first = own.argmin(axis=1)
    nearest = own[rows, first]
    own[rows, first] = np.inf
    second = own.min(axis=1) if len(opened) > 1 else np.full(len(distance), 2 * distance.max() + 1)
    gained = weights @ np.maximum(nearest[:, None] - distance, 0)
    lost = np.bincount(first, weights=weights * (second - nearest), minlength=len(opened))
    # Of what a point loses with its nearest site, the newcomer gives back what it is nearer than the second.
    back = np.maximum(second[:, None] - np.maximum(distance, nearest[:, None]), 0)
    by_site = sp.csr_array((weights, (first, rows)), shape=(len(opened), len(distance)))
    return by_site @ back + gained[None, :] - lost[:, None]


def best(distance: np.ndarray, weights: np.ndarray, fixed: np.ndarray, add: int) -> np.ndarray:
    """`fixed` (first) and `add` more sites: greedy, then exchanged, then shaken a few times; always the same ones."""
    random = np.random.default_rng(1)
    held = improved(distance, weights, greedy(distance, weights, fixed, add), len(fixed))
    least, others = cost(distance, weights, held), np.setdiff1d(np.arange(distance.shape[1]), fixed)
    for _round in range(ROUNDS if len(held) > len(fixed) else 0):
        shaken = held.copy()
        free = np.setdiff1d(others, held)
        many = min(max(1, add // 4), len(held) - len(fixed), len(free))
        spots = len(fixed) + random.choice(len(held) - len(fixed), many, replace=False)
        shaken[spots] = random.choice(free, many, replace=False)
        tried = improved(distance, weights, shaken, len(fixed))
        if (value := cost(distance, weights, tried)) < least:
            held, least = tried, value
    return held
