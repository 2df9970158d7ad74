"""What the parts of page Mandate need of progress, worked out once a version, day and choice of tasks."""

import pandas as pd

from components import cached
from components.mandate.desk import Desk
from data.mandate import budget, due, items, progress, rollup, strategies, tasks

Rolled = dict[str, float]
BUDGET_TABLES = ("rbb_components", "accomplishments", "indicators", "outputs", "measurements", "activities")


def states(desk: Desk) -> pd.DataFrame:
    """Every indicator and output on the day: see `progress.of`."""
    settings = desk.context.snapshot.settings.progress
    return desk.once(
        "progress", lambda: progress.of_standing(_items(desk), budget_tables(desk).standing, desk.day, settings)
    ).copy(deep=False)


def _items(desk: Desk) -> pd.DataFrame:
    return cached.once(
        desk.context.snapshot, "items", lambda: items.of(desk.table("indicators"), desk.table("outputs"))
    )


def _of_each_task(desk: Desk) -> pd.DataFrame:
    """Which items are of which tasks: key, task_id."""
    return cached.once(desk.context.snapshot, "items by task", lambda: items.by_task(_items(desk))[["key", "task_id"]])


def rolled(desk: Desk, kind: str = items.INDICATOR) -> dict[str, Rolled]:
    """Progress rolled up to each task of the desk: the row of `rollup.of` by its columns."""
    return desk.once(("rollup", kind), lambda: rollup.of_pairs(desk.ordered, _of_kind(desk, kind)).to_dict("index"))


def _of_kind(desk: Desk, kind: str) -> pd.DataFrame:
    rows = of_tasks(desk)
    return rows[rows["kind"] == kind]


def of_tasks(desk: Desk) -> pd.DataFrame:
    """Indicators and outputs of the desk's tasks, each with one of them (task_id), in the order of tasks."""
    return desk.once("items of tasks", lambda: _of_tasks(desk)).copy(deep=False)


def _of_tasks(desk: Desk) -> pd.DataFrame:
    order = pd.Series(range(len(desk.ordered)), index=desk.ordered["task_id"])
    pairs = _of_each_task(desk)
    pairs = pairs[pairs["task_id"].isin(order.index)].merge(states(desk), on="key")
    return pairs.assign(order=pairs["task_id"].map(order)).sort_values(["order", "kind"], kind="stable")


def budget_tables(desk: Desk) -> budget.Tables:
    """The tables of results-based budgeting."""
    return cached.once(
        desk.context.snapshot,
        "budget tables",
        lambda: budget.Tables(**{name: desk.table(name) for name in BUDGET_TABLES}),
    )


def budget_year(desk: Desk, year: str) -> pd.DataFrame:
    """The rows of a budget year on the day: see `budget.table`."""
    settings = desk.context.snapshot.settings
    return desk.once(("budget", year), lambda: budget.table(budget_tables(desk), year, desk.day, settings)).copy(
        deep=False
    )


def corrections(desk: Desk, year: str) -> pd.DataFrame:
    """The log of a budget year's corrections: see `budget.corrections`."""
    return desk.once(("corrections", year), lambda: budget.corrections(budget_tables(desk), year, desk.day)).copy(
        deep=False
    )


def due_within(desk: Desk, days: int) -> pd.DataFrame:
    """What falls due in so many days: see `due.within`."""
    return due.soon(_open(desk), desk.day, days)


def past_due(desk: Desk) -> pd.DataFrame:
    """What is past due and open: see `due.passed`."""
    return due.late(_open(desk), desk.day)


def _open(desk: Desk) -> pd.DataFrame:
    return desk.once("open", lambda: due.everything(_open_tables(desk), desk.day))


def _open_tables(desk: Desk) -> due.Open:
    """The tables that something can be due in, those of tasks as the desk has them."""
    rest = (desk.table(name) for name in ("actions", "recommendations", "calendar"))
    return due.Open(desk.ordered, *rest)


def unlinked(desk: Desk) -> pd.DataFrame:
    """Activities of the mandate's days that are linked to no strategy, not even by tasks of another mandate."""

    def work() -> pd.DataFrame:
        during = strategies.during(desk.table("activities"), desk.mandate)
        return strategies.unlinked(during, tasks.tree(desk.table("tasks")))

    return desk.once("unlinked", work).copy(deep=False)


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
