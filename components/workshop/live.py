"""What others save appears within seconds: one number is asked for every two seconds, and text being typed stays."""

import time
from contextlib import suppress

import streamlit as st

from components import texts
from components.workshop import scenarios as ui
from components.workshop.desk import Desk, author, keep
from data.errors import InputError
from data.i18n import _
from data.workshop import scenarios as saved
from data.workshop.scenarios import Scenario

EVERY = 2  # seconds
# A page is drawn anew for others' sake at most so often: in a busy room it would be for every save of everybody.
REST = 6  # seconds
SEEN, TAKEN = "workshop_seen", "workshop_taken"


@st.fragment(run_every=EVERY)
def watch(desk: Desk) -> None:
    """Take what others saved of the scenario in hand; where something here is not saved, say so and offer to merge.

    To be called when all else of the page was: it may begin the run anew, and a click not yet read would be lost.
    A pinned revision stays. A revision with another sheet is never taken by itself: somebody may be typing in it.
    """
    if "@" in (desk.context.filters.scenario or "") or not desk.draft.scenario_id:
        return
    mission = ui.mission_of(desk)
    seen = (saved.stamp(mission), desk.draft.scenario_id, desk.draft.base_revision)
    if st.session_state.get(SEEN) == seen:
        return
    newest = _newest(desk)
    if newest is None or newest.revision <= desk.draft.base_revision:
        st.session_state[SEEN] = seen  # nothing new of this scenario: not read again until somebody saves
        return
    own = ui.base_of(desk)
    unsaved = not ui.is_saved(desk.draft, own)
    if unsaved or newest.sheet != desk.draft.sheet:
        _offer(desk, newest, unsaved)
    elif time.monotonic() - st.session_state.get(TAKEN, -REST) >= REST:
        st.session_state[TAKEN] = time.monotonic()
        keep(newest.draft())  # what was picked on the map stays, and so does its form
        st.session_state[ui.TOLD] = st.session_state.get(ui.SHOWN, "")  # the word of a save is not cut short
        st.session_state[ui.OTHERS] = said(newest)
        st.rerun()


def _newest(desk: Desk) -> Scenario | None:
    with suppress(InputError):
        return saved.opened(ui.mission_of(desk), desk.draft.scenario_id)
    return None


def said(newest: Scenario) -> str:
    """Who saved what."""
    if newest.is_locked:
        return _("{author} locked this scenario: it was decided.").format(author=newest.author)
    return _("{author} saved revision {number}.").format(author=newest.author, number=newest.revision)


def _offer(desk: Desk, newest: Scenario, unsaved: bool) -> None:
    texts.info(said(newest))
    if not unsaved:
        if st.button(_("Show revision {number}").format(number=newest.revision), key="live_show"):
            ui.take(newest)
            st.rerun()
    elif newest.is_locked:
        texts.caption(_("Your changes are not saved. Duplicate the scenario to go on with it."))
    elif not author():
        texts.caption(_("Your changes are not saved: save them, and both are kept in one revision."))
    elif st.button(_("Save mine, and keep both"), key="live_merge"):
        ui.attempt(lambda: ui.save(desk, desk.draft, author()))
