"""Append-only tables beside the versions: a row more, by compare-and-swap, and only new files are read again.

What is saved here makes no mission version. A row is made from all rows before it and is the very next commit, or it is
made anew: so of several writers none loses another's row, and a process killed half-way leaves what was there.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as arrow
from deltalake import DeltaTable, write_deltalake
from deltalake.exceptions import CommitFailedError
from pyarrow import parquet

from data.schema import to_arrow, with_columns
from data.store import ONE_TRY, Store, retried
from data.tables import TABLES

Row = dict[str, object]
NAMES = ("scenarios", "decisions", "books", "briefs", "marks", "exports")  # the tables that are kept so
MOST_FILES = 100  # each append is a file of its own: so many are then put into one
# Rows by file, of each table that was read: a file of a Delta table is never changed.
_read: dict[str, dict[str, tuple[Row, ...]]] = {}
_seen: dict[str, int] = {}
_last: dict[str, tuple[object, tuple[Row, ...]]] = {}  # all rows in order, as of a commit's file


@dataclass(frozen=True)
class Journal:
    """One append-only table of a mission."""

    store: Store
    name: str

    @property
    def _path(self) -> str:
        return f"{self.store.root}/{self.name}"

    def rows(self) -> tuple[Row, ...]:
        """Every row, in the order of `saved_at`; none for a mission without the table. Not to be written to."""
        as_of = self._newest_commit()
        if as_of is None:
            return ()
        known, rows = _last.get(self._path, (None, ()))
        if known != as_of:
            rows = self._rows_of(DeltaTable(self._path))  # perhaps of a newer commit: then the next call reads again
            _last[self._path] = as_of, rows
        return rows

    def append(self, make: Callable[[tuple[Row, ...]], Row | None]) -> Row | None:
        """Add the row that `make` gives for the rows before it; nothing where it gives None.

        `make` is called again, with the newer rows, when another writer came first.
        """
        return retried(lambda: self._try_append(make))

    def _try_append(self, make: Callable[[tuple[Row, ...]], Row | None]) -> Row | None:
        model = TABLES[self.name].model
        table = self.store.open_or_create(self.name, model.arrow())
        row = make(self._rows_of(table))
        if row is None:
            return None
        model.validate(model.shape(pd.DataFrame([row])))
        rows = to_arrow(pd.DataFrame([row]), model)
        write_deltalake(table, rows, mode="append", schema_mode="merge", commit_properties=ONE_TRY)
        self._tidy(table)
        return row

    def _rows_of(self, table: DeltaTable) -> tuple[Row, ...]:
        files = table.file_uris()
        known = _read.get(self._path, {})
        schema = TABLES[self.name].model.arrow()
        read = {file: known[file] if file in known else _rows(file, schema) for file in files}
        _read[self._path] = read  # files that a compaction took out leave memory
        return tuple(sorted((row for rows in read.values() for row in rows), key=lambda row: row["saved_at"]))

    def _tidy(self, table: DeltaTable) -> None:
        """Put many small files into one, as the very next commit; who comes second leaves it to the first.

        Not by `optimize.compact`: of two that run at once, both are committed, and every row stands twice (deltalake
        1.6). Old files stay, so that old versions stay readable.
        """
        if len(table.file_uris()) <= MOST_FILES:
            return
        schema = TABLES[self.name].model.arrow()
        whole = with_columns(table.to_pyarrow_dataset().to_table(use_threads=False), schema).combine_chunks()
        with suppress(CommitFailedError):
            write_deltalake(table, whole, mode="overwrite", commit_properties=ONE_TRY)

    def _newest_commit(self) -> tuple[int, ...] | None:
        """What tells the newest commit's file from any other, also from one of a table made anew; None without one."""
        with suppress(FileNotFoundError):
            found = os.stat(_commit(self._log, self.stamp() - 1))
            return found.st_ino, found.st_mtime_ns, self.stamp()
        return None

    @property
    def _log(self) -> Path:
        return Path(self._path) / "_delta_log"

    def stamp(self) -> int:
        """A number that grows with each append, for polling: found by asking for the next commit's file only."""
        log = self._log
        newest = _seen.get(self._path, -1)
        if newest < 0 or not _commit(log, newest).exists():
            newest = _newest(log)
        while _commit(log, newest + 1).exists():
            newest += 1
        _seen[self._path] = newest
        return newest + 1


def _commit(log: Path, version: int) -> Path:
    return log / f"{version:020d}.json"


def _newest(log: Path) -> int:
    """The number of the newest commit; −1 where there is none."""
    with suppress(FileNotFoundError):
        return max(
            (int(name[:20]) for name in os.listdir(log) if name[20:] == ".json" and name[:20].isdigit()), default=-1
        )
    return -1


def _rows(file: str, schema: arrow.Schema) -> tuple[Row, ...]:
    """The rows of one file, with today's columns."""
    return tuple(with_columns(parquet.read_table(file, use_threads=False), schema).to_pylist())
