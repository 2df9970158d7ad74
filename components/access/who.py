"""Who is at the app in this session, with the roles that `mission.toml` gives them."""

import streamlit as st

from components import texts
from data.access.roles import EDIT, LOCAL, Person
from data.i18n import _
from data.mission import Mission

KEY = "access_person"


def person(_mission: Mission) -> Person:
    """Who this session is of: the one at the machine itself."""
    st.session_state[KEY] = LOCAL
    return LOCAL


def current() -> Person:
    """Who this run is of, as the shell found; nobody with any role before that."""
    return st.session_state.get(KEY, Person())


def may_edit() -> bool:
    """Whether who is here may edit; says who may, where they may not."""
    if may(EDIT):
        return True
    texts.note(_("You may read this. Planners and analysts change it."))
    return False


def may(what: str) -> bool:
    """Whether who is here may do it: see `data.access.roles.MAY`."""
    return current().may(what)
