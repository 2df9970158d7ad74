"""The sheet of what the map does not know, and dissent by office, as part of the draft in hand."""

from dataclasses import replace
from datetime import date
from html import escape

import streamlit as st

from components import texts
from components.workshop.desk import Desk, keep
from components.workshop.scenarios import attempt, base_of
from data.i18n import _, ngettext
from data.words import formats
from data.workshop import sheet
from data.workshop.sheet import LONGEST_WORDS, Dissent, Sheet
from data.workshop.values import LONGEST_TEXT


def part(desk: Desk) -> None:
    """The ten items with their state and words, then the dissents."""
    own = base_of(desk)
    locked = bool(own and own.is_locked)
    texts.section(_("What the map does not know"), summary(desk.draft.sheet))
    with st.expander(_("Sheet and dissent"), key="sheet_expander"):
        texts.note(_("Words make an open item known; set it to Problem where they name one, or back to Open."))
        for code in sheet.ITEMS:
            _item(desk, code, locked)
        _dissents(desk, locked)


def summary(own: Sheet) -> str:
    """How many items are open, known and a problem, and how many offices dissent."""
    states = [own.item(code).state for code in sheet.ITEMS]
    counts = [f"{name}: {formats.number(states.count(state))}" for state, name in sheet.state_names().items()]
    dissents = ngettext("{n} dissent", "{n} dissents", len(own.dissents)).format(n=formats.number(len(own.dissents)))
    return " · ".join([*counts, dissents])


def _item(desk: Desk, code: str, locked: bool) -> None:
    """One item. A field is set from the draft only where the draft was changed elsewhere: typing is never undone."""
    own, state_key, words_key = desk.draft.sheet.item(code), f"sheet_state_{code}", f"sheet_words_{code}"
    shown = f"sheet_shown_{code}"
    if st.session_state.get(shown) != own or words_key not in st.session_state:
        st.session_state[state_key], st.session_state[words_key] = own.state, own.words
        st.session_state[shown] = own

    def said(new: Sheet) -> None:
        st.session_state[shown] = new.item(code)
        st.session_state[state_key] = new.item(code).state
        keep(replace(desk.draft, sheet=new))

    def chosen() -> None:
        said(desk.draft.sheet.with_item(code, st.session_state[state_key], st.session_state[words_key]))

    def written() -> None:
        said(desk.draft.sheet.with_words(code, st.session_state[words_key]))

    name, states = sheet.names()[code], sheet.state_names()
    left, right = st.columns([1, 2], vertical_alignment="bottom")
    left.selectbox(name, list(states), format_func=states.get, key=state_key, on_change=chosen, disabled=locked)
    right.text_area(
        _("{item}: what is known").format(item=name), key=words_key, on_change=written, disabled=locked, height=68,
        max_chars=LONGEST_WORDS, label_visibility="collapsed", placeholder=_("What is known, and from whom"),
    )  # fmt: skip


def _dissents(desk: Desk, locked: bool) -> None:
    own = desk.draft.sheet
    texts.section(_("Dissent, by office"))
    rows = [[escape(one.office), escape(formats.day(date.fromisoformat(one.recorded_on))),
             escape(one.words).replace("\n", "<br>")] for one in own.dissents]  # fmt: skip
    if rows:
        texts.table([(_("Office"), ""), (_("Recorded on"), ""), (_("Words"), "")], rows)
    if locked:
        return
    with st.form("dissent", clear_on_submit=True):
        office = st.text_input(_("Office or section, never a person"), max_chars=LONGEST_TEXT)
        words = st.text_area(_("What it does not agree with, and why"), max_chars=LONGEST_WORDS, height=90)
        day = st.date_input(_("Recorded on"), value="today", format="DD/MM/YYYY")
        if st.form_submit_button(_("Record the dissent")):
            attempt(lambda: keep(replace(desk.draft, sheet=own.with_dissent(office, words, day))))
    if own.dissents:
        _take_back(desk, own.dissents)


def _take_back(desk: Desk, dissents: tuple[Dissent, ...]) -> None:
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    at = left.selectbox(
        _("A dissent that its office takes back"), range(len(dissents)), key="dissent_which",
        format_func=lambda at: formats.short(f"{dissents[at].office}: {dissents[at].words}", 80),
    )  # fmt: skip
    new = replace(desk.draft, sheet=desk.draft.sheet.without_dissent(dissents[at]))
    right.button(_("Take it back"), key="dissent_back", on_click=keep, args=(new,))
