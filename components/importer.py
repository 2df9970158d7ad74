"""Import by drag and drop: the same code as the command, checked first and taken in only when asked."""

import re
import tempfile
from pathlib import Path

import pandas as pd
import streamlit as st

from components import checking, import_found, imports, links, mapper, mapping_save, mapping_words, texts
from components.access.who import may
from components.checking import Checked
from components.context import Context
from data.access import handling
from data.access.handling_schema import LEVELS
from data.access.roles import IMPORT
from data.errors import InputError, StoreBusyError, UnknownLayoutError
from data.i18n import _
from data.importing import log, report, run
from data.importing.run import Report
from data.mission import user
from data.words import formats

ENDINGS = ["csv", "tsv", "txt", "xlsx", "parquet", "geojson", "json", "gpkg", "zip", "gz"]
DONE = mapping_save.DONE
FORBIDDEN_IN_NAMES = '<>:"|?*'
DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")  # files of these names are devices on Windows
LONGEST_STEM, LONGEST_ENDING = 60, 10  # letters


def panel(context: Context, label: str = "") -> None:
    """Drop files, read what was found in them, then import them as one version. `label` says which are meant."""
    if not may(IMPORT):
        texts.note(_("You may read this. Analysts and administrators import."))
        return
    if done := st.session_state.pop(DONE, None):
        texts.success(done)
    anything = _("Drop files here: ACLED, UCDP GED, HDX, Ushahidi, Geo-PKO, admin boundaries, or any spreadsheet")
    files = st.file_uploader(
        label or anything,
        type=ENDINGS,
        accept_multiple_files=True,
        key="import_files",
        help=_("CSV, Excel, Parquet, GeoJSON, GeoPackage or shapefile, also zipped. Layouts are found by the columns."),
    )
    if not files:
        mapping_save.forget()
        checking.forget()
        return
    with tempfile.TemporaryDirectory() as folder:
        paths = [_saved(Path(folder), i, file) for i, file in enumerate(files)]
        _checked(context, files, paths)


def _checked(context: Context, files: list, paths: list[Path]) -> None:
    """What was found in the files, or the form that maps the columns of one; then what taking them in would do."""
    alone = paths[0] if len(paths) == 1 else None
    if alone and mapper.wanted():
        mapper.offer()
        mapper.panel(context, alone)
        return
    mapping = mapping_save.made_for(alone) if alone else None
    found = checking.of(context, files, paths, mapping)
    if found.reports:
        import_found.show(found.preview(context.snapshot.mission, complete=False))
    unknown = _refused(found, paths)
    if found.reports:
        _offer(context, found, paths, mapping)
    elif alone and not unknown:
        mapper.offer()
    if unknown:
        mapper.panel(context, unknown)


def _offer(context: Context, found: Checked, paths: list[Path], mapping: str | None) -> None:
    """What taking in the files that can be read would do, and the button that does it."""
    mission, reports = context.snapshot.mission, found.every
    if len(reports) == 1:
        mapper.offer(reports[0].parsed)
    complete = _complete(reports)
    planned = found.preview(mission, complete)
    _would_change(planned)
    if mission.is_example:
        texts.info(
            _("The bundled example is read-only: this import makes a copy of your own, which opens from then on.")
        )
    label = import_found.button(planned)
    altering = [own for own in planned if own.added or own.changed]
    asked = handling.unmarked(mission, mission.settings, report.tables_of(altering)) if label else []
    level = _mark(context, asked)
    ready = bool(label) and (not asked or level is not None)
    if st.button(label or _("Nothing to import"), type="primary", key="import_go", disabled=not ready):
        _import(context, [paths[at] for at in found.reports], mapping, complete, (asked, level))


def _mark(context: Context, asked: list[tuple[str, str]]) -> str | None:
    """How tables that have no handling mark yet are to be handled, asked once for all of an import; None until said."""
    if not asked:
        return None
    settings = context.snapshot.mission.settings
    named = [settings.source_title(source) if source else mapping_words.table(name) for name, source in asked]
    words = _("Asked once. It stands on every page, picture and file of: {tables}.")
    return st.selectbox(
        _("Handling mark"), LEVELS, index=None, format_func=handling.level_name, key="import_mark",
        placeholder=_("Choose a handling mark"),
        help=texts.plain(words.format(tables=", ".join(named))),
    )  # fmt: skip


