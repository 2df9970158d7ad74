"""A user who changes one filter after another: the same changes for every app, and no state twice.

Choices are positions in a widget's list of options, so that apps that label them differently do the same. Every
state keeps events that target civilians, so that none is empty.
"""

from collections.abc import Iterator

import numpy as np

from tests.bench.made import FIRST, LAST
from tests.bench.session import Run, Session

TYPES, PRECISION, CIVILIANS, DAYS, AREAS = (
    "filter_types", "filter_precision", "filter_civilians", "filter_days", "filter_areas",
)  # fmt: skip
START = f"from={FIRST}&to={LAST}&source=acled"
# 0 violent incidents, 1 battles, 2 explosions, 3 against civilians, 4 riots, 5 protests, 6 strategic developments.
TYPE_CHOICES = ((), (0,), (0, 4), (0, 5), (0, 6), (0, 4, 5), (0, 5, 6), (1, 3), (1, 2, 3), (1, 3, 5), (2, 3))
FIRST_YEARS = range(1997, 2016)
REGIONS = 9
SHARES = {TYPES: 0.35, PRECISION: 0.15, CIVILIANS: 0.15, DAYS: 0.25, AREAS: 0.10}

Step = tuple[str, object]


def states(seed: int = 0) -> Iterator[dict[str, object]]:
    """Choices of all filters, without end: each differs in one from the state before, and none comes twice."""
    for state, _changed in _walk(seed):
        yield state


def steps(seed: int = 0) -> Iterator[Step]:
    """The same as changes: the widget's key and the choice to make."""
    for state, changed in _walk(seed):
        yield changed, state[changed]


def _walk(seed: int) -> Iterator[tuple[dict[str, object], str]]:
    rng = np.random.default_rng(seed)
    state: dict[str, object] = {TYPES: (), PRECISION: 0, CIVILIANS: False, DAYS: FIRST_YEARS[0], AREAS: ()}
    seen = {tuple(state.values())}
    while True:
        key = rng.choice(list(SHARES), p=list(SHARES.values())).item()
        changed = state | {key: _drawn(rng, key)}
        if tuple(changed.values()) not in seen:
            seen.add(tuple(changed.values()))
            state = changed
            yield state, key


def _drawn(rng: np.random.Generator, key: str) -> object:
    """A choice for a filter: wide ones more often than narrow ones."""
    if key == TYPES:
        return TYPE_CHOICES[rng.integers(len(TYPE_CHOICES))]
    if key == PRECISION:
        return int(rng.choice(3, p=[0.6, 0.3, 0.1]))
    if key == CIVILIANS:
        return bool(rng.random() < 0.2)
    if key == DAYS:
        return int(rng.choice(FIRST_YEARS))
    return () if rng.random() < 0.8 else (int(rng.integers(REGIONS)),)


def take(session: Session, step: Step) -> Run:
    """Make a change in a session, as its widgets name the choices."""
    key, choice = step
    options = session.widgets[key].options
    if key == CIVILIANS:
        return session.change(key, choice)
    if key == DAYS:
        return session.change(key, [f"{choice}/01/01", str(LAST).replace("-", "/")])
    return session.change(key, [options[i] for i in choice] if isinstance(choice, tuple) else options[choice])
