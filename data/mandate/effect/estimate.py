"""The estimate: incidents in an operation's areas against what comparable areas and dates lead one to expect."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import t as student

from data.mandate.effect import poisson, spread, windows
from data.mandate.effect.windows import Cases

LEVEL = 0.95
GROUPS = 40  # most groups of other areas that stand in for the operation's
LEAST_AREAS, LEAST_AFTER = 8, 3
LEAST_EXPECTED = 20  # incidents after the date: with fewer, chance is larger than any likely effect
RARE = 0.05  # most of the placebo estimates that may be as far off
LEAST_PLACEBOS = 19  # so many are needed for that to be possible
USUAL_RISES = (0.01, 0.99)
STEADY_BEFORE = 1.0  # standard errors that the same areas may be off on average at earlier dates

# Why nothing can be worked out, in the order in which it is looked for.
TOO_SHORT, TOO_EARLY, TOO_FEW_INCIDENTS, TOO_FEW_AREAS = "too_short", "too_early", "too_few_incidents", "too_few_areas"
# Why nothing can be concluded from what was worked out.
SPANS_NONE, GROUPS_AS_FAR, DATES_AS_FAR = "spans_none", "groups_as_far", "dates_as_far"
RISE_UNLIKE_OTHERS, OFF_BEFORE, FEW_EXPECTED = "rise_unlike_others", "off_before", "few_expected"


@dataclass(frozen=True)
class Estimate:
    """Shares are relative changes against what was expected (−0.4: 40 % fewer); `low` and `high` bound 95 %.

    `reasons` says why nothing can be concluded, by code; none where the evidence is strong. `plain` is the same
    without regard to how violence had risen before. `by_group` and `by_date` are the placebo estimates: of groups of
    other areas at the same date, and of the same areas at earlier dates (newest first); `share_groups` and
    `share_dates` how many of those, the operation's own counted among them, are as far off for their size. Of the
    operation's own areas `areas` are used; `areas_unused` had too few incidents in the baseline for that.
    """

    reasons: tuple[str, ...]
    share: float | None = None
    low: float | None = None
    high: float | None = None
    plain: float | None = None
    counted: int | None = None
    expected: float | None = None
    areas: int = 0
    areas_unused: int = 0
    areas_compared: int = 0
    baseline_periods: int = 0
    by_group: tuple[float, ...] = ()
    by_date: tuple[float, ...] = ()
    share_groups: float | None = None
    share_dates: float | None = None

    @property
    def concluded(self) -> bool:
        """True where every test for strong evidence is passed."""
        return not self.reasons

    @property
    def groups_as_far(self) -> int:
        """How many of `by_group` are as far off."""
        return _as_far(self.share_groups, self.by_group)

    @property
    def dates_as_far(self) -> int:
        """How many of `by_date` are as far off."""
        return _as_far(self.share_dates, self.by_date)


def of(
    counts: np.ndarray,
    treated: np.ndarray,
    start: int,
    after: int,
    *,
    left_out: np.ndarray | None = None,
    where: np.ndarray | None = None,
) -> Estimate:
    """What a table of incidents by area and period of four weeks says of an operation.

    It begins with period `start` in the areas where `treated` is true; `after` periods from then on are looked at.
    Areas `left_out` are neither its own nor compared with (neighbours, areas of other operations). `where` gives two
    coordinates an area: groups of other areas then lie together, as the operation's do, since neighbours share
    shocks.

    Areas that were at some earlier date as these were before the operation tell how violence goes on by itself: the
    regression of `poisson.fit` over all other areas and dates, with an effect of each date (what moved everywhere, the
    season too) and slopes on how far the year before stood over the baseline. The estimate is log(counted / expected).
    Its standard error is that of `spread`; the interval is as many standard errors wide as 95 % of the placebo
    estimates of groups of other areas at all dates need, and no fewer than Student's t has.
    """
    treated = np.asarray(treated, dtype=bool)
    left_out = np.zeros(len(treated), dtype=bool) if left_out is None else np.asarray(left_out, dtype=bool) & ~treated
    if after < LEAST_AFTER:
        return Estimate((TOO_EARLY,))
    cases = windows.of(counts, start, after)
    if cases is None:
        return Estimate((TOO_SHORT,))
    own = treated & cases.usable[0]
    others = cases.usable & ~treated & ~left_out
    numbers = {"areas": int(own.sum()), "areas_unused": int((treated & ~own).sum())}
    numbers["areas_compared"] = int(others[0].sum())
    if not own.any():
        return Estimate((TOO_FEW_INCIDENTS,), **numbers)
    if others[0].sum() < max(LEAST_AREAS, own.sum()):
        return Estimate((TOO_FEW_AREAS,), **numbers)
    return replace(_estimated(cases, own, others, where), **numbers)


def _estimated(cases: Cases, treated: np.ndarray, others: np.ndarray, where: np.ndarray | None) -> Estimate:
    date, area = np.nonzero(others)
    own = poisson.fit(cases.after[others], cases.offset[others], cases.rises[others], date, len(cases.dates))
    expected = poisson.predicted(own, cases.offset, cases.rises)
    sound = others & (expected > 0)
    usual = spread.fitted(cases.after[sound], expected[sound], cases.baseline[sound])
    groups = _groups(others[0], int(treated.sum()), where)
    placebo = spread.deviations(cases, expected, sound, groups, usual)
    mine = spread.deviations(cases, expected, sound, treated[None], usual)
    scaled = np.abs(np.divide(placebo.log_ratio, placebo.error, where=placebo.known, out=np.zeros(placebo.known.shape)))
    reach = max(_quantile(scaled[placebo.known]), float(student.ppf((1 + LEVEL) / 2, others[0].sum() - 1)))

    ratio, error = float(mine.log_ratio[0, 0]), float(mine.error[0, 0])
    apart = _rises(cases, treated) - own.means[0]
    slopes = poisson.variance(own, cases.after[others] - expected[others], cases.rises[others], date, area)
    seen, hoped = float(cases.after[0, treated].sum()), float(expected[0, treated].sum())
    # the error of a count is that of what happened, which may be fewer than expected
    noise = usual.noise * (1 / max(seen, windows.HALF) - 1 / max(hoped, windows.HALF))
    around = float(np.sqrt(max(error**2 + noise, 0) + apart @ slopes @ apart))
    before = mine.known[1:, 0]
    earlier = mine.log_ratio[1:, 0][before] / mine.error[1:, 0][before]
    off = abs(ratio) / error
    result = Estimate(
        reasons=(),
        share=float(np.expm1(ratio)),
        low=float(np.expm1(ratio - reach * around)),
        high=float(np.expm1(ratio + reach * around)),
        plain=_plain(cases, treated, others),
        counted=int(seen),
        expected=hoped,
        baseline_periods=cases.baseline_periods,
        by_group=tuple(np.expm1(placebo.log_ratio[0][placebo.known[0]]).tolist()),
        by_date=tuple(np.expm1(mine.log_ratio[1:, 0][before]).tolist()),
        share_groups=_share_as_far(scaled[0][placebo.known[0]], off),
        share_dates=_share_as_far(np.abs(earlier), off),
    )
    return _with_reasons(result, earlier, _rises_as_others(cases, treated, others))


def _groups(others: np.ndarray, size: int, where: np.ndarray | None) -> np.ndarray:
    """Groups of other areas as large as the operation's, a row each: an area with its nearest, else drawn by lot."""
    at = np.flatnonzero(others)
    if where is None:
        lots = np.random.default_rng(len(at)).random((GROUPS, len(at)))
        chosen = at[np.argsort(lots, axis=1)[:, :size]] if size > 1 else at[:, None]
    else:
        apart = ((where[at, None] - where[None, at]) ** 2).sum(axis=-1)
        chosen = at[np.argsort(apart, axis=1, kind="stable")[:, :size]]
    groups = np.zeros((len(chosen), len(others)), dtype=bool)
    groups[np.arange(len(chosen))[:, None], chosen] = True
    return np.unique(groups, axis=0)


