"""Tasks by strategic priority and, apart from it, by how important they are; each group with its spread."""

from collections.abc import Callable
from html import escape

import pandas as pd
import streamlit as st

from components import texts
from components.mandate import words
from components.mandate.desk import Desk
from components.mandate.progress import marks
from data.i18n import _, language
from data.mandate.schema import IMPORTANCE, STATUSES
from data.words import formats

MOST = 12  # tasks named in a group
Groups = list[tuple[str, pd.DataFrame]]


def show(desk: Desk) -> None:
    """The whole view."""
    st.html(f'<p class="lp-note">{marks.key(desk.context.palette)}</p>')
    texts.section(_("Strategic priorities of the mandate"))
    table(desk, "priority", lambda: _by_priority(desk))
    texts.section(_("Importance"), _("How important a task is says nothing of when: its sequence is in the plan."))
    table(desk, "importance", lambda: _by_importance(desk))


def _leaves(desk: Desk) -> pd.DataFrame:
    return desk.ordered[desk.ordered["is_leaf"]]


def _by_priority(desk: Desk) -> Groups:
    own, leaves = desk.table("priorities"), _leaves(desk)
    own = own[own["mandate_id"] == desk.mandate["mandate_id"]].sort_values("rank")
    groups = [
        (f"{row.rank}. {row.title}", leaves[leaves["priority_id"] == row.priority_id])
        for row in own.itertuples(index=False)
    ]
    return [*groups, (_("Of no strategic priority"), leaves[~leaves["priority_id"].isin(own["priority_id"])])]


def _by_importance(desk: Desk) -> Groups:
    leaves = _leaves(desk)
    groups = [(words.code("importance", code), leaves[leaves["importance"] == code]) for code in IMPORTANCE]
    return [*groups, (_("Not said"), leaves[leaves["importance"].isna()])]


def table(desk: Desk, by: str, groups: Callable[[], Groups]) -> None:
    """Groups of tasks (`by` names what by) with how many stand where, and which they are."""
    head = [(_("Group"), ""), (_("Tasks"), "n"), (_("Status reported"), ""), (_("Which"), "")]
    shown = desk.once(("groups", by, language()), lambda: [_counted(*group) for group in groups() if len(group[1])])
    rows = [
        [escape(name), formats.number(count), marks.spread(spread, desk.context.palette), which]
        for name, count, spread, which in shown
    ]
    texts.table(head, rows, stacked=True)


def _counted(name: str, tasks: pd.DataFrame) -> tuple[str, int, dict[str, int], str]:
    """A group's name, how many tasks it has, how they spread, and which they are."""
    spread = tasks["status"].value_counts().reindex(list(STATUSES), fill_value=0)
    return name, len(tasks), spread.to_dict(), named(tasks)


def named(tasks: pd.DataFrame) -> str:
    """The first tasks of a group, as HTML."""
    shown = [escape(f"{row.task_id} {row.title}") for row in tasks.head(MOST).itertuples(index=False)]
    more = len(tasks) - len(shown)
    rest = [escape(_("and {n} more").format(n=formats.number(more)))] if more else []
    return f'<span class="lp-note">{"<br>".join([*shown, *rest])}</span>'
