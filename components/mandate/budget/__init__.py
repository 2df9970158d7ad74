"""Part Budget and reports: planned, actual and remarks as the budget has them, and three reports from the same rows."""

import pandas as pd
import streamlit as st

from components import texts, views
from components.mandate.budget import freezing, reporting, table
from components.mandate.desk import Desk
from components.mandate.progress import found
from data.i18n import _
from data.mandate import budget
from data.words import formats, titles


def title(desk: Desk) -> str:
    """How many rows of the year depart from what is planned, and how many of them lack their remark."""
    year = _year(desk)
    return titles.budget(found.budget_year(desk, year) if year else pd.DataFrame(), year)


def _year(desk: Desk) -> str:
    """The budget year that the link names, else that of the day."""
    return budget.year_shown(desk.table("rbb_components"), desk.day, views.YEAR.value)


def part(desk: Desk) -> None:
    """The whole part."""
    year = _year(desk)
    if year:
        _choose(desk, year)
        rows = found.budget_year(desk, year)
        table.show(desk, year, rows)
        freezing.show(desk, year, rows)
    else:
        texts.info(_("This mission has no budget yet: import tables rbb_components, accomplishments, indicators …"))
    reporting.show(desk, year)


def _choose(desk: Desk, year: str) -> None:
    st.session_state[views.YEAR.name] = year
    st.segmented_control(
        _("Budget year, 1 July to 30 June"), list(budget.years(desk.table("rbb_components"))), key=views.YEAR.name,
        required=True,
    )  # fmt: skip
    day = min(desk.day, budget.days(year).end)
    started = _("As of {day}.").format(day=formats.day(day))
    departs = desk.context.snapshot.settings.budget.departs
    rule = (
        _("A remark is asked for at the end of the year where actual differs from planned by more than {share}")
        if departs
        else _("A remark is asked for at the end of the year where actual differs from planned at all")
    ).format(share=formats.share(departs))
    texts.note(f"{started} {rule}{_('; before that, where the course is at risk or off course.')}")
