"""Copy link: the live view, or the pinned one that shows the same numbers for ever."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from components import links, texts
from components.context import Context
from data.i18n import _

OPEN = "share_open"


def close() -> None:
    """Close the popover, so that it lies over nothing that its buttons open."""
    st.session_state[OPEN] = False


def copy_link(context: Context, more: Callable[[Context], None]) -> None:
    """A popover with both links as text that a click copies, written out in full: moved defaults change nothing.

    Its content is sent only while it is open; `more` draws what stands below the links.
    """
    drawer = st.popover(_("Copy link"), icon=":material/link:", key=OPEN, on_change="rerun")
    if not drawer.open:
        return
    with drawer:
        shot = context.snapshot
        base = base_url(context)
        texts.caption(_("Live: the same filters on the newest data"))
        st.code(link_of(context, base), language=None, wrap_lines=True)
        if shot.number:
            texts.caption(_("Pinned: version {number}, the same numbers for ever").format(number=shot.number))
            st.code(link_of(context, base, pinned=True), language=None, wrap_lines=True)
        more(context)


def link_of(context: Context, base: str, *, pinned: bool = False) -> str:
    """The full link of the view that is shown: live, or pinned to the version that is shown."""
    path, own = context.view.path, context.linked
    if pinned:
        return links.full_link(base, path, context.filters, own, pinned=context.snapshot.number)
    return links.full_link(base, path, replace(context.filters, at=None), own)


def base_url(context: Context) -> str:
    """Where links lead: the mission's public address; without one this machine's, and that is said."""
    if context.snapshot.settings.public_url:
        return context.snapshot.settings.public_url
    texts.caption(_("This machine only: mission.toml names no public_url."))
    return _this_machine()


def _this_machine() -> str:
    """Scheme, host and port as the browser called them."""
    parts = (st.context.url or "http://127.0.0.1:8501").split("/")
    return "/".join(parts[:3])
