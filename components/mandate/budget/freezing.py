"""Values frozen as reported: the name of the report stands on each measurement that it carried, for good."""

import pandas as pd
import streamlit as st

from components import links, texts
from components.access.who import may_edit
from components.mandate.desk import Desk
from components.mandate.progress import found
from data.errors import InputError, StoreBusyError
from data.i18n import _, ngettext
from data.mandate import budget
from data.mandate.reports import freeze
from data.words import formats

SAID = "budget_said"


def show(desk: Desk, year: str, rows: pd.DataFrame) -> None:
    """How many values no report has carried yet, and the form that freezes them."""
    if said := st.session_state.pop(SAID, None):
        texts.success(said)
    waiting = int(rows["unreported"].sum())
    words = ngettext(
        "{n} value of this year is not reported yet", "{n} values of this year are not reported yet", waiting
    )
    with st.expander(texts.plain(words.format(n=formats.number(waiting)))):
        texts.note(
            _(
                "Freeze the values when a report goes out. From then on a value is not rewritten: a correction is a "
                "row of its own, with its reason, and both are shown."
            )
        )
        if desk.context.snapshot.has_newer:
            texts.note(_("This is an earlier version: values are frozen in the newest."))
            return
        if may_edit():
            _form(desk, year, rows)


def _form(desk: Desk, year: str, rows: pd.DataFrame) -> None:
    with st.form("budget_freeze", border=False):
        name = st.text_input(
            _("Report"), max_chars=freeze.LONGEST_NAME, placeholder=_("Performance report {year}").format(year=year)
        )
        day = st.date_input(_("Day of the report"), value=desk.day)
        if st.form_submit_button(_("Freeze as reported"), icon=":material/lock:"):
            _freeze(desk, year, rows, (name, day))


def _freeze(desk: Desk, year: str, rows: pd.DataFrame, report: tuple) -> None:
    name, day = report
    try:
        seen = budget.to_freeze(found.budget_tables(desk), rows, min(desk.day, budget.days(year).end))
        _target, number = freeze.freeze(desk.context.snapshot.mission, seen, name, day)
    except (InputError, StoreBusyError) as error:
        texts.error(str(error))
        return
    words = ngettext("{n} value is frozen as reported in “{report}” (version {version}).",
                     "{n} values are frozen as reported in “{report}” (version {version}).", len(seen))  # fmt: skip
    st.session_state[SAID] = words.format(n=formats.number(len(seen)), report=name.strip(), version=number)
    links.unpin()
    st.rerun()
