import threading

import pytest

from components import turns


def running_beside(incidents, monkeypatch, wait=5.0):
    """Whether a second run begins before the first has ended."""
    monkeypatch.setattr(turns, "LONGEST_WAIT_S", wait)
    begun, go_on, second = threading.Event(), threading.Event(), threading.Event()

    def first():
        with turns.in_turn(incidents):
            begun.set()
            go_on.wait(10)

    def other():
        with turns.in_turn(incidents):
            second.set()

    threads = [threading.Thread(target=first), threading.Thread(target=other)]
    threads[0].start()
    assert begun.wait(5)
    threads[1].start()
    beside = second.wait(0.5)
    go_on.set()
    for thread in threads:
        thread.join(5)
    assert second.is_set(), "the second run has its turn in the end"
    return beside


def test_many_incidents_are_counted_one_run_after_the_other(monkeypatch):
    assert not running_beside(turns.MANY, monkeypatch)


def test_few_incidents_wait_for_nobody(monkeypatch):
    assert running_beside(turns.MANY - 1, monkeypatch)


def test_nobody_waits_for_ever(monkeypatch):
    assert running_beside(turns.MANY, monkeypatch, wait=0.05)


def test_a_run_that_fails_gives_its_turn_on(monkeypatch):
    with pytest.raises(ValueError, match="broken"), turns.in_turn(turns.MANY):
        raise ValueError("broken")
    assert not running_beside(turns.MANY, monkeypatch)
