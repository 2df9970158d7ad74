"""Tasks by strategic priority and, apart from it, by how important they are; each group with its spread."""

from html import escape

import pandas as pd
import streamlit as st

from components import formats, texts
from components.mandate import words
from components.mandate.desk import Desk
from components.mandate.progress import marks
from data.i18n import _
from data.mandate.schema import IMPORTANCE, STATUSES

MOST = 12  # tasks named in a group


def show(desk: Desk) -> None:
    """The whole view."""
    leaves = desk.ordered[desk.ordered["is_leaf"]]
    st.html(f'<p class="lp-note">{marks.key(desk.context.palette)}</p>')
    own = desk.table("priorities")
    own = own[own["mandate_id"] == desk.mandate["mandate_id"]].sort_values("rank")
    texts.section(_("Strategic priorities of the mandate"))
    groups = [
        (f"{row.rank}. {row.title}", leaves[leaves["priority_id"] == row.priority_id])
        for row in own.itertuples(index=False)
    ]
    table(desk, [*groups, (_("Of no strategic priority"), leaves[~leaves["priority_id"].isin(own["priority_id"])])])
    texts.section(_("Importance"), _("How important a task is says nothing of when: its sequence is in the plan."))
    by_importance = [(words.code("importance", code), leaves[leaves["importance"] == code]) for code in IMPORTANCE]
    table(desk, [*by_importance, (_("Not said"), leaves[leaves["importance"].isna()])])


def table(desk: Desk, groups: list[tuple[str, pd.DataFrame]]) -> None:
    """Groups of tasks with how many stand where, and which they are."""
    head = [(_("Group"), ""), (_("Tasks"), "n"), (_("Status reported"), ""), (_("Which"), "")]
    rows = [
        [
            escape(name),
            formats.number(len(tasks)),
            marks.spread(tasks["status"].value_counts().reindex(list(STATUSES), fill_value=0), desk.context.palette),
            named(tasks),
        ]
        for name, tasks in groups
        if len(tasks)
    ]
    texts.table(head, rows, stacked=True)


def named(tasks: pd.DataFrame) -> str:
    """The first tasks of a group, as HTML."""
    shown = [escape(f"{row.task_id} {row.title}") for row in tasks.head(MOST).itertuples(index=False)]
    more = len(tasks) - len(shown)
    rest = [escape(_("and {n} more").format(n=formats.number(more)))] if more else []
    return f'<span class="lp-note">{"<br>".join([*shown, *rest])}</span>'
