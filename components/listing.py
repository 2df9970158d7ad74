"""Lists of incidents, and the figures above them."""

from html import escape

import pandas as pd
import streamlit as st

from components import links, selection, texts, views
from components.context import Context
from data.i18n import _, isolated, ngettext
from data.incidents import subsets, summary, types
from data.incidents.rows import Rows
from data.words import compared, formats

MOST_ROWS = 500
FEW_ROWS = 12


def precision_name(code: int) -> str:
    """A location precision for people."""
    return {1: _("exact place"), 2: _("near it"), 3: _("region only")}.get(int(code), "–")


def incidents(context: Context, rows: Rows, key: str) -> str | None:
    """The incidents, newest first: a few of them as a list, or a table if asked; the event_id of a row picked there.

    The table's own script weighs as much as the rest of the page: it is sent only to those who want it.
    """
    if views.LIST.value == "table":
        return _table(context, rows, key)
    _few(context, rows.last(FEW_ROWS).frame())
    if len(rows) > FEW_ROWS:
        words = ngettext("All {n} as a table", "All {n} as a table", len(rows)).format(n=formats.number(len(rows)))
        if len(rows) > MOST_ROWS:
            words = _("The newest {n} as a table").format(n=formats.number(MOST_ROWS))
        st.button(words, on_click=_as_table, key="list_table", icon=":material/table_rows:")
    return None


def _as_table() -> None:
    st.session_state[views.LIST.name] = "table"


def _few(context: Context, rows: pd.DataFrame) -> None:
    newest = _shown(context, rows.sort_values("event_date", ascending=False, kind="stable"))
    texts.table(
        [*((name, "") for name in newest.columns[:4]), (_("Deaths"), "n"), (_("Location"), "")],
        [[_opens(context, row), *map(_cell, row[2:5]), formats.number(row[5]), escape(row[7])]
         for row in newest.assign(id=newest.index).reset_index(names="event").itertuples(index=False)],
    )  # fmt: skip


def _cell(value: object) -> str:
    return escape(isolated(formats.short(str(value), 60))) if pd.notna(value) else "–"


def _opens(context: Context, row: tuple) -> str:
    """The day of an incident, leading to its sheet."""
    own = selection.part_parameter() | selection.parameters(selection.current(context)) | {views.EVENT.name: row[0]}
    return texts.to_rows(formats.day(row[1]), views.href("incidents", links.query_for(context.filters, **own)))


def _shown(context: Context, rows: pd.DataFrame) -> pd.DataFrame:
    """What a list says of each incident, by event_id."""
    names = context.snapshot.area_names()
    return pd.DataFrame(
        {
            _("Day"): rows["event_date"].dt.date,
            _("Place"): rows["location"].astype("str"),
            _("Area"): rows["area2_id"].astype("str").map(names).fillna(rows["area1_id"].astype("str").map(names)),
            _("Type"): rows["event_type"].astype("str").map(types.label),
            _("Deaths"): rows["fatalities_best"],
            _("Targets civilians"): rows["civilian_targeting"],
            _("Location"): rows["geo_precision"].map(precision_name),
        }
    ).set_axis(rows["event_id"], axis=0)


def _table(context: Context, rows: Rows, key: str) -> str | None:
    shown = rows.last(MOST_ROWS).frame().sort_values("event_date", ascending=False, kind="stable")
    if len(rows) > len(shown):
        words = _("The newest {n} of {all} incidents; the exported file has all of them.")
        texts.note(words.format(n=formats.number(len(shown)), all=formats.number(len(rows))))
    picked = st.dataframe(
        _shown(context, shown),
        hide_index=True,
        key=key,
        on_select="rerun",
        selection_mode="single-row",
        height=min(420, 60 + 35 * len(shown)),
        column_config={_("Deaths"): st.column_config.NumberColumn(format="localized", width="small")},
        alt=_("Incidents under the filters, newest first"),
    )
    chosen = picked["selection"]["rows"]
    return str(shown["event_id"].iloc[chosen[0]]) if chosen and chosen[0] < len(shown) else None


def totals_line(context: Context, selected: Rows) -> None:
    """What the selected incidents add up to and how well they are known; each figure leads to its rows."""
    totals, precision = summary.totals(selected), summary.by_precision(selected)
    flagged = int((selected.array("doubts") >= 0).sum())
    counted = (
        (
            ngettext("{n} incident without a figure", "{n} incidents without a figure", totals["fatalities_unknown"]),
            totals["fatalities_unknown"],
            {"incidents_rows": subsets.NO_FIGURE},
        ),
        (
            ngettext("{n} event targeting civilians", "{n} events targeting civilians", totals["targeting_civilians"]),
            totals["targeting_civilians"],
            {"civilians": True},
        ),
        (_("location exact {n}"), precision[1], {"incidents_rows": "exact"}),
        (_("near {n}"), precision[2], {"incidents_rows": "near"}),
        (_("region only {n}"), precision[3], {"incidents_rows": "region"}),
        (_("{n} flagged as doubtful"), flagged, {"incidents_rows": subsets.ANY_DOUBT}),
    )
    shown = [part for part in counted if part[1] or part[2] != {"incidents_rows": subsets.ANY_DOUBT}]
    texts.figures_note([escape(compared.deaths_line(selected)), *(_figure(context, *part) for part in shown)])


def _figure(context: Context, words: str, count: int, changes: dict[str, object]) -> str:
    chosen = views.ROWS.value
    if chosen and views.ROWS.name in changes:  # a link carries one part, not a part of a part
        return escape(words).replace("{n}", escape(formats.number(count)))
    own = selection.parameters(selection.current(context)) | ({views.ROWS.name: chosen} if chosen else {})
    href = views.href("incidents", links.query_for(context.filters, **own | changes))
    return escape(words).replace("{n}", texts.to_rows(formats.number(count), href))
