import os

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from data.mandate.effect import estimate, poisson, spread, windows
from data.mandate.effect.windows import YEAR
from tests.data.mandate import simulated
from tests.data.mandate.simulated import AFTER, START, World

RUNS = 200
PLANTED = -0.4
LASTING = {"lasting": 0.8, "shock": 0.5}
WORLDS = {
    "by lot": World(**LASTING),
    "where violence had risen for half a year": World(**LASTING, rose=6),
    "where it had risen for three months": World(**LASTING, rose=3),
    "where it had risen for a month": World(**LASTING, rose=1),
    "where it had risen for a year": World(**LASTING, rose=12),
    "where it had risen, by chance alone": World(rose=6),
}
MORE_WORLDS = {
    "by chance alone, for a month": World(rose=1),
    "counts of Poisson": World(uneven=0, rose=6),
    "in one neighbourhood": World(**LASTING, shared=0.5, rose=6),
    "areas with trends of their own": World(trend=0.3, rose=6),
    "shocks that last for years": World(lasting=0.95, shock=0.7, rose=6),
    "one area": World(**LASTING, treated=1, rose=6),
    "five areas": World(**LASTING, treated=5, rose=6),
    "few areas with few incidents": World(areas=20, treated=1, level=3.0, **LASTING, rose=6),
    "many incidents": World(**LASTING, level=20.0, rose=6),
}
FULL = os.environ.get("LINCHPIN_FULL") == "1"


def runs(world, effect):
    """The estimates of 200 seeded runs."""
    where = simulated.neighbourhood(world) if world.shared else None
    drawn = (simulated.draw(world, effect, seed) for seed in range(RUNS))
    return [estimate.of(counts, treated, START, AFTER, where=where) for counts, treated in drawn]


def held(found, effect):
    """The share of intervals that hold the true effect, of the runs that have one."""
    known = [own for own in found if own.share is not None]
    assert len(known) > 0.8 * RUNS
    return np.mean([own.low <= effect <= own.high for own in known])


@pytest.mark.parametrize("world", WORLDS.values(), ids=WORLDS)
def test_a_planted_effect_lies_in_its_interval_and_none_planted_is_hardly_ever_found(world):
    assert held(runs(world, PLANTED), PLANTED) >= 0.9
    none = runs(world, 0.0)
    assert held(none, 0.0) >= 0.9
    assert np.mean([own.concluded for own in none]) <= 0.05


@pytest.mark.skipif(not FULL, reason="more of the same, with LINCHPIN_FULL=1")
@pytest.mark.parametrize("world", MORE_WORLDS.values(), ids=MORE_WORLDS)
def test_the_same_in_harder_worlds(world):
    test_a_planted_effect_lies_in_its_interval_and_none_planted_is_hardly_ever_found(world)


def test_strong_effects_are_concluded_so_the_guards_do_not_refuse_everything():
    found = runs(World(rose=6, level=12.0), -0.6)
    assert np.mean([own.concluded and own.high < 0 for own in found]) > 0.6


def test_where_violence_had_risen_the_plain_ratio_misleads_and_the_estimate_does_not():
    found = runs(World(**LASTING, rose=6), 0.0)
    plain, own = (np.mean(np.log1p([getattr(one, name) for one in found])) for name in ("plain", "share"))
    assert abs(own) < 0.06
    assert abs(plain) > 0.15


def cases():
    rng = np.random.default_rng(7)
    date = np.repeat(np.arange(4), 30)
    covariates = rng.normal(size=(120, 2))
    offset = rng.uniform(2, 30, 120)
    counts = rng.poisson(offset * np.exp(0.2 * date + covariates @ [0.5, -0.3])).astype(float)
    return counts, offset, covariates, date


def test_the_regression_is_that_of_statsmodels():
    counts, offset, covariates, date = cases()
    design = np.column_stack([covariates, pd.get_dummies(date).to_numpy(dtype=float)])
    theirs = sm.GLM(counts, design, family=sm.families.Poisson(), offset=np.log(offset)).fit()
    own = poisson.fit(counts, offset, covariates, date, 4)
    assert own.slopes == pytest.approx(theirs.params[:2], rel=1e-6)
    assert np.log(own.dates) == pytest.approx(theirs.params[2:], rel=1e-6)


