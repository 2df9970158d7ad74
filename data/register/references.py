"""References between rows: each key that a row names must be a row's, names stand for keys, and none goes in a ring."""

from collections.abc import Iterator
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter

import pandas as pd

from data.filters import find_area
from data.geography.find import folded
from data.i18n import _
from data.register.columns import Column, name_column, references
from data.register.refused import Tables, listed
from data.schema import split
from data.tables import TABLES

NEAR = 3
LONGEST_NAME = 60
LONGEST_RING = 6


class Keys:
    """The keys of one table, and how people write them: by id in any case, or by a name that only one row has."""

    def __init__(self, table: str, rows: pd.DataFrame) -> None:
        """`rows` are all rows of the table, those of the same workbook included."""
        self.table = table
        self.rows = rows
        key, name = TABLES[table].key[0], name_column(table)
        self.ids = dict.fromkeys(rows[key].astype("str"))
        self.names = dict(zip(rows[key].astype("str"), rows[name].fillna("").astype("str"), strict=True))
        by_word: dict[str, set[str]] = {}
        for own, title in self.names.items():
            by_word.setdefault(folded(own), set()).add(own)
            by_word.setdefault(folded(title), set()).add(own)
        self.by_word = by_word

    def key(self, item: str) -> str | None:
        """The key that an item means; None where no row has it, or several."""
        if item in self.ids:
            return item
        if self.table == "areas":
            return find_area(item, self.rows)
        meant = self.by_word.get(folded(item), set())
        return next(iter(meant)) if len(meant) == 1 else None

    def near(self, item: str) -> list[str]:
        """The rows that an item may mean: `key (name)`, the likeliest first."""
        words = get_close_matches(folded(item), list(self.by_word), n=NEAR, cutoff=0.5)
        meant = dict.fromkeys(own for word in words for own in sorted(self.by_word[word]))
        return [self._said(own) for own in list(meant)[:NEAR]]

    def _said(self, own: str) -> str:
        name = self.names[own]
        return f"{own} ({name[:LONGEST_NAME]})" if name and name != own else own


def resolved(table: str, frame: pd.DataFrame, keys: dict[str, Keys]) -> pd.DataFrame:
    """`frame` with names and other spellings of keys replaced by the keys; what means no row stays as it is."""
    found = {}
    for column in references(table):
        cells = frame[column.name]
        meant = {cell: _meant(column, cell, keys[column.table]) for cell in cells.dropna().unique()}
        found[column.name] = cells.map(meant).astype(cells.dtype) if meant else cells
    return frame.assign(**found)


def _items(column: Column, cell: str) -> tuple[str, ...]:
    return split(cell) if column.is_list else (cell,)


def _meant(column: Column, cell: str, keys: Keys) -> str:
    return "; ".join(dict.fromkeys(keys.key(item) or item for item in _items(column, cell)))


def unknown(table: str, frame: pd.DataFrame, keys: dict[str, Keys]) -> pd.DataFrame:
    """Refusals of cells that name a row that is not there, with the rows that may be meant. `frame` is resolved."""
    found = []
    for column in references(table):
        own = keys[column.table]
        missing = {
            cell: [item for item in _items(column, cell) if item not in own.ids]
            for cell in frame[column.name].dropna().unique()
        }
        bad = frame[column.name].map(lambda cell, missing=missing: bool(missing.get(cell)))
        for at, cell in frame.loc[bad.astype(bool), column.name].items():
            found.append((at, column.name, cell, _no_such(column, missing[cell][0], own)))
    return listed(found)


def _no_such(column: Column, item: str, keys: Keys) -> str:
    if not keys.ids:
        words = _("table {table} has no rows: import them first, or in the same workbook")
        return words.format(table=column.table)
    near = keys.near(item)
    words = _("no row of table {table} has the key “{item}”")
    if near:
        words = _("no row of table {table} has the key “{item}”; near: {near}")
    return words.format(table=column.table, item=item, near=", ".join(near))


def rings(table: str, rows: pd.DataFrame, new: pd.Index) -> pd.DataFrame:
    """Refusals of rows whose references to their own table lead back to themselves. `rows` is the whole table with the
    new rows in it, `new` the labels of those."""
    found = []
    own = rows.loc[new, TABLES[table].key[0]]
    for column in references(table):
        for ring in _rings(rows, column, table) if column.table == table else ():
            reason = _("it goes in a ring: {ring}; leave one of them out").format(ring=" → ".join(_shortened(ring)))
            found += [(at, column.name, str(rows.at[at, column.name]), reason) for at in own.index[own.isin(ring)]]
    return listed(found)


def _rings(rows: pd.DataFrame, column: Column, table: str) -> Iterator[list[str]]:
    """Each ring as keys from one back to it; no row is in two of them."""
    told = rows[rows[column.name].notna()]
    named = zip(told[TABLES[table].key[0]], told[column.name], strict=True)
    graph = {own: set(_items(column, cell)) for own, cell in named}
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            ring = error.args[1][::-1]
            yield ring
            graph = {own: items for own, items in graph.items() if own not in ring}
        else:
            return


def _shortened(ring: list[str]) -> list[str]:
    return ring if len(ring) <= LONGEST_RING else [*ring[: LONGEST_RING - 1], "…", ring[-1]]


def referrers(table: str, gone: set[str], tables: Tables) -> list[tuple[str, str, str]]:
    """The rows that name one of some keys of a table: their table, their key, the column. `tables` has the rows."""
    found = []
    for other, rows in tables.items():
        key = TABLES[other].key[0]
        for column in references(other) if len(rows) else ():
            if column.table == table:
                given = rows[rows[column.name].notna()]
                names = [bool(gone & set(_items(column, cell))) for cell in given[column.name]]
                found += [(other, str(own), column.name) for own in given.loc[names, key]]
    return found
