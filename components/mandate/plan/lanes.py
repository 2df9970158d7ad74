"""The rows of the plan in time: tasks in swimlanes by component type or by field office."""

import pandas as pd

from components.mandate.desk import Desk
from components.mandate.plan import pieces
from data.i18n import _
from data.mandate.plan import Plan
from data.schema import split
from data.words import palette

NONE = ""


def choice_name(code: str) -> str:
    """What the lanes are, for people."""
    return {"component": _("By component type"), "office": _("By field office")}[code]


def rows(desk: Desk, own: Plan, inside: pd.DataFrame, by: str) -> pd.DataFrame:
    """One row a bar, in the order drawn: the columns of `Plan.table`, status, lane, label, at (its height on the chart,
    a free row before each lane), is_own (False for a task with dated tasks below), marked (on the critical path).

    A task of several field offices stands in the lane of each. Lanes are in the order of the alphabet, tasks in
    reading order.
    """
    order = {task: at for at, task in enumerate(desk.ordered["task_id"])}
    tasks = desk.ordered.set_index("task_id")
    table = inside.assign(
        status=inside["task_id"].map(tasks["status"]),
        _lanes=inside["task_id"].map(tasks["lead_component" if by == "component" else "office_ids"]).map(_several),
        label=[pieces.name(desk, task, 60) for task in inside["task_id"]],
        is_own=inside["task_id"].isin(own.timed),
        _order=inside["task_id"].map(order),
    )
    table = table.assign(marked=table["is_own"] & table["task_id"].isin(own.critical)).explode("_lanes")
    if by == "office":  # a task with tasks below would stand in most lanes and say nothing of them
        table = table[table["is_own"]]
    table["lane"] = [_lane(desk, code, by) for code in table["_lanes"]]
    table["_last"] = table["_lanes"] == NONE
    table = table.sort_values(["_last", "lane", "_order"], ignore_index=True)
    heads = (~table["lane"].duplicated()).cumsum()
    table["at"] = table.index + heads
    return table.drop(columns=["_lanes", "_order", "_last"])


def _several(cell: object) -> list[str]:
    return list(split(cell)) or [NONE]


def _lane(desk: Desk, code: str, by: str) -> str:
    if code == NONE:
        return _("No component named") if by == "component" else _("No field office named")
    return palette.component_name(code) if by == "component" else desk.offices.get(code, code)
