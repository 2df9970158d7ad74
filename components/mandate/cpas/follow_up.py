"""What was recommended, who owns it, and how much of what was due is carried out."""

from datetime import UTC, date, datetime
from html import escape

import pandas as pd
import streamlit as st

from components import download, texts
from components.footprint import bases
from components.mandate import saving, words
from components.mandate.cpas.pieces import office, quarters, short_outcome
from components.mandate.desk import Desk
from data import edit
from data.errors import InputError
from data.i18n import _
from data.mandate import cpas
from data.mandate.cpas_schema import RECOMMENDATIONS, STATES
from data.schema import split
from data.words import formats

MOST_ROWS = 60
FIELD, STATE = "recommend_", "recstate_"


def show(desk: Desk) -> None:
    """The share, the list of all quarters, and the forms."""
    rows = desk.table("recommendations")
    rows = rows[rows["quarter"] <= cpas.quarter_of(desk.day)]
    _share(cpas.carried_out(rows, desk.day), desk.day)
    if rows.empty:
        texts.note(_("Nothing is recommended yet."))
    else:
        _table(desk, rows.sort_values(["due", "recommendation_id"], na_position="last"))
        download.table(desk.context, rows, _("recommendations"), "recommendations")
    if bases.newest(desk.context):
        bases.example_note(desk.context)
        _state_form(desk, rows)
        _new_form(desk)


def _share(carried: cpas.Carried, day: date) -> None:
    if not carried.due:
        texts.section(_("No recommendation was due by {day}").format(day=formats.day(day)))
    else:
        texts.section(
            _("{share} carried out: {n} of {all} due by {day}").format(
                share=formats.share(carried.share), n=formats.number(carried.carried_out),
                all=formats.number(carried.due), day=formats.day(day),
            ),
            _("{dropped} not carried out, with a reason; {open} open").format(
                dropped=formats.number(carried.not_carried_out), open=formats.number(carried.open)
            ),
        )  # fmt: skip
    if carried.undated:
        texts.note(_("{n} have no day by which they are due and are not counted.").format(n=carried.undated))


def _table(desk: Desk, rows: pd.DataFrame) -> None:
    head = [(_("Recommendation"), ""), (_("Owner"), ""), (_("Due"), "n"), (_("State"), "")]
    texts.table(head, [_row(desk, row) for row in rows.head(MOST_ROWS).itertuples(index=False)], stacked=True)


def _row(desk: Desk, row: tuple) -> list[str]:
    about = [row.quarter, office(desk, row.office_id)]
    about += [short_outcome(desk, row.outcome_id, 60)] if isinstance(row.outcome_id, str) else []
    about += list(split(row.task_ids))
    reason = f"<br>{escape(row.reason)}" if isinstance(row.reason, str) else ""
    done = pd.notna(row.carried_out_on) and row.carried_out_on <= pd.Timestamp(desk.day)
    late = row.due < pd.Timestamp(desk.day) and not done and row.state != "not_carried_out"
    mark = (
        f'<br><b style="color:{desk.context.palette.statuses["off_course"]}">{escape(_("overdue"))}</b>' if late else ""
    )
    return [
        f"<b>{escape(words.code('recommendation', row.recommendation))}</b>: {escape(row.title)}{reason}<br>"
        f'<span class="lp-note">{escape(" · ".join(about))}</span>',
        escape(row.owner_post),
        escape(formats.day(row.due)) + mark,
        escape(_state(row, done)),
    ]


def _state(row: tuple, done: bool) -> str:
    """The state as of the day: what was carried out later was open then."""
    if row.state == "carried_out":
        return (
            f"{words.code('recommendation_state', row.state)}, {formats.day(row.carried_out_on)}" if done else _("Open")
        )
    why = f": {row.state_reason}" if isinstance(row.state_reason, str) else ""
    return words.code("recommendation_state", row.state) + why


def _state_form(desk: Desk, rows: pd.DataFrame) -> None:
    """Say that one is carried out, or why not."""
    cells = {row["recommendation_id"]: row for row in edit.cells_of(rows[rows["state"] == "open"])}
    if not cells:
        return
    with st.expander(_("Say what became of one")), st.form("recommendation_state", enter_to_submit=False):
        names = {one: formats.short(f"{row['quarter']}  {row['title']}", 90) for one, row in cells.items()}
        chosen = st.selectbox(_("Recommendation"), list(cells), key=STATE + "id", format_func=names.get)
        state = st.selectbox(_("State"), STATES[1:], key=STATE + "state",
                             format_func=lambda code: words.code("recommendation_state", code))  # fmt: skip
        day = st.date_input(_("Carried out on"), datetime.now(UTC).date(), key=STATE + "day", format="DD/MM/YYYY")
        why = st.text_input(_("Why not, where it was not"), key=STATE + "why", max_chars=400)
        if st.form_submit_button(_("Save"), type="primary"):
            done = state == "carried_out"
            change = edit.changed(
                cells[chosen], state=state, carried_out_on=day if done else None, state_reason=why or None
            )
            saving.attempt(
                desk.context,
                lambda mission: edit.save(mission, "recommendations", [change], what=f"recommendation {chosen}"),
                _("Saved."), STATE,
            )  # fmt: skip


def _new_form(desk: Desk) -> None:
    """A recommendation with its owner and the day it is due."""
    with st.expander(_("Recommend something")), st.form("recommendation", enter_to_submit=False):
        left, middle, right = st.columns(3)
        quarter = left.selectbox(_("Quarter"), quarters(desk), key=FIELD + "quarter")
        kind = middle.selectbox(_("Recommendation"), RECOMMENDATIONS, key=FIELD + "kind",
                                format_func=lambda code: words.code("recommendation", code))  # fmt: skip
        where = right.selectbox(_("Field office"), [None, *desk.offices], key=FIELD + "office",
                                format_func=lambda one: office(desk, one))  # fmt: skip
        outcome = st.selectbox(_("Outcome"), [None, *desk.table("outcomes")["outcome_id"]], key=FIELD + "outcome",
                               format_func=lambda one: short_outcome(desk, one) if one else _("none"))  # fmt: skip
        title = st.text_input(_("What is recommended"), key=FIELD + "title", max_chars=300)
        reason = st.text_input(_("Why"), key=FIELD + "reason", max_chars=600)
        left, right = st.columns([2, 1])
        owner = left.text_input(_("Owner (a post, no name)"), key=FIELD + "owner", max_chars=120)
        due = right.date_input(_("Due"), None, key=FIELD + "due", format="DD/MM/YYYY")
        tasks = st.multiselect(_("Tasks to change"), list(desk.ordered["task_id"]), key=FIELD + "tasks",
                               format_func=lambda one: formats.short(f"{one}  {desk.titles[one]}", 60))  # fmt: skip
        if st.form_submit_button(_("Recommend"), type="primary"):
            cells = {
                "recommendation_id": edit.new_id("rec"), "quarter": quarter, "recommendation": kind, "office_id": where,
                "outcome_id": outcome, "title": title, "reason": reason, "owner_post": owner, "due": due,
                "task_ids": tasks, "state": "open",
            }  # fmt: skip
            saving.attempt(desk.context, lambda mission: _recommend(mission, cells), _("Recommended."), FIELD)


def _recommend(mission: object, cells: dict[str, object]) -> tuple:
    if not cells["due"]:
        raise InputError(_("Say by which day it is due: without one nobody can tell whether it was carried out."))
    return edit.save(mission, "recommendations", [edit.added(cells)], what=f"recommend, {cells['quarter']}")
