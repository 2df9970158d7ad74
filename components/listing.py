"""Lists of incidents, one incident's sheet, and the rows as a file."""

import tempfile
from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st

from components import formats, texts
from components.context import Context
from data import export
from data.i18n import _, ngettext
from data.incidents import frame, types

MOST_ROWS = 500


def precision_name(code: int) -> str:
    """A location precision for people."""
    return {1: _("exact place"), 2: _("near it"), 3: _("region only")}.get(int(code), "–")


def incidents(context: Context, rows: pd.DataFrame, key: str) -> str | None:
    """A table of incidents, newest first; the event_id of the row that is chosen, if one is."""
    shown = rows.sort_values("event_date", ascending=False, kind="stable").head(MOST_ROWS)
    if len(rows) > len(shown):
        words = _("The newest {n} of {all} incidents; the exported file has all of them.")
        texts.note(words.format(n=formats.number(len(shown)), all=formats.number(len(rows))))
    names = context.snapshot.area_names()
    table = pd.DataFrame(
        {
            _("Day"): shown["event_date"].dt.date,
            _("Place"): shown["location"].astype("str"),
            _("Area"): shown["area2_id"].astype("str").map(names).fillna(shown["area1_id"].astype("str").map(names)),
            _("Type"): shown["event_type"].astype("str").map(types.label),
            _("Deaths"): shown["fatalities_best"],
            _("Targets civilians"): shown["civilian_targeting"],
            _("Location"): shown["geo_precision"].map(precision_name),
        }
    )
    picked = st.dataframe(
        table,
        hide_index=True,
        key=key,
        on_select="rerun",
        selection_mode="single-row",
        height=min(420, 60 + 35 * len(table)),
        column_config={_("Deaths"): st.column_config.NumberColumn(format="localized", width="small")},
        alt=_("Incidents under the filters, newest first"),
    )
    chosen = picked["selection"]["rows"]
    return str(shown["event_id"].iloc[chosen[0]]) if chosen and chosen[0] < len(shown) else None


def sheet(context: Context, event_id: str) -> None:
    """All that is known of one incident, and figures of other sources beside it, never added."""
    rows = frame.details(context.snapshot.mission, context.snapshot.number, context.filters.source, [event_id])
    if rows.empty:
        texts.note(_("This version has no incident {event}.").format(event=event_id))
        return
    if event_id not in set(context.snapshot.select(context.filters)["event_id"]):
        texts.note(_("This incident is not among those that the filters count."))
    row = rows.iloc[0]
    place = row["location"] if pd.notna(row["location"]) else "–"
    texts.section(f"{place}, {formats.day(row['event_date'])}", types.label(row["event_type"]))
    if pd.notna(row["notes"]):
        st.html(f'<p style="margin:0;max-width:60rem">{escape(row["notes"])}</p>')
    texts.table([("", ""), ("", "")], [[escape(name), escape(value)] for name, value in _facts(row).items()])
    _other_figures(context, event_id)


def _facts(row: pd.Series) -> dict[str, str]:
    def text(name: str) -> str:
        return "–" if pd.isna(row[name]) else str(row[name])

    low, high = row["fatalities_low"], row["fatalities_high"]
    bounds = "" if pd.isna(low) and pd.isna(high) else f" ({formats.number(low)} – {formats.number(high)})"
    precision = int(row["geo_precision"])
    return {
        _("Reported deaths, best (low – high)"): formats.number(row["fatalities_best"]) + bounds,
        _("Finer type"): text("sub_event_type"),
        _("Actors, as attributed by the source, not UN-verified"): f"{text('actor1')} / {text('actor2')}",
        _("Location"): f"{precision_name(precision)}; {text('admin2')}, {text('admin1')} ({_('as published')})",
        _("Reported by"): text("reported_by"),
        _("Key"): f"{text('source')} {text('event_id')}",
        _("Last revised by the source"): "–" if pd.isna(row["revised_at"]) else formats.moment(row["revised_at"]),
        _("Import"): text("import_id"),
    }


def _other_figures(context: Context, event_id: str) -> None:
    figures = context.snapshot.table("source_figures")
    own = figures[figures["event_id"] == event_id]
    if own.empty:
        return
    texts.section(_("Figures of other sources"), _("Shown beside each other, never added up"))
    texts.table(
        [(_("Source"), ""), (_("Reported deaths"), "n"), (_("In its words"), ""), (_("Citation"), "")],
        [
            [
                escape(str(r.figure_source)),
                escape(formats.number(r.fatalities)),
                escape("" if pd.isna(r.wording) else str(r.wording)),
                escape(str(r.citation)),
            ]
            for r in own.itertuples(index=False)
        ],
    )


def download(context: Context, rows: pd.DataFrame, within: str) -> None:
    """The listed rows as a file, made only when it is asked for; `within` names the chosen area or place."""
    label = ngettext("Export {n} row", "Export {n} rows", len(rows)).format(n=formats.number(len(rows)))
    with st.popover(label, icon=":material/download:", width="stretch"):
        shot = context.snapshot
        if terms := shot.settings.source_terms(context.filters.source):
            texts.caption(terms)
        if context.mark:
            texts.caption(_("The file carries the mark: {mark}").format(mark=context.mark))
        for ending, name in ((".csv", "CSV"), (".xlsx", "Excel"), (".geojson", "GeoJSON"), (".parquet", "Parquet")):
            st.download_button(
                name,
                data=lambda ending=ending: _file(context, ending, rows, within),
                file_name=f"linchpin_{context.filters.source}_{context.filters.start}_{context.filters.end}{ending}",
                key=f"download{ending}",
                width="stretch",
                on_click="ignore",
            )


def _file(context: Context, ending: str, rows: pd.DataFrame, within: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"rows{ending}"
        export.write(context.snapshot, context.filters, out, rows, within)
        return out.read_bytes()
