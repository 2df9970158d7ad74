"""Evidence: threats, incidents, bases, tasks, indicators, assessment and recommendation, and operations."""

import streamlit as st

from components import context, evidence, frame, texts, views
from components.evidence.desk import Desk
from data.i18n import _

here = context.current()

if not here.filters.source:
    texts.title(_("No incidents yet"))
    frame.missing(here, _("This mission has no incidents yet. Import an export of ACLED or UCDP GED."))
    frame.end()

desk = Desk(here)
shown = evidence.PARTS[views.EVIDENCE_PART.value]
texts.title(shown.title(desk))
st.segmented_control(
    _("Part"), list(evidence.PARTS), format_func=evidence.part_name, key=views.EVIDENCE_PART.name, required=True,
    label_visibility="collapsed",
)  # fmt: skip
shown.part(desk)
