"""A save from page Mandate: what went wrong is said and nothing is lost; what was done is said after the next run."""

from collections.abc import Callable

import streamlit as st

from components import links, texts
from components.context import Context
from data.errors import InputError, StoreBusyError
from data.i18n import _
from data.mission import Mission

SAID = "mandate_said"


def attempt(context: Context, save: Callable[[Mission], tuple[Mission, int]], said: str, fields: str = "") -> None:
    """Save, then show the newest version with `said`, the fields whose key starts with `fields` emptied.

    Where it cannot be saved the reason stands there, and what was typed stays.
    """
    try:
        _target, number = save(context.snapshot.mission)
    except (InputError, StoreBusyError) as error:
        texts.error(str(error))
        return
    for key in [key for key in st.session_state if fields and str(key).startswith(fields)]:
        del st.session_state[key]
    st.session_state[SAID] = said + " " + _("This is version {n}.").format(n=number)
    links.unpin()
    st.rerun()


def told() -> None:
    """Say what the last save did, once."""
    if words := st.session_state.pop(SAID, None):
        texts.success(words)
