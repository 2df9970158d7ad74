"""Indicators and outputs in one shape: what each begins with, what is planned by when, and of which tasks it is."""

import pandas as pd

from data.schema import split
from data.snapshot import Snapshot

INDICATOR, OUTPUT = "indicator", "output"
KINDS = (INDICATOR, OUTPUT)
ONE_DAY = pd.Timedelta(days=1)
COLUMNS = (
    "key", "item_id", "kind", "number", "title", "unit", "direction", "reading", "path", "baseline", "start",
    "start_on", "target", "target_on", "every_days", "weight", "task_ids", "accomplishment_id", "owner_post",
    "illustrative",
)  # fmt: skip


def of(indicators: pd.DataFrame, outputs: pd.DataFrame) -> pd.DataFrame:
    """One row an indicator or output, with the columns of both tables that matter, and

    | column | meaning |
    |---|---|
    | key | kind and item_id: an output may bear the id of an indicator |
    | kind | indicator or output |
    | start | value that the path to the target begins with: the baseline of a level, zero of a sum and of an output |
    | start_on | day of that value; an output begins with the day before its first |

    A sum adds up from zero: its baseline is what came together before, which is shown and not added.
    """
    measured = indicators.assign(
        item_id=indicators["indicator_id"],
        kind=INDICATOR,
        start=indicators["baseline"].mask(indicators["reading"] == "sum", 0.0),
        start_on=indicators["baseline_on"],
    )
    delivered = outputs.assign(
        item_id=outputs["output_id"],
        kind=OUTPUT,
        direction="increase",
        reading="sum",
        path="linear",
        baseline=float("nan"),
        start=0.0,
        start_on=outputs["starts"] - ONE_DAY,
        target=outputs["planned"],
        target_on=outputs["due"],
        every_days=float("nan"),
        owner_post=outputs["section"],
    )
    both = [_keyed(part) for part in (measured, delivered) if len(part)] or [_keyed(measured)]
    return pd.concat(both, ignore_index=True)


def _keyed(part: pd.DataFrame) -> pd.DataFrame:
    return part.assign(key=part["kind"] + "/" + part["item_id"])[list(COLUMNS)]


def by_task(items: pd.DataFrame) -> pd.DataFrame:
    """One row an item and a task of it (task_id); items of no task are left out."""
    lists = items.assign(task_id=items["task_ids"].map(split))
    return lists.explode("task_id").dropna(subset=["task_id"]).drop_duplicates(["key", "task_id"])


def means(key: str, snapshot: Snapshot) -> bool:
    """Whether a key of `of` is that of an indicator or output of a version."""
    kind, _slash, item_id = key.partition("/")
    return kind in KINDS and bool((snapshot.table(f"{kind}s")[f"{kind}_id"] == item_id).any())
