"""The task tree: tasks of the mandate in force, in order, with what is due, overdue or asks for a decision."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.mandate.schema import STATUSES
from data.schema import split

DONE = 1.0


@dataclass(frozen=True)
class Counts:
    """How many tasks stand where. `leaves` are tasks with none below them: only they are counted."""

    leaves: int
    by_status: dict[str, int]
    decisions: int
    overdue: int


def in_force(mandates: pd.DataFrame, start: date, end: date) -> pd.DataFrame:
    """The mandates in force on some day of a period, latest adopted first."""
    start, end = pd.Timestamp(start), pd.Timestamp(end)
    runs = (mandates["adopted"] <= end) & (mandates["expires"].isna() | (mandates["expires"] >= start))
    return mandates[runs].sort_values("adopted", ascending=False, ignore_index=True)


def of_period(
    mandates: pd.DataFrame, tasks: pd.DataFrame, start: date, end: date
) -> tuple[pd.Series | None, pd.DataFrame]:
    """The mandate with tasks that was in force on most days of the period, and its tasks; (None, none) without one.

    Of two in force as long, the later one.
    """
    running = in_force(mandates, start, end)
    first, last = running["adopted"].clip(lower=pd.Timestamp(start)), running["expires"].clip(upper=pd.Timestamp(end))
    days = (last.fillna(pd.Timestamp(end)) - first).dt.days
    for _row, mandate in running.loc[days.sort_values(ascending=False, kind="stable").index].iterrows():
        own = tasks[tasks["mandate_id"] == mandate["mandate_id"]]
        if len(own):
            return mandate, own.reset_index(drop=True)
    return None, tasks.iloc[:0]


def tree(tasks: pd.DataFrame) -> pd.DataFrame:
    """Tasks in reading order (each parent before its children, by task_id), with `depth` and `is_leaf`.

    A task whose parent is absent, or that lies on a ring of parents, stands at the top.
    """
    children: dict[str | None, list[str]] = {}
    known = set(tasks["task_id"])
    for task_id, parent in zip(tasks["task_id"], tasks["parent_id"], strict=True):
        children.setdefault(parent if parent in known and parent != task_id else None, []).append(task_id)
    depths: dict[str, int] = {}

    def visit(task_id: str, depth: int) -> None:
        if task_id not in depths:
            depths[task_id] = depth
            for child in sorted(children.get(task_id, []), key=_natural):
                visit(child, depth + 1)

    for top in [*sorted(children.get(None, []), key=_natural), *sorted(known, key=_natural)]:
        visit(top, 0)
    ordered = tasks.set_index("task_id").loc[list(depths)].reset_index()
    is_leaf = pd.Series([t not in children for t in ordered["task_id"]], index=ordered.index, dtype=bool)
    return ordered.assign(depth=list(depths.values()), is_leaf=is_leaf)


def _natural(key: str) -> list[tuple[int, object]]:
    """Sort key under which 2 comes before 10."""
    parts = "".join(c if c.isdigit() else " " + c + " " for c in key).split()
    return [(0, int(part)) if part.isdigit() else (1, part) for part in parts]


def overdue(tasks: pd.DataFrame, on: date) -> pd.Series:
    """True for tasks due before a day whose own output is not known to be complete."""
    complete = (tasks["progress"] >= DONE).fillna(False)
    return (tasks["due"].notna() & (tasks["due"] < pd.Timestamp(on)) & ~complete).astype(bool)


def counts(tasks: pd.DataFrame, on: date) -> Counts:
    """Leaf tasks by status, how many ask for a decision, how many are overdue on a day."""
    leaves = tree(tasks)
    leaves = leaves[leaves["is_leaf"]]
    by_status = leaves["status"].value_counts()
    return Counts(
        leaves=len(leaves),
        by_status={status: int(by_status.get(status, 0)) for status in STATUSES},
        decisions=int(tasks["decision_asked"].notna().sum()),
        overdue=int(overdue(leaves, on).sum()),
    )


def in_areas(tasks: pd.DataFrame, area_ids: tuple[str, ...], areas: pd.DataFrame) -> pd.DataFrame:
    """Tasks that work in one of the areas, inside one, or around one; a task without areas covers the whole country."""
    if not area_ids:
        return tasks
    parents = areas.set_index("area_id")["parent_id"].to_dict()
    wanted = {a for area_id in area_ids for a in upward(area_id, parents)}

    def touches(cell: object) -> bool:
        own = split(cell)
        return not own or any(a in wanted or set(upward(a, parents)) & set(area_ids) for a in own)

    return tasks[tasks["area_ids"].map(touches).astype(bool)].reset_index(drop=True)


def upward(area_id: str, parents: dict[str, str]) -> list[str]:
    """An area and those that hold it."""
    chain = []
    while isinstance(area_id, str) and area_id not in chain:
        chain.append(area_id)
        area_id = parents.get(area_id)
    return chain


def below(ordered: pd.DataFrame, task_id: str) -> list[str]:
    """The tasks below one, of tasks in reading order with `depth`."""
    ids, depths = ordered["task_id"].tolist(), ordered["depth"].tolist()
    at = ids.index(task_id)
    end = next((n for n in range(at + 1, len(ids)) if depths[n] <= depths[at]), len(ids))
    return ids[at + 1 : end]
