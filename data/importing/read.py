"""One file read: its layout recognised by its columns, its rows typed and checked, its doubts flagged."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from data.errors import InputError, UnknownLayoutError
from data.footprint import geopko, hxl, terms
from data.footprint.schema import Bases
from data.geography import boundaries
from data.geography.country import canonical
from data.i18n import _
from data.importing import columns, layouts, mappings, ushahidi
from data.importing.checks import REJECT_COLUMNS, broken_rows
from data.importing.containers import unpacked
from data.importing.files import Head, RawTable, existing, is_table, plain_name, read_table, sha256
from data.importing.mappings import Mapping
from data.importing.parsed import Parsed, checked, notes_on
from data.incidents import aggregates, doubts
from data.mission import Settings
from data.register import read as register
from data.register.columns import REGISTER
from data.schema import Table
from data.tables import TABLES

COLUMNS_NAMED = 12
LONGEST_SENTENCE = 1000
PROVIDED = {"latitude": (-90, 90), "longitude": (-180, 180), "year": geopko.YEARS}


@dataclass(frozen=True)
class How:
    """How files are read: the mission's settings and saved mappings, and what the user said of the file.

    `kind` names the table where it must not be found from the columns, `only` the mission of a Geo-PKO file,
    `mapping` the saved mapping to read with. `country` is the mission's outline, by which places are doubted.
    """

    settings: Settings
    kind: str | None = None
    only: str | None = None
    mapping: str | Mapping | None = None
    mappings: dict[str, Mapping] = field(default_factory=dict)
    country: object | None = None
    progress: Callable[[float], None] = lambda _share: None


def read_file(path: str | Path, how: How) -> Parsed:
    """A file recognised by its columns, read and checked; nothing is changed.

    An InputError says in one sentence why a file cannot be used.
    """
    path = existing(path)
    try:
        return _parsed(path, how)
    except InputError as error:
        raise type(error)(one_sentence(str(error), path.name)) from None


def one_sentence(text: str, file: str) -> str:
    """Words about a file in one line that names it, however long and strange what they quote of it."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    named = line if file in line else f"{file}: {line}"
    return named if len(named) <= LONGEST_SENTENCE else named[:LONGEST_SENTENCE] + "…"


def _parsed(path: Path, how: How) -> Parsed:
    with unpacked(path) as inner:
        parsed = _tabular(inner, how) if is_table(existing(inner)) else _boundaries(inner, how.settings)
    if path != inner:
        parsed = replace(parsed, path=path, sha256=sha256(path))
    if how.kind and parsed.table != how.kind:
        raise InputError(
            _("{file} holds {found} ({layout}), not {kind}.").format(
                file=path.name, found=parsed.table, layout=parsed.layout, kind=how.kind
            )
        )
    return parsed


def raw_table(path: Path, how: How, most: int | None = None) -> RawTable:
    """A file's text, for those who map its columns: all of them, below the row that looks most like a header.

    With `most` it is a sample of so many rows, which lives on when the file is gone: see `mapped`.
    """
    with unpacked(existing(path)) as inner:
        raw = read_table(existing(inner), lambda _names, _headless: None, how.progress, most=most)
    return raw if most is None else replace(raw, path=path, sheet=None)


def mapped(raw: RawTable, mapping: Mapping, how: How) -> Parsed:
    """What an import would take of a file's text, or of a sample of it, by a mapping that need not be saved."""
    return _mapped(raw, mapping.title, mapping, how)


def _chosen(how: How) -> tuple[str, Mapping] | None:
    """The mapping that the user named, or made on the page."""
    if isinstance(how.mapping, Mapping):
        return how.mapping.title, how.mapping
    if not how.mapping:
        return None
    if how.mapping not in how.mappings:
        raise InputError(
            _("There is no mapping “{name}”; this mission has {names}.").format(
                name=how.mapping, names=", ".join(sorted(how.mappings)) or _("none")
            )
        )
    return how.mapping, how.mappings[how.mapping]


def _tabular(path: Path, how: How) -> Parsed:
    chosen = _chosen(how)
    if chosen:
        needs = chosen[1].needs
        raw = read_table(
            path, lambda names, headless: Head(needs) if not headless and needs <= set(names) else None, how.progress
        )
        return _mapped(raw, *chosen, how)
    raw = read_table(
        path,
        lambda names, headless: layouts.head(names, headless, how.kind, how.mappings),
        how.progress,
        unknown_too=False,
    )
    return _by_publisher(raw, how) or _by_mapping(raw, how)


