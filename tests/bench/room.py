"""Many people in one workshop: each moves bases of one scenario and saves; then every move and revision is counted.

    python -m tests.bench.room MISSION [--clients 20] [--browsers 2] [--minutes 5] [--pause 10 30]

MISSION is a mission folder with bases and incidents; it is copied, and the copy is what is worked on. Of the clients
some are browsers, the others WebSockets. Each rests for `--pause` seconds between two saves: who reads what others
did, talks and types a place takes 10 to 30, which with 20 people is a save a second.
"""

import argparse
import random
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from components.workshop.whatif import SAME_TOWN_DEGREES
from data import mission
from data.workshop import scenarios
from data.workshop.moves import Draft
from data.workshop.scenarios import Scenario
from tests.bench.member import Member
from tests.bench.server import Server
from tests.bench.tab import Tab

Person = Member | Tab
PAUSE = (10.0, 30.0)
APART = 0.05  # degrees between two places
# A revision older than this when a browser leaves must have been shown there.
SHOWN_SECONDS = 60


@dataclass(frozen=True)
class Plan:
    """How many people, how many of them in a browser, for how long, and seconds (least, most) between two saves."""

    clients: int = 20
    browsers: int = 2
    minutes: float = 5
    pause: tuple[float, float] = PAUSE


@dataclass
class Room:
    """What the members did: the seconds of each save, and by browser when it first showed which revision."""

    plan: Plan
    waits: list[float] = field(default_factory=list)
    waits_in_browsers: list[float] = field(default_factory=list)
    seen: dict[str, list[tuple[int, float]]] = field(default_factory=dict)
    left: dict[str, float] = field(default_factory=dict)  # when each browser left
    faults: list[str] = field(default_factory=list)
    server_seconds: float = 0.0

    @property
    def saves(self) -> int:
        """How many saves there were."""
        return len(self.waits)


def places(bases: pd.DataFrame) -> list[str]:
    """Places to add a base at, as they are typed, in random order: no two of one town, none where a base is already."""
    there = bases[["latitude", "longitude"]].to_numpy()
    grid = np.stack(np.meshgrid(np.arange(12, 17, APART), np.arange(-8, 1, APART)), axis=-1).reshape(-1, 2)
    far = [point for point in grid if (np.abs(there - point).max(axis=1) > SAME_TOWN_DEGREES).all()]
    random.Random(0).shuffle(far)
    return [f"{latitude:.2f}, {longitude:.2f}" for latitude, longitude in far]


def work(room: Room, who: Callable[[], Person], number: int, towns: Iterator[str]) -> None:
    """Add a base, save, and look on for a while, again and again until the time is over."""
    chance = random.Random(number)
    try:
        with who() as person:
            person.open()
            end = time.monotonic() + 60 * room.plan.minutes
            person.rest(chance.uniform(0, room.plan.pause[1]))
            while time.monotonic() < end:
                person.add(next(towns))
                seconds = person.save()
                room.waits.append(seconds)
                if isinstance(person, Tab):
                    room.waits_in_browsers.append(seconds)
                person.rest(min(chance.uniform(*room.plan.pause), end - time.monotonic()))
            if isinstance(person, Tab):
                room.seen[person.name], room.left[person.name] = person.seen, time.time()
            room.faults += person.problems
    except Exception as fault:  # told at the end, with those of others
        room.faults.append(f"member {number}: {fault!r}")


def measure(folder: Path, plan: Plan) -> list[str]:
    """Work in a copy of a mission; what was lost, a sentence each; nothing where nothing was. Prints what was done."""
    with tempfile.TemporaryDirectory() as copied:
        made = mission.load(shutil.copytree(folder, Path(copied) / "mission"))
        own = scenarios.save(made, Draft(name="One room"), "Bench").scenario
        room = Room(plan)
        server = Server("app.py", made.folder).wait()
        try:
            towns = iter(places(made.store.read("bases", made.store.latest())))
            _together(room, server, f"scenario={own.scenario_id}", towns)
        finally:
            server.stop()
        history = scenarios.history(made, own.scenario_id)
        delays, unseen = shown_after(room, history)
        lost = [*room.faults, *unseen, *lost_in(room, history)]
        print(summary(room, history, delays), f"{len(lost)} faults", sep="\n")
        return lost


