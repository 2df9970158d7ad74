"""Which mandate tasks hold for a place on a day: by the mandates in force, the task's own days and its areas."""

from datetime import date

import pandas as pd

from data.mandate import tasks as task_tree
from data.schema import split

# Why a task holds: its area holds the place; its area is a part of the area that the place is known by; no area named.
INSIDE, PARTLY, COUNTRY = "inside", "partly", "country"
ORDER = (INSIDE, PARTLY, COUNTRY)


def of_place(
    mandates: pd.DataFrame, tasks: pd.DataFrame, areas: pd.DataFrame, area_id: str | None, on: date
) -> pd.DataFrame:
    """The tasks that hold for a place on a day, of every mandate in force on that day.

    `area_id` is the smallest area that surely holds the place; None where that is unknown: then only tasks that name no
    area are found. Tasks are leaves of the tree, open that day (`is_open`), in reading order, with `basis`:

    | basis | the task |
    |---|---|
    | inside | works in this area or in one that holds it |
    | partly | works in areas within this one, which may hold the place or not |
    | country | names no area: it is for the whole country |

    and `in_areas`, those of the task's areas that say so (a list).
    """
    running = task_tree.in_force(mandates, on, on)["mandate_id"]
    return within(open_leaves(task_tree.tree(tasks[tasks["mandate_id"].isin(running)]), on), areas, area_id)


def open_leaves(tree: pd.DataFrame, on: date) -> pd.DataFrame:
    """The leaves of `tasks.tree` that are open on a day."""
    return tree[tree["is_leaf"] & is_open(tree, on)]


def within(found: pd.DataFrame, areas: pd.DataFrame, area_id: str | None) -> pd.DataFrame:
    """Of some leaves in reading order those that hold for a place: see `of_place`."""
    parents = areas.set_index("area_id")["parent_id"].to_dict()
    above = set(task_tree.upward(area_id, parents))
    reasons = [_basis(split(cell), area_id, above, parents) for cell in found["area_ids"]]
    found = found.assign(
        basis=pd.Series([basis for basis, _own in reasons], index=found.index, dtype="str"),
        in_areas=pd.Series(["; ".join(own) for _reason, own in reasons], index=found.index, dtype="str"),
    )
    found = found[found["basis"].isin(ORDER)]
    return found.sort_values("basis", key=lambda own: own.map(ORDER.index), kind="stable", ignore_index=True)


def is_open(tasks: pd.DataFrame, on: date) -> pd.Series:
    """True for tasks that have started by a day (or do not say when), and are not past due or not known complete."""
    day = pd.Timestamp(on)
    started = tasks["starts"].isna() | (tasks["starts"] <= day)
    past = tasks["due"].notna() & (tasks["due"] < day)
    return (started & (~past | task_tree.overdue(tasks, on))).astype(bool)


def _basis(
    own: tuple[str, ...], area_id: str | None, above: set[str], parents: dict[str, str]
) -> tuple[str | None, list[str]]:
    if not own:
        return COUNTRY, []
    if holding := [area for area in own if area in above]:
        return INSIDE, holding
    within = [area for area in own if area_id in task_tree.upward(area, parents)]
    return (PARTLY, within) if within else (None, [])
