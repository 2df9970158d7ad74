"""The layouts that a file can have, found by its columns; each gives typed rows of one table and its rejects."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from data.errors import InputError
from data.footprint import geopko
from data.footprint.schema import Bases
from data.geography import boundaries
from data.i18n import _
from data.importing import columns
from data.importing.checks import REJECT_COLUMNS, rejects
from data.importing.containers import unpacked
from data.importing.files import RawTable, existing, is_table, read_table, sha256
from data.importing.merge import keys
from data.incidents import acled, ucdp
from data.mission import Settings
from data.schema import Table
from data.tables import TABLES

OWN_TABLES = ("incidents", "bases", "tasks", "priorities", "mandates", "source_figures")


@dataclass(frozen=True)
class Parsed:
    """One file read and checked: the rows to take (columns of `table`), and what became of the others."""

    path: Path
    table: str
    layout: str
    sha256: str
    rows: int
    frame: pd.DataFrame
    accepted: int
    duplicates: int = 0
    rejects: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=REJECT_COLUMNS))
    notes: tuple[str, ...] = ()

    @property
    def rejected(self) -> int:
        """Rows refused; a row with two faults counts once."""
        return self.rejects["row"].nunique()


@dataclass(frozen=True)
class Layout:
    """An incident layout: its name, how its columns are known, how they are read, and what it calls ours."""

    name: str
    matches: Callable[[frozenset[str]], bool]
    read: Callable[[pd.DataFrame], pd.DataFrame]
    raw_names: dict[str, str]


INCIDENT_LAYOUTS = (
    Layout("ACLED, layout since March 2023", acled.is_current, acled.read, acled.RAW_NAMES),
    Layout("ACLED, layout before March 2023", acled.is_old, acled.read, acled.RAW_NAMES),
    Layout("UCDP GED", ucdp.is_ged, ucdp.read, ucdp.RAW_NAMES),
)


def read_file(path: str | Path, settings: Settings, kind: str | None = None, only: str | None = None) -> Parsed:
    """A file recognised by its columns, read and checked; nothing is changed.

    `kind` names the table where it must not be found from the columns; `only` the mission of a Geo-PKO file.
    An InputError says in one sentence why a file cannot be used.
    """
    path = existing(path)
    with unpacked(path) as inner:
        if is_table(existing(inner)):
            parsed = _tabular(read_table(inner), settings, kind, only)
        else:
            parsed = _boundaries(inner, settings)
    parsed = replace(parsed, path=path, sha256=sha256(path))
    if kind and parsed.table != kind:
        raise InputError(
            _("{file} holds {found} ({layout}), not {kind}.").format(
                file=path.name, found=parsed.table, layout=parsed.layout, kind=kind
            )
        )
    return parsed


def _tabular(raw: RawTable, settings: Settings, kind: str | None, only: str | None) -> Parsed:
    for layout in INCIDENT_LAYOUTS:
        if layout.matches(raw.columns):
            parsed = _checked(raw, "incidents", layout.name, layout.read(raw.frame), layout.raw_names)
            return replace(parsed, notes=_abroad(parsed.frame, settings.country))
    if geopko.is_geopko(raw.columns):
        return _geopko(raw, only or settings.geopko_mission)
    table = _own_table(raw.columns, kind)
    if table:
        frame = _typed(raw.frame, TABLES[table].model)
        return _checked(raw, table, "Linchpin " + table, frame, {})
    raise InputError(
        _(
            "{file} has no layout that is known here; expected the columns of ACLED, UCDP GED, Geo-PKO, or of a "
            "Linchpin table ({tables}); found {columns}."
        ).format(file=raw.path.name, tables=", ".join(OWN_TABLES), columns=", ".join(list(raw.frame.columns)[:12]))
    )


def _checked(raw: RawTable, table: str, layout: str, frame: pd.DataFrame, raw_names: dict[str, str]) -> Parsed:
    """The rows that pass the schema, each key once, and a report of the rest."""
    info = TABLES[table]
    found = rejects(info.model.shape(frame).set_index(frame.index), info.model, raw.frame, raw_names)
    bad = frame.index.isin(found["row"].to_numpy(dtype="int64") - 2)
    sound = info.model.shape(frame[~bad])
    first = ~keys(sound, info.key).duplicated()
    taken = sound[first].reset_index(drop=True)
    return Parsed(
        path=raw.path,
        table=table,
        layout=layout,
        sha256=sha256(raw.path),
        rows=len(frame),
        frame=taken,
        accepted=len(taken),
        duplicates=int((~first).sum()),
        rejects=found,
    )


def _abroad(incidents: pd.DataFrame, country: str) -> tuple[str, ...]:
    """A note where rows are of another country than the mission's; they are kept."""
    others = incidents["country"].dropna()
    others = others[others.str.casefold() != country.casefold()]
    if others.empty:
        return ()
    names = ", ".join(others.value_counts().index[:3])
    words = _("{count} rows are not of {country} but of {names}; they are taken, and count in every total.")
    return (words.format(count=len(others), country=country, names=names),)


