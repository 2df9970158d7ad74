"""Filter and aggregate alone, without any page: the product's functions beside plain pandas, in a process of its own.

`python -m tests.bench.alone MISSION ROUNDS` prints seconds of each round as JSON.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import date
from itertools import islice

from data import mission, snapshot
from data.filters import Filters
from data.incidents import summary, types
from data.snapshot import Snapshot
from tests.bench import plain, walk
from tests.bench.made import LAST

WARM_UP = 2
CODES = (*types.GROUPS, *types.CODES)


def filters_of(shot: Snapshot, state: dict[str, object]) -> Filters:
    """A state of the walk as the app's filters."""
    areas = shot.areas[shot.areas["level"] > 0].sort_values(["level", "name"])["area_id"]
    return Filters(
        start=date(state[walk.DAYS], 1, 1),
        end=LAST.item(),
        source="acled",
        types=tuple(CODES[i] for i in state[walk.TYPES]),
        areas=tuple(areas.iloc[i] for i in state[walk.AREAS]),
        civilians=state[walk.CIVILIANS],
        precision=3 - state[walk.PRECISION],
    )


def wanted_of(filters: Filters) -> plain.Wanted:
    """The same for the plain version."""
    return plain.Wanted(
        filters.start, filters.end, filters.source, filters.types, filters.areas, filters.civilians, filters.precision
    )


def ours(shot: Snapshot, filters: Filters) -> tuple:
    """The product's selection and its three aggregates."""
    rows = shot.select(filters)
    return summary.by_type(rows), summary.by_area(rows, shot.areas, 2), summary.by_month(rows)


def seconds(run: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def measure(folder: str, rounds: int) -> dict[str, list[float]]:
    """Seconds of `rounds` different filters, ours and the baseline in turn."""
    opened = mission.load(folder)
    shot = snapshot.load(opened, opened.store.latest())
    incidents, _areas = plain.load(opened)
    taken: dict[str, list[float]] = {"ours": [], "baseline": []}
    for state in islice(walk.states(), rounds + WARM_UP):
        filters = filters_of(shot, state)
        taken["ours"].append(seconds(lambda f=filters: ours(shot, f)))
        wanted = wanted_of(filters)
        taken["baseline"].append(seconds(lambda w=wanted: plain.aggregates(plain.select(incidents, w))))
    return {name: all_[WARM_UP:] for name, all_ in taken.items()}


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], int(sys.argv[2]))))
