"""A workbook with one sheet a table: each known sheet read and checked, with the address of each refused cell."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from openpyxl.utils import get_column_letter

from data.errors import InputError
from data.footprint import terms
from data.i18n import _
from data.importing import kinds, layouts, merged, sheets
from data.importing.files import RawTable, existing, plain_name
from data.importing.parsed import Parsed, checked
from data.importing.read import How, one_sentence, read_file, typed
from data.importing.sheets import Grid
from data.register import cells, read
from data.register.columns import REGISTER
from data.tables import TABLES

BESIDE = ("bases", "sectors", "other_forces", "assets", "asset_requests")  # may stand in such a workbook too
OURS = {"columns", "lists", "read_me"}
FEWEST_KNOWN = 2
NAMED = 8


@dataclass(frozen=True)
class TableSheet:
    """A sheet that holds a table: its text, the row of its header, and its headings between rows."""

    table: str
    grid: Grid
    header: int
    headings: frozenset[int]


def read_files(path: str | Path, how: How) -> list[Parsed]:
    """What a file holds: each sheet of a workbook of the register, the one table of any other file.

    An InputError says in one sentence why a file cannot be used.
    """
    path = existing(path)
    if how.mapping or kinds.ending(path) not in kinds.BOOKS or (how.kind and how.kind not in REGISTER):
        return [read_file(path, how)]
    try:
        found, others = _tables(path, how.kind)
        return _parsed(path, found, others) if found else [read_file(path, how)]
    except InputError as error:
        raise type(error)(one_sentence(str(error), path.name)) from None


def _tables(path: Path, kind: str | None) -> tuple[list[TableSheet], list[str]]:
    """The sheets that hold tables, and the names of those that do not. None where no table of the register is there."""
    try:
        grids, ranges = sheets.excel(path), merged.ranges(path)
    except Exception:  # broken files make their readers fail in every way: the reader of other files says how
        return [], []
    found = [own for grid in grids if (own := _by_name(grid, ranges.get(grid.name, []), kind))]
    if not any(own.table in REGISTER for own in found):
        found = [own for grid in grids if (own := _by_columns(grid, ranges.get(grid.name, []), kind))]
    names = {own.grid.name for own in found}
    _each_once(found)
    return found, [grid.name for grid in grids if grid.name not in names and plain_name(grid.name) not in OURS]


def _each_once(found: list[TableSheet]) -> None:
    by_table: dict[str, list[str]] = {}
    for own in found:
        by_table.setdefault(own.table, []).append(own.grid.name)
    for table, names in by_table.items():
        if len(names) > 1:
            words = _("Several sheets hold table {table} ({names}): leave one.")
            raise InputError(words.format(table=table, names=", ".join(names)))


def _sheet(table: str, grid: Grid, ranges: list, header: int) -> TableSheet:
    headings = frozenset(merged.headings(grid.cells, ranges)) if ranges else frozenset()
    return TableSheet(table, grid, header, headings)


def _whole(grid: Grid, ranges: list) -> Grid:
    return replace(grid, cells=merged.filled(grid.cells, ranges)) if ranges else grid


def _by_name(grid: Grid, ranges: list, kind: str | None) -> TableSheet | None:
    """A sheet whose name is a table's, case and spaces aside; an InputError where no row of it can be the header."""
    table = plain_name(grid.name)
    if table not in (*REGISTER, *BESIDE) or (kind and table != kind):
        return None
    full = _whole(grid, ranges)
    known = set(TABLES[table].model.names())
    counts = [len({plain_name(cell) for cell in row} & known) for row in full.top]
    if not any(cell for row in full.top for cell in row):
        return None
    if max(counts, default=0) < FEWEST_KNOWN:
        words = _("Sheet “{sheet}” has no row of column names of table {table}: they are {columns}.")
        names = ", ".join(TABLES[table].model.names()[:NAMED])
        raise InputError(words.format(sheet=grid.name, table=table, columns=names + " …"))
    return _sheet(table, full, ranges, counts.index(max(counts)) + 1)


