"""Part Tasks: how many stand where, and the tree with status and reason, lead, due date and progress."""

import pandas as pd
import streamlit as st

from components import download, figures, links, tasktree, texts, views
from components.figures import Figure
from components.mandate.desk import Desk
from components.mandate.progress import found
from data.i18n import _
from data.mandate import tasks
from data.mandate.tasks import Counts
from data.words import formats, headlines, palette, stated

MOST = 60  # rows of the table


def title(desk: Desk) -> str:
    """The page's headline."""
    return headlines.mandate(tasks.counts(desk.tasks, desk.day))


def part(desk: Desk) -> None:
    """The whole part."""
    counts = tasks.counts(desk.tasks, desk.day)
    _strip(desk, counts)
    priorities = desk.table("priorities")
    priorities = priorities[priorities["mandate_id"] == desk.mandate["mandate_id"]].sort_values("rank")
    for priority in priorities.itertuples(index=False):
        texts.note(_("Strategic priority {rank}: {title}").format(rank=priority.rank, title=priority.title))
    st.segmented_control(
        _("Show tasks"), list(views.STATUS.accepted), format_func=tasktree.choice_name, key=views.STATUS.name,
        required=True,
    )  # fmt: skip
    chosen = tasktree.filtered(desk.ordered, views.STATUS.value, desk.context)
    if chosen.empty:
        texts.info(_("No task is in this group."))
    else:
        tasktree.one(desk.context, desk.ordered)
        whole = views.STATUS.value == "all"
        shown = found.branch(desk, views.TASK.value, MOST) if whole else chosen.head(MOST)
        tasktree.table(desk.context, shown)
        if len(shown) < len(chosen):
            words = _("{n} of {all} tasks; choose a task to see those below it, or export them all.")
            texts.note(words.format(n=formats.number(len(shown)), all=formats.number(len(chosen))))
        download.table(desk.context, chosen, _("tasks"), "tasks")
    if desk.tasks["illustrative"].fillna(False).any():
        texts.note(_("Statuses, dates and progress of tasks are illustrative here: no source states them."))
    texts.note(_("Progress is the share of the task's own output delivered. It is not the effect on people's safety."))


def _strip(desk: Desk, counts: Counts) -> None:
    """The four statuses as figures, each leading to its tasks."""
    assessed = desk.tasks["assessed_on"].max()
    if assessed > pd.Timestamp(desk.day):
        texts.info(stated.later_status(assessed))
    figures.strip(
        [
            Figure(
                f"{palette.SIGNS[status]} {palette.status_name(status)}",
                formats.number(count),
                (("", _("of {n} tasks").format(n=counts.leaves)),),
                rows=views.href("mandate", links.query_for(desk.context.filters, mandate_status=status)),
            )
            for status, count in counts.by_status.items()
        ]
    )
