"""Who is at the app in this session, with the roles that `mission.toml` gives them."""

import streamlit as st

from data.access.roles import LOCAL, Person
from data.mission import Mission

KEY = "access_person"


def person(_mission: Mission) -> Person:
    """Who this session is of: the one at the machine itself."""
    st.session_state[KEY] = LOCAL
    return LOCAL


def current() -> Person:
    """Who this run is of, as the shell found; nobody with any role before that."""
    return st.session_state.get(KEY, Person())


def may(what: str) -> bool:
    """Whether who is here may do it: see `data.access.roles.MAY`."""
    return current().may(what)
