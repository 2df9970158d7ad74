"""Copy link: the live view, or the pinned one that shows the same numbers for ever."""

from dataclasses import replace

import streamlit as st

from components import links, texts
from components.context import Context
from data.i18n import _


def copy_link(context: Context) -> None:
    """A popover with both links as text that a click copies, written out in full: moved defaults change nothing."""
    with st.popover(_("Copy link"), icon=":material/link:", width="stretch"):
        shot = context.snapshot
        base = base_url(context)
        texts.caption(_("Live: the same filters on the newest data"))
        st.code(
            links.full_link(base, context.view.path, replace(context.filters, at=None), context.view.own),
            language=None,
            wrap_lines=True,
        )
        if shot.number:
            texts.caption(_("Pinned: version {number}, the same numbers for ever").format(number=shot.number))
            pinned = links.full_link(base, context.view.path, context.filters, context.view.own, pinned=shot.number)
            st.code(pinned, language=None, wrap_lines=True)


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
