"""Workshop: what if the footprint were another one; scenarios compared, and a decision put on record."""

import streamlit as st

from components import context, frame, texts, views
from components.workshop import PARTS, desk, headline, live, on_record, part_name, present, scenarios, sheet, steps
from data.i18n import _

here = context.current()
if here.snapshot.table("bases").empty:
    texts.title(_("No bases yet"))
    frame.missing(
        here, _("This mission has no bases yet. Import Geo-PKO's list, or a CSV with the columns of table bases.")
    )
    frame.end()

own = desk.of(here)
if views.WORKSHOP_PRESENT.value == "1":
    present.show(own)
else:
    texts.title(headline.of(own))
    scenarios.bar(own)
    others = st.container()
    steps.bar(own)
    st.segmented_control(
        _("Part"), list(PARTS), format_func=part_name, key=views.WORKSHOP_PART.name, required=True,
        label_visibility="collapsed",
    )  # fmt: skip
    PARTS[views.WORKSHOP_PART.value](own)
    if not on_record.is_shown():
        sheet.part(own)
    texts.note(headline.doubt(own))
    with others:
        live.watch(own)  # last: what was clicked in this run has been done by now