def _by_publisher(raw: RawTable, how: How) -> Parsed | None:
    """A file in the layout of a publisher or of one of our tables."""
    if layout := layouts.published(raw.columns):
        return _published(raw, layout, how)
    if geopko.is_geopko(raw.columns):
        return _geopko(raw, how.only or how.settings.geopko_mission)
    if hxl.is_presence(raw.columns):
        return _presence(raw)
    if table := layouts.own_table(raw.columns, how.kind):
        if table in REGISTER:
            return register.alone(raw, table)
        frame = terms.as_codes(table, typed(raw.frame, TABLES[table].model))
        return hxl.without_names(_placed(checked(raw, table, "Linchpin " + table, frame, {}), how))
    return None


def _by_mapping(raw: RawTable, how: How) -> Parsed:
    if name := layouts.mapping_for(raw.columns, how.mappings):
        return _mapped(raw, name, how.mappings[name], how)
    if name := ushahidi.layout(raw.columns):
        return _ushahidi(raw, name, how)
    raise _unknown(raw)


def _ushahidi(raw: RawTable, name: str, how: How) -> Parsed:
    mapping, lacking = ushahidi.mapping(raw.titles, name, how.settings.ushahidi_source)
    if lacking:
        words = _("{file} is {layout}, but has no {columns}; add them to the export, or map its columns on page Data.")
        raise InputError(words.format(file=raw.path.name, layout=name, columns=", ".join(lacking)))
    read_as = ", ".join(f"{title} → {ours}" for ours, title in mapping.columns.items())
    note = _("Its columns were read so: {columns}. A saved mapping can say otherwise.").format(columns=read_as)
    return replace(_mapped(raw, name, mapping, how), mapping="").with_notes(note)


def _published(raw: RawTable, layout: layouts.Layout, how: How) -> Parsed:
    aliases = {old: new for old, new in layout.aliases.items() if old in raw.frame and new not in raw.frame}
    raw.titles |= {new: raw.titles.get(old, old) for old, new in aliases.items()}
    raw.frame = raw.frame.rename(columns=aliases)
    frame = layout.read(raw.frame)
    if layout.table == "aggregates" and frame["category"].isna().all():
        frame["category"] = _category(raw.path.name)
    parsed = checked(raw, layout.table, layout.name, frame, layout.raw_names)
    return _placed(parsed, how) if layout.table == "incidents" else parsed


def _category(file: str) -> str:
    """What monthly counts are of, by the name of their file; two kinds under one name would overwrite each other."""
    if found := aggregates.category_of(file):
        return found
    words = _("{file} has monthly counts but does not say of what: put one of {words} into its name.")
    raise InputError(words.format(file=file, words=", ".join(aggregates.CATEGORIES)))


def _mapped(raw: RawTable, name: str, mapping: Mapping, how: How) -> Parsed:
    lacking = [title for title in mapping.columns.values() if plain_name(title) not in raw.columns]
    if lacking:
        raise InputError(
            _("{file} lacks what mapping “{name}” reads: {columns}.").format(
                file=raw.path.name, name=name, columns=", ".join(lacking)
            )
        )
    names = {target: plain_name(title) for target, title in mapping.columns.items()}
    parsed = checked(raw, mapping.table, mapping.title, mappings.read(raw, mapping), names)
    parsed = replace(parsed, mapping=name)
    if mapping.table == "incidents":
        parsed = _placed(parsed, how)
        if "event_id" not in names:
            parsed = parsed.with_notes(
                _("It has no ids: rows are told apart by what they say, so a corrected row comes as a new one.")
            )
    return parsed


def _placed(parsed: Parsed, how: How) -> Parsed:
    """Incidents with the doubts about their places, and notes on what is doubtful or of another country."""
    if parsed.table != "incidents":
        return parsed
    frame = parsed.frame.assign(doubts=doubts.of_place(parsed.frame, how.country, how.settings.country))
    counts = doubts.counted(frame["doubts"])
    listed = ", ".join(f"{count} {doubts.label(code)}" for code, count in counts.items())
    note = _("Taken, and flagged: {flags}.").format(flags=listed) if listed else ""
    return replace(parsed, frame=frame).with_notes(note, _abroad(frame, how.settings.country))


def _abroad(incidents: pd.DataFrame, country: str) -> str:
    """A note where rows are of another country than the mission's; they are kept."""
    others = incidents["country"].dropna()
    home = {name for name in others.unique() if canonical(name) == canonical(country)}
    others = others[~others.isin(home)]
    if others.empty:
        return ""
    found = list(others.value_counts().index)
    names = ", ".join(found[:3]) + (_(" and {n} more").format(n=len(found) - 3) if len(found) > 3 else "")
    words = _("{count} rows are not of {country} but of {names}; they are taken, and count in every total.")
    return words.format(count=len(others), country=country, names=names)


