"""One incident's sheet: all that is known of it, what is near, its tasks, other accounts, and its history."""

import pandas as pd
import streamlit as st

from components import texts
from components.context import Context
from components.sheet import accounts, address, bases, facts, provenance, tasks
from components.sheet.accounts import apart
from components.sheet.address import event_href
from data.i18n import _, isolated
from data.incidents import types
from data.words import formats

__all__ = ["apart", "event_href", "incident"]
LONGEST_PLACE = 200


def incident(context: Context, event_id: str) -> None:
    """The sheet of an incident of the source that is shown, whether or not the filters count it."""
    shot = context.snapshot
    rows = shot.details(context.filters.source, [event_id])
    if rows.empty:
        texts.note(_("This version has no incident {event}.").format(event=event_id[:80]))
        return
    row = rows.iloc[0]
    heading, link = st.columns([4, 1], vertical_alignment="center")
    with heading:
        texts.section(f"{isolated(_place(row))}, {facts.days(row)}", types.label(row["event_type"]))
    with link:
        address.copy_link(context, row)
    if not _is_counted(context, row):
        texts.note(_("This incident is not among those that the filters count."))
    known, around = st.columns([1.25, 1], gap="large")
    with known:
        facts.account(row)
        facts.table(context, row)
    with around:
        bases.nearest(context, row)
    tasks.covering(context, row)
    accounts.side_by_side(context, rows)
    provenance.import_of(context, row)
    provenance.history_of(context, event_id)


def _place(row: pd.Series) -> str:
    return formats.short(str(row["location"]), LONGEST_PLACE) if pd.notna(row["location"]) else "–"


def _is_counted(context: Context, row: pd.Series) -> bool:
    """True where the filters count the incident; ids are compared among those of its day only."""
    counted = context.snapshot.select(context.filters)
    of_its_day = counted[(counted["event_date"] == row["event_date"]).to_numpy(dtype=bool)]
    return bool((of_its_day["event_id"] == row["event_id"]).any())