def _geopko(raw: RawTable, mission: str) -> Parsed:
    """Geo-PKO's rows of one mission, several of which make one base."""
    found = geopko.of_mission(raw.frame, mission)
    rows = geopko.typed(found.rows)
    bad_cells = _bad_deployments(rows, found.rows)
    sound = rows[~rows.index.isin(bad_cells["row"] - 2)]
    note = _("{count} rows of other missions were not read.").format(count=found.others)
    return Parsed(
        path=raw.path,
        table="bases",
        layout="Geo-PKO",
        sha256=sha256(raw.path),
        rows=len(rows),
        frame=Bases.shape(geopko.bases(sound, found.mission, found.last_year)),
        accepted=len(sound),
        rejects=bad_cells,
        notes=(note,) if found.others else (),
    )


def _bad_deployments(rows: pd.DataFrame, raw: pd.DataFrame) -> pd.DataFrame:
    limits = {"latitude": (-90, 90), "longitude": (-180, 180), "year": (1945, 2200)}
    cases = [
        pd.DataFrame(
            {
                "row": raw.index[bad] + 2,
                "column": name,
                "value": raw.loc[bad, name],
                "reason": _("expected a number from {low} to {high}").format(low=low, high=high),
            }
        )
        for name, (low, high) in limits.items()
        if (bad := ~rows[name].between(low, high)).any()
    ]
    if (bad := rows["location"].isna()).any():
        reason = _("expected the name of a place")
        cases.append(pd.DataFrame({"row": raw.index[bad] + 2, "column": "location", "value": "", "reason": reason}))
    return pd.concat(cases, ignore_index=True) if cases else pd.DataFrame(columns=REJECT_COLUMNS)


def _boundaries(path: Path, settings: Settings) -> Parsed:
    found = boundaries.read(path, settings.country)
    digest = sha256(path)
    raw = RawTable(path, found.frame.drop(columns="geometry").astype("str"))
    parsed = _checked(raw, "areas", found.publisher, found.frame, {})
    return replace(
        parsed, layout=found.publisher + ", boundaries", sha256=digest, notes=(found.note,) if found.note else ()
    )


def _own_table(names: frozenset[str], kind: str | None) -> str | None:
    """The product's own table whose required columns are all there; of several, the one with most columns in common."""
    fitting = []
    for table in [kind] if kind in OWN_TABLES else OWN_TABLES:
        columns_ = TABLES[table].model.to_schema().columns
        if all(name in names for name, column in columns_.items() if not column.nullable):
            fitting.append((len(names & set(columns_)), table))
    return max(fitting)[1] if fitting else None


def _typed(raw: pd.DataFrame, model: type[Table]) -> pd.DataFrame:
    """A table's own columns from text, each as its schema says."""
    readers = {"float64": columns.real, "Int64": columns.whole, "boolean": columns.yes_or_no}
    typed = {}
    for name, column in model.to_schema().columns.items():
        if name in raw:
            kind = str(column.dtype)
            reader = columns.days if kind.startswith("datetime") else readers.get(kind, columns.text)
            typed[name] = reader(raw[name])
    return pd.DataFrame(typed, index=raw.index)
