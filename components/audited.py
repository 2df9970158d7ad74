"""Files that are made on a click and put on record before they are given; and the record for administrators."""

from collections.abc import Callable
from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st
from deltalake.exceptions import DeltaError

from components import texts
from components.access import who
from components.context import Context
from data.access.roles import ADMINISTER
from data.audit import log
from data.audit.log import Export
from data.editions.edition import INTERNAL, Edition
from data.errors import StoreBusyError
from data.i18n import _, isolated, ngettext
from data.words import formats

MOST = 500


def recorded(
    context: Context, file: str, make: Callable[[], bytes], edition: Edition = INTERNAL
) -> Callable[[], bytes]:
    """`make` with the file put on record first; a click runs outside the session, so who clicks is found now."""
    mission, export = context.snapshot.mission, of(context, file, edition)

    def made() -> bytes:
        content = make()
        try:
            log.note(mission, export)
        except (OSError, DeltaError, StoreBusyError):
            return _("This file could not be put on record, so it is not given. Try again.").encode()
        return content

    return made


def of(context: Context, file: str, edition: Edition = INTERNAL) -> Export:
    """The export of a file of this view by who is here."""
    here = who.current()
    roles = () if here.local else tuple(here.roles)
    shot, link = context.snapshot, context.filters.to_link(complete=True)
    return Export(file, here.name, roles, context.view.key, link, shot.number or None, edition.key)


def did(context: Context, action: str, what: str) -> None:
    """Put something else that who is here does on record: one of `log.MAPPING`, `log.RESET`."""
    log.note(context.snapshot.mission, replace(of(context, what), action=action))


def headline(context: Context) -> str:
    """How much is on record, and of how many people."""
    table = log.entries(context.snapshot.mission)
    rows = ngettext("{n} entry on record", "{n} entries on record", len(table)).format(n=formats.number(len(table)))
    people = table["who"].nunique()
    return rows + " " + ngettext("by {n} person", "by {n} people", people).format(n=formats.number(people))


def part(context: Context) -> None:
    """Who took what out and who changed what, the newest first."""
    if not who.may(ADMINISTER):
        return
    table = log.entries(context.snapshot.mission)
    texts.section(
        _("Who did what"), _("Exports, versions, and what was saved. It is added to, and nothing of it can be changed")
    )
    if table.empty:
        texts.note(_("Nothing is on record yet."))
        return
    word = st.text_input(_("Find"), key="audit_find", max_chars=100, placeholder=_("A name, a file, an action"))
    text = table[["who", "action", "what"]].astype("str").agg(" ".join, axis=1)
    found = table[text.str.contains(word.strip(), case=False, regex=False)]
    texts.table(
        [(_("When"), ""), (_("Who"), ""), (_("Action"), ""), (_("What"), "")],
        [
            [escape(formats.moment(row.saved_at)), escape(isolated(str(row.who))), escape(action_name(row.action)),
             escape(isolated(formats.short(str(row.what), 160))) if pd.notna(row.what) else "–"]
            for row in found.head(MOST).itertuples(index=False)
        ],
        stacked=True,
    )  # fmt: skip
    if len(found) > MOST:
        texts.note(_("The newest {n} of {all}.").format(n=formats.number(MOST), all=formats.number(len(found))))


def action_name(code: str) -> str:
    """An action for people."""
    return {
        "export": _("Export"),
        "version": _("Version"),
        "mapping": _("Mapping"),
        "reset": _("Example thrown away"),
        "scenarios": _("Scenario"),
        "decisions": _("Decision"),
        "books": _("Briefing book"),
        "briefs": _("Short link"),
        "marks": _("Handling mark"),
    }.get(code, code)
