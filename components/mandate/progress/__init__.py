"""Part Progress: how far tasks, their indicators and outputs are, seen from six sides; and one indicator over time."""

import pandas as pd
import streamlit as st

from components import texts, views
from components.mandate.desk import Desk
from components.mandate.progress import deadlines, found, frameworks, headline, item, matrix, priorities, tree
from data.i18n import _

VIEWS = {
    "tree": tree.show,
    "matrix": matrix.show,
    "priority": priorities.show,
    "framework": frameworks.show,
    "decision": deadlines.decisions,
    "due": deadlines.show,
}


def view_name(code: str) -> str:
    """A view for people."""
    names = {
        "tree": _("Tree"),
        "matrix": _("Field offices and sections"),
        "priority": _("By priority"),
        "framework": _("By strategy"),
        "decision": _("Needs a decision"),
        "due": _("Due in 30 and 90 days"),
    }
    return names[code]


def title(desk: Desk) -> str:
    """What the view found."""
    if views.ITEM.value:
        return item.title(desk, views.ITEM.value)
    return headline.of(desk, views.PROGRESS_VIEW.value)


def part(desk: Desk) -> None:
    """The chosen view, or the indicator or output that is chosen, where one is."""
    if views.ITEM.value:
        item.show(desk, views.ITEM.value)
        return
    st.segmented_control(
        _("View"), list(VIEWS), format_func=view_name, key=views.PROGRESS_VIEW.name, required=True,
        label_visibility="collapsed",
    )  # fmt: skip
    _later(desk)
    VIEWS[views.PROGRESS_VIEW.value](desk)


def _later(desk: Desk) -> None:
    """What is on record of days after the one shown, and is not used."""
    later = int(found.states(desk)["later"].sum())
    status = int((desk.tasks["assessed_on"] > pd.Timestamp(desk.day)).sum())
    if later or status:
        texts.note(headline.later(later, status, desk.day))
