"""The plan in time: bars in swimlanes 18 months ahead, dependencies, the critical path, and the calendar on top."""

from html import escape

import pandas as pd
import streamlit as st

from components import charts, download, texts, views
from components.mandate import words
from components.mandate.desk import Desk
from components.mandate.plan import bars, lanes, pieces
from data.i18n import _, ngettext
from data.mandate import plan
from data.mandate.plan import Plan
from data.words import alt_mandate, formats

AHEAD = pd.DateOffset(months=18)
BACK = pd.DateOffset(months=1)
MOST_ROWS = 90


def show(desk: Desk, own: Plan) -> None:
    """The chart on a wide screen, the same as a list on a phone; and the tasks that have no place in time."""
    st.segmented_control(_("Lanes"), list(views.LANES.accepted), format_func=lanes.choice_name, key=views.LANES.name,
                         required=True)  # fmt: skip
    span, by = (pd.Timestamp(desk.day) - BACK, pd.Timestamp(desk.day) + AHEAD), views.LANES.value
    rows = desk.drawn(f"plan_lanes {by}", lambda: _rows(desk, own, span, by)).copy(deep=False)
    if rows.empty:
        texts.info(_("No task with a first day and a due day lies in these 18 months."))
    else:
        shown = rows.head(MOST_ROWS)
        with st.container(key="plan_wide"):
            _key(desk)
            chart = desk.drawn(f"plan_gantt {by}", lambda: charts.checked(bars.figure(desk, own, shown, span)))
            charts.draw(chart, "plan_gantt", alt_mandate.plan(rows, list(own.critical), desk.day, desk.titles))
        with st.container(key="plan_narrow"):
            _list(desk, shown)
        if len(rows) > MOST_ROWS:
            texts.note(_("{n} more tasks: choose areas at the side to see them.").format(n=len(rows) - MOST_ROWS))
        download.table(desk.context, rows, _("the plan"), "plan")
    _undated(desk, own)
    _absent(desk, own)
    if desk.tasks["illustrative"].fillna(False).any():
        texts.note(_("Days and sequence of tasks are illustrative here: no source states them."))


def _rows(desk: Desk, own: Plan, span: tuple[pd.Timestamp, pd.Timestamp], by: str) -> pd.DataFrame:
    inside = plan.bars(own, *span)
    return lanes.rows(desk, own, inside[inside["task_id"].isin(desk.tasks["task_id"])], by)


def _key(desk: Desk) -> None:
    """What the signs mean."""
    colours = desk.context.palette
    signs = [texts.status(code, colours) for code in bars.PATTERNS]
    others = [
        _("thick edge: critical path, no slack"),
        _("thin bar: task with tasks below"),
        _("grey line: must come before"),
        _("red line: to start before that is complete; red dots: how far its sequence or being late pushes it"),
    ]
    entries = [
        f"{bars.ENTRY_LETTERS[code]} {words.code('entry', code)}" for code in bars.ENTRY_SIGNS if code != "other"
    ]
    st.html(f'<p class="lp-note">{" · ".join(signs)} · {escape(" · ".join([*others, *entries]))}</p>')


def _list(desk: Desk, rows: pd.DataFrame) -> None:
    """The same on a phone: lane by lane, a line a task."""
    for lane, own in rows.groupby("lane", sort=False):
        lines = [_line_of(desk, row) for row in own[own["is_own"]].itertuples(index=False)]
        texts.section(str(lane))
        st.html(f'<ul class="lp-list"><li>{"</li><li>".join(lines)}</li></ul>')


def _line_of(desk: Desk, row: tuple) -> str:
    """A task as HTML: its name, status, days and slack."""
    days = f"{bars.days(row)} · {bars.slack(row.slack_days)}"
    status = texts.status(row.status, desk.context.palette)
    return f"{pieces.to_slips(desk, row.task_id, row.label)}<br>{status} {pieces.note(days)}"


def _undated(desk: Desk, own: Plan) -> None:
    """Tasks without both days: named, never given days."""
    rows = own.undated
    rows = rows[rows["task_id"].isin(desk.tasks["task_id"])]
    if rows.empty:
        return
    head = ngettext("{n} task is not dated and has no bar", "{n} tasks are not dated and have no bar", len(rows))
    with st.expander(head.format(n=formats.number(len(rows)))):
        missing = [
            _("no first day, no due day") if pd.isna(r.starts) and pd.isna(r.due)
            else _("no first day") if pd.isna(r.starts) else _("no due day")
            for r in rows.itertuples(index=False)
        ]  # fmt: skip
        pairs = zip(rows["task_id"].head(MOST_ROWS), missing, strict=False)
        st.html(
            "<ul class='lp-list'>"
            + "".join(f"<li>{pieces.to_task(desk, task)} {pieces.note(why)}</li>" for task, why in pairs)
            + "</ul>"
        )


def _absent(desk: Desk, own: Plan) -> None:
    if own.absent:
        named = "; ".join(f"{then} ← {first}" for first, then in own.absent[:5])
        texts.warning(_("These come after tasks that the register does not have: {pairs}.").format(pairs=named))
