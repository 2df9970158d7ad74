"""Prioritisation: which tasks are how important, and a task put first with what is left behind for it."""

from collections.abc import Mapping

import pandas as pd

from data import edit
from data.errors import InputError
from data.i18n import _
from data.mandate.schema import IMPORTANCE, RESOURCES, STATUSES
from data.mission import Mission
from data.schema import split

UNKNOWN = "unknown"
# What stands across the grid, beside importance.
ACROSS = {"resources": (*RESOURCES, UNKNOWN), "status": STATUSES}


def grid(tasks: pd.DataFrame, across: str) -> pd.DataFrame:
    """Task ids (a tuple a cell) by importance, the unknown last, and by a column of `ACROSS`, in the order given."""
    row = tasks["importance"].fillna(UNKNOWN)
    column = tasks[across].fillna("no_data" if across == "status" else UNKNOWN)
    cells = tasks.groupby([row.rename("row"), column.rename("column")], sort=False)["task_id"].agg(tuple)
    return pd.DataFrame(
        [[cells.get((r, c), ()) for c in ACROSS[across]] for r in (*IMPORTANCE, UNKNOWN)],
        index=[*IMPORTANCE, UNKNOWN],
        columns=list(ACROSS[across]),
    )


def put_first(
    mission: Mission, seen: Mapping[str, object], cells: Mapping[str, object], *, who: str | None = None
) -> tuple[Mission, int]:
    """Record that a task is put first and give it its importance, as one version: the mission written to, its number.

    `seen` is the task as its editor saw it, `cells` the columns of table prioritisations: what stops or is delayed and
    who is told are required. An InputError says what is lacking, a ChangedMeanwhileError that another changed the task.
    """
    task_id = str(seen["task_id"])
    stopped = cells.get("stops_task_ids") or ()
    if task_id in (split(stopped) if isinstance(stopped, str) else stopped):
        raise InputError(_("Task {task} cannot stop for itself; name what stops for it.").format(task=task_id))
    row = {**cells, "task_id": task_id, "prioritisation_id": edit.new_id("p")}
    changes = {
        "prioritisations": [edit.added(row)],
        "tasks": [edit.changed(seen, importance=cells["importance"])],
    }
    return edit.save_all(mission, changes, what=f"put task {task_id} first", who=who)


def on_record(prioritisations: pd.DataFrame, task_ids: set[str]) -> pd.DataFrame:
    """The prioritisations that concern some tasks, as put first or as left behind; the latest first."""
    concerns = prioritisations["task_id"].isin(task_ids) | prioritisations["stops_task_ids"].map(
        lambda cell: not task_ids.isdisjoint(split(cell))
    ).astype(bool)
    return prioritisations[concerns].sort_values(
        ["decided_on", "prioritisation_id"], ascending=[False, True], ignore_index=True
    )
