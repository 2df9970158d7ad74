"""What a table holds for those who are not shown operational plans: no future operation, no readiness, no request."""

from collections.abc import Callable

import pandas as pd

from data.access.roles import Sight

READINESS = ("availability", "availability_reason", "availability_from", "availability_to", "notice_minutes")


def seen(
    name: str, table: pd.DataFrame, sight: Sight, day: pd.Timestamp, read: Callable[[str], pd.DataFrame]
) -> pd.DataFrame:
    """The rows and cells of a table that somebody is shown; `day` is the last that is not future, `read` gives tables.

    Columns stay the same, so that views need not know; a cell that is withheld is unknown.
    """
    return table if sight.plans or name not in WITHHELD else WITHHELD[name](table, day, read)


def _operations(table: pd.DataFrame, day: pd.Timestamp, _read: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """Those that have begun, and no day that is still to come."""
    begun = table[table["starts"] <= day]
    return begun.assign(ends=begun["ends"].where(begun["ends"] <= day)).reset_index(drop=True)


def _of_operations(table: pd.DataFrame, day: pd.Timestamp, read: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """What belongs to an operation that has begun."""
    begun = _operations(read("operations"), day, read)["operation_id"]
    return table[table["operation_id"].isin(begun)].reset_index(drop=True)


def _activities(table: pd.DataFrame, day: pd.Timestamp, read: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """None of an operation that is still to come, and none still to come of one that has begun."""
    begun = _operations(read("operations"), day, read)["operation_id"]
    own = table["operation_id"].isna()
    past = table["operation_id"].isin(begun) & (table["activity_date"] <= day)
    kept = table[own | past]
    unmasked = kept["operation_id"].isna() | (kept["date_end"] <= day)
    return kept.assign(date_end=kept["date_end"].where(unmasked)).reset_index(drop=True)


def _assets(table: pd.DataFrame, _day: pd.Timestamp, _read: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """Assets and how to ask for them, without whether they are ready."""
    return table.assign(**{name: pd.Series(None, index=table.index, dtype=table[name].dtype) for name in READINESS})


def _nothing(table: pd.DataFrame, _day: pd.Timestamp, _read: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    return table.iloc[:0]


WITHHELD: dict[str, Callable[[pd.DataFrame, pd.Timestamp, Callable[[str], pd.DataFrame]], pd.DataFrame]] = {
    "operations": _operations,
    "harm_assessments": _of_operations,
    "advance_notes": _of_operations,
    "activities": _activities,
    "assets": _assets,
    "asset_requests": _nothing,
}
