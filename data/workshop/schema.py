"""Schemas of scenarios and decisions: append-only, one row a revision or a decision. Posts, never persons, decide."""

import pandera.pandas as pa

from data.schema import MOMENT, Day, Moment, Real, Table, Text, Whole

STATUSES = ("draft", "decided")
DID = ("saved", "duplicated", "locked")


class Scenarios(Table):
    """One row a revision of a what-if footprint. Key: scenario_id, revision."""

    scenario_id: Text = pa.Field(str_length={"min_value": 1}, description="Random id, kept for ever")
    revision: Whole = pa.Field(ge=1, description="1, 2, … of the scenario")
    name: Text = pa.Field(str_length={"min_value": 1}, description="What people call it")
    description: Text = pa.Field(nullable=True, description="What it tries")
    status: Text = pa.Field(
        isin=list(STATUSES),
        description="Draft, or decided: then it is locked",
        metadata={"accepts": "one of " + ", ".join(STATUSES)},
    )
    moves: Text = pa.Field(description="The moves of bases, as JSON")
    sheet: Text = pa.Field(description="What the map does not know, and dissent by office, as JSON")
    link: Text = pa.Field(nullable=True, description="Query of the filters that it was looked at with")
    radius_km: Real = pa.Field(
        gt=0, description="Reach that it was looked at with: straight line of a base town", metadata={"unit": "km"}
    )
    version: Whole = pa.Field(ge=0, description="The mission version that it was built on")
    author: Text = pa.Field(description="Name that the author gave")
    saved_at: Moment = pa.Field(dtype_kwargs=MOMENT, description="When it was saved, UTC")
    base_revision: Whole = pa.Field(ge=0, description="The revision that the author had begun with; 0 for a new one")
    merged_from: Text = pa.Field(nullable=True, description="Revision merged with, or the one that was duplicated")
    action: Text = pa.Field(
        isin=list(DID), description="Saved, duplicated or locked", metadata={"accepts": "one of " + ", ".join(DID)}
    )


class Decisions(Table):
    """One row a decision on the footprint. Key: decision_id."""

    decision_id: Text = pa.Field(str_length={"min_value": 1}, description="Random id, kept for ever")
    title: Text = pa.Field(str_length={"min_value": 1}, description="Title of the record")
    decided: Text = pa.Field(str_length={"min_value": 1}, description="What was decided")
    why: Text = pa.Field(str_length={"min_value": 1}, description="Why")
    by_post: Text = pa.Field(str_length={"min_value": 1}, description="The post that decided, never a person")
    stops: Text = pa.Field(str_length={"min_value": 1}, description="What stops or is delayed")
    told: Text = pa.Field(str_length={"min_value": 1}, description="Who is told")
    chosen: Text = pa.Field(str_length={"min_value": 1}, description="The scenario chosen, as id@revision")
    alternatives: Text = pa.Field(description="The scenarios not chosen as id@revision, each with why not, as JSON")
    version: Whole = pa.Field(ge=0, description="The mission version that was looked at")
    link: Text = pa.Field(nullable=True, description="Query of the filters that it was looked at with")
    decided_on: Day = pa.Field(description="Day of the decision")
    author: Text = pa.Field(description="Name of who wrote it down")
    saved_at: Moment = pa.Field(dtype_kwargs=MOMENT, description="When it was written down, UTC")
    measures: Text = pa.Field(
        description="Reach in km, day of the bases, and what lay within reach of today's bases, of the chosen "
        "footprint and of each alternative, as JSON"
    )
    replaces: Text = pa.Field(nullable=True, description="The decision (decision_id) whose place it takes")
