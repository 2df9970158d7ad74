"""The rows of one table of the register: found by a word, shown with names in place of keys, and labelled."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from components import cached, texts
from components.context import Context
from components.mandate.register import names
from data.geography.find import folded
from data.i18n import language
from data.importing.merge import keys
from data.register.columns import Column, columns, name_column
from data.schema import split
from data.tables import TABLES
from data.words import formats

MOST_SHOWN = 300
UNKNOWN = "–"
Namer = Callable[[str], str]


@dataclass(frozen=True)
class Found:
    """Rows that have a word, the first `MOST_SHOWN` of `count`, of `every` in the table."""

    rows: pd.DataFrame
    count: int
    every: int


def find(context: Context, table: str, text: str) -> Found:
    """The rows of a table that have a text in what the list shows of them or in their cells, case and accents aside;
    all for an empty one."""
    every, word = context.snapshot.table(table), folded(text)
    if not word:
        return Found(every.head(MOST_SHOWN), len(every), len(every))
    has = pd.Series(False, index=every.index)
    stored = [every[column.name] for column in columns(table) if column.kind == "text"]
    for cells in (*(cells for _name, cells in _worded(context, table, every).items()), *stored):
        has |= _having(cells, word)
    return Found(every[has].head(MOST_SHOWN), int(has.sum()), len(every))


def _having(cells: pd.Series, word: str) -> pd.Series:
    """True where a cell, as it is shown, has a word; each distinct one is looked at once. Flags have no words."""
    if pd.api.types.is_bool_dtype(cells):
        return pd.Series(False, index=cells.index)
    return cells.isin([cell for cell in cells.dropna().unique() if word in folded(_shown(cell))])


def _shown(cell: object) -> str:
    """A cell of the list as text."""
    return f"{cell:.12g}" if isinstance(cell, float) else str(cell)


def keyed(table: str, rows: pd.DataFrame) -> dict[str, dict[str, object]]:
    """Rows as cells by one text that tells each apart; unknown cells are None."""
    cells = rows.astype("object").where(rows.notna(), None).to_dict("records")
    return dict(zip(keys(rows, TABLES[table].key), cells, strict=True))


def namer(context: Context, table: str) -> Namer:
    """The name of a row of a table by its key; the key itself where no row has it."""
    known = cached.once(context.snapshot, ("names of rows", table), lambda: _names(context, table))
    return lambda key: known.get(key) or key


def _names(context: Context, table: str) -> dict[str, str]:
    """The name of every row of a table by its key."""
    rows = context.snapshot.areas if table == "areas" else context.snapshot.table(table)
    return dict(zip(rows[TABLES[table].key[0]], rows[name_column(table)].fillna("").astype("str"), strict=True))


def shown(context: Context, table: str, found: Found) -> pd.DataFrame:
    """Rows for people: codes in words, names for keys, days as days; columns without any value are left out.

    The whole table is what everybody begins with: its rows are put into words once a version and language.
    """
    if found.count < found.every:
        return _worded(context, table, found.rows)
    asked = ("rows of the register", table, language())
    return cached.once(context.snapshot, asked, lambda: _worded(context, table, found.rows))


def _worded(context: Context, table: str, rows: pd.DataFrame) -> pd.DataFrame:
    own = [column for column in columns(table) if rows[column.name].notna().any()]
    cells = {names.short(table, column.name): _cells(context, table, column, rows[column.name]) for column in own}
    return pd.DataFrame(cells, index=rows.index)


def _cells(context: Context, table: str, column: Column, cells: pd.Series) -> pd.Series:
    if column.kind == "day":
        return cells.dt.date
    one = _one(context, table, column)
    if one is None:
        return cells.fillna("") if column.kind == "text" else cells
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
    return key if name == _text(row[TABLES[table].key[0]]) else f"{formats.short(name, 70)} · {key}"


def _text(value: object) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value or "")
