"""Schemas of assets (drones, helicopters, evacuation, reaction forces) and of the requests for them.

Posts and sections, never persons; a home base, never a live position.
"""

import pandas as pd
import pandera.pandas as pa

from data import fields
from data.footprint.schema import COMPONENTS
from data.schema import Day, Flag, Real, Table, Text

KINDS = ("isr_drone", "isr_aircraft", "helicopter", "medevac", "aircraft", "quick_reaction_force", "convoy_escort",
         "eod_team", "engineering_team", "mobile_team", "other")  # fmt: skip
AVAILABILITIES = ("available", "limited", "unavailable")
REQUEST_STATUSES = ("asked", "approved", "refused", "withdrawn", "done")
DECIDED = ("approved", "refused", "done")


def _one_of(values: tuple[str, ...], what: str, nullable: bool = False) -> pa.Field:
    accepts = "one of " + ", ".join(values) + (", or empty" if nullable else "")
    return pa.Field(isin=list(values), nullable=nullable, description=what, metadata={"accepts": accepts})


def _measure(what: str, unit: str) -> pa.Field:
    return pa.Field(
        ge=0,
        nullable=True,
        description=what + "; unknown is not zero",
        metadata={"unit": unit, "accepts": "a number from 0, or empty"},
    )


class Assets(Table):
    """One row an asset that sections of the Mission may ask for. Key: asset_id."""

    asset_id: Text = fields.named("Key")
    name: Text = fields.named("What it is called")
    kind: Text = _one_of(KINDS, "Drone or aircraft for surveillance, helicopter, medical evacuation, reaction force …")
    base_id: Text = fields.named("Base of table bases that is its home; never where it is now")
    component_type: Text = _one_of(COMPONENTS, "Component that holds it", nullable=True)
    reach_km: Real = _measure("Distance from its home that it works within, straight line", "km")
    speed_kmh: Real = _measure("Speed over the distance, straight line", "km/h")
    notice_minutes: Real = _measure("Minutes from the call until it leaves", "minutes")
    availability: Text = _one_of(AVAILABILITIES, "Available, limited or unavailable")
    availability_reason: Text = fields.maybe("Why it is limited or unavailable")
    availability_from: Day = fields.a_day("First day that it is limited or unavailable; unknown means always")
    availability_to: Day = fields.a_day("Last day of that; unknown means until further notice")
    can_do: Text = fields.maybe("What it can do, in words")
    how_to_ask: Text = fields.maybe("How to ask for it: form, post, lead time")
    tasking_authority: Text = fields.maybe("Post that may task it; a post, never a person")
    tasking_reference: Text = fields.maybe("What says so: MOU, SOP, directive")
    source: Text = fields.maybe("Who says so")
    illustrative: Flag = fields.made_up()
    import_id: Text = fields.brought()

    @pa.dataframe_check(error="availability_to: a day not before availability_from")
    def _in_order(cls, frame: pd.DataFrame) -> pd.Series:
        return fields.in_order(frame, "availability_from", "availability_to")

    @pa.dataframe_check(error="availability_reason: why it is limited or unavailable")
    def _with_reason(cls, frame: pd.DataFrame) -> pd.Series:
        return (frame["availability"] == "available") | frame["availability_reason"].notna()


class AssetRequests(Table):
    """One row a request for an asset, and what was decided. Key: request_id."""

    request_id: Text = fields.named("Key")
    asset_id: Text = fields.maybe("Asset of table assets that is asked for; empty where only a kind is")
    kind: Text = _one_of(KINDS, "Kind of asset that is asked for", nullable=True)
    asked_by_post: Text = fields.named("Post that asks; a post, never a person")
    component_type: Text = _one_of(COMPONENTS, "Component that asks")
    section: Text = fields.named("Section that asks")
    effect: Text = fields.named("For what effect: what should be other than it is now")
    priority_id: Text = fields.maybe("Strategic priority that it serves")
    task_id: Text = fields.maybe("Mandate task that it serves")
    area_id: Text = fields.maybe("Area that it is for")
    wanted_from: Day = fields.a_day("First day wanted")
    wanted_to: Day = fields.a_day("Last day wanted")
    status: Text = _one_of(REQUEST_STATUSES, "Asked, approved, refused, withdrawn or done")
    tasking_authority: Text = fields.maybe("Post that may task the asset")
    tasking_reference: Text = fields.maybe("What says so: MOU, SOP, directive")
    decided_by_post: Text = fields.maybe("Post that decided; a post, never a person")
    decided_on: Day = fields.a_day("Day of the decision")
    reason: Text = fields.maybe("Reason of the decision; a refusal has one")
    asked_on: Day = pa.Field(description="Day that it was asked", metadata={"accepts": "a day as 2019-03-23"})
    illustrative: Flag = fields.made_up()
    import_id: Text = fields.brought()

    @pa.dataframe_check(error="kind: a kind of asset, where no asset is named")
    def _asks_for_something(cls, frame: pd.DataFrame) -> pd.Series:
        return frame["asset_id"].notna() | frame["kind"].notna()

    @pa.dataframe_check(error="wanted_to: a day not before wanted_from")
    def _in_order(cls, frame: pd.DataFrame) -> pd.Series:
        return fields.in_order(frame, "wanted_from", "wanted_to")

    @pa.dataframe_check(error="reason: why it was refused")
    def _refused_with_reason(cls, frame: pd.DataFrame) -> pd.Series:
        return (frame["status"] != "refused") | frame["reason"].notna()

    @pa.dataframe_check(error="decided_by_post: the post that decided")
    def _decided_by_a_post(cls, frame: pd.DataFrame) -> pd.Series:
        return ~frame["status"].isin(DECIDED) | frame["decided_by_post"].notna()

    @pa.dataframe_check(error="decided_on: the day of the decision, not before it was asked")
    def _decided_on_a_day(cls, frame: pd.DataFrame) -> pd.Series:
        late = frame["decided_on"] >= frame["asked_on"]
        return ~frame["status"].isin(DECIDED) | late
