"""The history of one row through the versions of a mission: which import brought it, which changed what of it."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from data.importing.merge import NO_CHANGES, changes
from data.mission import Mission
from data.store import Version
from data.tables import TABLES

ADDED, CHANGED, REMOVED = "added", "changed", "removed"


@dataclass(frozen=True)
class Revision:
    """What a version did to a row: added, changed or removed it; `cells` are key, column, before, after."""

    version: Version
    kind: str
    import_id: str | None
    cells: pd.DataFrame


def of_incident(mission: Mission, source: str, event_id: str, newest: int | None = None) -> list[Revision]:
    """Every revision of an incident up to a version, oldest first.

    Versions that left its row as it was are passed over, also those that only joined it to other areas.
    """
    return of_row(mission, "incidents", {"event_id": event_id, "source": source}, newest)


def of_row(mission: Mission, table: str, key: Mapping[str, str], newest: int | None = None) -> list[Revision]:
    """Every revision of the row with a key up to a version, oldest first: texts by column, the most telling first."""
    revisions: list[Revision] = []
    before: pd.DataFrame | None = None
    first, *others = key
    for version in _versions(mission, table, newest):
        row = mission.store.read(table, version.number, only=(first, [key[first]]))
        for name in others:
            row = row[row[name] == key[name]]
        row = row.reset_index(drop=True)
        revision = _between(table, version, before, row)
        revisions += [revision] if revision else []
        before = row
    return revisions


def _versions(mission: Mission, table: str, newest: int | None) -> list[Version]:
    """The versions, oldest first, at which a table became another one."""
    found, last = [], None
    for version in mission.store.versions():
        now = version.tables.get(table)
        if now != last and (newest is None or version.number <= newest):
            found.append(version)
        last = now
    return found


def _between(table: str, version: Version, before: pd.DataFrame | None, now: pd.DataFrame) -> Revision | None:
    was_there = before is not None and len(before) > 0
    if not was_there and now.empty:
        return None
    if not was_there:
        return Revision(version, ADDED, _import(now), NO_CHANGES)
    if now.empty:
        return Revision(version, REMOVED, None, NO_CHANGES)
    cells = changes(before, now, TABLES[table].key)
    return Revision(version, CHANGED, _import(now), cells) if len(cells) else None


def _import(row: pd.DataFrame) -> str | None:
    value = row["import_id"].iloc[0]
    return None if pd.isna(value) else str(value)
