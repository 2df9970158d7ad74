"""The rows of one table of the register: found by a word, shown with names in place of keys, and labelled."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from components import texts
from components.context import Context
from components.mandate.register import names
from data.importing.merge import keys
from data.register.columns import Column, columns, name_column
from data.schema import split
from data.tables import TABLES

MOST_SHOWN = 300
UNKNOWN = "–"
Namer = Callable[[str], str]


@dataclass(frozen=True)
class Found:
    """Rows that have a word, the first `MOST_SHOWN` of `count`, of `every` in the table."""

    rows: pd.DataFrame
    count: int
    every: int


def find(table: pd.DataFrame, text: str) -> Found:
    """The rows of a table in whose texts a word stands, case aside; all for an empty one."""
    word = text.strip().casefold()
    if not word:
        return Found(table.head(MOST_SHOWN), len(table), len(table))
    has = pd.Series(False, index=table.index)
    for name in table.columns:
        if pd.api.types.is_string_dtype(table[name]):
            has |= table[name].str.casefold().str.contains(word, regex=False).fillna(False).astype(bool)
    return Found(table[has].head(MOST_SHOWN), int(has.sum()), len(table))


def keyed(table: str, rows: pd.DataFrame) -> dict[str, dict[str, object]]:
    """Rows as cells by one text that tells each apart; unknown cells are None."""
    cells = rows.astype("object").where(rows.notna(), None).to_dict("records")
    return dict(zip(keys(rows, TABLES[table].key), cells, strict=True))


def namer(context: Context, table: str) -> Namer:
    """The name of a row of a table by its key; the key itself where no row has it."""
    rows = context.snapshot.areas if table == "areas" else context.snapshot.table(table)
    known = dict(zip(rows[TABLES[table].key[0]], rows[name_column(table)].fillna("").astype("str"), strict=True))
    return lambda key: known.get(key) or key


def shown(context: Context, table: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows for people: codes in words, names for keys, days as days; columns without any value are left out."""
    own = [column for column in columns(table) if rows[column.name].notna().any()]
    return pd.DataFrame({column.name: _cells(context, table, column, rows[column.name]) for column in own})


def _cells(context: Context, table: str, column: Column, cells: pd.Series) -> pd.Series:
    if column.kind == "day":
        return cells.dt.date
    one = _one(context, table, column)
    if one is None:
        return cells
    known = {cell: ", ".join(map(one, split(cell) if column.is_list else (cell,))) for cell in cells.dropna().unique()}
    return cells.map(known).fillna(UNKNOWN).astype("str")


def _one(context: Context, table: str, column: Column) -> Namer | None:
    """What makes one item of a column readable; None for texts, numbers and flags."""
    if column.codes:
        return lambda value: names.code(table, column, value)
    return namer(context, column.table) if column.table else None


def label(table: str, row: dict[str, object] | None, new: str) -> str:
    """A row for a list to choose from: its name and its key."""
    if row is None:
        return new
    key = " / ".join(texts.plain(_text(row[part])) for part in TABLES[table].key)
    name = _text(row[name_column(table)])
    return key if name == _text(row[TABLES[table].key[0]]) else f"{texts.short(name, 70)} · {key}"


def _text(value: object) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value or "")
