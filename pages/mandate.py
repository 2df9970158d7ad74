"""Mandate: tasks and their progress, the plan, the assessment of effect, the budget, and the register behind them."""

import streamlit as st

from components import context, frame, texts, views
from components.mandate import PARTS, desk, part_name, register, saving
from data.i18n import _, isolated
from data.words import formats

here = context.current()

if here.snapshot.table("tasks").empty:
    texts.title(_("No mandate tasks yet"))
    texts.info(
        _("This mission has no tasks yet. Fill in the workbook and drop it below, or add mandates and tasks by hand.")
    )
    register.show(here)
    frame.end()

own = desk.of(here)
if own is None:
    texts.title(_("No mandate with tasks was in force in {period}").format(period=formats.period(here.filters.span)))
    runs = [
        f"{isolated(m.title)}: {formats.day(m.adopted)} – {formats.day(m.expires)}"
        for m in here.snapshot.table("mandates").sort_values("adopted").itertuples(index=False)
    ]
    texts.info(_("Choose a period within one of these: {mandates}").format(mandates="; ".join(runs)))
    register.show(here)
    frame.end()

shown = PARTS[views.MANDATE_PART.value]
texts.title(shown.title(own))
runs = _("{title}, {first} – {last}").format(
    title=own.mandate["title"], first=formats.day(own.mandate["adopted"]), last=formats.day(own.mandate["expires"])
)
texts.note(runs + " · " + _("as of {day}").format(day=formats.day(own.day)))
st.segmented_control(
    _("Part"), list(PARTS), format_func=part_name, key=views.MANDATE_PART.name, required=True,
    label_visibility="collapsed",
)  # fmt: skip
saving.told()
shown.part(own)
