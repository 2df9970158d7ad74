"""Rows of the register against the mission: names become keys; what refers to nothing, or is frozen, is refused."""

from collections.abc import Callable, Sequence

import pandas as pd

from data.i18n import _
from data.importing.merge import keys
from data.importing.parsed import Parsed
from data.mandate.settings import CpasSettings
from data.register import doubles, frozen, references, scale
from data.register.columns import REGISTER
from data.register.columns import references as columns_of_keys
from data.register.references import Keys
from data.register.refused import Tables, listed
from data.tables import TABLES

# What people refer to beside the register, and the columns that tell a row.
OTHERS = {"areas": ["area_id", "level", "name", "parent_id"], "bases": None}
Read = Callable[[str, list[str] | None], pd.DataFrame]


def needed(tables: Sequence[str]) -> tuple[str, ...]:
    """The tables to read before rows of some tables can be settled."""
    own = [table for table in tables if table in REGISTER]
    named = [column.table for table in own for column in columns_of_keys(table)]
    return tuple(dict.fromkeys([*own, *named, *(["quarters"] if set(own) & set(frozen.OF_A_QUARTER) else [])]))


def mission_tables(tables: Sequence[str], read: Read) -> dict[str, pd.DataFrame]:
    """Those tables as `read` gives them: by name, and the columns that are needed (None for all)."""
    return {name: read(name, OTHERS.get(name)) for name in needed(tables)}


def settled(files: Sequence[Parsed], current: Tables, cpas: CpasSettings) -> list[Parsed]:
    """The files with names resolved, and without the rows that cannot be taken, each refused with its reason.

    A row may refer to one of another file, so that a refused row takes along those that refer to it alone.
    """
    named = _keys(files, current)
    found = [_resolved(file, named, cpas) for file in files]
    while True:
        known = _keys(found, current)
        refused = [_refused(file, known, current, cpas) for file in found]
        if all(own.empty for own in refused):
            return found
        found = [file.without(own) for file, own in zip(found, refused, strict=True)]


def _keys(files: Sequence[Parsed], current: Tables) -> dict[str, Keys]:
    """The keys of each table with the files' rows: made once for all files, for a workbook has more than twenty."""
    return {table: Keys(table, _with_new(table, rows, files)) for table, rows in current.items()}


def _with_new(table: str, rows: pd.DataFrame, files: Sequence[Parsed]) -> pd.DataFrame:
    """A table with the rows of the files in it, by key."""
    new = [file.frame for file in files if file.table == table and len(file.frame)]
    every = pd.concat([rows, *(frame[rows.columns] for frame in new)], ignore_index=True) if new else rows
    return every[~keys(every, TABLES[table].key).duplicated(keep="last")]


def _resolved(file: Parsed, known: dict[str, Keys], cpas: CpasSettings) -> Parsed:
    if file.table not in REGISTER or file.frame.empty:
        return file
    frame = references.resolved(file.table, file.frame, known)
    return file.with_frame(scale.resolved(frame, cpas) if file.table == scale.TABLE else frame)


def _refused(file: Parsed, known: dict[str, Keys], current: Tables, cpas: CpasSettings) -> pd.DataFrame:
    """The first refusal of each row that cannot be taken as things stand."""
    if file.table not in REGISTER or file.frame.empty:
        return listed([])
    return in_frame(file.table, file.frame, known, current, cpas)


def in_frame(
    table: str, frame: pd.DataFrame, known: dict[str, Keys], current: Tables, cpas: CpasSettings
) -> pd.DataFrame:
    """Refusals of rows to add or revise: keys unknown, a key or a level twice, rings, what is frozen. One a row and
    column."""
    unknown = references.unknown(table, frame, known)
    if table == scale.TABLE:
        unknown = pd.concat([own for own in (unknown, scale.outside(frame, cpas)) if len(own)] or [unknown])
    found = [_new(table, unknown, frame, current[table]), _twice(table, frame), frozen.altered(table, frame, current)]
    if table == "measurements":
        found.append(doubles.added(frame, current[table], known[table].rows, known["indicators"].rows))
    if any(column.table == table for column in columns_of_keys(table)):
        found.append(_rings(table, frame, current[table]))
    told = [own for own in found if len(own)]
    return pd.concat(told, ignore_index=True).drop_duplicates(["at", "column"]) if told else listed([])


def _new(table: str, found: pd.DataFrame, frame: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Refusals of cells, without those that stand so in the mission already: they are not this file's doing."""
    if found.empty or rows.empty:
        return found
    stored = rows.set_index(keys(rows, TABLES[table].key))
    own = keys(frame, TABLES[table].key)
    same = [
        own[at] in stored.index and stored.at[own[at], column] == cell
        for at, column, cell in zip(found["at"], found["column"], found["value"], strict=True)
    ]
    return found[[not old for old in same]]


def _twice(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Rows whose key another row has, once names in it were resolved."""
    own = keys(frame, TABLES[table].key)
    column = TABLES[table].key[0]
    again = own[own.duplicated()]
    reason = _("another row of the file has the same key")
    return listed([(at, column, str(frame.at[at, column]), reason) for at in again.index])


def _rings(table: str, frame: pd.DataFrame, current: pd.DataFrame) -> pd.DataFrame:
    key = TABLES[table].key[0]
    labels = pd.RangeIndex(len(frame))
    stays = current[~current[key].isin(frame[key])]
    rows = pd.concat([frame.set_axis(labels), stays[frame.columns]], ignore_index=True)
    found = references.rings(table, rows, labels)
    return found.assign(at=found["at"].map(lambda at: frame.index[at]))
