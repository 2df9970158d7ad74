"""The versioned tables of a mission folder: Delta Lake tables, and the table `versions` that readers follow.

A mission version is a row of `versions`: number → Delta version of each table. It is written last and
by compare-and-swap (an append that must be the very next commit), so that a process killed half-way leaves the
last good version, and of several writers none loses the others' work: who comes second starts anew from
the version that came first.
"""

import json
import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import pandas as pd
import pyarrow as arrow
from deltalake import CommitProperties, DeltaTable, WriterProperties, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError
from pyarrow import compute
from pyarrow.dataset import Dataset, FileSystemDataset

from data import APP_VERSION
from data.errors import InputError, StoreBusyError
from data.i18n import _
from data.schema import from_arrow, to_arrow, with_columns
from data.tables import TABLES

T = TypeVar("T")
VERSIONS = "versions"
VERSIONS_SCHEMA = arrow.schema(
    [
        ("number", arrow.int64()),
        ("tables", arrow.string()),
        ("settings", arrow.string()),
        ("app_version", arrow.string()),
        ("who", arrow.string()),
        ("committed_at", arrow.timestamp("us", "UTC")),
        ("what", arrow.string()),
    ]
)
# A pinned version lives for ever: Delta would forget old versions after 30 days.
KEEP_FOR_EVER = {
    "delta.logRetentionDuration": "interval 365000 days",
    "delta.deletedFileRetentionDuration": "interval 365000 days",
    "delta.enableExpiredLogCleanup": "false",
}
ONE_TRY = CommitProperties(max_commit_retries=0)
# A row that is asked for by its key is read with at most so many others.
GROUPED = WriterProperties(compression="SNAPPY", max_row_group_size=50_000)
TRIES = 60


@dataclass(frozen=True)
class Version:
    """One mission version: its number, the Delta version of each table, and the settings as they were."""

    number: int
    tables: dict[str, int]
    settings: str
    app_version: str
    who: str
    committed_at: pd.Timestamp
    what: str


class Store:
    """The tables below one folder (a local path, or a URL that Delta Lake takes)."""

    def __init__(self, root: str | os.PathLike[str]) -> None:
        """Open nothing yet: a folder without tables is a mission without data."""
        self.root = str(root).rstrip("/")

    def _path(self, table: str) -> str:
        return f"{self.root}/{table}"

    def _open(self, table: str, version: int | None = None) -> DeltaTable | None:
        try:
            return DeltaTable(self._path(table), version=version)
        except TableNotFoundError:
            return None

    def latest(self) -> int:
        """The newest version's number; 0 for a mission without data."""
        table = self._open(VERSIONS)
        return 0 if table is None else self._newest(table)

    def _newest(self, versions: DeltaTable) -> int:
        return max((v.number for v in self._rows_of(versions)), default=0)

    def _rows_of(self, versions: DeltaTable) -> tuple[Version, ...]:
        return _versions(self._path(VERSIONS), versions.version(), tuple(versions.file_uris()))

    def versions(self) -> list[Version]:
        """Every version, oldest first."""
        table = self._open(VERSIONS)
        return [] if table is None else list(self._rows_of(table))

    def version(self, number: int) -> Version:
        """The version of that number; an InputError names those there are."""
        found = next((v for v in self.versions() if v.number == number), None)
        if found is None:
            raise InputError(
                _("Version {number} is not in this mission; its versions are 1 to {latest}.").format(
                    number=number, latest=self.latest()
                )
            )
        return found

    def read(
        self,
        table: str,
        number: int,
        columns: list[str] | None = None,
        categories: tuple[str, ...] = (),
        only: tuple[str, list[str]] | None = None,
    ) -> pd.DataFrame:
        """A table as it was at version `number`; its empty frame where that version has none of it.

        `columns` narrows what is read, `categories` come back as integer codes, and
        `only` keeps the rows whose column holds one of some texts: ("event_id", [...]).
        """
        delta_version = self.version(number).tables.get(table) if number else None
        if delta_version is None:
            model = TABLES[table].model
            return from_arrow(model.arrow().empty_table().select(columns or model.names()), categories)
        keep = compute.field(only[0]).isin(arrow.array(only[1], arrow.string())) if only else None
        rows = _rows(self._path(table), delta_version, columns, keep)
        return from_arrow(with_columns(rows, TABLES[table].model.arrow(), columns), categories)

    def commit(
        self, change: Callable[[int], dict[str, pd.DataFrame]], *, who: str, what: str, settings: str
    ) -> int | None:
        """Make one version of what `change` returns, or None where it returns no table.

        `change` gets the number of the version to start from and returns the whole new frame of each table
        that changes. It is called again, from the newer version, when another writer came first.
        """

        def tables(base: int) -> dict[str, int] | None:
            frames = change(base)
            if not frames:
                return None
            now = dict(self.version(base).tables) if base else {}
            return now | {name: self._write(name, frame) for name, frame in frames.items()}

        return self._retried(tables, who, what, settings)

    def point(self, tables: Callable[[int], dict[str, int]], *, who: str, what: str, settings: str) -> int:
        """Make one version of Delta versions that are there already, which `tables` names for the version before."""
        number = self._retried(tables, who, what, settings)
        return number or self.latest()

    def _retried(
        self, tables: Callable[[int], dict[str, int] | None], who: str, what: str, settings: str
    ) -> int | None:
        return retried(lambda: self._try_commit(tables, who, what, settings))

    def _try_commit(
        self, tables: Callable[[int], dict[str, int] | None], who: str, what: str, settings: str
    ) -> int | None:
        versions = self.open_or_create(VERSIONS, VERSIONS_SCHEMA)
        base = self._newest(versions)
        named = tables(base)
        if named is None:
            return None
        row = {
            "number": base + 1,
            "tables": json.dumps(named, sort_keys=True),
            "settings": settings,
            "app_version": APP_VERSION,
            "who": who,
            "committed_at": datetime.now(UTC),
            "what": what,
        }
        rows = arrow.Table.from_pylist([row], schema=VERSIONS_SCHEMA)
        write_deltalake(versions, rows, mode="append", commit_properties=ONE_TRY)
        return base + 1

    def _write(self, name: str, frame: pd.DataFrame) -> int:
        """Write the whole table as its next Delta version, which no reader sees before `versions` names it."""
        model = TABLES[name].model
        table = self.open_or_create(name, model.arrow())
        rows = to_arrow(frame, model).combine_chunks()  # so that rows keep their order
        write_deltalake(
            table, rows, mode="overwrite", schema_mode="overwrite", commit_properties=ONE_TRY, writer_properties=GROUPED
        )
        return table.version()

    def open_or_create(self, name: str, schema: arrow.Schema) -> DeltaTable:
        """The Delta table of that name, made now if there is none, and told to keep every version for ever."""
        table = self._open(name)
        if table is None:
            if "://" not in self.root:
                Path(self._path(name)).mkdir(parents=True, exist_ok=True)
            table = DeltaTable.create(self._path(name), schema=schema, configuration=KEEP_FOR_EVER)
        return table


