"""Measurements that count: a reported value is never rewritten, so that its correction takes its place here."""

import pandas as pd

WAS_CORRECTED = "was_corrected"


def current(measurements: pd.DataFrame) -> pd.DataFrame:
    """The rows that count, with `was_corrected`: a corrected row gives way to its correction, through whole chains.

    `measurements` has at least measurement_id and corrects (the row that this one corrects). Of several corrections
    of one value the last row counts, so that no value counts twice; import and editing refuse a second one.
    """
    first = first_values(measurements)
    gone = measurements["measurement_id"].isin(measurements["corrects"].dropna())
    counting = measurements[~gone & ~first.mask(gone).duplicated(keep="last")]
    return counting.assign(was_corrected=counting["corrects"].notna())


def first_values(measurements: pd.DataFrame) -> pd.Series:
    """The id of the value that each row is, or corrects at the end of its chain; of a ring, one of its rows."""
    corrected = measurements.dropna(subset=["corrects"])
    follows = dict(zip(corrected["measurement_id"], corrected["corrects"], strict=True))
    ids = measurements["measurement_id"]
    return ids.where(measurements["corrects"].isna(), ids.map(lambda own: _first(own, follows)))


def _first(own: str, follows: dict[str, str]) -> str:
    seen = set()
    while own in follows and own not in seen:
        seen.add(own)
        own = follows[own]
    return own
