"""The kinds of columns that schemas share, each with the words that tell a planner what it accepts."""

import pandas as pd
import pandera.pandas as pa

A_DAY = {"accepts": "a day as 2019-03-23, or empty"}


def named(what: str) -> pa.Field:
    """A text that is never empty."""
    return pa.Field(str_length={"min_value": 1}, description=what, metadata={"accepts": "a text that is not empty"})


def maybe(what: str) -> pa.Field:
    """A text that may be unknown."""
    return pa.Field(nullable=True, description=what, metadata={"accepts": "a text, or empty"})


def several(what: str) -> pa.Field:
    """A list, joined by `; `; an unknown one is empty."""
    return pa.Field(nullable=True, description=what, metadata={"accepts": "a list joined by ; or empty"})


def refers(table: str, what: str, nullable: bool = False) -> pa.Field:
    """The key of a row of another table, or a list of such keys where `several` is meant: see `references`."""
    accepts = f"a key of table {table}" + (", or empty" if nullable else "")
    length = {} if nullable else {"str_length": {"min_value": 1}}
    return pa.Field(nullable=nullable, description=what, metadata={"accepts": accepts, "table": table}, **length)


def refers_to_several(table: str, what: str) -> pa.Field:
    """Keys of rows of another table, joined by `; `; may be empty."""
    metadata = {"accepts": f"keys of table {table} joined by ; or empty", "table": table, "list": True}
    return pa.Field(nullable=True, description=what, metadata=metadata)


def one_of(values: tuple[str, ...], what: str, nullable: bool = False) -> pa.Field:
    """One of some codes."""
    accepts = "one of " + ", ".join(values) + (", or empty" if nullable else "")
    return pa.Field(isin=list(values), nullable=nullable, description=what, metadata={"accepts": accepts})


def several_of(values: tuple[str, ...], what: str) -> pa.Field:
    """A list of codes, joined by `; `; may be empty. `only` checks it."""
    metadata = {"accepts": "of " + ", ".join(values) + ": a list joined by ; or empty", "codes": values}
    return pa.Field(nullable=True, description=what, metadata=metadata)


def amount(what: str, unit: str = "", nullable: bool = True, least: float | None = None) -> pa.Field:
    """A number; unknown is not zero."""
    start = "a number" if least is None else f"a number from {least:g}"
    accepts = start + (", or empty" if nullable else "")
    limits = {} if least is None else {"ge": least}
    return pa.Field(nullable=nullable, description=what, metadata={"unit": unit, "accepts": accepts}, **limits)


def a_day(what: str, nullable: bool = True) -> pa.Field:
    """A calendar day."""
    return pa.Field(
        nullable=nullable, description=what, metadata=A_DAY if nullable else {"accepts": "a day as 2019-03-23"}
    )


def made_up() -> pa.Field:
    """Whether a row is illustrative."""
    return pa.Field(nullable=True, description="True for what no source states", metadata={"accepts": "true or false"})


def said_by() -> pa.Field:
    """The source of a row."""
    return maybe("Who says so")


def brought() -> pa.Field:
    """The import that a row came with."""
    return pa.Field(nullable=True, description="The import that brought this row")


def in_order(frame: pd.DataFrame, first: str, last: str) -> pd.Series:
    """True where a period does not end before it begins."""
    return ~(frame[last] < frame[first]).fillna(False)


def only(cells: pd.Series, values: tuple[str, ...]) -> pd.Series:
    """True where every item of a list is one of the values."""
    items = cells.fillna("").str.split(";").map(lambda parts: {part.strip() for part in parts} - {""})
    return items.map(lambda own: own <= set(values)).astype(bool)
