"""Columns that several schemas of the footprint have, each described once."""

import pandas as pd
import pandera.pandas as pa

A_DAY = {"accepts": "a day as 2019-03-23, or empty"}


def named(what: str) -> pa.Field:
    """A text that is never empty."""
    return pa.Field(str_length={"min_value": 1}, description=what, metadata={"accepts": "a text that is not empty"})


def maybe(what: str) -> pa.Field:
    """A text that may be unknown."""
    return pa.Field(nullable=True, description=what, metadata={"accepts": "a text, or empty"})


def day(what: str) -> pa.Field:
    """A day that may be unknown."""
    return pa.Field(nullable=True, description=what, metadata=A_DAY)


def said_by() -> pa.Field:
    """The source of a row."""
    return pa.Field(nullable=True, description="Who says so")


def illustrative() -> pa.Field:
    """The mark of a row that no source states."""
    return pa.Field(nullable=True, description="True for what no source states")


def brought_by() -> pa.Field:
    """The import of a row."""
    return pa.Field(nullable=True, description="The import that brought this row")


def in_order(frame: pd.DataFrame, first: str, last: str) -> pd.Series:
    """True where a period does not end before it begins."""
    return ~(frame[last] < frame[first])
