"""What the schemas say of each column of the register: its kind, its codes, the table that it refers to."""

from dataclasses import dataclass
from functools import cache

import pandera.pandas as pa

from data.tables import TABLES

# In the order in which one refers to those before it, and people fill them in.
REGISTER = (
    "mandates", "priorities", "frameworks", "field_offices", "tasks", "rbb_components", "accomplishments", "indicators",
    "outputs", "measurements", "operations", "harm_assessments", "advance_notes", "activities", "actions",
    "prioritisations", "calendar", "quarters", "context_notes", "outcomes", "assessments", "recommendations",
    "assessed_threats",
)  # fmt: skip
LEFT_OUT = ("import_id",)
KINDS = {"float64": "number", "Int64": "whole", "boolean": "flag"}


@dataclass(frozen=True)
class Column:
    """A column that people fill in. `kind` is text, number, whole, flag or day; `codes` are all that it accepts.

    `table` is the table whose key it holds, and `is_list` says that it may hold several, joined by `; `.
    """

    name: str
    meaning: str
    accepts: str
    kind: str
    required: bool
    codes: tuple[str, ...] = ()
    table: str = ""
    is_list: bool = False


@cache
def columns(table: str) -> tuple[Column, ...]:
    """Every column of a table that people fill in, in the schema's order."""
    schema = TABLES[table].model.to_schema().columns
    return tuple(_column(name, own) for name, own in schema.items() if name not in LEFT_OUT)


def _column(name: str, own: pa.Column) -> Column:
    facts = own.metadata or {}
    dtype = str(own.dtype)
    return Column(
        name=name,
        meaning=own.description or "",
        accepts=facts.get("accepts", ""),
        kind="day" if dtype.startswith("datetime") else KINDS.get(dtype, "text"),
        required=not own.nullable,
        codes=tuple(facts.get("codes", ())) or _codes(own),
        table=facts.get("table", ""),
        is_list=bool(facts.get("list") or facts.get("codes")) or facts.get("accepts") == SEVERAL,
    )


SEVERAL = "a list joined by ; or empty"


def _codes(own: pa.Column) -> tuple[str, ...]:
    return next((tuple(check.statistics["allowed_values"]) for check in own.checks if check.name == "isin"), ())


@cache
def references(table: str) -> tuple[Column, ...]:
    """The columns of a table that hold keys of other rows."""
    return tuple(column for column in columns(table) if column.table)


@cache
def referring(target: str) -> tuple[tuple[str, Column], ...]:
    """Each table and column that hold keys of a table."""
    return tuple((table, column) for table in REGISTER for column in references(table) if column.table == target)


def name_column(table: str) -> str:
    """The column by which people know a row: its title or name, else its key."""
    names = TABLES[table].model.names()
    return next((name for name in ("title", "name") if name in names), TABLES[table].key[0])
