"""Runs over millions of incidents one after the other: side by side, each would be done only with the last of them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 1_000_000  # incidents; fewer are counted in a tenth of a second
LONGEST_WAIT_S = 5  # then a run goes ahead all the same: what holds the turn is no count but an import, say

_turn = threading.Lock()


@contextmanager
def in_turn(incidents: int) -> Iterator[None]:
    """Wait for the run before, where there are many incidents to count; at most `LONGEST_WAIT_S`."""
    mine = incidents >= MANY and _turn.acquire(timeout=LONGEST_WAIT_S)
    try:
        yield
    finally:
        if mine:
            _turn.release()
