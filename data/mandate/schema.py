"""Schemas of mandates, strategic priorities and tasks. Owners are posts or sections, never persons."""

import pandera.pandas as pa

from data.footprint.schema import COMPONENTS
from data.schema import Day, Flag, Real, Table, Text, Whole

STATUSES = ("on_course", "at_risk", "off_course", "no_data")
ROLES = ("lead", "support", "good_offices")


class Mandates(Table):
    """One row a resolution. Key: mandate_id."""

    mandate_id: Text = pa.Field(str_length={"min_value": 1}, description="Key, the resolution's number")
    title: Text = pa.Field(description="Resolution", metadata={"accepts": "a text"})
    adopted: Day = pa.Field(description="Day of adoption", metadata={"accepts": "a day as 2019-06-28"})
    expires: Day = pa.Field(nullable=True, description="Last day of the mandate")
    source: Text = pa.Field(nullable=True, description="Where the text was read")
    import_id: Text = pa.Field(nullable=True, description="The import that brought this row")


class Priorities(Table):
    """One row a strategic priority of a mandate. Key: priority_id."""

    priority_id: Text = pa.Field(str_length={"min_value": 1}, description="Key")
    mandate_id: Text = pa.Field(description="Mandate it belongs to")
    rank: Whole = pa.Field(ge=1, description="1 is the primary priority", metadata={"accepts": "1, 2, 3 …"})
    title: Text = pa.Field(description="The priority", metadata={"accepts": "a text"})
    import_id: Text = pa.Field(nullable=True, description="The import that brought this row")


class Tasks(Table):
    """One row a mandate task or a task below it. Key: task_id. Priority is importance; `after` is sequence."""

    task_id: Text = pa.Field(str_length={"min_value": 1}, description="Key", metadata={"accepts": "a text of its own"})
    mandate_id: Text = pa.Field(description="Mandate it belongs to", metadata={"accepts": "a key of table mandates"})
    parent_id: Text = pa.Field(nullable=True, description="Task one level up")
    priority_id: Text = pa.Field(nullable=True, description="Strategic priority that it serves")
    title: Text = pa.Field(
        str_length={"min_value": 1}, description="The task", metadata={"accepts": "a text that is not empty"}
    )
    paragraph: Text = pa.Field(
        nullable=True, description="Paragraph of the resolution, marked unverified until checked"
    )
    role: Text = pa.Field(
        isin=list(ROLES),
        nullable=True,
        description="The Mission leads, supports, or offers good offices",
        metadata={"accepts": "one of " + ", ".join(ROLES)},
    )
    lead_component: Text = pa.Field(
        isin=list(COMPONENTS),
        nullable=True,
        description="component_type that leads",
        metadata={"accepts": "one of " + ", ".join(COMPONENTS)},
    )
    lead_section: Text = pa.Field(nullable=True, description="Section that leads")
    area_ids: Text = pa.Field(nullable=True, description="Areas it works in; a list; empty means the whole country")
    after: Text = pa.Field(nullable=True, description="Tasks that must be complete before it starts; a list")
    starts: Day = pa.Field(nullable=True, description="First day", metadata={"accepts": "a day as 2019-07-01"})
    due: Day = pa.Field(nullable=True, description="Day it is due", metadata={"accepts": "a day as 2020-06-30"})
    status: Text = pa.Field(
        isin=list(STATUSES),
        description="On course, at risk, off course, or no data",
        metadata={"accepts": "one of " + ", ".join(STATUSES)},
    )
    status_reason: Text = pa.Field(nullable=True, description="Why it has this status")
    assessed_on: Day = pa.Field(nullable=True, description="Day the status was given")
    progress: Real = pa.Field(
        ge=0,
        le=1,
        nullable=True,
        description="Share of the task's own output delivered; unknown is not zero",
        metadata={"unit": "share", "accepts": "a number from 0 to 1, or empty"},
    )
    progress_basis: Text = pa.Field(nullable=True, description="What the progress counts")
    decision_asked: Text = pa.Field(nullable=True, description="The decision asked of leadership, where one is")
    illustrative: Flag = pa.Field(nullable=True, description="True for what no source states")
    import_id: Text = pa.Field(nullable=True, description="The import that brought this row")
