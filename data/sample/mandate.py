"""The mandates, priorities and tasks of the example; what no source states about a task is illustrative."""

import pandas as pd

from data.sample import facts


def mandates() -> pd.DataFrame:
    """The two resolutions that the example covers."""
    rows = facts.read("mandates")
    return rows.assign(
        mandate_id=rows["mandate_id"].astype(str),
        adopted=pd.to_datetime(rows["adopted"]),
        expires=pd.to_datetime(rows["expires"]),
    )


def priorities() -> pd.DataFrame:
    """The strategic priorities of resolution 2480."""
    rows = facts.read("priorities")
    return rows.assign(mandate_id=rows["mandate_id"].astype(str))


def tasks() -> pd.DataFrame:
    """The tree of tasks: dates, statuses, progress and decisions are illustrative, and marked so."""
    rows = pd.DataFrame(facts.read_toml("tasks")["task"])
    days = {column: pd.to_datetime(rows[column]) for column in ("starts", "due", "assessed_on")}
    return rows.assign(**days, illustrative=True)
