"""Import: files checked, merged into the mission's tables, and committed as one version."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd

from data.errors import InputError
from data.geography import country
from data.geography.boundaries import assign_parents, keep_parents
from data.geography.join import assign_areas
from data.i18n import _
from data.importing import book, layouts, log, mappings, rejects
from data.importing.mappings import Mapping
from data.importing.merge import NO_CHANGES, Merged, merge
from data.importing.parsed import Parsed
from data.importing.read import How
from data.incidents import doubts
from data.mission import Mission, user
from data.register import settle
from data.tables import TABLES

IMPORTED_TABLES = ("areas", *layouts.OWN_TABLES)
# The column whose ids tell the example's made-up rows of a table.
MADE_UP = {"areas": "area_id", "bases": "base_id", "sectors": "area_id", "assets": "asset_id",
           "asset_requests": "request_id"}  # fmt: skip
REJECTS = "rejects"
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Report:
    """What became of one file. `version` is the mission version that holds it, 0 for a check.

    `changes` has a row a revised cell (key, column, before, after), `removed_keys` what a complete file dropped;
    `rejects_file` is where the refused rows were written.
    """

    parsed: Parsed
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    version: int = 0
    import_id: str = ""
    changes: pd.DataFrame = field(default_factory=lambda: NO_CHANGES)
    removed_keys: tuple[str, ...] = ()
    rejects_file: str = ""


def how(
    mission: Mission,
    kind: str | None = None,
    only: str | None = None,
    mapping: str | Mapping | None = None,
) -> How:
    """How this mission's files are read: its settings, mappings and outline, and what the user said."""
    areas = mission.store.read("areas", mission.store.latest())
    outline = country.outline(areas, mission.settings.country)
    return How(mission.settings, kind, only, mapping, mappings.load(mission.folder), outline)


def check(
    files: Sequence[str | Path],
    mission: Mission,
    *,
    kind: str | None = None,
    only: str | None = None,
    mapping: str | Mapping | None = None,
    progress: Progress = lambda _step, _share: None,
) -> list[Report]:
    """Each file recognised and validated; nothing is changed."""
    parsed = _read(how(mission, kind, only, mapping), files, progress)
    return [Report(own) for own in _settled(mission, mission.store.latest(), parsed)]


def preview(mission: Mission, checked: Sequence[Report], complete: bool = False) -> list[Report]:
    """What an import of checked files would add, change and remove, by column; nothing is changed."""
    outcome = _Outcome(complete)
    outcome.merged_into(mission, mission.store.latest(), [report.parsed for report in checked], user())
    return outcome.reports


def import_files(
    mission: Mission,
    files: Sequence[str | Path],
    *,
    kind: str | None = None,
    only: str | None = None,
    mapping: str | Mapping | None = None,
    complete: bool = False,
    who: str | None = None,
    progress: Progress = lambda _step, _share: None,
) -> tuple[Mission, list[Report]]:
    """Add or revise rows from files as one version; files that change nothing make none.

    `complete` says that each file has every event of its source, countries and days: events that it lacks are removed.
    Returns the mission that was written to (the user's copy, for the bundled example) and a report a file.
    """
    parsed = _read(how(mission, kind, only, mapping), files, progress)
    target = mission.writable()
    progress(_("writing"), 0.0)
    outcome = _Outcome(complete)
    version = target.store.commit(
        lambda base: outcome.merged_into(target, base, parsed, who or user()),
        who=who or user(),
        what="import " + ", ".join(dict.fromkeys(p.path.name for p in parsed)),
        settings=target.settings_text,
    )
    at = version or target.store.latest()
    written = [rejects.write(r.parsed, target.folder / REJECTS, r.import_id) for r in outcome.reports]
    progress(_("writing"), 1.0)
    reports = [replace(r, version=at, rejects_file=p) for r, p in zip(outcome.reports, written, strict=True)]
    return target, reports


def _read(shared: How, files: Sequence[str | Path], progress: Progress) -> list[Parsed]:
    parsed = []
    for file in files:
        name = Path(file).name
        progress(name, 0.0)
        parsed += book.read_files(file, replace(shared, progress=lambda share, name=name: progress(name, 0.9 * share)))
        progress(name, 1.0)
    return parsed


def _settled(mission: Mission, base: int, parsed: list[Parsed]) -> list[Parsed]:
    """Files whose rows of the register fit the mission as it is at a version, and each other."""
    names = [file.table for file in parsed]
    if not settle.needed(names):
        return parsed
    read = mission.store.read
    current = settle.mission_tables(names, lambda name, columns: read(name, base, columns))
    return settle.settled(parsed, current, mission.settings.cpas)


