"""Assessed threats: what the sections whose work it is judge, shown before any count of incidents."""

from html import escape

import pandas as pd
import streamlit as st

from components import links, texts, views
from components.context import Context
from data.i18n import _
from data.threats import judgements
from data.words import formats

MOST = 3


def panel(context: Context, most: int | None = MOST) -> None:
    """The judgements that hold on the last day of the period, for the filtered areas; nothing where there are none.

    At most so many, the latest; all of them for None.
    """
    shot, filters = context.snapshot, context.filters
    rows = judgements.valid(shot.table("assessed_threats"), filters.areas, shot.areas, filters.end)
    if rows.empty:
        return
    names = shot.area_names()
    texts.section(
        _("Assessed threats"),
        _("Judgements of the sections named, not derived from incidents; valid on {day}").format(
            day=formats.day(filters.end)
        ),
    )
    texts.table(
        [(_("Area"), ""), (_("Judgement"), ""), (_("By"), ""), (_("Assessed"), "n"), (_("Confidence"), "")],
        [
            [
                escape(names.get(r.area_id, r.area_id)),
                escape(r.judgement),
                escape(r.section),
                formats.day(r.assessed_on),
                escape("–" if pd.isna(r.confidence) else r.confidence),
            ]
            for r in rows[:most].itertuples(index=False)
        ],
        stacked=True,
    )
    if most and len(rows) > most:
        st.page_link(
            views.page("evidence"),
            label=_("and {n} more: page Evidence →").format(n=formats.number(len(rows) - most)),
            query_params=links.query_for(filters),
        )
