"""Tasks by the strategies and plans they serve, tasks that serve none, and activities linked to no strategy."""

from html import escape

import pandas as pd
import streamlit as st

from components import download, texts
from components.mandate import words
from components.mandate.desk import Desk
from components.mandate.progress import found, marks, priorities
from data.i18n import _, ngettext
from data.mandate import strategies
from data.words import formats

MOST = 40


def show(desk: Desk) -> None:
    """The whole view."""
    known = desk.table("frameworks")
    if known.empty:
        texts.info(_("This mission has no strategies or plans yet: import table frameworks."))
    st.html(f'<p class="lp-note">{marks.key(desk.context.palette)}</p>')
    priorities.table(desk, "framework", lambda: _groups(desk, known))
    texts.note(_("A task serves what it names and what the tasks above it name; one of two strategies stands at both."))
    _unlinked(desk)


def _groups(desk: Desk, known: pd.DataFrame) -> priorities.Groups:
    pairs = strategies.tasks_of(desk.ordered, known)
    leaves = desk.ordered[desk.ordered["is_leaf"]]
    groups = [(_name(row), _of(leaves, pairs, row.framework_id)) for row in known.itertuples(index=False)]
    return [*groups, (_("Serves no strategy"), strategies.without(desk.ordered))]


def _of(leaves: pd.DataFrame, pairs: pd.DataFrame, framework_id: str) -> pd.DataFrame:
    return leaves[leaves["task_id"].isin(pairs.loc[pairs["framework_id"] == framework_id, "task_id"])]


def _name(row: tuple) -> str:
    led = f" ({row.led_by})" if isinstance(row.led_by, str) else ""
    return f"{row.title}{led}"


def _unlinked(desk: Desk) -> None:
    """Activities linked to no strategy, the latest first."""
    rows = found.unlinked(desk)
    count = ngettext("{n} activity linked to no strategy", "{n} activities linked to no strategy", len(rows))
    sub = _("Of the mandate’s days. It names no strategy, nor do its tasks and those above them; cancelled ones aside.")
    texts.section(count.format(n=formats.number(len(rows))), sub)
    if rows.empty:
        return
    head = [(_("Day"), ""), (_("Activity"), ""), (_("Section"), ""), (_("State"), ""), (_("Tasks"), "")]
    texts.table(head, [_row(row) for row in rows.head(MOST).itertuples(index=False)], stacked=True)
    if len(rows) > MOST:
        said = _("The latest {n} of {all}; the export has them all.")
        texts.note(said.format(n=formats.number(MOST), all=formats.number(len(rows))))
    download.table(desk.context, rows, _("activities linked to no strategy"), "unlinked")


def _row(row: tuple) -> list[str]:
    own = row.task_ids if isinstance(row.task_ids, str) else _("no task")
    state = words.code("activity_state", row.state)
    return [formats.day(row.activity_date), *map(escape, (row.title, row.section, state, own))]
