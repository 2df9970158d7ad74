"""Schemas of the Mission's work: field offices, activities, actions, prioritisations, and the calendar.

Owners are posts, never persons.
"""

import pandas as pd
import pandera.pandas as pa

from data.fields import (
    a_day,
    amount,
    brought,
    in_order,
    made_up,
    maybe,
    named,
    one_of,
    refers,
    refers_to_several,
    several,
)
from data.footprint.schema import COMPONENTS
from data.mandate.schema import IMPORTANCE
from data.schema import Day, Flag, Real, Table, Text

ACTIVITY_STATES = ("planned", "done", "cancelled")
ACTIONS = ("mlt_decision", "reform", "alert_follow_up", "recommendation")
ACTION_STATES = ("open", "in_progress", "done", "dropped")
ENTRIES = (
    "mandate_renewal", "mlt_meeting", "sg_report", "cpas_quarter", "budget_submission", "performance_report", "other",
)  # fmt: skip
ENTRY_STATES = ("open", "done")


class FieldOffices(Table):
    """One row a field office. Key: office_id. Offices are never ranked."""

    office_id: Text = named("Key")
    name: Text = named("Name of the office")
    base_id: Text = refers("bases", "Base where it sits", nullable=True)
    area_ids: Text = refers_to_several("areas", "Areas that it covers")
    head_post: Text = maybe("Post of its head; a post, never a person")
    source: Text = maybe("Who says so")
    illustrative: Flag = made_up()
    import_id: Text = brought()


class Activities(Table):
    """One row something that a section did or plans. Key: activity_id. What was done is not its effect."""

    activity_id: Text = named("Key")
    activity_date: Day = a_day("Day, or first day", nullable=False)
    date_end: Day = a_day("Last day, where it takes several")
    title: Text = named("What is done")
    state: Text = one_of(ACTIVITY_STATES, "Planned, done or cancelled")
    section: Text = named("Section that does it")
    component_type: Text = one_of(COMPONENTS, "Component that does it", nullable=True)
    office_id: Text = refers("field_offices", "Field office that it is of", nullable=True)
    area_id: Text = refers("areas", "Area where it takes place", nullable=True)
    task_ids: Text = refers_to_several("tasks", "Tasks that it serves")
    output_id: Text = refers("outputs", "Output that its quantity counts for", nullable=True)
    framework_ids: Text = refers_to_several("frameworks", "Strategies that it serves beside those of its tasks")
    operation_id: Text = refers("operations", "Operation that it is a part of", nullable=True)
    quantity: Real = amount("How much of it", least=0)
    unit: Text = maybe("What the quantity counts")
    force_unit: Text = maybe("Unit or asset that it needs: two activities cannot have it in the same days")
    source: Text = maybe("Who says so")
    illustrative: Flag = made_up()
    import_id: Text = brought()

    @pa.dataframe_check(error="date_end: a day not before activity_date")
    def _in_order(cls, frame: pd.DataFrame) -> pd.Series:
        return in_order(frame, "activity_date", "date_end")


class Actions(Table):
    """One row something that leadership decided or must follow up. Key: action_id."""

    action_id: Text = named("Key")
    kind: Text = one_of(ACTIONS, "Decision of the Mission Leadership Team, reform, follow-up of an alert …")
    title: Text = named("What is to be done")
    owner_post: Text = named("Post that owns it; a post, never a person")
    decided_on: Day = a_day("Day that it was decided")
    due: Day = a_day("Day it is due")
    state: Text = one_of(ACTION_STATES, "Open, in progress, done or dropped")
    state_reason: Text = maybe("Why: why it is late, or why it was dropped")
    done_on: Day = a_day("Day it was done")
    task_ids: Text = refers_to_several("tasks", "Tasks that it concerns")
    area_ids: Text = refers_to_several("areas", "Areas that it concerns")
    illustrative: Flag = made_up()
    import_id: Text = brought()

    @pa.dataframe_check(error="done_on: the day it was done, where it is done")
    def _done_on_a_day(cls, frame: pd.DataFrame) -> pd.Series:
        return (frame["state"] != "done") | frame["done_on"].notna()

    @pa.dataframe_check(error="state_reason: why it was dropped")
    def _dropped_with_reason(cls, frame: pd.DataFrame) -> pd.Series:
        return (frame["state"] != "dropped") | frame["state_reason"].notna()


class Prioritisations(Table):
    """One row a decision to put a task first, and what is left behind for it. Key: prioritisation_id."""

    prioritisation_id: Text = named("Key")
    task_id: Text = refers("tasks", "Task that is put first")
    importance: Text = one_of(IMPORTANCE, "How important it is from then on")
    decided_by_post: Text = named("Post or body that decided; never a person")
    decided_on: Day = a_day("Day of the decision", nullable=False)
    why: Text = named("Why")
    stops: Text = named("What stops or is delayed for it, in words")
    stops_task_ids: Text = refers_to_several("tasks", "Tasks that stop or are delayed")
    told: Text = several("Posts and partners who are told")
    illustrative: Flag = made_up()
    import_id: Text = brought()

    @pa.dataframe_check(error="told: who is told of what stops or is delayed")
    def _somebody_is_told(cls, frame: pd.DataFrame) -> pd.Series:
        return frame["told"].notna()


class Calendar(Table):
    """One row a date that planning must meet, or a step before one. Key: entry_id.

    A step has `before_id` and `days_before` in place of a day: its day is that of the entry, less so many days.
    """

    entry_id: Text = named("Key")
    kind: Text = one_of(ENTRIES, "Mandate renewal, Secretary-General's report, CPAS quarter, budget …")
    title: Text = named("What it is")
    day: Day = a_day("The day; empty for a step before another entry")
    before_id: Text = refers("calendar", "Entry that this is a step before", nullable=True)
    days_before: Real = amount("How many days before it", "days", least=0)
    owner_post: Text = maybe("Post that owns it; a post, never a person")
    state: Text = one_of(ENTRY_STATES, "Open or done")
    source: Text = maybe("Who says so")
    illustrative: Flag = made_up()
    import_id: Text = brought()

    @pa.dataframe_check(error="day: a day, or before_id with days_before")
    def _has_a_day(cls, frame: pd.DataFrame) -> pd.Series:
        return frame["day"].notna() ^ (frame["before_id"].notna() & frame["days_before"].notna())
