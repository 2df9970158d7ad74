"""What slips if a task slips, which dates that passes, and how much slack each task has."""

from html import escape

import pandas as pd
import streamlit as st

from components import download, texts, views
from components.mandate.desk import Desk
from components.mandate.plan import pieces
from data.i18n import _, ngettext
from data.mandate import calendar, plan
from data.mandate.plan import Plan
from data.words import formats

MOST = 40
DAYS = 30


def show(desk: Desk, own: Plan) -> None:
    """The question and its answer; below, the slack of every dated task."""
    dated = own.table[own.table["is_dated"]]
    known = set(dated["task_id"])
    ids = [one for one in desk.ordered["task_id"] if one in known]
    if not ids:
        texts.info(_("No task has a first day and a due day yet: give them both, then the plan has a path in time."))
        return
    task, days = _asked(desk, own, ids)
    _answer(desk, own, task, days)
    _slack(desk, own, dated[dated["task_id"].isin(ids)])


def _asked(desk: Desk, own: Plan, ids: list[str]) -> tuple[str, int]:
    """The task and the days of the question."""
    if views.TASK.value not in ids:
        st.session_state[views.TASK.name] = next((one for one in own.critical if one in ids), ids[0])
    left, right = st.columns([3, 1])
    task = left.selectbox(
        _("If this task ends later"), ids, format_func=lambda t: pieces.name(desk, t), key=views.TASK.name
    )
    held = int(views.SLIP_DAYS.value or DAYS)

    def told() -> None:
        st.session_state[views.SLIP_DAYS.name] = str(st.session_state["slip_days"])

    days = right.number_input(_("by so many days"), 1, 999, held, key="slip_days", on_change=told)
    return task, int(days)


def _answer(desk: Desk, own: Plan, task: str, days: int) -> None:
    moved = plan.slips(own, task, days)
    others = len(moved) - 1
    words = ngettext("{n} other task moves with it", "{n} other tasks move with it", others)
    texts.section(
        words.format(n=formats.number(others)) if others else _("No other task moves: the slack takes it up"),
        _("A task that starts later than those before it end takes up the gap first"),
    )
    head = [(_("Task"), ""), (_("Earliest end"), ""), (_("Would end"), ""), (_("Days later"), "n")]
    texts.table(
        head,
        [
            [
                pieces.to_task(desk, row.task_id),
                escape(formats.day(row.ends)),
                escape(formats.day(row.would_end)),
                formats.number(row.days),
            ]
            for row in moved.head(MOST).itertuples(index=False)
        ],
        stacked=True,
    )
    if len(moved) > MOST:
        texts.note(_("{n} more are in the export.").format(n=formats.number(len(moved) - MOST)))
    download.table(desk.context, moved, _("what slips"), "slips")
    _passed(desk, moved)
    if len(own.undated):
        texts.note(
            ngettext(
                "{n} task without days cannot be said to move; what comes after it may move more.",
                "{n} tasks without days cannot be said to move; what comes after them may move more.",
                len(own.undated),
            ).format(n=formats.number(len(own.undated)))
        )


def _passed(desk: Desk, moved: pd.DataFrame) -> None:
    """The dates of the calendar, decisions and the mandate's end that the moved tasks pass, by date."""
    dates = plan.dates(calendar.dated(desk.table("calendar")), desk.tasks, desk.mandate)
    found = plan.passed(moved, dates)
    if found.empty:
        texts.note(_("No date of the calendar, no decision and not the mandate’s last day is passed."))
        return
    grouped = found.groupby(["kind", "key", "title", "day"], sort=False)["task_id"].agg(list).reset_index()
    texts.section(
        ngettext("{n} date is passed", "{n} dates are passed", len(grouped)).format(n=formats.number(len(grouped))),
        _("Tasks that were to end by that day and would end after it"),
    )
    names = {"entry": _("Calendar"), "step": _("Step"), "decision": _("Decision asked"), "expiry": _("Mandate expires")}
    texts.table(
        [(_("Day"), ""), (_("What"), ""), (_("Tasks that pass it"), "")],
        [
            [
                escape(formats.day(row.day)),
                f"{escape(str(row.title))}<br>{pieces.note(names[row.kind])}",
                "<br>".join(pieces.to_task(desk, one) for one in row.task_id[:5])
                + (f" … +{len(row.task_id) - 5}" if len(row.task_id) > 5 else ""),
            ]
            for row in grouped.head(MOST).itertuples(index=False)
        ],
        stacked=True,
    )


def _slack(desk: Desk, own: Plan, rows: pd.DataFrame) -> None:
    rows = rows.assign(is_own=rows["task_id"].isin(own.timed)).sort_values(
        ["slack_days", "earliest_start"], kind="stable"
    )
    tight = int((rows["is_critical"] & rows["is_own"]).sum())
    texts.section(
        ngettext("{n} task has no slack", "{n} tasks have no slack", tight).format(n=formats.number(tight)),
        _("Slack: days that a task can end later without moving the end of the plan, {day}").format(
            day=formats.day(own.table["earliest_finish"].max())
        )
        + " · "
        + _("a task that is late and not known to be complete ends on {day} at the earliest").format(
            day=formats.day(desk.day)
        ),
    )
    planned = own.tasks.set_index("task_id")
    texts.table(
        [(_("Task"), ""), (_("Planned"), ""), (_("Earliest"), ""), (_("Latest end"), ""), (_("Slack"), "n"),
         (_("To the mandate’s end"), "n")],
        [
            _slack_row(desk, row, planned.loc[row.task_id])
            for row in rows[rows["is_own"]].head(MOST).itertuples(index=False)
        ],
        stacked=True,
    )  # fmt: skip
    if (left := int(rows["is_own"].sum()) - MOST) > 0:
        texts.note(_("{n} more are in the export.").format(n=formats.number(left)))
    download.table(desk.context, rows.drop(columns="is_own"), _("slack"), "slack")
    with st.expander(_("How this is worked out")):
        texts.caption(
            _(
                "Critical path method on calendar days. A task lasts from its first day to its due day. Earliest "
                "start: the later of its planned first day and the day after the last earliest end before it. A task "
                "past its due day that is not known to be complete ends on the day of the view at the earliest. Latest "
                "end: the day before the first latest start after it; the plan’s last day where nothing comes after. "
                "Slack: latest end less earliest end. Importance plays no part in it: it says what matters, not what "
                "comes first."
            )
        )


def _slack_row(desk: Desk, row: tuple, task: pd.Series) -> list[str]:
    moved = (row.earliest_start != task["starts"]) or (row.earliest_finish != task["due"])
    earliest = f"{formats.day(row.earliest_start)} – {formats.day(row.earliest_finish)}"
    slack = formats.number(row.slack_days)
    return [
        pieces.to_slips(desk, row.task_id, pieces.name(desk, row.task_id)),
        escape(f"{formats.day(task['starts'])} – {formats.day(task['due'])}"),
        f"<b>{escape(earliest)}</b>" if moved else escape(_("as planned")),
        escape(formats.day(row.latest_finish)),
        f"<b>{slack} ◆</b>" if row.is_critical else slack,
        _left(desk, row.earliest_finish),
    ]


def _left(desk: Desk, ends: pd.Timestamp) -> str:
    """The days from a task's earliest end to the mandate's last day, past which slack is of no use."""
    left = (desk.mandate["expires"] - ends).days
    if left >= 0:
        return formats.number(left)
    return f"<b>{escape(_('{n} after it').format(n=formats.number(-left)))}</b>"
