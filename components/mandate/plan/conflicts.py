"""Conflicts of the plan as sentences, each leading to its tasks."""

from html import escape

import pandas as pd
import streamlit as st

from components import cached, download, texts
from components.mandate.desk import Desk
from components.mandate.plan import pieces
from data.i18n import _, isolated, ngettext
from data.mandate import conflicts
from data.mandate.plan import Plan
from data.schema import split
from data.words import formats, titles

MOST = 60


def found(desk: Desk) -> pd.DataFrame:
    """The conflicts of the desk's tasks, and of all requests and activities: see `conflicts.of`."""
    asked = ("conflicts", desk.mandate["mandate_id"], desk.context.filters.areas, desk.day)

    def work() -> pd.DataFrame:
        return conflicts.of(desk.tasks, desk.mandate, desk.table("asset_requests"), desk.table("activities"), desk.day)

    return cached.once(desk.context.snapshot, asked, work).copy(deep=False)


def against_sequence(desk: Desk) -> set[tuple[str, str]]:
    """The pairs (before, after) of tasks whose planned days contradict that one must be complete before the other."""
    rows = found(desk)
    rows = rows[rows["kind"].isin([conflicts.EARLY, conflicts.WAITING])]
    return {tuple(reversed(split(cell))) for cell in rows["task_ids"]}


def show(desk: Desk, _plan: Plan | None) -> None:
    """Kind by kind, a sentence a conflict."""
    rows = found(desk)
    if rows.empty:
        texts.info(_("No conflict was found. What has no days, no importance or no unit named cannot be checked."))
    for kind in conflicts.KINDS:
        own = rows[rows["kind"] == kind]
        if len(own):
            texts.section(titles.conflict(kind, len(own)))
            _sentences(desk, own)
    download.table(desk.context, rows, _("conflicts"), "conflicts")
    texts.note(
        _(
            "Tasks known to be complete are left out, and what is over by {day}. A conflict is a question to the "
            "planning unit, not a fault of an office."
        ).format(day=formats.day(desk.day))
    )


def _sentences(desk: Desk, rows: pd.DataFrame) -> None:
    lines = [f"<li>{_sentence(desk, row)}</li>" for row in rows.head(MOST).itertuples(index=False)]
    st.html(f'<ul class="lp-list">{"".join(lines)}</ul>')
    if len(rows) > MOST:
        texts.note(_("{n} more are in the export.").format(n=formats.number(len(rows) - MOST)))


def _sentence(desk: Desk, row: tuple) -> str:
    """One conflict as HTML."""
    first, last = formats.day(row.first), formats.day(row.last)
    days = "" if pd.isna(row.days) else ngettext("{n} day", "{n} days", row.days).format(n=formats.number(row.days))
    tasks = [pieces.to_task(desk, task) for task in split(row.task_ids)]
    if row.kind == conflicts.EARLY:
        words = _(
            "{task} is to start on {first}; {before} must be complete first and is due on {last}: {days} overlap."
        )
        return escape(words).format(task=tasks[0], before=tasks[1], first=first, last=last, days=days)
    if row.kind == conflicts.WAITING:
        words = _(
            "{task} was to start on {first}; {before} must be complete first, was due on {last} and is not known to be."
        )
        return escape(words).format(task=tasks[0], before=tasks[1], first=first, last=last)
    if row.kind == conflicts.RESOURCES:
        words = {
            "none": _("{task} is essential, and what it needs is not secured."),
            "partly": _("{task} is essential, and what it needs is secured in part."),
            "unknown": _("{task} is essential, and whether what it needs is secured is not recorded."),
        }[row.other]
        return escape(words).format(task=tasks[0])
    if row.kind == conflicts.AFTER_MANDATE:
        words = _("{task} is due on {last}, {days} after the mandate’s last day, {first}.")
        return escape(words).format(task=tasks[0], last=last, first=first, days=days)
    if row.kind == conflicts.PARENT:
        words = _("{task} is due on {last}, {days} after {parent}, which it is a part of.")
        return escape(words).format(task=tasks[1], parent=tasks[0], last=last, days=days)
    return _shared(desk, row, tasks, days)


def _shared(desk: Desk, row: tuple, tasks: list[str], days: str) -> str:
    """Who asks for one unit, when, and for which tasks."""
    when = formats.day(row.first) if row.first == row.last else f"{formats.day(row.first)} – {formats.day(row.last)}"
    if row.kind == conflicts.ASSET:
        table, key, label = desk.table("asset_requests"), "request_id", "asked_by_post"
        assets = desk.table("assets").set_index("asset_id")["name"]
        unit = assets.get(row.other, row.other)
    else:
        table, key, label, unit = desk.table("activities"), "activity_id", "office_id", row.other
    by_id = table.set_index(key)
    who = [_who(desk, by_id.at[one, label]) for one in split(row.row_ids)]
    words = _("{unit} is asked for by {one} and by {other} for {when} ({days}).")
    said = words.format(unit=isolated(str(unit)), one=who[0], other=who[1], when=when, days=days)
    return escape(said) + (" " + escape(_("Tasks:")) + " " + "; ".join(tasks) if tasks else "")


def _who(desk: Desk, cell: object) -> str:
    if pd.isna(cell):
        return _("an office that is not named")
    return isolated(desk.offices.get(cell, str(cell)))