def _together(room: Room, server: Server, query: str, towns: Iterator[str]) -> None:
    """Let all work at once, until the last has left."""

    def who(number: int) -> Callable[[], Person]:
        name = f"Member {number}"
        return lambda: Tab(server.url, query, name) if number < room.plan.browsers else Member(server.port, query, name)

    members = [threading.Thread(target=work, args=(room, who(n), n, towns)) for n in range(room.plan.clients)]
    before = server.cpu_seconds()
    for member in members:
        member.start()
    for member in members:
        member.join()
    room.server_seconds = server.cpu_seconds() - before


def shown_after(room: Room, history: list[Scenario]) -> tuple[list[float], list[str]]:
    """Seconds from each save to when a browser of another showed that revision or a later one, and what none showed."""
    delays, unseen = [], []
    for name, seen in room.seen.items():
        opened = seen[0][1] if seen else room.left[name]
        for own in history:
            saved = own.saved_at.timestamp()
            if own.author == name or saved < opened:
                continue
            first = next((moment for revision, moment in seen if revision >= own.revision), None)
            if first is not None:
                delays.append(first - saved)
            elif room.left[name] - saved > SHOWN_SECONDS:
                unseen.append(f"{name} never saw revision {own.revision}")
    return delays, unseen


def lost_in(room: Room, history: list[Scenario]) -> list[str]:
    """What the history lacks of what was saved."""
    numbers, lost = [own.revision for own in history], []
    if numbers != list(range(1, room.saves + 2)):
        lost.append(f"{room.saves} saves made {len(numbers) - 1} revisions, the last of them {numbers[-1]}")
    seen: list[str] = []
    for own in history:
        ids = [one.move_id for one in own.moves]
        if ids[: len(seen)] != seen:
            lost.append(f"revision {own.revision} lacks moves of the one before")
        seen = ids
    if len(seen) != room.saves:
        lost.append(f"{room.saves} moves were saved, {len(seen)} stand in the last revision")
    return lost


def summary(room: Room, history: list[Scenario], delays: list[float]) -> str:
    """What was done and how long it took, a line each."""
    plan, merged = room.plan, sum(bool(own.merged_from) for own in history)
    lines = [
        f"{plan.clients} clients, {plan.browsers} of them browsers, for {plan.minutes:g} minutes, "
        f"{plan.pause[0]:g} to {plan.pause[1]:g} s between two saves",
        f"{room.saves} saves, {len(history)} revisions, {merged} of them merged with another's",
        f"a save was answered in {_spread(room.waits)}; in a browser in {_spread(room.waits_in_browsers)}",
        f"another's save was shown in a browser after {_spread(delays)}",
        f"the server took {room.server_seconds:.0f} s of processor time",
    ]
    return "\n".join(lines)


def _spread(seconds: list[float]) -> str:
    if not seconds:
        return "–"
    return f"{np.median(seconds):.2f} s (95 %: {np.percentile(seconds, 95):.2f} s; of {len(seconds)})"


def main() -> int:
    """Exit 1 where anything was lost, a line each on standard error."""
    made = argparse.ArgumentParser(prog="python -m tests.bench.room", description=__doc__.splitlines()[0])
    made.add_argument("mission", type=Path)
    made.add_argument("--clients", type=int, default=Plan.clients)
    made.add_argument("--browsers", type=int, default=Plan.browsers, help="how many of the clients work in Chromium")
    made.add_argument("--minutes", type=float, default=Plan.minutes)
    made.add_argument("--pause", type=float, nargs=2, default=Plan.pause, metavar=("LEAST", "MOST"), help="seconds")
    args = made.parse_args()
    lost = measure(args.mission, Plan(args.clients, args.browsers, args.minutes, tuple(args.pause)))
    print("\n".join(lost), file=sys.stderr)
    return int(bool(lost))


if __name__ == "__main__":
    sys.exit(main())
