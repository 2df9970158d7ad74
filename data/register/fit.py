"""Whether rows edited by hand fit the mission: what they refer to is there, what is frozen stays, none is left over."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from data.errors import InputError
from data.i18n import _
from data.importing.merge import keys, named
from data.mandate.settings import CpasSettings
from data.register import frozen, references, settle
from data.register.columns import REGISTER, referring
from data.register.references import Keys
from data.register.refused import Tables
from data.tables import TABLES

MOST_SAID = 5


@dataclass(frozen=True)
class Before:
    """The mission before the changes: `read` gives a table by name and columns; `cpas` has its rating scale."""

    read: settle.Read
    cpas: CpasSettings


def check(tables: Tables, written: Mapping[str, pd.DataFrame], before: Before) -> None:
    """An InputError where a written row refers to none or alters what is frozen, or where others refer to one that
    goes. `tables` are those that change, as they are after it, `written` the rows that were added or changed."""
    for table, rows in tables.items():
        key, current = TABLES[table].key, before.read(table, None)
        if len(gone := current[~keys(current, key).isin(keys(rows, key))]):
            _may_go(table, gone, before, tables)
        if table in REGISTER and len(written[table]):
            _refers_well(table, written[table], before, tables)


def _refers_well(table: str, frame: pd.DataFrame, before: Before, tables: Tables) -> None:
    now = settle.mission_tables([table], before.read)
    known = {name: Keys(name, tables.get(name, rows)) for name, rows in now.items()}
    found = settle.in_frame(table, frame, known, now, before.cpas)
    if len(found):
        raise InputError(said(found.rename(columns={"at": "row"}), named(frame, TABLES[table].key)))


def _may_go(table: str, gone: pd.DataFrame, before: Before, tables: Tables) -> None:
    if why := frozen.removed(table, gone, settle.mission_tables([table], before.read)):
        raise InputError(_("Not deleted. {why}.").format(why=why))
    others = {other for other, _column in referring(table)}
    going = set(gone[TABLES[table].key[0]].astype("str"))
    after = {other: tables[other] if other in tables else before.read(other, None) for other in others}
    if found := references.referrers(table, going, after):
        words = _("Not deleted: {rows} refer to it. Change those first.")
        listed = ", ".join(f"{key} ({other}, {column})" for other, key, column in found[:MOST_SAID])
        raise InputError(words.format(rows=listed + (" …" if len(found) > MOST_SAID else "")))


def said(found: pd.DataFrame, names: pd.Series) -> str:
    """Refused cells (row, column, value, reason) in words; `names` has each row's key by its label."""
    cell = _("{key}, {column}: “{value}”, {reason}")
    lines = [
        cell.format(key=names.get(r.row) or r.row, column=r.column, value=r.value, reason=r.reason)
        for r in found.head(MOST_SAID).itertuples(index=False)
    ]
    return _("Not saved. {cells}.").format(cells="; ".join(lines))