def test_the_covariance_of_slopes_is_that_of_statsmodels_by_cluster():
    counts, offset, covariates, date = cases()
    cluster = np.tile(np.arange(30), 4)
    design = np.column_stack([covariates, pd.get_dummies(date).to_numpy(dtype=float)])
    model = sm.GLM(counts, design, family=sm.families.Poisson(), offset=np.log(offset))
    theirs = model.fit(cov_type="cluster", cov_kwds={"groups": cluster, "use_correction": False}).cov_params()[:2, :2]
    own = poisson.fit(counts, offset, covariates, date, 4)
    expected = own.dates[date] * offset * np.exp(covariates @ own.slopes)
    found = poisson.variance(own, counts - expected, covariates, date, cluster)
    assert found == pytest.approx(theirs * 30 / 29, rel=1e-5)


def test_the_plain_ratio_is_the_difference_in_differences_of_two_way_fixed_effects():
    rng = np.random.default_rng(3)
    counts = rng.poisson(rng.uniform(2, 20, (8, 1)) * rng.uniform(0.5, 2, 10)).astype(float)
    treated, after = np.arange(8) < 2, np.arange(10) >= 6
    both = (treated[:, None] & after).ravel()
    area, period = np.repeat(np.arange(8), 10), np.tile(np.arange(10), 8)
    dummies = [pd.get_dummies(area), pd.get_dummies(period).iloc[:, 1:]]
    design = np.column_stack([both, *(own.to_numpy(dtype=float) for own in dummies)])
    theirs = sm.GLM(counts.ravel(), design, family=sm.families.Poisson()).fit()
    pairs = [(counts[rows][:, ~after].sum(), counts[rows][:, after].sum()) for rows in (treated, ~treated)]
    assert np.log(poisson.ratio_of_ratios(*pairs)) == pytest.approx(theirs.params[0], rel=1e-6)


def test_by_hand_ten_of_twenty_where_the_others_doubled_is_a_quarter():
    assert poisson.ratio_of_ratios((20, 10), (100, 200)) == 0.25
    assert np.isnan(poisson.ratio_of_ratios((0, 10), (100, 200)))


def test_the_windows_by_hand():
    counts = np.arange(4 * YEAR)[None] + np.zeros((2, 1))
    found = windows.of(counts, 3 * YEAR, 6)
    assert found.baseline_periods == YEAR
    assert found.dates.tolist() == [39, *range(33, 25, -1)]
    first = counts[0]
    assert found.baseline[0].tolist() == [first[13:26].sum()] * 2
    assert found.after[0, 0] == first[39:45].sum()
    assert found.offset[0, 0] == pytest.approx(first[13:26].sum() * 6 / 13)
    last = np.log((first[38] + 0.5) / (first[13:26].sum() / 13 + 0.5))
    assert found.rises[0, 0, -1] == pytest.approx(last)
    assert found.after[1, 0] == first[33:39].sum()


def test_nothing_after_an_earlier_date_reaches_into_the_operation():
    found = windows.of(np.ones((1, 8 * YEAR)), 7 * YEAR, 6)
    assert found.dates[1:].max() + 6 <= found.dates[0]
    assert found.baseline_periods == 3 * YEAR


def test_the_spread_finds_what_made_the_counts():
    rng = np.random.default_rng(1)
    expected = rng.uniform(5, 300, 20_000)
    drifted = expected * rng.gamma(1 / 0.2, 0.2, len(expected))
    found = spread.fitted(rng.poisson(drifted), expected, np.full(len(expected), 1e9))
    assert found.drift == pytest.approx(0.2, abs=0.02)
    assert found.noise == pytest.approx(1, abs=0.3)


def shown(**change):
    given = {"counts": np.full((20, 60), 5), "treated": np.arange(20) < 2, "start": 50, "after": 6} | change
    return estimate.of(given.pop("counts"), given.pop("treated"), given.pop("start"), given.pop("after"), **given)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"after": 2}, estimate.TOO_EARLY),
        ({"start": 25}, estimate.TOO_SHORT),
        ({"treated": np.zeros(20, dtype=bool)}, estimate.TOO_FEW_INCIDENTS),
        ({"counts": np.zeros((20, 60))}, estimate.TOO_FEW_INCIDENTS),
        ({"left_out": np.arange(20) < 13}, estimate.TOO_FEW_AREAS),
    ],
)
def test_without_enough_there_is_no_estimate_and_a_reason(change, reason):
    found = shown(**change)
    assert found.reasons == (reason,) and found.share is None and not found.concluded


def test_areas_that_are_left_out_change_nothing():
    rng = np.random.default_rng(5)
    counts = rng.poisson(8, (25, 60))
    treated, left_out = np.arange(25) < 2, np.arange(25) == 24
    where = rng.normal(size=(25, 2))
    found = estimate.of(counts, treated, 50, 6, left_out=left_out, where=where)
    counts[24] *= 50
    assert estimate.of(counts, treated, 50, 6, left_out=left_out, where=where) == found
