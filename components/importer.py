"""Import by drag and drop: the same code as the command, checked first and taken in only when asked."""

import tempfile
from pathlib import Path

import streamlit as st

from components import formats, links, texts
from components.context import Context
from data.errors import InputError, StoreBusyError
from data.i18n import _, ngettext
from data.importing import run
from data.importing.run import Report

ENDINGS = ["csv", "tsv", "txt", "xlsx", "parquet", "geojson", "json", "gpkg", "zip", "gz"]
DONE = "import_done"
REJECTS_SHOWN = 200


def panel(context: Context) -> None:
    """Drop files, read what was found in them, then import them as one version."""
    mission = context.snapshot.mission
    if done := st.session_state.pop(DONE, None):
        texts.success(done)
    files = st.file_uploader(
        _("Drop files here: ACLED, UCDP GED, Geo-PKO, admin boundaries, or a Linchpin table"),
        type=ENDINGS,
        accept_multiple_files=True,
        key="import_files",
        help=_("CSV, Excel, Parquet, GeoJSON, GeoPackage or shapefile, also zipped. Layouts are found by the columns."),
    )
    if not files:
        return
    with tempfile.TemporaryDirectory() as folder:
        paths = [_saved(Path(folder), i, file) for i, file in enumerate(files)]
        try:
            reports = run.check(paths, mission)
        except InputError as error:
            texts.error(str(error))
            return
        for report in reports:
            _report(report)
        if mission.is_example:
            texts.info(
                _("The bundled example is read-only: this import makes a copy of your own, which opens from then on.")
            )
        count = sum(report.parsed.accepted for report in reports)
        label = ngettext("Import {n} row", "Import {n} rows", count).format(n=formats.number(count))
        if st.button(label, type="primary", key="import_go", disabled=not count):
            _import(context, paths)


def _saved(folder: Path, index: int, file: object) -> Path:
    """The upload on disk, under the last part of its name, in a folder of its own."""
    own = folder / str(index)
    own.mkdir()
    name = Path(file.name.replace("\\", "/")).name or "upload"
    path = own / name
    path.write_bytes(file.getbuffer())
    return path


def _report(report: Report) -> None:
    parsed = report.parsed
    words = _("{file}: {layout}. {rows} rows read, {accepted} accepted, {rejected} rejected, {duplicates} duplicates.")
    counts = {name: formats.number(getattr(parsed, name)) for name in ("rows", "accepted", "rejected", "duplicates")}
    text = words.format(file=parsed.path.name, layout=parsed.layout, **counts)
    if parsed.table == "incidents" and len(parsed.frame):
        deaths = formats.number(parsed.frame["fatalities_best"].sum())
        first, last = formats.day(parsed.frame["event_date"].min()), formats.day(parsed.frame["event_date"].max())
        text += " " + _("{deaths} reported deaths, {first} to {last}.").format(deaths=deaths, first=first, last=last)
    st.text(" ".join([text, *parsed.notes]))
    if parsed.rejected:
        st.dataframe(
            parsed.rejects.head(REJECTS_SHOWN),
            hide_index=True,
            key=f"rejects_{parsed.sha256}_{parsed.path.parent.name}",
        )


def _import(context: Context, paths: list[Path]) -> None:
    try:
        with st.spinner(_("Importing …")):
            _target, reports = run.import_files(context.snapshot.mission, paths)
    except (InputError, StoreBusyError) as error:
        texts.error(str(error))
        return
    added, changed, unchanged = (sum(getattr(r, name) for r in reports) for name in ("added", "changed", "unchanged"))
    words = _("Version {version}: {added} added, {changed} changed, {unchanged} unchanged.")
    if not added and not changed:
        words = _("Nothing new: all {unchanged} rows are there already. The mission stays at version {version}.")
    st.session_state[DONE] = words.format(
        version=reports[0].version,
        added=formats.number(added),
        changed=formats.number(changed),
        unchanged=formats.number(unchanged),
    )
    links.unpin()
    sources = [s for r in reports if r.parsed.table == "incidents" for s in r.parsed.frame["source"].unique()]
    links.open_source(str(sources[0]) if sources else "")
    st.rerun()
