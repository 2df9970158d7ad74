"""Footprint: base towns over incidents, what lies within reach of them and what does not, and which functions."""

import streamlit as st

from components import context, footprint, frame, texts, views
from components.footprint import bases, choice
from data.i18n import _
from data.words import formats

here = context.current()

if here.snapshot.table("bases").empty:
    texts.title(_("No bases yet"))
    frame.missing(
        here, _("This mission has no bases yet. Import Geo-PKO's list, or a CSV with the columns of table bases.")
    )
    bases.part(here)
    frame.end()

chosen = choice.current(here)
texts.title(choice.finding(chosen))
choice.choose(here)
st.segmented_control(
    _("Part"), list(footprint.PARTS), format_func=footprint.part_name, key=views.FOOTPRINT_PART.name, required=True,
    label_visibility="collapsed",
)  # fmt: skip
footprint.PARTS[views.FOOTPRINT_PART.value](chosen)

doubt = footprint.illustrative(chosen.bases)
if doubt:
    texts.note(doubt)
texts.note(
    _(
        "Within {radius} km, straight line, of a base town; not protection or response. "
        "Roads, rain, troops and consent are not in this figure."
    ).format(radius=formats.number(chosen.radius_km))
)
