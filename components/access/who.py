"""Who is at the app in this session, with the roles that `mission.toml` gives them."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from components import texts
from components.access import gate, sessions
from data.access.roles import EDIT, LOCAL, Person
from data.access.settings import AccessSettings
from data.i18n import _, isolated
from data.mission import Mission

KEY = "access_person"


def person(mission: Mission) -> Person:
    """Who this session is of. Ends the run with a sentence where its session has ended, or no role is given to it."""
    st.session_state[KEY] = Person()
    found = LOCAL
    if sessions.is_set_up():
        claims = sessions.of(st.context.cookies)
        if claims is None:
            _stop(_("Your session has ended."), _("Sign in again"), f"{gate.base()}{gate.SIGN_IN}")
        found = of_claims(claims, mission.settings.access)
        if not found.roles:
            words = _("{address} has no role in this mission. Ask its administrator for one, with this address.")
            named = isolated(found.email or found.name or _("This account"))
            _stop(words.format(address=named), _("Sign out"), f"{gate.base()}{gate.LOG_OUT}")
    st.session_state[KEY] = found
    return found


def _stop(words: str, label: str, address: str) -> None:
    """A sentence and a link, and nothing else of the app."""
    link = f'<a href="{escape(address)}" target="_self">{escape(label)}</a>'
    st.html(f'<h1 class="lp-title">{escape(words)}</h1><p>{link}</p>')
    st.stop()


def of_claims(claims: Mapping[str, object], access: AccessSettings) -> Person:
    """Who the identity provider says it is: an address that it did not verify gives no role."""
    email = str(claims.get("email") or "") if claims.get("email_verified") is not False else ""
    groups = claims.get(access.group_claim) or ()
    listed = [groups] if isinstance(groups, str) else [str(one) for one in groups if isinstance(one, str)]
    name = str(claims.get("name") or email or claims.get("sub") or "")
    return Person(name, email, access.roles_of(email, listed))


def current() -> Person:
    """Who this run is of, as the shell found; nobody with any role before that."""
    return st.session_state.get(KEY, Person())


def signed_in() -> None:
    """Who is signed in, with their roles, and the way out; nothing at the machine itself."""
    own = current()
    if own.local:
        return
    texts.caption(f"{isolated(own.name)} · {', '.join(sorted(own.roles))}")
    if st.button(_("Sign out"), key="sign_out", icon=":material/logout:"):
        st.logout()


def may_edit() -> bool:
    """Whether who is here may edit; says who may, where they may not."""
    if may(EDIT):
        return True
    texts.note(_("You may read this. Planners and analysts change it."))
    return False


def may(what: str) -> bool:
    """Whether who is here may do it: see `data.access.roles.MAY`."""
    return current().may(what)