class _Outcome:
    """Merges parsed files into the tables of one version; kept apart because a lost race runs it again."""

    def __init__(self, complete: bool) -> None:
        self.complete = complete
        self.reports: list[Report] = []

    def merged_into(self, mission: Mission, base: int, parsed: list[Parsed], who: str) -> dict[str, pd.DataFrame]:
        self.reports = []
        tables: dict[str, pd.DataFrame] = {}
        records = []
        for file in _settled(mission, base, parsed):
            current = tables[file.table] if file.table in tables else _current(mission, file.table, base)
            import_id = "i" + secrets.token_hex(6)
            frame = keep_parents(file.frame, current) if file.table == "areas" else file.frame
            gone = _no_longer_there(file, current) if self.complete else None
            merged = merge(current, frame.assign(import_id=import_id), TABLES[file.table].key, gone)
            report = _report(_with_notes(file, merged, self.complete), merged, import_id)
            self.reports.append(report)
            if merged.alters:
                tables[file.table] = merged.frame
                records.append(log.record(report, base + 1, who, self.complete))
        return _finished(mission, base, tables, records)


def _report(file: Parsed, merged: Merged, import_id: str) -> Report:
    return Report(
        parsed=file,
        added=merged.added,
        changed=merged.changed,
        unchanged=merged.unchanged,
        removed=len(merged.removed),
        import_id=import_id,
        changes=merged.changes,
        removed_keys=merged.removed,
    )


def _no_longer_there(file: Parsed, current: pd.DataFrame) -> np.ndarray | None:
    """Which incidents lie in the source, countries and days of a complete file. None where a row of it was refused:
    what stands in that row is not known to be gone."""
    if file.table != "incidents":
        raise InputError(_("Only a file of incidents can be complete for its period; leave --complete out."))
    if file.rejected or file.frame.empty:
        return None
    days, countries = file.frame["event_date"], file.frame["country"].dropna().str.casefold().unique()
    covered = current["source"].isin(file.frame["source"].unique())
    covered &= current["event_date"].between(days.min(), days.max())
    if len(countries):
        covered &= current["country"].str.casefold().isin(countries)
    return covered.to_numpy(dtype=bool)


def _with_notes(file: Parsed, merged: Merged, complete: bool) -> Parsed:
    """The file's report, saying how many of its rows are older than the mission's, and why none was removed."""
    older = _("{count} rows differ from the mission's, but their source revised them earlier: the newer ones stay.")
    kept = _("Nothing was removed: a file with refused rows is not complete. Correct them and import it again.")
    return file.with_notes(
        older.format(count=merged.older) if merged.older else "", kept if complete and file.rejected else ""
    )


def _current(mission: Mission, table: str, base: int) -> pd.DataFrame:
    """A table before the import. What is made up in the example gives way to the first real rows of its table."""
    rows = mission.store.read(table, base)
    if mission.is_example_copy and table in MADE_UP:
        return rows[~rows[MADE_UP[table]].str.startswith(country.EXAMPLE_PREFIX)].reset_index(drop=True)
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
            tables["incidents"] = _placed(incidents, areas, mission.settings.country, "areas" in tables)
    if "incidents" in tables:
        tables |= with_new_actors(mission.store.read("actors", base), tables["incidents"])
    tables["imports"] = log.appended(mission.store.read("imports", base), records)
    return tables


def _placed(incidents: pd.DataFrame, areas: pd.DataFrame, name: str, areas_changed: bool) -> pd.DataFrame:
    """Incidents joined to areas; where the areas are new, doubts about places are found anew."""
    joined = assign_areas(incidents, areas)
    return (
        joined.assign(doubts=doubts.of_place(joined, country.outline(areas, name), name)) if areas_changed else joined
    )


def with_new_actors(actors: pd.DataFrame, incidents: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Table actors with a random id for each name that it lacks; nothing where it lacks none. Ids are never changed."""
    names = pd.concat([incidents["actor1"], incidents["actor2"]]).dropna().drop_duplicates()
    new = names[~names.isin(actors["name"])]
    if new.empty:
        return {}
    added = pd.DataFrame({"actor_id": ["a" + secrets.token_hex(5) for _name in new], "name": new.to_numpy()})
    return {"actors": pd.concat([actors, added], ignore_index=True)}