def _refused(found: Checked, paths: list[Path]) -> Path | None:
    """Why each of the other files cannot be read; the first whose columns nobody knows, which can be mapped."""
    unknown = [paths[at] for at, error in found.refused.items() if isinstance(error, UnknownLayoutError)]
    for error in found.refused.values():
        if not isinstance(error, UnknownLayoutError):
            texts.error(str(error))
    for path in unknown[1:]:
        words = _("{file} has no layout that is known here. Its columns can be said once those of {first} are saved.")
        texts.info(words.format(file=path.name, first=unknown[0].name))
    if not unknown:
        return None
    words = _("{file} has no layout that is known here. Say below what its columns are.")
    texts.info(words.format(file=unknown[0].name))
    return unknown[0]


def _complete(reports: list[Report]) -> bool:
    """Whether the user says that the files have every event of their days; asked of incidents only."""
    if any(report.parsed.table != "incidents" for report in reports):
        return False
    return st.checkbox(
        _("Complete for its period: remove this source's events of these days and countries that the file lacks"),
        key="import_complete",
    )


def _would_change(reports: list[Report]) -> None:
    """What the import would add, change and remove, by column, deaths first."""
    added, changed, unchanged, removed = import_found.sums(reports)
    words = _("It would add {added}, change {changed}, leave {unchanged} as they are and remove {removed}.")
    st.text(
        words.format(
            added=formats.number(added),
            changed=formats.number(changed),
            unchanged=formats.number(unchanged),
            removed=formats.number(removed),
        )
    )
    cells = pd.concat([report.changes for report in reports], ignore_index=True)
    if len(cells):
        imports.changes(log.changes(cells, log.MOST_CELLS), planned=True)


def plain_file_name(name: str) -> str:
    """A name as a file of any system may have it: its last part, without signs of paths, and not too long."""
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(sign for sign in last if sign.isprintable() and sign not in FORBIDDEN_IN_NAMES).strip(". ")
    stem, dot, ending = kept.rpartition(".")
    short = f"{stem[:LONGEST_STEM]}{dot}{ending[:LONGEST_ENDING]}" if dot else kept[:LONGEST_STEM]
    return f"_{short}" if DEVICES.match(short) else short.strip(". ") or "upload"


def _saved(folder: Path, index: int, file: object) -> Path:
    """The upload on disk, under the last part of its name, in a folder of its own."""
    own = folder / str(index)
    own.mkdir()
    path = own / plain_file_name(file.name)
    path.write_bytes(file.getbuffer())
    return path


def _import(
    context: Context,
    paths: list[Path],
    mapping: str | None,
    complete: bool,
    marked: tuple[list[tuple[str, str]], str | None],
) -> None:
    try:
        with checking.bar(_("Importing")) as step:
            target, reports = run.import_files(
                context.snapshot.mission, paths, mapping=mapping, complete=complete, progress=step
            )
            for name, source in marked[0]:
                handling.mark(target, name, source, str(marked[1]), user())
    except (InputError, StoreBusyError) as error:
        texts.error(str(error))
        return
    added, changed, unchanged, removed = import_found.sums(reports)
    words = _("Version {version}: {added} added, {changed} changed, {unchanged} unchanged.")
    if removed:
        words = _("Version {version}: {added} added, {changed} changed, {unchanged} unchanged, {removed} removed.")
    elif not added and not changed:
        words = _("Nothing new: all {unchanged} rows are there already. The mission stays at version {version}.")
    st.session_state[DONE] = words.format(
        version=reports[0].version,
        added=formats.number(added),
        changed=formats.number(changed),
        unchanged=formats.number(unchanged),
        removed=formats.number(removed),
    )
    links.unpin()
    sources = [s for r in reports if r.parsed.table == "incidents" for s in r.parsed.frame["source"].unique()]
    links.open_source(str(sources[0]) if sources else "")
    st.rerun()
