"""Filter changes through the real server and its WebSocket: ours, the floor and the baseline in turn."""

from collections.abc import Callable
from contextlib import ExitStack
from itertools import islice

from tests.bench import walk
from tests.bench.results import Result, median, of_rounds
from tests.bench.server import HAS_PROC, Server
from tests.bench.session import Run, Session

WARM_UP = 3
SEED = 1

Servers = dict[str, Server]


def open_session(servers: Servers, name: str, page: str) -> Session:
    """A new session of one of the servers; the baseline has one page, set beside each of ours."""
    path = "" if name == "baseline" or page == "briefing" else page
    return Session(servers[name].port, path, walk.START if name != "baseline" else "")


def measure(servers: Servers, page: str, rows: int, rounds: int, baseline_rounds: int) -> list[Result]:
    """Server time and bytes of `rounds` different filter changes and of each session's first run."""
    with ExitStack() as opened:
        sessions = {name: opened.enter_context(open_session(servers, name, page)) for name in servers}
        for session in sessions.values():  # loads the data, which is measured nowhere here
            session.open()
        firsts = _firsts(servers, page)
        taken: dict[str, list[Run]] = {name: [] for name in sessions}
        cpu: dict[str, list[float]] = {name: [] for name in sessions}
        for i, step in enumerate(islice(walk.steps(SEED), rounds + WARM_UP)):
            for name, session in sessions.items():
                if name != "baseline" or i < baseline_rounds + WARM_UP:
                    before = servers[name].cpu_seconds()
                    run = walk.take(session, step)
                    if i >= WARM_UP:
                        taken[name].append(run)
                        cpu[name].append(servers[name].cpu_seconds() - before)
        for name, session in sessions.items():
            if session.problems:
                raise RuntimeError(f"{name} showed an error on {page}: {session.problems[0]}")
    return _results(page, rows, taken, firsts) + _processor(page, rows, cpu)


def _firsts(servers: Servers, page: str) -> dict[str, list[Run]]:
    """The first run of a new session on each server; the floor's and ours three times."""
    taken: dict[str, list[Run]] = {name: [] for name in servers}
    for i in range(3):
        for name in servers:
            if i == 0 or name != "baseline":
                with open_session(servers, name, page) as session:
                    taken[name].append(session.open())
    return taken


def _results(page: str, rows: int, taken: dict[str, list[Run]], firsts: dict[str, list[Run]]) -> list[Result]:
    def every(runs: dict[str, list[Run]], value: Callable[[Run], float]) -> dict[str, list[float]]:
        return {name: [value(run) for run in of_name] for name, of_name in runs.items()}

    wire = every(taken, lambda run: run.wire_bytes)
    beyond = [a - b for a, b in zip(wire["ours"], wire["floor"], strict=True)]
    return [
        of_rounds(page, rows, "filter_change", "s", every(taken, lambda run: run.seconds)),
        of_rounds(page, rows, "filter_change_bytes", "bytes", wire),
        Result(page, rows, "filter_change_bytes_beyond_empty", median(beyond), "bytes"),
        of_rounds(page, rows, "filter_change_bytes_decoded", "bytes", every(taken, lambda run: run.decoded_bytes)),
        of_rounds(page, rows, "first_run", "s", every(firsts, lambda run: run.seconds)),
    ]


def _processor(page: str, rows: int, cpu: dict[str, list[float]]) -> list[Result]:
    """Processor time of a change: means, because single values come in steps of 10 ms."""
    if not HAS_PROC:
        return []
    means = {name: [sum(values) / len(values)] for name, values in cpu.items()}
    return [of_rounds(page, rows, "filter_change_cpu", "s", means)]
