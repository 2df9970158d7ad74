"""The history of one row through the versions of a mission: which import brought it, which changed what of it."""

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
    revisions: list[Revision] = []
    before: pd.DataFrame | None = None
    for version in _versions(mission, "incidents", newest):
        row = mission.store.read("incidents", version.number, only=("event_id", [event_id]))
        row = row[row["source"] == source].reset_index(drop=True)
        revision = _between(version, before, row)
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


def _between(version: Version, before: pd.DataFrame | None, now: pd.DataFrame) -> Revision | None:
    was_there = before is not None and len(before) > 0
    if not was_there and now.empty:
        return None
    if not was_there:
        return Revision(version, ADDED, _import(now), NO_CHANGES)
    if now.empty:
        return Revision(version, REMOVED, None, NO_CHANGES)
    cells = changes(before, now, TABLES["incidents"].key)
    return Revision(version, CHANGED, _import(now), cells) if len(cells) else None


def _import(row: pd.DataFrame) -> str | None:
    value = row["import_id"].iloc[0]
    return None if pd.isna(value) else str(value)
