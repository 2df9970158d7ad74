"""Part Plan: the sequence in time, what slips, conflicts, prioritisation, and the calendar."""

import streamlit as st

from components import cached, texts, views
from components.mandate.desk import Desk
from components.mandate.plan import calendar, conflicts, gantt, priority, slips
from data.errors import InputError
from data.i18n import _
from data.mandate import plan
from data.mandate.plan import Plan
from data.words import titles

SHOWN = {
    "gantt": gantt.show,
    "slips": slips.show,
    "conflicts": conflicts.show,
    "priority": priority.show,
    "calendar": calendar.show,
}


def _name(code: str) -> str:
    names = {
        "gantt": _("In time"),
        "slips": _("What slips"),
        "conflicts": _("Conflicts"),
        "priority": _("Prioritisation"),
        "calendar": _("Calendar"),
    }
    return names[code]


def title(desk: Desk) -> str:
    """The length of the critical path, and how many conflicts there are."""
    try:
        own = _plan(desk)
    except InputError:
        own = None
    return titles.sequence(own, len(conflicts.found(desk)) if own else 0)


def part(desk: Desk) -> None:
    """The whole part."""
    st.segmented_control(
        _("Plan"), list(SHOWN), format_func=_name, key=views.PLAN_PART.name, required=True,
        label_visibility="collapsed",
    )  # fmt: skip
    try:
        own = _plan(desk)
    except InputError as error:
        texts.error(str(error))
        if views.PLAN_PART.value in ("gantt", "slips"):
            return
        own = None
    SHOWN[views.PLAN_PART.value](desk, own)


def _plan(desk: Desk) -> Plan:
    """The plan of the mandate's tasks and of all that must come before them as of the day, once a version and day."""
    shot, mandate_id = desk.context.snapshot, str(desk.mandate["mandate_id"])

    def work() -> Plan:
        every = shot.table("tasks")
        return plan.of(plan.with_predecessors(every, every[every["mandate_id"] == mandate_id]), desk.day)

    return cached.once(shot, ("plan", mandate_id, desk.day), work)
