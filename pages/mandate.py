"""Mandate: the task tree with status and reason, lead, due date and progress."""

import pandas as pd
import streamlit as st

from components import context, download, figures, formats, frame, headlines, links, palette, tasktree, texts, views
from components.figures import Figure
from data.i18n import _, isolated
from data.mandate import tasks

here = context.current()
shot, filters = here.snapshot, here.filters

if shot.table("tasks").empty:
    texts.title(_("No mandate tasks yet"))
    frame.missing(
        here,
        _("This mission has no tasks yet. Import CSV files with the columns of tables mandates, priorities and tasks."),
    )
    frame.end()

mandate, own = tasks.of_period(shot.table("mandates"), shot.table("tasks"), filters.start, filters.end)
if mandate is None:
    texts.title(_("No mandate with tasks was in force in {period}").format(period=formats.period(filters.span)))
    runs = [
        f"{isolated(m.title)}: {formats.day(m.adopted)} – {formats.day(m.expires)}"
        for m in shot.table("mandates").sort_values("adopted").itertuples(index=False)
    ]
    texts.info(_("Choose a period within one of these: {mandates}").format(mandates="; ".join(runs)))
    frame.end()

own = tasks.in_areas(own, filters.areas, shot.areas)
counts = tasks.counts(own, filters.end)
texts.title(headlines.mandate(counts))
runs = _("{title}, {first} – {last}").format(
    title=mandate["title"], first=formats.day(mandate["adopted"]), last=formats.day(mandate["expires"])
)
texts.note(runs + " · " + _("overdue as of {day}").format(day=formats.day(filters.end)))
assessed = own["assessed_on"].max()
if assessed > pd.Timestamp(filters.end):
    texts.info(tasktree.later_status(assessed))
figures.strip(
    [
        Figure(
            f"{palette.SIGNS[status]} {palette.status_name(status)}",
            formats.number(count),
            (("", _("of {n} tasks").format(n=counts.leaves)),),
            rows=views.href("mandate", links.query_for(filters, mandate_status=status)),
        )
        for status, count in counts.by_status.items()
    ]
)

priorities = shot.table("priorities")
priorities = priorities[priorities["mandate_id"] == mandate["mandate_id"]].sort_values("rank")
for priority in priorities.itertuples(index=False):
    texts.note(_("Strategic priority {rank}: {title}").format(rank=priority.rank, title=priority.title))

st.segmented_control(
    _("Show tasks"), list(views.STATUS.accepted), format_func=tasktree.choice_name, key=views.STATUS.name, required=True
)
ordered = tasks.tree(own)
shown = tasktree.filtered(ordered, views.STATUS.value, here)
if shown.empty:
    texts.info(_("No task is in this group."))
else:
    tasktree.one(here, ordered)
    tasktree.table(here, shown)
    download.table(here, shown, _("tasks"), "tasks")
if ordered["illustrative"].fillna(False).any():
    texts.note(_("Statuses, dates and progress of tasks are illustrative here: no source states them."))
texts.note(_("Progress is the share of the task's own output delivered. It is not the effect on people's safety."))
