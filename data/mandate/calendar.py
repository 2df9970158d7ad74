"""The planning calendar: days that must be met, and the steps planned backwards from them."""

from datetime import date, timedelta

import pandas as pd

OPEN = "open"
MEETING = "mlt_meeting"


def dated(calendar: pd.DataFrame) -> pd.DataFrame:
    """The calendar with every day that can be known, as a copy in its own order.

    The day of a step is the day of the entry that it comes before, less `days_before`, along whole chains. A step
    whose entry is absent, or that stands in a ring, has no day. `leads_to` is the entry that a chain ends at, for an
    entry with a day of its own itself.
    """
    rows = calendar.set_index("entry_id", drop=False)
    days, ends = rows["day"].copy(), rows["entry_id"].where(rows["day"].notna())
    back = pd.to_timedelta(rows["days_before"], unit="D").dt.floor("D")
    for _link in range(len(rows)):
        reached = days.isna() & rows["before_id"].map(days).notna() & back.notna()
        if not reached.any():
            break
        days = days.where(~reached, rows["before_id"].map(days) - back)
        ends = ends.where(~reached, rows["before_id"].map(ends))
    return calendar.assign(day=days.to_numpy(), leads_to=ends.to_numpy())


def meetings(calendar: pd.DataFrame) -> tuple[date, ...]:
    """The days of meetings of the Mission Leadership Team, earliest first."""
    rows = dated(calendar[calendar["kind"] == MEETING])
    return tuple(sorted(day.date() for day in rows["day"].dropna().unique()))


def coming(calendar: pd.DataFrame, on: date, days: int) -> pd.DataFrame:
    """Open entries and steps from a day to so many days later, soonest first: `dated` rows with `days_left`."""
    rows = dated(calendar)
    first, last = pd.Timestamp(on), pd.Timestamp(on) + timedelta(days=days)
    found = rows[(rows["state"] == OPEN) & rows["day"].between(first, last)]
    return _by_day(found.assign(days_left=(found["day"] - first).dt.days))


def missed(calendar: pd.DataFrame, on: date) -> pd.DataFrame:
    """Entries and steps whose day lies before a day and that are open still, with `days_late`, the longest late first.

    The state is the one recorded in this version: what was open on a past day is not on record.
    """
    rows = dated(calendar)
    found = rows[(rows["state"] == OPEN) & (rows["day"] < pd.Timestamp(on))]
    return _by_day(found.assign(days_late=(pd.Timestamp(on) - found["day"]).dt.days))


def undated(calendar: pd.DataFrame) -> pd.DataFrame:
    """Steps whose day cannot be known: the entry that they come before is absent, or they stand in a ring."""
    rows = dated(calendar)
    return rows[rows["day"].isna()]


def _by_day(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.sort_values(["day", "entry_id"], ignore_index=True)
