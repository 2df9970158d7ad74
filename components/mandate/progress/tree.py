"""The tree with the roll-up of indicators and outputs beside the status that a post gave; and the items of a task."""

from html import escape

import pandas as pd
import streamlit as st

from components import download, texts, views
from components.mandate.desk import Desk
from components.mandate.progress import found, listing, marks
from components.mandate.progress.found import Rolled
from data.i18n import _, ngettext
from data.mandate import items, rollup, tasks
from data.mandate.rollup import KNOWN
from data.words import formats

MOST = 60  # rows of the tree


def show(desk: Desk) -> None:
    """The whole view."""
    chosen = _chosen(desk)
    shown = found.branch(desk, chosen, MOST)
    st.html(f'<p class="lp-note">{marks.key(desk.context.palette)}</p>')
    table(desk, shown)
    if len(shown) < len(desk.ordered):
        words = _("{n} of {all} tasks; choose a task to see those below it.")
        texts.note(words.format(n=formats.number(len(shown)), all=formats.number(len(desk.ordered))))
    _items(desk, chosen)
    texts.note(marks.roll_up())
    texts.note(marks.formula(**desk.context.snapshot.settings.progress.model_dump()))
    if desk.tasks["illustrative"].fillna(False).any():
        texts.note(_("Rows marked illustrative in the tables are made up: no source states them."))


def _chosen(desk: Desk) -> str:
    labels = dict(zip(desk.ordered["task_id"], desk.ordered["task_id"] + "  " + desk.ordered["title"], strict=True))
    if views.TASK.value not in labels:
        st.session_state[views.TASK.name] = ""
    st.selectbox(_("Task"), ["", *labels], key=views.TASK.name, format_func=lambda own: labels.get(own, _("All tasks")))
    return views.TASK.value


def table(desk: Desk, shown: pd.DataFrame) -> None:
    """Tasks with status, indicators and outputs."""
    achieved, delivered = found.rolled(desk), found.rolled(desk, items.OUTPUT)
    head = [
        (_("Task"), ""), (_("Status reported"), ""), (_("Indicators: mean share of the way, each 0 to 100 %"), ""),
        (_("Outputs: mean share delivered, each 0 to 100 %"), ""),
    ]  # fmt: skip
    rows = [_row(desk, row, achieved[row.task_id], delivered[row.task_id]) for row in shown.itertuples(index=False)]
    texts.table(head, rows, stacked=True)


def _row(desk: Desk, row: tuple, achieved: Rolled, delivered: Rolled) -> list[str]:
    weight = "650" if row.depth == 0 else "400"
    style = f"padding-left:{1.1 * row.depth:.1f}rem;font-weight:{weight}"
    colours = desk.context.palette
    return [
        f'<div style="{style}">{escape(row.task_id)} &nbsp;{escape(row.title)}</div>',
        texts.status(row.status, colours) + differs(row.status, achieved),
        marks.mean(achieved, colours),
        marks.mean(delivered, colours),
    ]


def differs(status: str, row: Rolled) -> str:
    """That the status reported says other than the indicators do, as HTML; nothing where it does not."""
    if not rollup.contradicted(status, row):
        return ""
    known = sum(row[code] for code in KNOWN)
    if not known:
        words = ngettext("its one indicator is not known", "none of its {all} indicators is known", row["items"])
    elif row["off_course"]:
        words = ngettext("{off} of {all} indicator is off course", "{off} of {all} indicators are off course", known)
    elif row["at_risk"]:
        words = ngettext("{risk} of {all} indicator is at risk", "{risk} of {all} indicators are at risk", known)
    else:
        words = ngettext("its one known indicator is on course", "all {all} known indicators are on course", known)
    said = words.format(
        all=formats.number(known or row["items"]), off=formats.number(row["off_course"]),
        risk=formats.number(row["at_risk"]),
    )  # fmt: skip
    told = escape(_("differs: {what}").format(what=said))
    return f'<br><span class="lp-note" style="color:var(--lp-warn)">{told}</span>'


def _items(desk: Desk, task_id: str) -> None:
    """Indicators and outputs of the chosen task and those below it, or of all tasks those off course or late."""
    own = found.of_tasks(desk)
    if task_id:
        own = own[own["task_id"].isin([task_id, *tasks.below(desk.ordered, task_id)])].drop_duplicates("key")
        heading = _("Indicators and outputs of {task}").format(task=task_id)
    else:
        own = own[(own["course"] == "off_course") | own["late"]].drop_duplicates("key")
        heading = _("Off course or late")
    if own.empty:
        return
    texts.section(
        heading,
        _("In the order of tasks, as of {day}; planned for the day of each actual value").format(
            day=formats.day(desk.day)
        ),
    )
    listing.table(desk, own)
    download.table(desk.context, listing.plain(own), _("indicators and outputs"), "progress")
