"""What the parts of page Mandate need of progress, worked out once a version, day and choice of tasks."""

import pandas as pd

from components import cached
from components.mandate.desk import Desk
from data.mandate import budget, due, items, progress, rollup, tasks

BUDGET_TABLES = ("rbb_components", "accomplishments", "indicators", "outputs", "measurements", "activities")


def states(desk: Desk) -> pd.DataFrame:
    """Every indicator and output on the day: see `progress.of`."""
    shot = desk.context.snapshot

    def work() -> pd.DataFrame:
        tables = (shot.table(name) for name in ("indicators", "outputs", "measurements"))
        return progress.of(*tables, desk.day, shot.settings.progress)

    return cached.worked_out(shot, ("progress", desk.day), work).copy(deep=False)


def rolled(desk: Desk, kind: str = items.INDICATOR) -> pd.DataFrame:
    """Progress rolled up to the tasks of the desk, by task_id: see `rollup.of`."""
    asked = ("rollup", kind, desk.day, desk.mandate["mandate_id"], desk.context.filters.areas)
    return cached.worked_out(desk.context.snapshot, asked, lambda: rollup.of(desk.ordered, states(desk), kind)).copy(
        deep=False
    )


def of_tasks(desk: Desk) -> pd.DataFrame:
    """Indicators and outputs of the desk's tasks, each with one of them (task_id), in the order of tasks."""
    order = pd.Series(range(len(desk.ordered)), index=desk.ordered["task_id"])
    pairs = items.by_task(states(desk))
    pairs = pairs[pairs["task_id"].isin(order.index)]
    return pairs.assign(order=pairs["task_id"].map(order)).sort_values(["order", "kind"], kind="stable")


def budget_tables(desk: Desk) -> budget.Tables:
    """The tables of results-based budgeting."""
    return budget.Tables(**{name: desk.table(name) for name in BUDGET_TABLES})


def budget_year(desk: Desk, year: str) -> pd.DataFrame:
    """The rows of a budget year on the day: see `budget.table`."""
    shot = desk.context.snapshot
    return cached.worked_out(
        shot, ("budget", year, desk.day), lambda: budget.table(budget_tables(desk), year, desk.day, shot.settings)
    ).copy(deep=False)


def open_tables(desk: Desk) -> due.Open:
    """The tables that something can be due in, those of tasks as the desk has them."""
    rest = (desk.table(name) for name in ("actions", "recommendations", "calendar"))
    return due.Open(desk.ordered, *rest)


def branch(desk: Desk, task_id: str, most: int) -> pd.DataFrame:
    """The tasks to show, in reading order, at most so many: all, those above and below one, or the topmost levels."""
    ordered = desk.ordered
    if len(ordered) <= most:
        return ordered
    if task_id in set(ordered["task_id"]):
        above, own = rollup.parents(ordered), [task_id]
        while own[-1] in above:
            own.append(above[own[-1]])
        below = tasks.below(ordered, task_id)
        return ordered[ordered["task_id"].isin([*own, *below])].head(most)
    levels = ordered["depth"].value_counts().sort_index().cumsum()
    deepest = max(levels[levels <= most].index, default=0)
    return ordered[ordered["depth"] <= deepest].head(most)
