"""What needs a decision, and what is due in 30 and 90 days: tasks, decisions, actions and dates of the calendar."""

from html import escape

import pandas as pd

from components import texts
from components.mandate.desk import Desk
from components.mandate.progress import found
from data.i18n import _, isolated, ngettext
from data.words import formats

MOST = 50


def decisions(desk: Desk) -> None:
    """Decisions asked of leadership, the soonest first; those without a day last."""
    asked = desk.tasks[desk.tasks["decision_asked"].notna()].sort_values("decision_due", kind="stable")
    if asked.empty:
        texts.info(_("No task asks leadership for a decision."))
        return
    texts.section(_("Asked of the Mission Leadership Team"))
    head = [(_("By"), ""), (_("Decision asked"), ""), (_("Task"), ""), (_("Status reported"), ""),
            (_("Asked by"), "")]  # fmt: skip
    texts.table(head, [_decision(desk, row) for row in asked.head(MOST).itertuples(index=False)], stacked=True)


def _decision(desk: Desk, row: tuple) -> list[str]:
    reason = (
        f'<br><span class="lp-note">{escape(row.status_reason)}</span>' if isinstance(row.status_reason, str) else ""
    )
    late = pd.notna(row.decision_due) and row.decision_due < pd.Timestamp(desk.day)
    day = formats.day(row.decision_due) if pd.notna(row.decision_due) else _("no day given")
    return [
        escape(day) + (_late(_("past")) if late else ""),
        escape(row.decision_asked),
        escape(f"{row.task_id} {row.title}"),
        texts.status(row.status, desk.context.palette) + reason,
        _with_note(row.lead_section, _("section that leads")) if isinstance(row.lead_section, str) else "–",
    ]


def show(desk: Desk) -> None:
    """What is due in 30 days, in 31 to 90, and what is past due."""
    rows, late = found.due_within(desk, 90), found.past_due(desk)
    soon = rows["days_left"] <= 30
    for heading, own in (
        (_("In 30 days"), rows[soon]),
        (_("In 31 to 90 days"), rows[~soon]),
        (_("Past due"), late),
    ):
        texts.section(_("{heading}: {n}").format(heading=heading, n=formats.number(len(own))))
        if len(own):
            _table(own)
    texts.note(
        _(
            "As of {day}. Steps of the calendar are planned backwards from the date they lead to. What was done later "
            "counts as open where its day is on record; else the state is the one recorded in this version."
        ).format(day=formats.day(desk.day))
    )


def _table(rows: pd.DataFrame) -> None:
    head = [(_("Day"), ""), (_("What"), ""), (_("Kind"), ""), (_("Who"), "")]
    texts.table(head, [_row(row) for row in rows.head(MOST).itertuples(index=False)], stacked=True)
    if len(rows) > MOST:
        texts.note(_("The first {n} of {all}.").format(n=formats.number(MOST), all=formats.number(len(rows))))


def _row(row: tuple) -> list[str]:
    days = getattr(row, "days_left", None)
    if days is None:
        told = ngettext("{n} day late", "{n} days late", row.days_late).format(n=formats.number(row.days_late))
        when = _late(told)
    else:
        told = ngettext("in {n} day", "in {n} days", days).format(n=formats.number(days)) if days else _("today")
        when = f'<br><span class="lp-note">{escape(told)}</span>'
    what = f"{row.row_id} {row.title}" if row.kind in ("task", "decision") else row.title
    return [formats.day(row.due) + when, escape(what), escape(kind_name(row.kind)), _who(row)]


def _who(row: tuple) -> str:
    """Who decides or does it: the post that owns it, else the section, said to be one; leadership for a decision."""
    section = row.section if isinstance(row.section, str) else ""
    if row.kind == "decision":
        asks = _("asked by {section}, which leads the task").format(section=isolated(section)) if section else ""
        return _with_note(_("Mission Leadership Team"), asks)
    if isinstance(row.owner, str):
        return escape(row.owner)
    return _with_note(section, _("section that leads; no post on record") if section else _("no post on record"))


def _with_note(words: str, note: str) -> str:
    parts = [escape(words), f'<span class="lp-note">{escape(note)}</span>' if note else ""]
    return "<br>".join(filter(None, parts))


def _late(words: str) -> str:
    return f'<br><b style="color:var(--lp-warn)">{escape(words)}</b>'


def kind_name(code: str) -> str:
    """A kind of deadline for people."""
    names = {
        "task": _("Task"),
        "decision": _("Decision asked"),
        "action": _("Action"),
        "recommendation": _("Recommendation"),
        "calendar": _("Calendar"),
    }
    return names[code]