def _quantile(scaled: np.ndarray) -> float:
    """The least that 95 % of the placebo estimates do not pass, with one more counted for the operation's own."""
    ordered = np.sort(scaled)
    return float(ordered[min(len(ordered), int(np.ceil((len(ordered) + 1) * LEVEL))) - 1]) if len(ordered) else np.inf


def _share_as_far(scaled: np.ndarray, own: float) -> float:
    return float((1 + (scaled >= own).sum()) / (1 + len(scaled)))


def _as_far(share: float | None, placebos: tuple[float, ...]) -> int:
    """How many placebo estimates stand behind a share of `_share_as_far`."""
    return 0 if share is None else round(share * (1 + len(placebos))) - 1


def _plain(cases: Cases, treated: np.ndarray, others: np.ndarray) -> float:
    pairs = [(cases.offset[0, rows].sum(), cases.after[0, rows].sum()) for rows in (treated, others[0])]
    return float(poisson.ratio_of_ratios(*pairs) - 1)


def _rises_as_others(cases: Cases, treated: np.ndarray, others: np.ndarray) -> bool:
    """True where the rises before the operation lie within those that other areas and dates have had."""
    own = _rises(cases, treated)
    low, high = np.quantile(cases.rises[others], USUAL_RISES, axis=0)
    return bool(((own >= low) & (own <= high)).all())


def _rises(cases: Cases, treated: np.ndarray) -> np.ndarray:
    """How far the spans before the operation stood over the baseline, on average over its areas."""
    return np.average(cases.rises[0, treated], axis=0, weights=cases.offset[0, treated])


def _with_reasons(result: Estimate, earlier: np.ndarray, as_others: bool) -> Estimate:
    failed = {
        FEW_EXPECTED: result.expected < LEAST_EXPECTED,
        SPANS_NONE: result.low <= 0 <= result.high,
        GROUPS_AS_FAR: result.share_groups > RARE or len(result.by_group) < LEAST_PLACEBOS,
        DATES_AS_FAR: result.share_dates > RARE or len(earlier) < LEAST_PLACEBOS,
        RISE_UNLIKE_OTHERS: not as_others,
        OFF_BEFORE: len(earlier) > 0 and abs(float(np.mean(earlier))) > STEADY_BEFORE,
    }
    return replace(result, reasons=tuple(code for code, is_so in failed.items() if is_so))
