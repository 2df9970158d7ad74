"""What lies within reach of base towns, counted: shares, overlaps, backup, and what is lost with a town.

Every function takes `demand` (see `data.footprint.demand`) and `within`, true or false for each of its rows (rows) and
each town of `data.footprint.distances.towns` (columns): `distances.km(demand, towns) <= radius_km`, or minutes of
travel against a limit. All counts are whole numbers over the places that incidents have; nothing is estimated.
"""

import numpy as np
import pandas as pd

from data.footprint.demand import MEASURES
from data.schema import split

UNKNOWN = "unknown"


def totals(demand: pd.DataFrame, inside: np.ndarray | None = None) -> dict[str, int]:
    """incidents, fatalities, civilian_incidents and civilian_fatalities of the rows that are inside, or of all."""
    rows = weights(demand) if inside is None else weights(demand)[inside]
    return dict(zip(MEASURES, rows.sum(axis=0).tolist(), strict=True))


def weights(demand: pd.DataFrame) -> np.ndarray:
    """The measures as whole numbers, rows of demand × `MEASURES`."""
    return demand[list(MEASURES)].to_numpy(dtype="int64")


def shares(covered: dict[str, int], everything: dict[str, int]) -> dict[str, float | None]:
    """Each covered figure as a share of all; None where there is nothing to have a share of."""
    return {name: covered[name] / every if every else None for name, every in everything.items()}


def by_component(demand: pd.DataFrame, within: np.ndarray, bases: pd.DataFrame, towns: pd.DataFrame) -> pd.DataFrame:
    """What each component's bases reach: component_type, towns, and the measures; bases of none known as `unknown`."""
    return _by_list(demand, within, bases, towns, "component_type")


def by_function(demand: pd.DataFrame, within: np.ndarray, bases: pd.DataFrame, towns: pd.DataFrame) -> pd.DataFrame:
    """What bases with each function reach: functions, towns, and the measures; bases of none known as `unknown`."""
    return _by_list(demand, within, bases, towns, "functions")


def _by_list(
    demand: pd.DataFrame, within: np.ndarray, bases: pd.DataFrame, towns: pd.DataFrame, column: str
) -> pd.DataFrame:
    rows = [
        {column: kind, "towns": int(there.sum()), **totals(demand, within[:, there].any(axis=1))}
        for kind, there in towns_by(bases, towns, column).items()
    ]
    return pd.DataFrame(rows, columns=[column, "towns", *MEASURES])


def towns_by(bases: pd.DataFrame, towns: pd.DataFrame, column: str) -> dict[str, np.ndarray]:
    """For each item of a list column (component_type, functions), in order, which towns have a base with it."""
    present = [split(cell) or (UNKNOWN,) for cell in bases[column]]
    kinds = sorted({kind for own in present for kind in own}, key=lambda kind: (kind == UNKNOWN, kind))
    return {kind: having(towns, [kind in own for own in present]) for kind in kinds}


def having(towns: pd.DataFrame, chosen: list[bool] | np.ndarray) -> np.ndarray:
    """Whether each town has one of the bases that are chosen (true or false for each row of bases)."""
    chosen = np.asarray(chosen, dtype=bool)
    return np.array([chosen[list(own)].any() for own in towns["rows"]], dtype=bool)


def by_town(demand: pd.DataFrame, within: np.ndarray, towns: pd.DataFrame) -> pd.DataFrame:
    """For each town base_id, name, the measures it reaches, and as `only_…` those that no other town reaches.

    The latter are what is lost if the town goes: a single point of failure has many of them.
    """
    own = weights(demand)
    alone = within & (within.sum(axis=1) == 1)[:, None]
    reached, lost = (mask.T.astype("float64") @ own for mask in (within, alone))
    figures = {name: np.rint(reached[:, at]).astype("int64") for at, name in enumerate(MEASURES)}
    figures |= {f"only_{name}": np.rint(lost[:, at]).astype("int64") for at, name in enumerate(MEASURES)}
    return towns[["base_id", "name"]].assign(**figures)


def overlaps(demand: pd.DataFrame, within: np.ndarray) -> pd.DataFrame:
    """The measures reached from exactly so many towns: towns (0 means out of reach, 3 means three or more)."""
    number = np.minimum(within.sum(axis=1), 3)
    return pd.DataFrame([{"towns": count, **totals(demand, number == count)} for count in range(4)])


def backup(demand: pd.DataFrame, within: np.ndarray) -> dict[str, int]:
    """The measures that are still reached whichever one town goes: those reached from two or more."""
    return totals(demand, within.sum(axis=1) >= 2)


def difference(demand: pd.DataFrame, before: np.ndarray, after: np.ndarray) -> dict[str, dict[str, int]]:
    """What a change of towns gains and loses: `gained` and `lost`, each with the measures."""
    was, now = before.any(axis=1), after.any(axis=1)
    return {"gained": totals(demand, now & ~was), "lost": totals(demand, was & ~now)}


def per_base(covered: int, bases: int) -> float | None:
    """Incidents within reach for each base; None without a base."""
    return covered / bases if bases else None