def _unknown(raw: RawTable) -> InputError:
    """Why a file is not known: what it lacks of the layout that it nearly has, or which columns it has at all."""
    near = layouts.missing(raw.columns)
    if near:
        layout, lacking = near
        words = _(
            "{file} looks like {layout} but lacks {columns}; export it again with these columns, "
            "or map its columns on page Data."
        )
        return InputError(words.format(file=raw.path.name, layout=layout.publisher, columns=", ".join(lacking)))
    found = ", ".join(title or "–" for title in list(raw.titles.values())[:COLUMNS_NAMED])
    words = _(
        "{file} has no layout that is known here; expected the columns of ACLED, UCDP GED, HDX HAPI, Ushahidi, "
        "Geo-PKO, or of a Linchpin table ({tables}); found {columns}. Map its columns on page Data, or name a saved "
        "mapping with --mapping."
    )
    return UnknownLayoutError(
        words.format(file=raw.path.name, tables=", ".join(layouts.OWN_TABLES), columns=found[:400])
    )


def _geopko(raw: RawTable, mission: str) -> Parsed:
    """Geo-PKO's rows of one mission, several of which make one base; a broken row may be of any mission: it counts."""
    found = geopko.of_mission(raw.frame, mission)
    rows = geopko.typed(found.rows)
    bad_cells = _bad_deployments(rows, found.rows)
    sound = rows[~rows.index.isin(bad_cells["row"])]
    refused = pd.concat([broken_rows(raw), bad_cells], ignore_index=True) if raw.broken else bad_cells
    count = len(rows) + len(raw.broken)
    note = _("{count} rows of other missions were not read.").format(count=found.others) if found.others else ""
    return Parsed(
        path=raw.path,
        table="bases",
        layout="Geo-PKO",
        sha256=sha256(raw.path),
        rows=count,
        frame=Bases.shape(geopko.bases(sound, found.mission, found.last_year)),
        accepted=len(sound),
        rejects=refused,
        rejected_rows=raw.as_written(sorted(set(refused["row"]))) if len(refused) else pd.DataFrame(),
    ).with_notes(*notes_on(raw, count), note)


def _presence(raw: RawTable) -> Parsed:
    """Counts of organisations by area and sector from a file with HXL tags; the names in it go no further."""
    cells, names = hxl.counted(raw)
    titles = {ours: raw.titles.get(theirs, theirs) for ours, theirs in names.items()}
    table = RawTable(raw.path, cells, titles)
    raw.forget()
    return hxl.parsed_from(table, checked(table, "presence", hxl.LAYOUT, typed(cells, TABLES["presence"].model), {}))


def _bad_deployments(rows: pd.DataFrame, raw: pd.DataFrame) -> pd.DataFrame:
    cases = [
        pd.DataFrame(
            {
                "row": raw.index[bad],
                "column": name,
                "value": raw.loc[bad, name],
                "reason": _("expected a number from {low} to {high}").format(low=low, high=high),
            }
        )
        for name, (low, high) in PROVIDED.items()
        if (bad := ~rows[name].between(low, high)).any()
    ]
    if (bad := rows["location"].isna()).any():
        reason = _("expected the name of a place")
        cases.append(pd.DataFrame({"row": raw.index[bad], "column": "location", "value": "", "reason": reason}))
    return pd.concat(cases, ignore_index=True) if cases else pd.DataFrame(columns=REJECT_COLUMNS)


def _boundaries(path: Path, settings: Settings) -> Parsed:
    found = boundaries.read(path, settings.country)
    frame = found.frame.set_axis(found.frame.index + 1)
    raw = RawTable(path, frame.drop(columns="geometry").astype("str"))
    return replace(checked(raw, "areas", found.publisher + ", boundaries", frame, {}), sha256=sha256(path)).with_notes(
        found.note
    )


def typed(raw: pd.DataFrame, model: type[Table]) -> pd.DataFrame:
    """A table's own columns from text, each as its schema says."""
    schema = model.to_schema().columns
    day_columns = [raw[n] for n, column in schema.items() if n in raw and str(column.dtype).startswith("datetime")]
    order = columns.day_first(*day_columns) if day_columns else None
    return pd.DataFrame(
        {n: columns.of_type(raw[n], str(column.dtype), order) for n, column in schema.items() if n in raw},
        index=raw.index,
    )