def _by_columns(grid: Grid, ranges: list, kind: str | None) -> TableSheet | None:
    """A sheet that has every needed column of a table of the register, whatever its name."""
    full = _whole(grid, ranges)
    for header, row in enumerate(full.top, start=1):
        names = frozenset(plain_name(cell) for cell in row)
        if layouts.published(names):
            return None
        if (table := layouts.own_table(names, kind)) in REGISTER:
            return _sheet(table, full, ranges, header)
    return None


def _parsed(path: Path, found: list[TableSheet], others: list[str]) -> list[Parsed]:
    texts = {own.table: _text(path, own) for own in found}
    order = cells.day_order({table: raw.frame for table, raw in texts.items() if table in REGISTER})
    every = [_one(own, texts[own.table], order) for own in found]
    read_ = [own for own in every if own.rows] or every[:1]
    if others:
        words = _("Sheets that are no table were not read: {names}.")
        read_[0] = read_[0].with_notes(words.format(names=", ".join(f"“{name}”" for name in others[:NAMED])))
    return read_


def _text(path: Path, own: TableSheet) -> RawTable:
    """A sheet's rows as text under its table's columns; an InputError where a needed one is not there."""
    top = own.grid.top[own.header - 1]
    names = [plain_name(cell) if cell else "" for cell in top]
    known = frozenset(TABLES[own.table].model.names())
    if own.table in REGISTER and (lacking := read.missing(own.table, frozenset(names))):
        words = _("Sheet “{sheet}”, row {row}, lacks {columns}: add the column, one a name as the template has them.")
        raise InputError(words.format(sheet=own.grid.name, row=own.header, columns=", ".join(lacking)))
    firsts = [name if name not in names[:at] else "" for at, name in enumerate(names)]
    content = own.grid.read(own.header, firsts, known, lambda _share: None)
    frame = content.frame[~content.frame.index.isin(own.headings)]
    frame = frame[(frame != "").any(axis=1)]
    titles = {name: top[at].strip() for at, name in enumerate(firsts) if name}
    return RawTable(path, frame, titles, (), (), own.header, own.grid)


def _one(own: TableSheet, raw: RawTable, order: bool | None) -> Parsed:
    top = own.grid.top[own.header - 1]
    if own.table in REGISTER:
        found = read.parsed(raw, own.table, order)
    else:
        frame = terms.as_codes(own.table, typed(raw.frame, TABLES[own.table].model))
        found = checked(raw, own.table, "Linchpin " + own.table, frame, {})
    letters = {cell.strip(): get_column_letter(at) for at, cell in enumerate(top, start=1) if cell.strip()}
    placed = replace(found, sheet=own.grid.name.strip(), letters=letters).addressed()
    return placed.with_notes(*_left_out(own, top))


def _left_out(own: TableSheet, top: list[str]) -> Iterator[str]:
    """Notes on columns and rows that were not read."""
    known = [name for name in TABLES[own.table].model.names() if name != "import_id"]
    below = own.grid.cells.iloc[own.header :]
    extra = [
        _extra(cell, at, known, {plain_name(c) for c in top})
        for at, cell in enumerate(top)
        if plain_name(cell) not in (*known, "import_id") and (cell or (below.iloc[:, at] != "").any())
    ]
    if extra:
        words = _("Columns that table {table} does not have were not read: {columns}.")
        yield words.format(table=own.table, columns=", ".join(extra[:NAMED]))
    if own.headings and (rows := sorted(row for row in own.headings if row > own.header)):
        words = _("Rows that are a heading over several columns were not read: {rows}.")
        yield words.format(rows=", ".join(str(row) for row in rows[:NAMED]))


def _extra(title: str, at: int, known: list[str], present: set[str]) -> str:
    """A column that was not read, by title or letter, with the column that it may be meant as."""
    if not title:
        return _("column {letter}").format(letter=get_column_letter(at + 1))
    near = get_close_matches(plain_name(title), [name for name in known if name not in present], n=1, cutoff=0.7)
    return f"“{title}”" + (" " + _("(is it {column}?)").format(column=near[0]) if near else "")
