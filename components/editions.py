"""Whom a file is for: the choice beside every export, with what that edition holds, before the file is made."""

from collections.abc import Iterable

import streamlit as st

from components import texts
from components.context import Context
from data.editions import cut, words
from data.editions.edition import EVENTS, INTERNAL_KEY, KEYS, Edition
from data.errors import InputError
from data.i18n import _

CHOSEN = "edition_chosen"  # kept for the session: files for one meeting are for the same people


def choose(context: Context, key: str) -> Edition:
    """The edition, asked by a widget with that key; at first the one that was chosen last."""
    st.session_state[key] = st.session_state.get(CHOSEN, INTERNAL_KEY)
    code = st.radio(_("For whom"), KEYS, format_func=words.name, key=key, on_change=_took, args=(key,))
    return context.snapshot.mission.settings.editions.of(code)


def _took(key: str) -> None:
    st.session_state[CHOSEN] = st.session_state[key]


def holds(context: Context, edition: Edition, of_view: bool) -> bool:
    """What files of views hold in an edition for outside: the views, and the columns of each part.

    Where it is a file `of_view`, of this one, False and why where the edition does not have it.
    """
    if not edition.outside:
        return True
    if of_view and not view(context, edition):
        return False
    if not of_view:
        _handing_out(context)
    views = ", ".join(map(words.view, edition.views or ())) or _("none")
    texts.caption(_("Views: {views}. No findings, comments or names of actors.").format(views=views))
    with st.expander(_("What this edition holds")):
        for name, kept in (edition.columns or {}).items():
            texts.caption(f"{words.part(name)}: {words.listed(kept)}")
    return True


def columns(context: Context, edition: Edition, name: str, every: Iterable[str]) -> bool:
    """Which columns of a table an edition holds and which not; False where it holds none, said with what it holds."""
    if not edition.outside:
        return True
    if why := _narrowed(context, edition):
        texts.caption(why)
        return False
    listed = list(every)
    kept = edition.kept(name, listed)
    if not kept or (name == EVENTS and not edition.events):
        said = _("Not in this edition. It holds: {tables}.")
        tables = ", ".join(words.part(one) for one in edition.columns or {} if one not in {"figures", "charts"})
        texts.caption(said.format(tables=tables))
        return False
    _handing_out(context)
    texts.caption(_("Columns: {columns}.").format(columns=words.listed(kept)))
    if left := [column for column in listed if column not in kept]:
        texts.caption(_("Left out: {columns}.").format(columns=words.listed(left)))
    return True


def view(context: Context, edition: Edition) -> bool:
    """Whether a picture of this view may be in an edition; says why where it may not."""
    if not edition.outside:
        return True
    own = {parameter.name: parameter.value for parameter in context.view.own if parameter.value}
    try:
        cut.check(edition, context.view.key, own.get(f"{context.view.key}_part", ""))
    except InputError as error:
        texts.caption(str(error))
        return False
    if why := _narrowed(context, edition):
        texts.caption(why)
        return False
    _handing_out(context)
    return True


def internal_only() -> None:
    """Beside files that no edition for outside holds."""
    texts.caption(_("For the Mission alone: no edition for outside holds these files."))


def suffix(edition: Edition) -> str:
    """What the name of a file for outside ends with, so that it is not taken for another."""
    return f"_{edition.key}" if edition.outside else ""


def _narrowed(context: Context, edition: Edition) -> str:
    own = {parameter.name: parameter.value for parameter in context.view.own if parameter.value}
    try:
        cut.check_narrowed(edition, context.filters, own)
    except InputError as error:
        return str(error)
    return ""


def _handing_out(context: Context) -> None:
    """That a mark stays with the file, whoever gets it."""
    if context.handling:
        said = _("The file carries “{mark}”. An edition does not declassify: who hands it out answers for that.")
        texts.caption(said.format(mark=context.handling))
