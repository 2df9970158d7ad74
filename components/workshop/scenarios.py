"""Scenarios in hand: saved under a name, opened, duplicated, and every revision that there was."""

from collections.abc import Callable
from dataclasses import replace
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components import cached, texts
from components.workshop.desk import AUTHOR, PICKED, Desk, author, keep
from data.errors import InputError, StoreBusyError
from data.i18n import _, isolated, ngettext
from data.mission import Mission
from data.words import formats
from data.workshop import scenarios as saved
from data.workshop.moves import Draft
from data.workshop.scenarios import Scenario
from data.workshop.sheet import LONGEST_WORDS
from data.workshop.values import LONGEST_TEXT

# What this session's own save came to; the same as it was last shown; and what others did since.
TOLD, SHOWN, OTHERS = "workshop_told", "workshop_shown", "workshop_others"
TAKEN = "workshop_taken"  # how often this session took a revision in hand
MOST_LISTED = 200


def bar(desk: Desk) -> None:
    """What is in hand, whether it is saved, and what can be done with it."""
    own = base_of(desk)
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="scenario_bar"):
        _save(desk, own)
        _open(desk)
        if own:
            _duplicate(desk, own)
            _history(desk)
        if own or desk.draft.moves:
            st.button(_("Begin anew"), icon=":material/restart_alt:", key="begin_anew", on_click=_take, args=(Draft(),))
    texts.note(in_hand(desk.draft, own))
    st.session_state[SHOWN] = st.session_state.pop(TOLD, "")
    for told in (st.session_state[SHOWN], st.session_state.pop(OTHERS, "")):
        if told:
            texts.success(told)


def base_of(desk: Desk) -> Scenario | None:
    """The saved revision that the draft began with; None before the first save."""
    draft = desk.draft
    if not draft.base_revision:
        return None
    try:
        return saved.opened(mission_of(desk), f"{draft.scenario_id}@{draft.base_revision}")
    except InputError:
        return None


def mission_of(desk: Desk) -> Mission:
    """The mission whose scenarios these are."""
    return desk.context.snapshot.mission


def is_saved(draft: Draft, own: Scenario | None) -> bool:
    """True where the draft says nothing that its revision does not."""
    if own is None:
        return not draft.moves and draft.sheet == Draft().sheet
    return replace(draft, undone=()) == own.draft()


def in_hand(draft: Draft, own: Scenario | None) -> str:
    """What is in hand, in a sentence."""
    if own is None:
        return _("Not saved: others cannot see it yet.") if draft.moves else _("No scenario in hand.")
    words = _("Scenario “{name}”, revision {revision}, saved by {author}, {moment}.").format(
        name=formats.short(own.name), revision=own.revision, author=own.author, moment=formats.moment(own.saved_at)
    )
    if own.is_locked:
        return f"{words} " + _("It was decided and is locked: duplicate it to change it.")
    return words if is_saved(draft, own) else f"{words} " + _("Your changes since are not saved.")


def _save(desk: Desk, own: Scenario | None) -> None:
    draft = desk.draft
    locked = bool(own and own.is_locked)
    with _popover(_("Save"), ":material/save:", "save", disabled=locked), st.form("save_scenario"):
        given = {
            "name": st.text_input(_("Name of the scenario"), value=draft.name, max_chars=LONGEST_TEXT),
            "description": st.text_area(_("What it tries"), value=draft.description, max_chars=LONGEST_WORDS),
        }
        who = your_name("save")
        if st.form_submit_button(_("Save for everyone"), type="primary"):
            attempt(lambda: save(desk, replace(draft, **given), who))


def your_name(key: str) -> str:
    """The name of who works here: the signed-in one, or asked once a session."""
    if known := author():
        texts.caption(_("As {name}").format(name=isolated(known)))
        return known
    return st.text_input(_("Your name, asked once"), key=f"{key}_author", max_chars=LONGEST_TEXT)


def attempt(action: Callable[[], None]) -> None:
    """Do what was asked for, and run anew; or say what is wrong."""
    try:
        action()
    except (InputError, StoreBusyError) as error:
        texts.error(str(error))
        return
    st.rerun()


def save(desk: Desk, draft: Draft, who: str) -> None:
    """Save a draft for everyone, merged with what others saved; what they did is told on the next run."""
    filters = replace(desk.context.filters, scenario=None)
    done = saved.save(
        mission_of(desk), draft, who, link=filters.to_link(complete=True), radius_km=desk.radius_km,
        version=desk.context.snapshot.number,
    )  # fmt: skip
    st.session_state[AUTHOR] = who.strip()
    take(done.scenario)
    stands = done.scenario.revision == draft.base_revision
    words = _("Nothing had changed: revision {number} stands.") if stands else _("Saved as revision {number}.")
    words = words.format(number=done.scenario.revision)
    st.session_state[TOLD] = f"{words} {done.told}".strip()


