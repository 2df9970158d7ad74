"""Rows that a page shows as a file, made only when it is asked for."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

from components import audited, editions, texts
from components.context import Context
from data import export, writers
from data.editions.edition import EVENTS, Edition
from data.errors import InputError
from data.i18n import _, ngettext
from data.incidents.rows import Rows
from data.incidents.schema import Incidents
from data.words import formats

NAMES = {".csv": "CSV", ".xlsx": "Excel", ".geojson": "GeoJSON", ".parquet": "Parquet"}


def incidents(context: Context, rows: Rows, within: str) -> None:
    """The listed incidents; `within` names the chosen part, area or place. Says why where they may not leave."""
    shot, filters = context.snapshot, context.filters
    label = ngettext("Export {n} row", "Export {n} rows", len(rows)).format(n=formats.number(len(rows)))
    with st.popover(label, icon=":material/download:", width="stretch"):
        if why := export.refused(shot, filters.source):
            texts.caption(why)
            return
        _terms(context)
        edition = editions.choose(context, "edition_incidents")
        if not editions.columns(context, edition, EVENTS, Incidents.names()):
            return
        kept = rows.bare()
        file = File(f"{filters.source}_{filters.start}_{filters.end}", edition)
        _buttons(
            context, tuple(NAMES), file, lambda out: export.write(shot, filters, out, kept, within, edition=edition)
        )


def table(
    context: Context,
    rows: pd.DataFrame,
    title: str,
    key: str,
    events_of: tuple[str, ...] = (),
    *,
    kept_as: str = "",
) -> None:
    """Another table that the page shows: `title` says what its rows are, `key` is the file's name too.

    Where its rows are single events, `events_of` are their sources; it says why where these may not leave. `kept_as` is
    the key by which editions keep the table, where it is not `key`.
    """
    if rows.empty:
        return
    shot, filters = context.snapshot, context.filters
    with st.popover(texts.plain(_("Export {title}").format(title=title)), icon=":material/download:"):
        if whys := [why for source in events_of if (why := export.refused(shot, source))]:
            texts.caption(" ".join(whys))
            return
        _terms(context)
        edition, kept = editions.choose(context, f"edition_{key}"), kept_as or key
        if not editions.columns(context, edition, kept, rows.columns):
            return
        write = partial(export.write_table, shot, filters, rows, title=title, view=context.view.key)
        file = File(f"{key}_{filters.start}_{filters.end}", edition, key)
        left = writers.formats_for(rows[edition.kept(kept, rows.columns)])
        _buttons(context, left, file, lambda out: write(out=out, edition=edition, kept_as=kept))


def _terms(context: Context) -> None:
    if terms := context.snapshot.settings.source_terms(context.filters.source):
        texts.caption(terms)
    if context.mark:
        texts.caption(_("The file carries the mark: {mark}").format(mark=context.mark))


@dataclass(frozen=True)
class File:
    """A file without its ending: its name, whom it is for, and what tells it from other files of the page."""

    name: str
    edition: Edition
    key: str = ""


def _buttons(context: Context, endings: tuple[str, ...], what: File, write: Callable[[Path], int]) -> None:
    """A button for each format."""
    for ending in endings:
        file = f"linchpin_{what.name}{editions.suffix(what.edition)}{ending}"
        st.download_button(
            NAMES[ending],
            data=audited.recorded(context, file, partial(_file, write, ending), what.edition),
            file_name=file,
            key=f"download{what.key}{ending}",
            width="stretch",
            on_click="ignore",
        )


def _file(write: Callable[[Path], int], ending: str) -> bytes:
    """The file's bytes; where it cannot be written, the reason as a text, so that no click goes without an answer."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"rows{ending}"
        try:
            write(out)
        except InputError as error:
            return str(error).encode()
        return out.read_bytes()
