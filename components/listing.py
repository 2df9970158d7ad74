"""Lists of incidents, and the figures above them."""

from html import escape

import pandas as pd
import streamlit as st

from components import formats, links, texts, views
from components.context import Context
from data.i18n import _
from data.incidents import subsets, summary, types
from data.incidents.rows import Rows

MOST_ROWS = 500


def precision_name(code: int) -> str:
    """A location precision for people."""
    return {1: _("exact place"), 2: _("near it"), 3: _("region only")}.get(int(code), "–")


def incidents(context: Context, rows: Rows, key: str) -> str | None:
    """A table of incidents, newest first; the event_id of the row that is chosen, if one is."""
    newest = rows.last(MOST_ROWS).frame()
    shown = newest.sort_values("event_date", ascending=False, kind="stable")
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


def totals_line(context: Context, selected: Rows) -> None:
    """What the selected incidents add up to and how well they are known; each figure leads to its rows."""
    totals, precision = summary.totals(selected), summary.by_precision(selected)
    flagged = int((selected.array("doubts") >= 0).sum())
    counted = (
        (_("{n} incidents without a figure"), totals["fatalities_unknown"], {"incidents_rows": subsets.NO_FIGURE}),
        (_("{n} events targeting civilians"), totals["targeting_civilians"], {"civilians": True}),
        (_("location exact {n}"), precision[1], {"incidents_rows": "exact"}),
        (_("near {n}"), precision[2], {"incidents_rows": "near"}),
        (_("region only {n}"), precision[3], {"incidents_rows": "region"}),
        (_("{n} flagged as doubtful"), flagged, {"incidents_rows": subsets.ANY_DOUBT}),
    )
    deaths = _("{n} reported deaths").format(n=formats.number(totals["fatalities"]))
    shown = [part for part in counted if part[1] or part[2] != {"incidents_rows": subsets.ANY_DOUBT}]
    texts.figures_note([escape(deaths), *(_figure(context, *part) for part in shown)])


def _figure(context: Context, words: str, count: int, changes: dict[str, object]) -> str:
    chosen = views.ROWS.value
    if chosen and views.ROWS.name in changes:  # a link carries one part, not a part of a part
        return escape(words).replace("{n}", escape(formats.number(count)))
    own = {views.ROWS.name: chosen} if chosen else {}
    href = views.href("incidents", links.query_for(context.filters, **own | changes))
    return escape(words).replace("{n}", texts.to_rows(formats.number(count), href))


def type_cells(context: Context, row: tuple) -> list[str]:
    """Incidents and deaths of a type (event_type, incidents, fatalities) in the chosen part, area or place, each
    leading to its rows."""
    chosen = {p.name: p.value for p in (views.AREA, views.PLACE, views.ROWS) if p.value}
    href = views.href("incidents", links.query_for(context.filters, types=(row.event_type,), **chosen))
    return [texts.to_rows(formats.number(count), href) for count in (row.incidents, row.fatalities)]
