"""Many users on one server, each changing a filter every ten seconds, and what they cost in memory."""

import threading
import time
from contextlib import ExitStack

import numpy as np

from tests.bench import walk
from tests.bench.results import Result, median, of_rounds
from tests.bench.rounds import Servers, open_session

EVERY_SECONDS = 10
SINGLE_ROUNDS = 10
MORE_USERS = 10
# app.py collects garbage every 30 s: memory is read after one collection.
SECONDS_TO_COLLECTION = 32
FIRST_SEED = 1_000


def memory(servers: Servers, page: str, rows: int, more_users: int = MORE_USERS) -> list[Result]:
    """Resident memory of the whole server, its peak, and the growth by a user who changes two filters."""
    time.sleep(SECONDS_TO_COLLECTION)
    now = {name: server.memory() for name, server in servers.items()}
    results = [
        of_rounds(page, rows, "memory", "bytes", {name: [found["rss"]] for name, found in now.items()}),
        of_rounds(page, rows, "memory_peak", "bytes", {name: [found["peak"]] for name, found in now.items()}),
    ]
    with ExitStack() as opened:
        for i in range(more_users):
            session = opened.enter_context(open_session(servers, "ours", page))
            session.open()
            steps = walk.steps(FIRST_SEED + i)
            for _change in range(2):
                walk.take(session, next(steps))
        time.sleep(SECONDS_TO_COLLECTION)
        grown = servers["ours"].memory()["own"] - now["ours"]["own"]
    return [*results, Result(page, rows, "memory_per_user", max(grown, 0) / more_users, "bytes")]


def measure(servers: Servers, page: str, rows: int, users: int, seconds: int) -> list[Result]:
    """The 95th percentile of all users' server times, and as a multiple of one user's median just before."""
    single = _single(servers, page)
    crowd = _Crowd(users, seconds)
    threads = [threading.Thread(target=crowd.user, args=(servers, page, i)) for i in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if crowd.faults:
        raise crowd.faults[0]
    worst = float(np.percentile(crowd.taken, 95))
    return [
        Result(page, rows, "users_p95", worst, "s"),
        Result(page, rows, "users_p95_to_single", worst / single, "times"),
    ]


def _single(servers: Servers, page: str) -> float:
    with open_session(servers, "ours", page) as session:
        session.open()
        steps = walk.steps(FIRST_SEED - 1)
        return median([walk.take(session, next(steps)).seconds for _round in range(SINGLE_ROUNDS)])


class _Crowd:
    """Users in threads of their own, who begin together once all have the page open."""

    def __init__(self, users: int, seconds: int) -> None:
        self.seconds = seconds
        self.ready = threading.Barrier(users)
        self.taken: list[float] = []
        self.faults: list[Exception] = []

    def user(self, servers: Servers, page: str, number: int) -> None:
        """Changes a filter every ten seconds, first after a random part of them."""
        wait = np.random.default_rng(number).uniform(0, min(EVERY_SECONDS, self.seconds))
        try:
            with open_session(servers, "ours", page) as session:
                session.open()
                steps = walk.steps(2 * FIRST_SEED + number)
                self.ready.wait()
                begun = time.monotonic()
                while wait < self.seconds:
                    time.sleep(max(0.0, begun + wait - time.monotonic()))
                    self.taken.append(walk.take(session, next(steps)).seconds)
                    wait += EVERY_SECONDS
        except Exception as fault:  # the thread that waits for this one raises it
            self.ready.abort()
            self.faults.append(fault)