def _rows(
    path: str, delta_version: int, columns: list[str] | None = None, keep: compute.Expression | None = None
) -> arrow.Table:
    """Rows of one Delta version. Read in one thread: a threaded scan can abort the process when it ends soon after."""
    dataset = DeltaTable(path, version=delta_version).to_pyarrow_dataset()
    present = [name for name in columns if name in dataset.schema.names] if columns else None
    if keep is not None:
        dataset = _with_matches(dataset, keep)
    return dataset.to_table(columns=present, filter=keep, use_threads=False)


def _with_matches(dataset: Dataset, keep: compute.Expression) -> Dataset:
    """The row groups that have a row to keep, told by the columns of `keep` alone: long texts of others stay unread."""
    groups = [group for file in dataset.get_fragments(filter=keep) for group in file.split_by_row_group(filter=keep)]
    found = [group for group in groups if group.count_rows(filter=keep, use_threads=False)]
    return FileSystemDataset(found, dataset.schema, dataset.format, dataset.filesystem)


def retried(attempt: Callable[[], T]) -> T:
    """What `attempt` gives; made again, after a pause that grows, as long as other writers come first."""
    for number in range(TRIES):
        try:
            return attempt()
        except (CommitFailedError, DeltaError, OSError) as error:
            if not _lost_a_race(error):
                raise
            time.sleep(random.uniform(0, min(2.0, 0.02 * 1.5**number)))
    raise StoreBusyError(_("Others kept writing to this mission; nothing was lost. Try again in a minute."))


def _lost_a_race(error: Exception) -> bool:
    """True where another writer committed first, or made the table at the same moment."""
    return isinstance(error, CommitFailedError) or "already exists" in str(error)


@lru_cache(maxsize=64)
def _versions(path: str, delta_version: int, _files: tuple[str, ...]) -> tuple[Version, ...]:
    """The versions of a table. Its files' random names tell it from one that was thrown away and made anew there."""
    rows = _rows(path, delta_version).sort_by("number").to_pylist()
    return tuple(
        Version(**{**row, "tables": json.loads(row["tables"]), "committed_at": pd.Timestamp(row["committed_at"])})
        for row in rows
    )
