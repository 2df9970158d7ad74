"""The benchmark of the pages: for each size a mission made on the fly and three servers on it, measured in turn."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from data import mission
from data.importing.run import import_files
from tests.bench import browser, crowd, made, rounds, server
from tests.bench.results import Result, of_rounds
from tests.bench.server import ROOT

SHARED = ROOT.parent / "shared" / "data"
SIZES = (15_000, 400_000, 3_000_000)
PAGES = ("incidents", "briefing", "footprint")
# The baseline sends every event: from this size on it gets fewer rounds.
LARGE = 1_000_000


@dataclass(frozen=True)
class Plan:
    """What to measure."""

    sizes: tuple[int, ...] = SIZES
    pages: tuple[str, ...] = PAGES
    rounds: int = 20
    baseline_rounds: int = 5
    users: int = 20
    seconds: int = 60
    visits: int = 3
    in_chromium: bool = True
    memory: bool = True


def say(words: str) -> None:
    """Progress, which is no part of the result."""
    print(words, file=sys.stderr, flush=True)


def measure(plan: Plan) -> Iterator[list[Result]]:
    """The results of one size after the other."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        chromium = stack.enter_context(browser.chromium()) if plan.in_chromium else None
        for rows in plan.sizes:
            say(f"{rows:,} events: making them")
            home = _mission(Path(folder) / str(rows), rows)
            yield _of_size(plan, home, rows, chromium)


def _mission(folder: Path, rows: int) -> Path:
    new = mission.init(folder, "MINUSMA bench", "Mali")
    import_files(new, made.boundaries(SHARED))
    made.write(new, rows)
    return folder


def _of_size(plan: Plan, folder: Path, rows: int, chromium: object) -> list[Result]:
    say(f"{rows:,} events: filter and aggregate alone")
    results = [_alone(plan, folder, rows)]
    baseline_rounds = min(plan.baseline_rounds, 2) if rows >= LARGE else plan.baseline_rounds
    with server.servers(folder) as servers:
        for page in plan.pages:
            say(f"{rows:,} events, /{page}: filter changes")
            results += rounds.measure(servers, page, rows, plan.rounds, baseline_rounds)
        first = plan.pages[0]
        if plan.memory:
            say(f"{rows:,} events, /{first}: memory")
            results += crowd.memory(servers, first, rows)
        if plan.users:
            say(f"{rows:,} events, /{first}: {plan.users} users")
            results += crowd.measure(servers, first, rows, plan.users, plan.seconds)
        for page in plan.pages if chromium else ():
            say(f"{rows:,} events, /{page}: Chromium")
            results += browser.measure(chromium, servers, page, rows, plan.visits)
    return results


def _alone(plan: Plan, folder: Path, rows: int) -> Result:
    command = [sys.executable, "-W", "ignore", "-m", "tests.bench.alone", str(folder), str(plan.rounds)]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return of_rounds(plan.pages[0], rows, "filter_and_aggregate", "s", json.loads(said))
