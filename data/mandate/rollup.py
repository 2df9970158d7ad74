"""Progress rolled up to tasks and up their tree: a mean by weight, how many stand behind it, and how they spread.

The share of a task is the mean, by weight, of its own indicators' shares of the way and of the shares of the tasks
below it; a weight that is unknown counts as 1, one of zero not at all; a share of the way counts from 0 to 1, so that
what is more than done hides no lag. What is not known is left out of the mean and counted beside it. Outputs are rolled
up in the same way, apart from indicators: what was delivered is not what was achieved.
"""

from collections.abc import Mapping

import pandas as pd

from data.mandate import items as shapes
from data.mandate.schema import STATUSES

# Courses that are known, best first.
KNOWN = ("on_course", "at_risk", "off_course")


def of(ordered: pd.DataFrame, progress: pd.DataFrame, kind: str = shapes.INDICATOR) -> pd.DataFrame:
    """One row a task, indexed by task_id in the order given, for its indicators or outputs (`kind`):

    | column | meaning |
    |---|---|
    | items | how many it and the tasks below it have; one of several tasks below counts once |
    | share | mean by weight as above, 0 to 1; unknown where none is known |
    | known | how many of the items have a share of the way |
    | on_course, at_risk, off_course, no_data | how many stand where |
    | late | how many are late |
    | due_at_end | how many are planned for the end, which has not come |
    | own_items | how many it has itself |

    `ordered` are tasks in reading order with `depth` (`tasks.tree`), `progress` is of `progress.of`.
    """
    pairs = shapes.by_task(progress[progress["kind"] == kind])
    return of_pairs(ordered, pairs[pairs["task_id"].isin(ordered["task_id"])])


def of_pairs(ordered: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """The same from items that stand beside each of their tasks (`items.by_task`)."""
    counted = _counts(ordered, pairs)
    return counted.assign(share=_shares(ordered, pairs))


def parents(ordered: pd.DataFrame) -> dict[str, str]:
    """The task one level up, of each task that has one in the tree as it is read."""
    last: dict[int, str] = {}
    found = {}
    for task_id, depth in zip(ordered["task_id"], ordered["depth"], strict=True):
        last[depth] = task_id
        if depth:
            found[task_id] = last[depth - 1]
    return found


def _chains(ordered: pd.DataFrame) -> pd.DataFrame:
    """Each task (task_id) beside itself and every task above it (holder)."""
    above = parents(ordered)
    chains: dict[str, list[str]] = {}
    for task_id in ordered["task_id"]:  # a parent stands before its children
        chains[task_id] = [task_id, *chains.get(above.get(task_id, ""), [])]
    return pd.DataFrame({"task_id": list(chains), "holder": list(chains.values())}).explode("holder").astype("str")


def _counts(ordered: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    spread = pairs.merge(_chains(ordered), on="task_id").drop_duplicates(["key", "holder"])
    by_course = spread.groupby(["holder", "course"]).size().unstack(fill_value=0)
    spread = spread.assign(known=spread["way"].notna(), items=True)
    sums = spread.groupby("holder")[["items", "known", "late", "due_at_end"]].sum()
    own = pairs.groupby("task_id").size().rename("own_items")
    whole = pd.concat([sums, by_course.reindex(columns=list(STATUSES)), own], axis=1)
    return whole.reindex(ordered["task_id"]).fillna(0).astype("int64")


def _shares(ordered: pd.DataFrame, pairs: pd.DataFrame) -> pd.Series:
    """Means by weight, from the deepest tasks up."""
    known = pairs.dropna(subset=["way"])
    weight = known["weight"].fillna(1.0)
    own = pd.DataFrame({"task_id": known["task_id"], "weight": weight, "sum": known["way"].clip(0, 1) * weight})
    sums = own.groupby("task_id")[["sum", "weight"]].sum().reindex(ordered["task_id"]).fillna(0.0)
    above = pd.Series(parents(ordered), dtype="str")
    weights = ordered.set_index("task_id")["weight"].fillna(1.0)
    depths = ordered.set_index("task_id")["depth"]
    for depth in range(int(depths.max() or 0) if len(depths) else 0, 0, -1):
        level = sums[(depths == depth) & (sums["weight"] > 0)]
        share, weight = level["sum"] / level["weight"], weights[level.index]
        passed = pd.DataFrame({"sum": share * weight, "weight": weight}).groupby(above[level.index].to_numpy()).sum()
        sums = sums.add(passed.reindex(sums.index).fillna(0.0))
    return (sums["sum"] / sums["weight"].where(sums["weight"] > 0)).rename("share")


def contradicted(status: str, row: Mapping[str, float]) -> bool:
    """Whether the status that a post gave a task says other than the courses of its indicators.

    On course while one is off course or at risk, off course or at risk while all that are known are on course, no data
    while some are known, or a status where none of its indicators is known.
    """
    known = sum(row[code] for code in KNOWN)
    if not row["items"]:
        return False
    if not known or status == "no_data":
        return (status == "no_data") == bool(known)
    behind = bool(row["at_risk"] + row["off_course"] > 0)
    return behind if status == "on_course" else not behind