def take(own: Scenario, pinned: bool = False) -> None:
    """Take a revision in hand; a pinned one stays as it is when others save."""
    _take(own.draft(), own.code if pinned else "")


def _take(draft: Draft, code: str = "") -> None:
    keep(draft, code)
    st.session_state[PICKED] = {}
    st.session_state[TAKEN] = st.session_state.get(TAKEN, 0) + 1


def _popover(label: str, icon: str, key: str, *, disabled: bool = False) -> DeltaGenerator:
    """A popover that closes when a revision was taken in hand: by its key it is then another one."""
    return st.popover(label, icon=icon, key=f"{key}_{st.session_state.get(TAKEN, 0)}", disabled=disabled)


def _open(desk: Desk) -> None:
    every = saved.latest(mission_of(desk))[:MOST_LISTED]
    with _popover(_("Open"), ":material/folder_open:", "open", disabled=not every):
        if not every:
            return
        chosen = st.selectbox(
            _("Saved scenarios, the newest first"), range(len(every)), format_func=lambda at: listed(every[at]),
            key="open_which",
        )  # fmt: skip
        if not is_saved(desk.draft, base_of(desk)):
            texts.caption(_("What is in hand is not saved and will be left."))
        st.button(_("Open it"), key="open_scenario", type="primary", on_click=take, args=(every[chosen],))


def listed(own: Scenario) -> str:
    """A scenario in a list: name, number of changes, author, when, and whether it was decided."""
    count = ngettext("{n} change", "{n} changes", len(own.moves)).format(n=len(own.moves))
    words = [isolated(formats.short(own.name, 60)), count, isolated(own.author), formats.moment(own.saved_at)]
    return " · ".join([*words, _("decided")] if own.is_locked else words)


def _duplicate(desk: Desk, own: Scenario) -> None:
    with _popover(_("Duplicate"), ":material/content_copy:", "duplicate"), st.form("duplicate_scenario"):
        name = st.text_input(
            _("Name of the duplicate"), value=_("{name}, again").format(name=own.name[:100]), max_chars=LONGEST_TEXT
        )
        who = your_name("duplicate")
        if st.form_submit_button(_("Duplicate"), type="primary"):
            attempt(lambda: _duplicated(desk, own, who, name))


def _duplicated(desk: Desk, own: Scenario, who: str, name: str) -> None:
    made = saved.duplicate(mission_of(desk), own.code, who, name)
    if is_saved(desk.draft, own):
        take(made)
        st.session_state[TOLD] = _("Duplicated; the first one stays as it is.")
    else:
        save(desk, replace(made.draft(), moves=desk.draft.moves, sheet=desk.draft.sheet), who)
        st.session_state[TOLD] = _("Duplicated with your changes since; the first one stays as it was saved.")
    st.session_state[AUTHOR] = who.strip()


def _history(desk: Desk) -> None:
    with _popover(_("History"), ":material/history:", "history"):
        revisions = saved.history(mission_of(desk), desk.draft.scenario_id)[: -MOST_LISTED - 1 : -1]
        st.html(_revisions(desk, revisions))
        at = st.selectbox(
            _("Revision"), range(len(revisions)), format_func=lambda at: formats.number(revisions[at].revision),
            key="history_which",
        )  # fmt: skip
        st.button(
            _("Show it as it was"), key="open_revision", on_click=take, args=(revisions[at],),
            kwargs={"pinned": at > 0},
        )  # fmt: skip


def _revisions(desk: Desk, revisions: list[Scenario]) -> str:
    """The revisions as a table, made once for all who look at the scenario."""
    newest, lang = revisions[0], desk.context.filters.lang
    head = [(_("Revision"), "n"), (_("Saved"), ""), (_("By"), ""), (_("Changes"), "n"), (_("What"), "")]
    return cached.drawn(
        desk.context.snapshot, f"history {newest.code} {newest.saved_at} {lang}",
        lambda: texts.table_html(head, [_revision(own) for own in revisions]),
    )  # fmt: skip


def _revision(own: Scenario) -> list[str]:
    what = {"saved": _("saved"), "duplicated": _("duplicated"), "locked": _("decided and locked")}[own.action]
    merged = _("{what}, merged with another’s").format(what=what) if own.merged_from and own.action == "saved" else what
    return [
        formats.number(own.revision), escape(formats.moment(own.saved_at)), escape(formats.short(own.author, 60)),
        formats.number(len(own.moves)), escape(merged),
    ]  # fmt: skip
