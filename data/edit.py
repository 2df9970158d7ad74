"""Rows of a table edited by hand: one mission version a save, checked as an import is, nobody's work lost.

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
from data.importing.merge import OWN_COLUMNS, differing, keys, named
from data.importing.read import typed
from data.mission import Mission, user
from data.register import cells as register_cells
from data.register import fit
from data.register.columns import REGISTER
from data.register.fit import MOST_SAID, Before
from data.tables import TABLES

Cells = Mapping[str, object]


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
    if not cells:
        return TABLES[table].model.empty()
    shaped, found = _checked(table, cells)
    if len(found):
        raise InputError(fit.said(found, shaped[TABLES[table].key[0]]))
    return shaped.reset_index(drop=True)


def faults(table: str, cells: Cells) -> pd.DataFrame:
    """What keeps one row from being saved: column, value, reason (what is accepted); empty where nothing does."""
    return _checked(table, [cells])[1].drop(columns="row")


def _checked(table: str, cells: Sequence[Cells]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows under the table's own types, counted from 1, and their refused cells as `checks.rejects` has them."""
    model, texts = TABLES[table].model, _texts(table, cells)
    shaped = model.shape(_typed(table, texts)).set_index(texts.index)
    return shaped, rejects(shaped, model, RawTable(Path(table), texts), {})


def _texts(table: str, cells: Sequence[Cells]) -> pd.DataFrame:
    """Cells as text, the rows counted from 1."""
    names = TABLES[table].model.names()
    texts = pd.DataFrame([{name: text(row.get(name)) for name in names} for row in cells], dtype="str")
    return texts.set_axis(range(1, len(texts) + 1))


def _typed(table: str, texts: pd.DataFrame) -> pd.DataFrame:
    if table in REGISTER:
        return register_cells.typed(table, texts, register_cells.day_order({table: texts}))
    return terms.as_codes(table, typed(texts, TABLES[table].model))


def text(value: object) -> str:
    """A cell as people write it: lists joined by `; `, days as 2019-03-23, empty for unknown."""
    if value is None or (not isinstance(value, list | tuple) and pd.isna(value)):
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)


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
        typed_rows(table, _after(own))
    target = mission.writable()

    def applied(base: int) -> dict[str, pd.DataFrame]:
        if guard:
            guard(lambda table: target.store.read(table, base))
        parts = [_applied(table, target.store.read(table, base), own) for table, own in changes.items()]
        tables = {table: rows for part in parts for table, rows in part.items()}
        written = {table: typed_rows(table, _after(changes[table])) for table in tables}
        read = Before(lambda name, columns: target.store.read(name, base, columns), target.settings.cpas)
        fit.check(tables, written, read)
        return tables

    number = target.store.commit(applied, who=who or user(), what=what, settings=target.settings_text)
    return target, number or target.store.latest()


def _after(changes: Sequence[Change]) -> list[Cells]:
    return [change.after for change in changes if change.after is not None]


def _applied(table: str, current: pd.DataFrame, changes: Sequence[Change]) -> dict[str, pd.DataFrame]:
    """The whole table with the changes made to it as it is now; nothing where they leave it as it is."""
    rows = current.copy()
    for change in changes:
        rows = _one_applied(table, rows, change)
    same = len(rows) == len(current) and not any(differing(current, rows.reset_index(drop=True)))
    return {} if same else {table: rows.reset_index(drop=True)}


def _one_applied(table: str, rows: pd.DataFrame, change: Change) -> pd.DataFrame:
    now = _same_key(table, rows, change.before or change.after)
    _unchanged(table, now, change)
    if change.after is None:
        return rows.drop(index=now.index)
    new = typed_rows(table, [change.after])
    if change.before is None:
        return pd.concat([rows, new], ignore_index=True)
    if len(taken := _same_key(table, rows.drop(index=now.index), change.after)):
        raise _taken(_name(table, taken))
    rest = rows.loc[: now.index[0]].iloc[:-1], new, rows.loc[now.index[0] :].iloc[1:]
    return pd.concat(rest, ignore_index=True)


def _same_key(table: str, rows: pd.DataFrame, cells: Cells) -> pd.DataFrame:
    """The row with the key of some cells, if there is one."""
    own = TABLES[table].model.shape(_typed(table, _texts(table, [cells])))
    return rows[keys(rows, TABLES[table].key) == keys(own, TABLES[table].key).iloc[0]]


def _name(table: str, row: pd.DataFrame) -> str:
    return str(named(row, TABLES[table].key).iloc[0])


def _unchanged(table: str, now: pd.DataFrame, change: Change) -> None:
    """An error where the row is not what the editor saw."""
    if change.before is None:
        if len(now):
            raise _taken(_name(table, now))
        return
    name = " / ".join(text(change.before[part]) for part in TABLES[table].key)
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
    return words.format(column=column, now=text(now[column].iloc[0]), before=text(before.get(column)))


def _taken(row: str) -> InputError:
    words = _("{row} is there already, perhaps added by another meanwhile; nothing was saved. Choose another id.")
    return ChangedMeanwhileError(words.format(row=row))


def cells_of(frame: pd.DataFrame) -> list[dict[str, object]]:
    """The rows of a table as cells, unknown ones None: what `changed`, `closed` and `deleted` take as seen."""
    return frame.astype("object").where(frame.notna(), None).to_dict("records")
