"""Which points a choice of sites still has to reach: fewer rows, the same answer."""

import numpy as np
import scipy.sparse as sp


def reached_from(reaches: sp.csc_array, opened: np.ndarray) -> np.ndarray:
    """Which points have one of the open sites (their numbers) within reach."""
    return np.asarray(reaches[:, opened].sum(axis=1)).ravel() > 0


def merged(reaches: sp.sparray, weights: np.ndarray, free: np.ndarray) -> tuple[sp.csr_array, np.ndarray]:
    """The points that weigh something and that a free site reaches, those that the same sites reach added up as one.

    Rows (1 where a free site reaches the point; other columns empty) and the weight of each.
    """
    rows = sp.csr_array(reaches @ sp.dia_array((free.astype("float64")[None, :], [0]), shape=(len(free), len(free))))
    rows.eliminate_zeros()
    rows.sort_indices()
    first: dict[bytes, int] = {}
    total: dict[bytes, float] = {}
    for at in np.flatnonzero((weights > 0) & (np.diff(rows.indptr) > 0)):
        key = rows.indices[rows.indptr[at] : rows.indptr[at + 1]].tobytes()
        first.setdefault(key, at)
        total[key] = total.get(key, 0.0) + float(weights[at])
    return rows[list(first.values())], np.array(list(total.values()))


def needed(rows: sp.csr_array) -> sp.csr_array:
    """Of rows that must each be reached, those whose sites hold no other row's: reaching these reaches all."""
    if rows.shape[0] < 2:
        return rows
    size = np.diff(rows.indptr)
    common = sp.coo_array(rows @ rows.T)
    # Row b holds all of row a where they share as many sites as a has; equal rows were merged before.
    holds = (common.data == size[common.row]) & (common.row != common.col)
    return rows[np.setdiff1d(np.arange(rows.shape[0]), common.col[holds])]
