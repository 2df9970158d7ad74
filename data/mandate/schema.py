"""Schemas of mandates, strategic priorities, frameworks and tasks. Owners are posts or sections, never persons."""

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
    only,
    refers,
    refers_to_several,
    several,
    several_of,
)
from data.footprint.schema import COMPONENTS
from data.incidents.types import CODES as EVENT_TYPES
from data.schema import Day, Flag, Real, Table, Text, Whole

STATUSES = ("on_course", "at_risk", "off_course", "no_data")
ROLES = ("lead", "support", "good_offices")
IMPORTANCE = ("essential", "important", "desirable")
RESOURCES = ("secured", "partly", "none")
FRAMEWORKS = ("political_strategy", "plan_for_area", "protection", "integrated_framework", "other")


class Mandates(Table):
    """One row a resolution. Key: mandate_id."""

    mandate_id: Text = named("Key, the resolution's number")
    title: Text = named("Resolution")
    adopted: Day = a_day("Day of adoption", nullable=False)
    expires: Day = a_day("Last day of the mandate")
    replaces: Text = refers("mandates", "The mandate that it follows", nullable=True)
    source: Text = maybe("Where the text was read")
    import_id: Text = brought()

    @pa.dataframe_check(error="expires: a day not before adopted")
    def _in_order(cls, frame: pd.DataFrame) -> pd.Series:
        return in_order(frame, "adopted", "expires")


class Priorities(Table):
    """One row a strategic priority of a mandate. Key: priority_id."""

    priority_id: Text = named("Key")
    mandate_id: Text = refers("mandates", "Mandate it belongs to")
    rank: Whole = pa.Field(ge=1, description="1 is the primary priority", metadata={"accepts": "1, 2, 3 …"})
    title: Text = named("The priority")
    carried_from: Text = refers("priorities", "Priority of the mandate before that it continues", nullable=True)
    import_id: Text = brought()


class Frameworks(Table):
    """One row a strategy or plan that tasks serve: many to many, see `Tasks.framework_ids`. Key: framework_id."""

    framework_id: Text = named("Key")
    title: Text = named("Name of the strategy or plan")
    kind: Text = one_of(
        FRAMEWORKS,
        "Political strategy, plan for an area, protection of civilians strategy, Integrated Strategic Framework",
    )
    led_by: Text = maybe("Who leads it: a government, an office, a post; never a person")
    shared_with: Text = several("Who shares it, such as the country team")
    area_ids: Text = refers_to_several("areas", "Areas it is for; empty means the whole country")
    starts: Day = a_day("First day")
    ends: Day = a_day("Last day")
    source: Text = maybe("Where it was read")
    illustrative: Flag = made_up()
    import_id: Text = brought()

    @pa.dataframe_check(error="ends: a day not before starts")
    def _in_order(cls, frame: pd.DataFrame) -> pd.Series:
        return in_order(frame, "starts", "ends")


class Tasks(Table):
    """One row a mandate task or a task below it. Key: task_id.

    Two things are kept apart: `importance` is priority, `after` is sequence.
    """

    task_id: Text = pa.Field(str_length={"min_value": 1}, description="Key", metadata={"accepts": "a text of its own"})
    mandate_id: Text = refers("mandates", "Mandate it belongs to")
    parent_id: Text = refers("tasks", "Task one level up", nullable=True)
    priority_id: Text = refers("priorities", "Strategic priority that it serves", nullable=True)
    title: Text = named("The task")
    paragraph: Text = maybe("Paragraph of the resolution")
    paragraph_verified: Flag = pa.Field(
        nullable=True,
        description="True once the paragraph was checked against the text; else it is shown as unverified",
        metadata={"accepts": "true or false"},
    )
    role: Text = one_of(ROLES, "The Mission leads, supports, or offers good offices", nullable=True)
    counterpart: Text = maybe("National counterpart: an institution, never a person")
    lead_component: Text = one_of(COMPONENTS, "component_type that leads", nullable=True)
    lead_section: Text = maybe("Section that leads")
    supporting_sections: Text = several("Sections that support")
    area_ids: Text = refers_to_several("areas", "Areas it works in; empty means the whole country")
    office_ids: Text = refers_to_several("field_offices", "Field offices that work on it")
    framework_ids: Text = refers_to_several("frameworks", "Strategies and plans that it serves")
    event_types: Text = several_of(EVENT_TYPES, "Types of incidents that it means to influence")
    importance: Text = one_of(IMPORTANCE, "Priority: how important it is; says nothing of when", nullable=True)
    after: Text = refers_to_several("tasks", "Sequence: tasks that must be complete before it starts")
    resources: Text = one_of(RESOURCES, "Whether what it needs is secured", nullable=True)
    resources_note: Text = maybe("What it needs, and what is lacking")
    starts: Day = a_day("First day")
    due: Day = a_day("Day it is due")
    status: Text = one_of(STATUSES, "On course, at risk, off course, or no data")
    status_reason: Text = maybe("Why it has this status")
    assessed_on: Day = a_day("Day the status was given")
    progress: Real = pa.Field(
        ge=0,
        le=1,
        nullable=True,
        description="Share of the task's own output delivered; unknown is not zero",
        metadata={"unit": "share", "accepts": "a number from 0 to 1, or empty"},
    )
    progress_basis: Text = maybe("What the progress counts")
    weight: Real = amount("Weight in the roll-up of the task above; unknown counts as 1", least=0)
    decision_asked: Text = maybe("The decision asked of leadership, where one is")
    decision_due: Day = a_day("Day by which it is asked")
    carried_from: Text = refers("tasks", "Task of the mandate before that it continues", nullable=True)
    illustrative: Flag = made_up()
    import_id: Text = brought()

    @pa.dataframe_check(error="due: a day not before starts")
    def _in_order(cls, frame: pd.DataFrame) -> pd.Series:
        return in_order(frame, "starts", "due")

    @pa.dataframe_check(error="event_types: types of incidents by their codes, joined by ;")
    def _known_types(cls, frame: pd.DataFrame) -> pd.Series:
        return only(frame["event_types"], EVENT_TYPES)

    @pa.dataframe_check(error="status_reason: why it is at risk or off course")
    def _with_reason(cls, frame: pd.DataFrame) -> pd.Series:
        return ~frame["status"].isin(["at_risk", "off_course"]) | frame["status_reason"].notna()
