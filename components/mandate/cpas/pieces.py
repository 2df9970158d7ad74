"""What the views of the assessment share: the quarters, the rows that are known by the day, names of what is judged."""

import pandas as pd
import streamlit as st

from components import views
from components.mandate.desk import Desk
from data.i18n import _
from data.mandate import cpas
from data.words import formats


def by_day(desk: Desk) -> pd.DataFrame:
    """The assessments of quarters over by the day of the view, and of the running one those made by then."""
    return desk.once("judged", lambda: cpas.judged_by(desk.table("assessments"), desk.day)).copy(deep=False)


def quarters(desk: Desk) -> list[str]:
    """The quarters to choose from, the latest first: all that have something by the day, and that of the day."""
    named = [desk.table(name)["quarter"] for name in ("quarters", "context_notes", "recommendations")]
    every = set(pd.concat([by_day(desk)["quarter"], *named]).dropna())
    today = cpas.quarter_of(desk.day)
    return sorted({today} | {quarter for quarter in every if quarter <= today}, reverse=True)


def chosen_quarter(desk: Desk) -> str:
    """The quarter that the user chooses; to begin with the last one that was assessed by the day."""
    offered = quarters(desk)
    judged = by_day(desk)["quarter"]
    if views.QUARTER.value not in offered:
        st.session_state[views.QUARTER.name] = judged.max() if len(judged) else offered[0]
    closed = desk.table("quarters").set_index("quarter")["closed_on"]

    def name(quarter: str) -> str:
        return _("{quarter}, closed").format(quarter=quarter) if pd.notna(closed.get(quarter)) else quarter

    return st.selectbox(_("Quarter"), offered, format_func=name, key=views.QUARTER.name)


def rating(desk: Desk, code: object) -> str:
    """A rating in the Mission's own words; a dash where it was not given."""
    return desk.context.snapshot.settings.cpas.title(code) if isinstance(code, str) else "–"


def office(desk: Desk, office_id: object) -> str:
    """A field office's name; the whole Mission where none is named."""
    return desk.offices.get(office_id, office_id) if isinstance(office_id, str) else _("Whole Mission")


def outcome_titles(desk: Desk) -> dict[str, str]:
    """The title of every outcome by its id."""
    every = desk.table("outcomes")
    return dict(zip(every["outcome_id"], every["title"], strict=True))


def short_outcome(desk: Desk, outcome_id: str, most: int = 90) -> str:
    """An outcome's title, cut to what a label holds."""
    return formats.short(outcome_titles(desk).get(outcome_id, outcome_id), most)
