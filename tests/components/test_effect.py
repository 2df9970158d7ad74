"""Placebos in words."""

import pytest

from components.evidence import effect
from data.mandate.effect.estimate import Estimate


@pytest.mark.parametrize(
    ("as_far", "n", "words"),
    [
        (0, 0, "none can be looked at (19 are needed)"),
        (1, 1, "1 of 1 earlier date gave as large a change; so few say nothing (19 are needed)"),
        (1, 18, "1 of 18 earlier dates gave as large a change; so few say nothing (19 are needed)"),
        (1, 19, "1 of 19 earlier dates gave as large a change"),
    ],
)
def test_earlier_dates_in_words(as_far, n, words):
    assert effect._dates(as_far, n) == words


@pytest.mark.parametrize(("share", "as_far"), [(1 / 5, 0), (2 / 5, 1), (1.0, 4)])
def test_the_operation_itself_is_no_placebo(share, as_far):
    """A share counts the operation among them: one in five is none of four."""
    own = Estimate((), by_date=(0.1,) * 4, share_dates=share, by_group=(0.1,) * 4, share_groups=share)
    assert own.dates_as_far == own.groups_as_far == as_far
    assert Estimate(("too_short",)).dates_as_far == 0
