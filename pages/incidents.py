"""Incidents: where, when and what was recorded, from the map down to the single row."""

import streamlit as st

from components import context, download, frame, listing, selection, sheet, texts, threats, views
from components.explore import PARTS, part_name
from data.i18n import _
from data.words import headlines

FROM_LIST = "incident_picked_in_the_list"

here = context.current()
shot, filters = here.snapshot, here.filters

if not filters.source:
    texts.title(_("No incidents yet"))
    frame.missing(here, _("This mission has no incidents yet. Import an export of ACLED or UCDP GED."))
    frame.end()

everything = shot.select(filters)
selected, part = selection.part(here, everything)
chosen = selection.current(here)
listed = chosen.of(selected, shot.vocabulary)
where = selection.where(here, chosen)
texts.title(headlines.incidents(shot, filters, listed, where))
threats.panel(here)
selection.chips(here, chosen, part, len(listed), len(everything))
opened = views.EVENT.value
from_list = opened and st.session_state.get(FROM_LIST) == opened
if opened and not from_list:  # a link's incident is shown before all else, one that was picked below its list
    sheet.incident(here, opened)
    st.button(_("Close the sheet") + "  ✕", on_click=selection.forget, key="close_sheet", type="tertiary")
if selected.empty:
    frame.nothing_found(here)
    frame.end()

listing.totals_line(here, listed)
st.segmented_control(
    _("View"), list(PARTS), format_func=part_name, key=views.SHOWN.name, required=True, label_visibility="collapsed"
)
PARTS[views.SHOWN.value](here, selected, chosen)

heading, tools = st.columns([3, 1], vertical_alignment="bottom")
with heading:
    texts.section(
        headlines.kind(filters, len(listed)) + (f" – {where}" if where else ""),
        _("Choose a row for all that is known of it"),
    )
with tools:
    download.incidents(here, listed, ", ".join(name for name in (where, part) if name))
picked = listing.incidents(here, listed, "incidents_table")
if picked:
    st.session_state[views.EVENT.name] = st.session_state[FROM_LIST] = picked
if picked or from_list:
    sheet.incident(here, views.EVENT.value)
