"""The draft's moves one by one: undo, redo, start over, and what each step does."""

from html import escape

import streamlit as st

from components import radius, texts, views
from components.workshop import measures, present
from components.workshop.desk import PICKED, Desk, keep
from components.workshop.scenarios import base_of
from data.i18n import _
from data.workshop import moves
from data.workshop.effect import Effect


def bar(desk: Desk) -> None:
    """Undo and redo, each saying what it would do."""
    draft = desk.draft
    names = moves.names_of(desk.table, (*draft.moves, *draft.undone))
    last = moves.words(draft.moves[-1], names) if draft.moves else ""
    undone = moves.words(draft.undone[-1], names) if draft.undone else ""
    own = base_of(desk)
    decided = own.moves if own and own.is_locked else ()
    stands = bool(own and own.is_locked) and len(draft.moves) <= len(decided)
    if stands:
        last = undone = _("This scenario was decided and is locked: duplicate it to change it.")
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="steps_bar"):
        st.button(
            _("Undo"), icon=":material/undo:", key="undo", disabled=stands or not draft.moves, on_click=_take,
            args=(draft.undo(),), help=texts.plain(last) or None, shortcut="Ctrl+Z",
        )  # fmt: skip
        st.button(
            _("Redo"), icon=":material/redo:", key="redo", disabled=stands or not draft.undone, on_click=_take,
            args=(draft.redo(),), help=texts.plain(undone) or None, shortcut="Ctrl+Shift+Z",
        )  # fmt: skip
        radius.choose(desk.context, views.WORKSHOP_RADIUS, label=False)
        st.button(_("Present"), icon=":material/slideshow:", key="present", on_click=present.begin)


def _take(draft: moves.Draft) -> None:
    keep(draft)
    st.session_state[PICKED] = {}


def table(desk: Desk) -> None:
    """Each move with what it adds to reach, and all of them together."""
    if not desk.draft.moves:
        return
    texts.section(_("Step by step"), _("Each change after those above it, against the footprint before it"))
    st.html(desk.drawn("steps", lambda: _table(desk)))


def _table(desk: Desk) -> str:
    draft = desk.draft
    skipped = {one.move.move_id: one.reason for one in moves.skipped(desk.table, draft.moves)}
    names = moves.names_of(desk.table, draft.moves)
    rows, before = [], desk.within_step(0)
    for at, move in enumerate(draft.moves, 1):
        after = desk.within_step(at)
        found = Effect(before, after, desk.demand)
        said = skipped.get(move.move_id) or measures.in_words(found)
        rows.append([str(at), escape(moves.words(move, names)), escape(said)])
        before = after
    if len(rows) > 1:
        rows.append(["", f"<b>{escape(_('All together'))}</b>", f"<b>{escape(measures.in_words(desk.effect))}</b>"])
    return texts.table_html([("", ""), (_("Change"), ""), (_("Within reach"), "")], rows)
