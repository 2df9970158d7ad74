"""Bases and asset requests edited by hand: one mission version a save, checked as an import is, nobody's work lost.

A change names the row as its editor saw it. Where another changed that row meanwhile the whole save is refused and
says so; changes of other rows go together, whoever comes second.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from data.errors import InputError
from data.footprint import terms
from data.i18n import _
from data.importing.checks import rejects
from data.importing.files import RawTable
from data.importing.merge import OWN_COLUMNS, differing
from data.importing.read import typed
from data.mission import Mission, user
from data.tables import TABLES

Cells = Mapping[str, object]
MOST_SAID = 5


class ChangedMeanwhileError(InputError):
    """The row was changed by another since its editor saw it; what they wrote stays."""


@dataclass(frozen=True)
class Change:
    """One row before and after: without `before` it is new, without `after` it goes. Cells by column."""

    before: Cells | None
    after: Cells | None


def added(cells: Cells) -> Change:
    """A row that was not there."""
    return Change(None, cells)


def changed(before: Cells, **cells: object) -> Change:
    """A row with some of its cells changed."""
    return Change(before, {**before, **cells})


def closed(before: Cells, day: date) -> Change:
    """A base whose last day is `day`."""
    return changed(before, status="closed", closed=day)


def deleted(before: Cells) -> Change:
    """A row that goes: for one that was written by mistake. A base that was there is closed, not deleted."""
    return Change(before, None)


def new_id(prefix: str) -> str:
    """A random id for a new row."""
    return f"{prefix}{secrets.token_hex(4)}"


def typed_rows(table: str, cells: Sequence[Cells]) -> pd.DataFrame:
    """Rows of a table from cells that people wrote (text, numbers, days), under the table's own types.

    An InputError names the row (counted from 1), the column, what was found and what is accepted.
    """
    model = TABLES[table].model
    if not cells:
        return model.empty()
    texts = pd.DataFrame([{name: _text(row.get(name)) for name in model.names()} for row in cells], dtype="str")
    texts = texts.set_axis(range(1, len(texts) + 1))
    shaped = model.shape(terms.as_codes(table, typed(texts, model))).set_index(texts.index)
    found = rejects(shaped, model, RawTable(Path(table), texts), {})
    if len(found):
        raise InputError(_said(found, shaped[TABLES[table].key[0]]))
    return shaped.reset_index(drop=True)


def _text(value: object) -> str:
    if value is None or (not isinstance(value, list | tuple) and pd.isna(value)):
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)


def _said(found: pd.DataFrame, keys: pd.Series) -> str:
    cell = _("{key}, {column}: “{value}”, {reason}")
    lines = [
        cell.format(key=keys.get(r.row) or r.row, column=r.column, value=r.value, reason=r.reason)
        for r in found.head(MOST_SAID).itertuples(index=False)
    ]
    return _("Not saved. {cells}.").format(cells="; ".join(lines))


def save(
    mission: Mission, table: str, changes: Sequence[Change], *, what: str, who: str | None = None
) -> tuple[Mission, int]:
    """Make all changes of a table one version: see `save_all`."""
    return save_all(mission, {table: changes}, what=what, who=who)


def save_all(
    mission: Mission,
    changes: Mapping[str, Sequence[Change]],
    *,
    what: str,
    who: str | None = None,
    guard: Callable[[Callable[[str], pd.DataFrame]], None] | None = None,
) -> tuple[Mission, int]:
    """Make all changes of some tables one version: the mission that was written to (the user's copy, for the example),
    and the version's number; the latest where nothing changed. An InputError where a cell cannot be used, a
    ChangedMeanwhileError where another changed, added or deleted one of these rows; then nothing is saved.

    `guard` gets a function that reads a table as it is before the save, and raises where that forbids the changes.
    """
    for table, own in changes.items():  # before a copy is made
        typed_rows(table, [change.after for change in own if change.after is not None])
    target = mission.writable()

    def applied(base: int) -> dict[str, pd.DataFrame]:
        if guard:
            guard(lambda table: target.store.read(table, base))
        parts = [_applied(table, target.store.read(table, base), own) for table, own in changes.items()]
        return {table: rows for part in parts for table, rows in part.items()}

    number = target.store.commit(applied, who=who or user(), what=what, settings=target.settings_text)
    return target, number or target.store.latest()


def _applied(table: str, current: pd.DataFrame, changes: Sequence[Change]) -> dict[str, pd.DataFrame]:
    """The whole table with the changes made to it as it is now; nothing where they leave it as it is."""
    rows = current.copy()
    for change in changes:
        rows = _one_applied(table, rows, change)
    same = len(rows) == len(current) and not any(differing(current, rows.reset_index(drop=True)))
    return {} if same else {table: rows.reset_index(drop=True)}


def _one_applied(table: str, rows: pd.DataFrame, change: Change) -> pd.DataFrame:
    now = rows[_same_key(table, rows, change.before or change.after)]
    _unchanged(table, now, change)
    if change.after is None:
        return rows.drop(index=now.index)
    new = typed_rows(table, [change.after])
    if change.before is None:
        return pd.concat([rows, new], ignore_index=True)
    taken = rows[_same_key(table, rows, change.after)]
    if len(taken) and not taken.index.equals(now.index):
        raise _taken(_key(table, change.after))
    rest = rows.loc[: now.index[0]].iloc[:-1], new, rows.loc[now.index[0] :].iloc[1:]
    return pd.concat(rest, ignore_index=True)


def _same_key(table: str, rows: pd.DataFrame, cells: Cells) -> pd.Series:
    """True for the rows with the key that cells have: all of its columns, as text."""
    same = pd.Series(True, index=rows.index)
    for name in TABLES[table].key:
        column = rows[name]
        written = (
            column.dt.strftime("%Y-%m-%d") if pd.api.types.is_datetime64_any_dtype(column) else column.astype("str")
        )
        same &= written == _text(cells[name])
    return same


def _key(table: str, cells: Cells) -> str:
    """The key of a row for people."""
    return " / ".join(_text(cells[name]) for name in TABLES[table].key)


def _unchanged(table: str, now: pd.DataFrame, change: Change) -> None:
    """An error where the row is not what the editor saw."""
    if change.before is None:
        if len(now):
            raise _taken(_key(table, change.after))
        return
    name = _key(table, change.before)
    if now.empty:
        words = _("{row} was deleted by another meanwhile; nothing was saved. Load the list again.")
        raise ChangedMeanwhileError(words.format(row=name))
    seen = TABLES[table].model.shape(pd.DataFrame([dict(change.before)]))
    (cells,) = differing(now.reset_index(drop=True), seen)
    if columns := [name for name in cells if name not in OWN_COLUMNS]:
        words = _("{row} was changed by another meanwhile ({cells}); nothing was saved. Load it again, then change it.")
        told = "; ".join(_cell(now, column, change.before) for column in columns[:MOST_SAID])
        raise ChangedMeanwhileError(words.format(row=name, cells=told))


def _cell(now: pd.DataFrame, column: str, before: Cells) -> str:
    words = _("{column} is now “{now}”, you saw “{before}”")
    return words.format(column=column, now=_text(now[column].iloc[0]), before=_text(before.get(column)))


def _taken(row: str) -> InputError:
    words = _("{row} is there already, perhaps added by another meanwhile; nothing was saved. Choose another id.")
    return ChangedMeanwhileError(words.format(row=row))


def cells_of(frame: pd.DataFrame) -> list[dict[str, object]]:
    """The rows of a table as cells, unknown ones None: what `changed`, `closed` and `deleted` take as seen."""
    return frame.astype("object").where(frame.notna(), None).to_dict("records")
