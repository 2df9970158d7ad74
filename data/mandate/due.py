"""What falls due in the days after a day: tasks, decisions, actions, recommendations, and dates of the calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from data.mandate import calendar as dates
from data.mandate.tasks import DONE

KINDS = ("task", "decision", "action", "recommendation", "calendar")
COLUMNS = ("due", "kind", "row_id", "title", "owner", "section")


@dataclass(frozen=True)
class Open:
    """The tables that something can be due in. `tasks` are in reading order, with `is_leaf`."""

    tasks: pd.DataFrame
    actions: pd.DataFrame
    recommendations: pd.DataFrame
    calendar: pd.DataFrame


def within(tables: Open, on: date, days: int) -> pd.DataFrame:
    """What is due from a day to so many days later, soonest first: `COLUMNS`, days_left.

    `owner` is a post, unknown where none is on record; `section` that which leads the task, of tasks and decisions.
    What was done or carried out later than the day counts as open on it, where that day is on record.
    """
    return soon(everything(tables, on), on, days)


def soon(rows: pd.DataFrame, on: date, days: int) -> pd.DataFrame:
    """The same of rows of `everything`."""
    first, last = pd.Timestamp(on), pd.Timestamp(on) + timedelta(days=days)
    found = rows[rows["due"].between(first, last)]
    return found.assign(days_left=(found["due"] - first).dt.days).reset_index(drop=True)


def passed(tables: Open, on: date) -> pd.DataFrame:
    """What was due before a day and is open, longest first, with `days_late`."""
    return late(everything(tables, on), on)


def late(rows: pd.DataFrame, on: date) -> pd.DataFrame:
    """The same of rows of `everything`."""
    found = rows[rows["due"] < pd.Timestamp(on)]
    return found.assign(days_late=(pd.Timestamp(on) - found["due"]).dt.days).reset_index(drop=True)


def everything(tables: Open, on: date) -> pd.DataFrame:
    """All that is open on a day and has a day, soonest first."""
    rows = pd.concat(list(_parts(tables, pd.Timestamp(on))), ignore_index=True)
    return rows.dropna(subset=["due"]).sort_values(["due", "kind", "row_id"], ignore_index=True)


def _parts(tables: Open, day: pd.Timestamp) -> Iterator[pd.DataFrame]:
    tasks, actions, advice = tables.tasks, tables.actions, tables.recommendations
    complete = (tasks["progress"] >= DONE).fillna(False).astype(bool)
    yield _shaped(tasks[tasks["is_leaf"] & ~complete], "task", "task_id")
    asked = tasks[tasks["decision_asked"].notna()]
    yield _shaped(asked.assign(title=asked["decision_asked"], due=asked["decision_due"]), "decision", "task_id")
    known = ~(actions["decided_on"] > day)
    yield _shaped(actions[known & _open(actions, "done_on", ("open", "in_progress"), day)], "action", "action_id")
    waiting = _open(advice, "carried_out_on", ("open",), day)
    yield _shaped(advice[waiting], "recommendation", "recommendation_id")
    entries = dates.dated(tables.calendar)
    yield _shaped(entries[entries["state"] == dates.OPEN].assign(due=entries["day"]), "calendar", "entry_id")


def _open(rows: pd.DataFrame, done_on: str, states: tuple[str, ...], day: pd.Timestamp) -> pd.Series:
    return rows["state"].isin(states) | (rows[done_on] > day)


def _shaped(rows: pd.DataFrame, kind: str, key: str) -> pd.DataFrame:
    made = rows.assign(kind=kind, row_id=rows[key], owner=rows.get("owner_post"), section=rows.get("lead_section"))
    return made[list(COLUMNS)].astype(dict.fromkeys(COLUMNS[1:], "str"))
