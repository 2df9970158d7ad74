"""How far groups of areas go off what is expected of them, when nothing was done: the yardstick of an estimate."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import nnls

from data.mandate.effect.windows import HALF, Cases

STEADY = 0.1  # weight of the constant part when the spread is fitted: keeps low counts from ruling it


@dataclass(frozen=True)
class Spread:
    """Relative variance of one area's count: `noise` × (1 / count + 1 / baseline) + `drift`."""

    noise: float
    drift: float


def fitted(after: np.ndarray, expected: np.ndarray, baseline: np.ndarray) -> Spread:
    """The spread of cases without an operation, by least squares of ((after − expected) / expected)² on its two parts.

    Neither part is below zero, and the noise not below that of a Poisson count (1).
    """
    squares = ((after - expected) / expected) ** 2
    parts = np.column_stack([1 / expected + 1 / baseline, np.ones(len(expected))])
    weights = 1 / (1 / expected + STEADY)
    (noise, drift), _rest = nnls(parts * weights[:, None], squares * weights)
    return Spread(max(float(noise), 1.0), float(drift))


@dataclass(frozen=True)
class Deviations:
    """By date and group: `log_ratio` of what was counted to what was expected, its `error` (standard error), and
    `known`, true where every area of the group has a usable baseline and is no area of an operation then."""

    log_ratio: np.ndarray
    error: np.ndarray
    known: np.ndarray


def deviations(
    cases: Cases, expected: np.ndarray, others: np.ndarray, groups: np.ndarray, spread: Spread
) -> Deviations:
    """How far each group of areas went off at each date, against the `others` (true by date and area) outside of it.

    `groups` has a row a group, true for its areas. The relative variance of a sum of areas is that of its counts,
    noise / count, that of their baselines and their own drifts, each by the square of the area's part in the sum; that
    of the others is added. (Of the same kind: Conley and Taber 2011, doi:10.1162/REST_a_00049, who take the spread of
    untreated groups for that of few treated ones; Ferman and Pinto 2019, doi:10.1162/rest_a_00759, who let it depend
    on the size of a group.)
    """
    inside = groups.T.astype("float64")
    rest = np.where(others, expected, 0.0)
    squares = expected**2 * (spread.noise / np.maximum(cases.baseline, 1) + spread.drift)
    seen, hoped = cases.after @ inside, expected @ inside
    # a group's own areas are not among those that it is compared with
    outside, outside_seen = (
        whole.sum(axis=1, keepdims=True) - whole @ inside for whole in (rest, np.where(others, cases.after, 0.0))
    )
    outside_squares = np.where(others, squares, 0.0)
    outside_squares = outside_squares.sum(axis=1, keepdims=True) - outside_squares @ inside
    with np.errstate(divide="ignore", invalid="ignore"):
        level = outside_seen / outside
        ratio = np.log((seen + HALF) / (hoped * level + HALF))
        error = np.sqrt(
            spread.noise / np.maximum(hoped, HALF)
            + (squares @ inside) / hoped**2
            + spread.noise / outside
            + outside_squares / outside**2
        )
    known = ~((~cases.usable).astype("float64") @ inside > 0) & np.isfinite(ratio) & np.isfinite(error)
    return Deviations(ratio, error, known)
