"""The models of siting against every choice tried one after another, on small random instances."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import InputError
from data.footprint.siting import cover, coverage, distance
from data.footprint.siting.terms import IMPOSSIBLE, Limit, Terms
from tests.data.footprint.siting import brute

FEW = settings(max_examples=120, deadline=None)
RADIUS = 4


def sites_hold(terms, answer):
    """What the terms ask of any answer."""
    assert terms.allows(answer.sites)
    assert not terms.fixed[answer.sites].any()


@given(brute.instances())
@FEW
def test_coverage_is_the_most_of_all_choices(case):
    matrix, weights, terms, _costs = case
    reaches = matrix <= RADIUS
    most = max(weights[reaches[:, brute.opened(terms, some)].any(axis=1)].sum() for some in brute.choices(terms))
    answer = coverage.solve(reaches, weights, terms)
    sites_hold(terms, answer)
    assert answer.optimal
    assert answer.value == pytest.approx(most)
    assert weights[reaches[:, brute.opened(terms, answer.sites)].any(axis=1)].sum() == pytest.approx(most)
    unreached = ~reaches[:, ~terms.forbidden].any(axis=1) & (weights > 0)
    np.testing.assert_array_equal(answer.left_out, np.flatnonzero(unreached))


@given(brute.instances())
@FEW
def test_least_distance_is_the_least_of_all_choices(case):
    matrix, weights, terms, _costs = case
    reached = np.isfinite(matrix[:, ~terms.forbidden]).any(axis=1) & (weights > 0)

    def sum_of(some):
        own = matrix[reached][:, brute.opened(terms, some)]
        return weights[reached] @ own.min(axis=1) if own.shape[1] else (np.inf if reached.any() else 0.0)

    least = min(sum_of(some) for some in brute.choices(terms))
    answer = distance.solve(matrix, weights, terms)
    np.testing.assert_array_equal(answer.left_out, np.flatnonzero(~reached & (weights > 0)))
    if not np.isfinite(least):
        assert not answer.optimal
        assert answer.state == IMPOSSIBLE
        return
    sites_hold(terms, answer)
    assert answer.optimal
    assert answer.value == pytest.approx(least)
    assert sum_of(answer.sites) == pytest.approx(least)


@given(brute.instances(), st.booleans())
@FEW
def test_cover_is_the_cheapest_of_all_choices(case, priced):
    matrix, weights, terms, costs = case
    reaches, costs = matrix <= RADIUS, costs if priced else np.ones(len(costs))
    wanted = reaches[:, ~terms.forbidden].any(axis=1) & (weights > 0)
    sums = [
        costs[some].sum()
        for some in brute.choices(terms)
        if reaches[wanted][:, brute.opened(terms, some)].any(axis=1).all()
    ]
    answer = cover.solve(reaches, weights, terms, costs)
    np.testing.assert_array_equal(answer.left_out, np.flatnonzero(~wanted & (weights > 0)))
    if not sums:
        assert answer.state == IMPOSSIBLE
        return
    sites_hold(terms, answer)
    assert answer.optimal
    assert answer.value == pytest.approx(min(sums))
    assert reaches[wanted][:, brute.opened(terms, answer.sites)].any(axis=1).all()


@given(brute.instances(), st.lists(st.sampled_from([1.0, 2.0, 4.0, np.inf]), min_size=6, max_size=6))
@settings(max_examples=60, deadline=None)
def test_capacities_against_every_choice(case, capacity):
    matrix, weights, terms, _costs = case
    capacity = np.array(capacity[: terms.sites])
    limited, own = replace(terms, capacity=capacity), weights > 0
    near = matrix[own] <= RADIUS
    most = max(
        -(
            brute.shared(near, -np.ones(near.shape), weights[own], capacity, brute.opened(terms, some), whole=False)
            or 0.0
        )
        for some in brute.choices(terms)
    )
    answer = coverage.solve(matrix <= RADIUS, weights, limited)
    assert answer.optimal
    assert answer.value == pytest.approx(most, abs=1e-6)

    reached = np.isfinite(matrix[:, ~terms.forbidden]).any(axis=1) & own
    price = np.where(np.isfinite(matrix[reached]), matrix[reached], 0)
    sums = [
        brute.shared(
            np.isfinite(matrix[reached]), price, weights[reached], capacity, brute.opened(terms, some), whole=True
        )
        for some in brute.choices(terms)
    ]
    sums = [value for value in sums if value is not None]
    answer = distance.solve(matrix, weights, limited)
    if sums:
        assert answer.optimal
        assert answer.value == pytest.approx(min(sums), abs=1e-6)
    else:
        assert answer.state == IMPOSSIBLE


def test_a_site_fixed_and_forbidden_is_refused():
    with pytest.raises(InputError, match="both fixed and forbidden"):
        Terms(2, 1, np.array([True, False]), np.array([True, False]))


def test_fewer_sites_than_none_are_refused():
    with pytest.raises(InputError, match="0 or more"):
        Terms(2, -1)


def test_sites_that_add_nothing_are_not_chosen():
    reaches = np.array([[1, 1, 0], [0, 1, 1]], dtype=bool)
    assert coverage.solve(reaches, np.ones(2), Terms(3, 3)).sites.tolist() == [1]


def test_a_limit_that_the_fixed_sites_pass_already_has_no_answer():
    terms = Terms(2, 1, np.array([True, False]), limits=(Limit(np.array([5.0, 1.0]), 4.0),))
    assert coverage.solve(np.ones((1, 2), dtype=bool), np.ones(1), terms).state == IMPOSSIBLE
