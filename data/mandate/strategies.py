"""Which strategies and plans tasks serve, and what is done that serves none."""

import pandas as pd

from data.mandate import rollup
from data.schema import split


def served(ordered: pd.DataFrame) -> pd.Series:
    """The frameworks of each task, its own and those of the tasks above it, as tuples by task_id.

    `ordered` are tasks in reading order with `depth` (`tasks.tree`).
    """
    above = rollup.parents(ordered)
    found: dict[str, tuple[str, ...]] = {}
    for task_id, cell in zip(ordered["task_id"], ordered["framework_ids"], strict=True):
        own = (*split(cell), *found.get(above.get(task_id, ""), ()))
        found[task_id] = tuple(dict.fromkeys(own))
    return pd.Series(found, dtype="object")


def tasks_of(ordered: pd.DataFrame, frameworks: pd.DataFrame) -> pd.DataFrame:
    """One row a framework and a leaf of the tree that serves it: framework_id, task_id; in the order of frameworks."""
    leaves = ordered.loc[ordered["is_leaf"], "task_id"]
    own = served(ordered).reindex(leaves)
    pairs = pd.DataFrame({"task_id": leaves.to_numpy(), "framework_id": own.to_numpy()}).explode("framework_id")
    return frameworks[["framework_id"]].merge(pairs, on="framework_id", sort=False)


def without(ordered: pd.DataFrame) -> pd.DataFrame:
    """Leaves of the tree that serve no framework, nor does any task above them."""
    own = served(ordered)
    return ordered[ordered["is_leaf"] & (ordered["task_id"].map(own).map(len) == 0)]


def during(activities: pd.DataFrame, mandate: pd.Series) -> pd.DataFrame:
    """Activities of the days of a mandate, planned ones too."""
    ends = mandate["expires"] if pd.notna(mandate["expires"]) else pd.Timestamp.max
    return activities[activities["activity_date"].between(mandate["adopted"], ends)]


def unlinked(activities: pd.DataFrame, ordered: pd.DataFrame) -> pd.DataFrame:
    """Activities linked to no strategy: they name none, and neither do their tasks nor the tasks above those.

    Cancelled ones are left out; one without a task serves nothing that is known.
    """
    own = served(ordered)
    serves = {task_id for task_id, frameworks in own.items() if frameworks}
    kept = activities[(activities["state"] != "cancelled") & activities["framework_ids"].isna()]
    linked = kept["task_ids"].map(lambda cell: not serves.isdisjoint(split(cell)))
    return kept[~linked.astype(bool)].sort_values("activity_date", ascending=False, ignore_index=True)
