"""Import: files checked, merged into the mission's tables, and committed as one version."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from data.geography.boundaries import assign_parents, keep_parents
from data.geography.join import assign_areas
from data.i18n import _
from data.importing.layouts import Parsed, read_file
from data.importing.merge import Merged, merge
from data.mission import EXAMPLE_PREFIX, Mission, Settings, user
from data.tables import TABLES

IMPORTED_TABLES = ("incidents", "areas", "bases", "tasks", "priorities", "mandates", "source_figures")


@dataclass(frozen=True)
class Report:
    """What became of one file. `version` is the mission version that holds it, 0 for a check."""

    parsed: Parsed
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    version: int = 0


def check(
    files: Sequence[str | Path], settings: Settings, kind: str | None = None, only: str | None = None
) -> list[Report]:
    """Each file recognised and validated; nothing is changed."""
    return [Report(read_file(file, settings, kind, only)) for file in files]


def import_files(
    mission: Mission,
    files: Sequence[str | Path],
    *,
    kind: str | None = None,
    only: str | None = None,
    who: str | None = None,
    progress: Callable[[str], None] = lambda _step: None,
) -> tuple[Mission, list[Report]]:
    """Add or revise rows from files as one version; files that change nothing make none.

    Returns the mission that was written to (the user's copy, for the bundled example) and a report a file.
    """
    parsed = []
    for file in files:
        progress(Path(file).name)
        parsed.append(read_file(file, mission.settings, kind, only))
    target = mission.writable()
    who = who or user()
    outcome = _Outcome()
    what = "import " + ", ".join(p.path.name for p in parsed)
    version = target.store.commit(
        lambda base: outcome.merged_into(target, base, parsed, who), who=who, what=what, settings=target.settings_text
    )
    at = version or target.store.latest()
    return target, [replace(report, version=at) for report in outcome.reports]


class _Outcome:
    """Merges parsed files into the tables of one version; kept apart because a lost race runs it again."""

    def __init__(self) -> None:
        self.reports: list[Report] = []

    def merged_into(self, mission: Mission, base: int, parsed: list[Parsed], who: str) -> dict[str, pd.DataFrame]:
        self.reports = []
        tables: dict[str, pd.DataFrame] = {}
        records = []
        for file in parsed:
            current = tables[file.table] if file.table in tables else _current(mission, file.table, base)
            import_id = "i" + secrets.token_hex(6)
            frame = keep_parents(file.frame, current) if file.table == "areas" else file.frame
            merged = merge(current, frame.assign(import_id=import_id), TABLES[file.table].key)
            self.reports.append(Report(_with_note(file, merged), merged.added, merged.changed, merged.unchanged))
            if merged.added or merged.changed:
                tables[file.table] = merged.frame
                records.append(_record(import_id, file, merged, who))
        return _finished(mission, base, tables, records)


def _with_note(file: Parsed, merged: Merged) -> Parsed:
    """The file's report, saying how many of its rows are older than those of the mission."""
    if not merged.older:
        return file
    words = _("{count} rows differ from the mission's, but their source revised them earlier: the newer ones stay.")
    return replace(file, notes=(*file.notes, words.format(count=merged.older)))


def _current(mission: Mission, table: str, base: int) -> pd.DataFrame:
    """A table before the import. The example's made-up areas and bases give way to the first real ones."""
    rows = mission.store.read(table, base)
    if mission.is_example_copy and table in ("areas", "bases"):
        return rows[~rows[TABLES[table].key[0]].str.startswith(EXAMPLE_PREFIX)].reset_index(drop=True)
    return rows


def _finished(
    mission: Mission, base: int, tables: dict[str, pd.DataFrame], records: list[dict[str, object]]
) -> dict[str, pd.DataFrame]:
    """What follows from merged tables: parents of areas, incidents joined to areas, ids of actors, the import log."""
    if not tables:
        return {}
    if "areas" in tables:
        tables["areas"] = assign_parents(tables["areas"])
    if {"areas", "incidents"} & set(tables):
        incidents = tables["incidents"] if "incidents" in tables else mission.store.read("incidents", base)
        areas = tables["areas"] if "areas" in tables else mission.store.read("areas", base)
        if len(incidents):
            tables["incidents"] = assign_areas(incidents, areas)
    if "incidents" in tables:
        tables |= with_new_actors(mission.store.read("actors", base), tables["incidents"])
    imports = pd.DataFrame(records)
    log = mission.store.read("imports", base)
    tables["imports"] = (
        pd.concat([log, TABLES["imports"].model.shape(imports)], ignore_index=True) if len(log) else imports
    )
    return tables


def _record(import_id: str, file: Parsed, merged: Merged, who: str) -> dict[str, object]:
    source = "; ".join(sorted(set(file.frame["source"].dropna()))) if "source" in file.frame else None
    return {
        "import_id": import_id,
        "file_name": file.path.name,
        "sha256": file.sha256,
        "table": file.table,
        "layout": file.layout,
        "source": source,
        "rows": file.rows,
        "accepted": file.accepted,
        "rejected": file.rejected,
        "duplicates": file.duplicates,
        "added": merged.added,
        "changed": merged.changed,
        "unchanged": merged.unchanged,
        "who": who,
        "imported_at": datetime.now(UTC),
    }


def with_new_actors(actors: pd.DataFrame, incidents: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Table actors with a random id for each name that it lacks; nothing where it lacks none. Ids are never changed."""
    names = pd.concat([incidents["actor1"], incidents["actor2"]]).dropna().drop_duplicates()
    new = names[~names.isin(actors["name"])]
    if new.empty:
        return {}
    added = pd.DataFrame({"actor_id": ["a" + secrets.token_hex(5) for _name in new], "name": new.to_numpy()})
    return {"actors": pd.concat([actors, added], ignore_index=True)}
