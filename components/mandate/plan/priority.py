"""Prioritisation: the grid of importance for leadership, a task put first with what is left behind, and the record."""

from datetime import UTC, datetime
from html import escape

import pandas as pd
import streamlit as st

from components import download, texts, views
from components.footprint import bases
from components.mandate import saving, words
from components.mandate.desk import Desk
from components.mandate.plan import pieces
from data import edit
from data.i18n import _
from data.mandate import prioritise
from data.mandate.plan import Plan
from data.mandate.schema import IMPORTANCE
from data.schema import split
from data.words import formats, palette

MOST = 8
FIELD = "first_"


def show(desk: Desk, _plan: Plan | None) -> None:
    """The grid, the form, the record."""
    choices = list(views.ACROSS.accepted)
    st.segmented_control(_("Importance against"), choices, format_func=_across, key=views.ACROSS.name, required=True)
    leaves = desk.ordered[desk.ordered["is_leaf"]]
    _grid(desk, prioritise.grid(leaves, views.ACROSS.value))
    texts.note(
        _(
            "Importance says what matters most, not what comes first in time: that is the sequence. Tasks are in "
            "the order of their ids; no office or country is ranked."
        )
    )
    _form(desk)
    _record(desk)


def _across(code: str) -> str:
    return {"resources": _("Resources"), "status": _("Status")}[code]


def _grid(desk: Desk, grid: pd.DataFrame) -> None:
    """Tasks in cells, each a link; how many there are."""
    head = [(_("Importance"), ""), *((_column(desk, code), "") for code in grid.columns)]
    rows = [
        [f"<b>{escape(_row(code))}</b>", *(_cell(desk, cell) for cell in cells)]
        for code, cells in zip(grid.index, grid.to_numpy(), strict=True)
        if code != prioritise.UNKNOWN or any(cells)
    ]
    texts.table(head, rows, stacked=True)


def _row(code: str) -> str:
    return _("Not stated") if code == prioritise.UNKNOWN else words.code("importance", code)


def _column(desk: Desk, code: str) -> str:
    if views.ACROSS.value == "status":
        return f"{palette.SIGNS[code]} {palette.status_name(code)}"
    return _("Not known") if code == prioritise.UNKNOWN else words.code("resources", code)


def _cell(desk: Desk, ids: tuple[str, ...]) -> str:
    if not ids:
        return "–"
    named = "<br>".join(pieces.to_task(desk, one) for one in ids[:MOST])
    more = f"<br>{pieces.note(_('and {n} more').format(n=formats.number(len(ids) - MOST)))}" if len(ids) > MOST else ""
    return f"<b>{formats.number(len(ids))}</b><br>{named}{more}"


def _form(desk: Desk) -> None:
    """What puts a task first: what stops or is delayed and who is told are asked for."""
    texts.section(
        _("Put a task first"), _("Prioritising means leaving something behind: say what, and who is told of it")
    )
    if not bases.newest(desk.context):
        return
    bases.example_note(desk.context)
    ids = list(desk.ordered["task_id"])
    with st.form("put_first", enter_to_submit=False):
        left, right = st.columns([3, 1])
        task = left.selectbox(_("Task"), ids, format_func=lambda t: pieces.name(desk, t), key=FIELD + "task")
        cells: dict[str, object] = {
            "importance": right.selectbox(
                _("From now on"),
                IMPORTANCE,
                format_func=lambda c: words.code("importance", c),
                key=FIELD + "importance",
            )
        }
        cells["why"] = st.text_area(_("Why"), key=FIELD + "why", max_chars=1000, height=80)
        cells["stops"] = st.text_area(
            _("What stops or is delayed for it"), key=FIELD + "stops", max_chars=1000, height=80,
            placeholder=_("Patrols, projects, visits; say “nothing” and why, where nothing does"),
        )  # fmt: skip
        cells["stops_task_ids"] = st.multiselect(
            _("Tasks that stop or are delayed"), ids, format_func=lambda t: pieces.name(desk, t, 60),
            key=FIELD + "stops_task_ids",
        )  # fmt: skip
        cells["told"] = st.text_input(
            _("Who is told: posts and partners, joined by ;"), key=FIELD + "told", max_chars=400,
            placeholder=_("Heads of field office, host authorities, OCHA"),
        )  # fmt: skip
        left, right = st.columns([3, 1])
        cells["decided_by_post"] = left.text_input(_("Decided by (a post or body, no name)"), key=FIELD + "post")
        cells["decided_on"] = right.date_input(
            _("Decided on"), datetime.now(UTC).date(), key=FIELD + "day", format="DD/MM/YYYY"
        )
        pressed = st.form_submit_button(_("Put it first and record it"), type="primary")
    if pressed:
        saving.attempt(
            desk.context,
            lambda mission: prioritise.put_first(mission, _cells(desk, task), cells),
            _("On record: {task} is put first.").format(task=task),
            FIELD,
        )


def _cells(desk: Desk, task_id: str) -> dict[str, object]:
    tasks = desk.table("tasks")
    (row,) = edit.cells_of(tasks[tasks["task_id"] == task_id])
    return row


def _record(desk: Desk) -> None:
    rows = prioritise.on_record(desk.table("prioritisations"), set(desk.tasks["task_id"]))
    others = len(desk.table("prioritisations")) - len(rows)
    texts.section(
        _("What was put first, and what was left behind"), _("All on record, as the grid above; the latest first")
    )
    if rows.empty:
        texts.note(_("Nothing is on record."))
    else:
        texts.table(
            [(_("Decided"), ""), (_("Put first"), ""), (_("Stops or is delayed"), ""), (_("Told"), "")],
            [_recorded(desk, row) for row in rows.head(40).itertuples(index=False)],
            stacked=True,
        )
        download.table(desk.context, rows, _("prioritisations"), "prioritisations")
    if others:
        texts.note(_("{n} others are of other tasks.").format(n=formats.number(others)))


def _recorded(desk: Desk, row: tuple) -> list[str]:
    stopped = "".join(f"<br>{pieces.to_task(desk, one)}" for one in split(row.stops_task_ids))
    mark = f"<br>{pieces.note(_('illustrative'))}" if row.illustrative is True else ""
    if row.decided_on > pd.Timestamp(desk.day):
        mark += f"<br>{pieces.note(_('after {day}').format(day=formats.day(desk.day)))}"
    return [
        f"{escape(formats.day(row.decided_on))}<br>{pieces.note(row.decided_by_post)}{mark}",
        f"{pieces.to_task(desk, row.task_id)}<br>{escape(words.code('importance', row.importance))}<br>"
        f"{pieces.note(row.why)}",
        escape(row.stops) + stopped,
        escape(", ".join(split(row.told))),
    ]
