"""Which base towns strategic priorities protect from closing, and what each priority loses when towns close."""

import numpy as np
import pandas as pd

from data.footprint.demand import MEASURES
from data.geography.join import area_of, to_geo
from data.mandate.tasks import upward
from data.schema import split


def areas_of(priorities: pd.DataFrame, tasks: pd.DataFrame) -> pd.DataFrame:
    """The areas of the tasks of each priority: priority_id, rank, title, area_ids (a tuple), tasks (their titles).

    A task without a priority of its own has that of the task above it. A task that names no area is for the whole
    country: it points at no place, and so protects none.
    """
    parents = tasks.set_index("task_id")["parent_id"].to_dict()
    own = tasks.set_index("task_id")["priority_id"].to_dict()
    chains = [[own.get(one) for one in upward(task, parents)] for task in tasks["task_id"]]
    held = [next((one for one in chain if isinstance(one, str) and one), "") for chain in chains]
    placed = tasks.assign(held=held, own=[split(cell) for cell in tasks["area_ids"]])
    rows = []
    for priority in priorities.sort_values("rank", kind="stable").itertuples():
        mine = placed[(placed["held"] == priority.priority_id) & (placed["own"].map(len) > 0)]
        area_ids = tuple(dict.fromkeys(area for cell in mine["own"] for area in cell))
        rows.append((priority.priority_id, priority.rank, priority.title, area_ids, tuple(mine["title"])))
    return pd.DataFrame(rows, columns=["priority_id", "rank", "title", "area_ids", "tasks"])


def inside(places: pd.DataFrame, areas: pd.DataFrame, area_ids: tuple[str, ...]) -> np.ndarray:
    """Which places (latitude, longitude) lie in one of the areas."""
    own = areas[areas["area_id"].isin(area_ids)]
    if own.empty or places.empty:
        return np.zeros(len(places), dtype=bool)
    return area_of(places, to_geo(own)).notna().to_numpy()


def protected(towns: pd.DataFrame, priorities: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """One row a town and priority that protects it: town (row number), name, priority_id, rank, title.

    `priorities` are those of `areas_of`; a town is protected where it lies in an area of one of their tasks.
    """
    rows = [
        (int(town), towns["name"].iloc[town], own.priority_id, own.rank, own.title)
        for own in priorities.itertuples()
        for town in np.flatnonzero(inside(towns, areas, own.area_ids))
    ]
    return pd.DataFrame(rows, columns=["town", "name", "priority_id", "rank", "title"])


def losses(
    demand: pd.DataFrame, before: np.ndarray, after: np.ndarray, priorities: pd.DataFrame, areas: pd.DataFrame
) -> pd.DataFrame:
    """What falls out of reach in the areas of each priority's tasks: priority_id, rank, title, and for each measure
    `lost_…` and what was within reach before, `reached_…`. `before` and `after` say it of each row of demand.
    """
    rows = []
    for own in priorities.itertuples():
        there = inside(demand, areas, own.area_ids)
        lost, reached = demand[there & before & ~after], demand[there & before]
        sums = {f"lost_{name}": int(lost[name].sum()) for name in MEASURES}
        sums |= {f"reached_{name}": int(reached[name].sum()) for name in MEASURES}
        rows.append({"priority_id": own.priority_id, "rank": own.rank, "title": own.title, **sums})
    columns = [f"{what}_{name}" for what in ("lost", "reached") for name in MEASURES]
    return pd.DataFrame(rows, columns=["priority_id", "rank", "title", *columns])
