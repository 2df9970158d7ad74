"""Poisson regression of counts with an effect of each date: how violence went on where no operation was."""

from dataclasses import dataclass

import numpy as np

STEPS, ENOUGH, LONGEST = 50, 1e-10, 1.0
RIDGE = 1e-9
WIDEST = 5.0  # of a linear predictor, while Newton's steps search


@dataclass(frozen=True)
class Fit:
    """`slopes` of the covariates, `dates` the factor of each date (0 where nothing was counted); `curvature` (of the
    likelihood at the slopes) and `means` (of the covariates, by date) for what is worked out from them."""

    slopes: np.ndarray
    dates: np.ndarray
    curvature: np.ndarray
    means: np.ndarray


def fit(counts: np.ndarray, offset: np.ndarray, covariates: np.ndarray, date: np.ndarray, dates: int) -> Fit:
    """Maximum likelihood of counts ~ Poisson(offset × factor of the date × exp(covariates × slopes)).

    The factor of a date that belongs to given slopes is what was counted on it over what the rest predicts, so only the
    slopes are searched for, by Newton's steps. The estimate is right for any distribution with that mean, Poisson or
    not (quasi-maximum likelihood: Wooldridge 1999, doi:10.1016/S0304-4076(98)00033-5). With the offset a baseline
    count it is the difference in differences of logarithms: without covariates, of one date, the factor is the ratio
    after / before of all areas together, as two-way fixed effects have it.
    """
    slopes = np.zeros(covariates.shape[1])
    seen = np.bincount(date, counts, dates)
    for _step in range(STEPS):
        expected = offset * np.exp(np.clip(covariates @ slopes, -WIDEST, WIDEST))
        means = _factors(seen, expected, date)[date] * expected
        centred = covariates - _weighted_means(covariates, means, date, dates)[date]
        curvature = (centred * means[:, None]).T @ centred + RIDGE * np.eye(len(slopes))
        step = np.linalg.solve(curvature, centred.T @ (counts - means))
        slopes = slopes + np.clip(step, -LONGEST, LONGEST)
        if np.abs(step).max(initial=0) < ENOUGH:
            break
    expected = offset * np.exp(np.clip(covariates @ slopes, -WIDEST, WIDEST))
    factors = _factors(seen, expected, date)
    means = _weighted_means(covariates, factors[date] * expected, date, dates)
    return Fit(slopes, factors, curvature, means)


def variance(own: Fit, errors: np.ndarray, covariates: np.ndarray, date: np.ndarray, cluster: np.ndarray) -> np.ndarray:
    """The covariance of the slopes, robust to what the errors (counted − expected) of one cluster have in common.

    The sandwich of Liang and Zeger 1986 (doi:10.1093/biomet/73.1.13), with clusters / (clusters − 1) for few of them.
    """
    scores = (covariates - own.means[date]) * errors[:, None]
    clusters = int(cluster.max()) + 1
    sums = np.stack([np.bincount(cluster, column, clusters) for column in scores.T], axis=1)
    many = np.count_nonzero(np.bincount(cluster))
    bread = np.linalg.inv(own.curvature)
    return bread @ (sums.T @ sums) @ bread * many / max(many - 1, 1)


def _factors(seen: np.ndarray, expected: np.ndarray, date: np.ndarray) -> np.ndarray:
    sums = np.bincount(date, expected, len(seen))
    return np.divide(seen, sums, out=np.zeros(len(seen)), where=sums > 0)


def _weighted_means(values: np.ndarray, weights: np.ndarray, date: np.ndarray, dates: int) -> np.ndarray:
    """The mean of each column over the cases of each date."""
    sums = np.maximum(np.bincount(date, weights, dates), np.finfo(float).tiny)
    return np.stack([np.bincount(date, weights * column, dates) for column in values.T], axis=1) / sums[:, None]


def predicted(own: Fit, offset: np.ndarray, rises: np.ndarray) -> np.ndarray:
    """What the fit expects, by date and area."""
    return offset * np.exp(np.clip(rises @ own.slopes, -WIDEST, WIDEST)) * own.dates[:, None]


def ratio_of_ratios(treated: tuple[float, float], others: tuple[float, float]) -> float:
    """(after / before) of the operation's areas over (after / before) of the others: each a pair (before, after).

    The plain difference in differences of logarithms: what a Poisson regression with an effect of each area and each
    period gives for areas that all begin on one date. NaN where it would divide by nothing.
    """
    below = treated[0] * others[1]
    return treated[1] * others[0] / below if below else float("nan")
