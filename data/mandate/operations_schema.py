"""Schemas of operations: what they are for, the harm assessed before them, and the notes sent ahead.

Areas only: never positions, movements, routes or sites of anybody. Posts, never persons.
"""

import pandas as pd
import pandera.pandas as pa

from data.fields import (
    a_day,
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
from data.schema import Day, Flag, Table, Text

TIERS = ("dialogue", "physical_protection", "protective_environment")
RISKS = ("reprisals", "explosive_devices", "humanitarian_access", "community_tension", "other")
LEVELS = ("low", "medium", "high")
DECISIONS = ("go", "adapt", "forego")
RECEIVERS = ("OCHA", "RC/HC")


class Operations(Table):
    """One row an operation. Key: operation_id."""

    operation_id: Text = named("Key")
    title: Text = named("Its name")
    aim: Text = maybe("What should be other after it")
    starts: Day = a_day("First day", nullable=False)
    ends: Day = a_day("Last day; unknown while it runs")
    area_ids: Text = refers_to_several("areas", "Areas that it takes place in; areas only")
    task_ids: Text = refers_to_several("tasks", "Tasks that it serves")
    component_types: Text = several_of(COMPONENTS, "Components that take part")
    tiers: Text = several_of(TIERS, "Tiers of protection that it works on: all that apply")
    lead_post: Text = maybe("Post that leads it; a post, never a person")
    coordinated_with: Text = several("Institutions that it was coordinated with")
    decision: Text = one_of(DECISIONS, "After the harm assessment: go, adapt or forego", nullable=True)
    decision_reason: Text = maybe("Why")
    signed_by_post: Text = maybe("Post that signed the harm assessment; a post, never a person")
    signed_on: Day = a_day("Day that it was signed")
    source: Text = maybe("Who says so")
    illustrative: Flag = made_up()
    import_id: Text = brought()

    @pa.dataframe_check(error="ends: a day not before starts")
    def _in_order(cls, frame: pd.DataFrame) -> pd.Series:
        return in_order(frame, "starts", "ends")

    @pa.dataframe_check(error="tiers: tiers of protection by their codes, joined by ;")
    def _known_tiers(cls, frame: pd.DataFrame) -> pd.Series:
        return only(frame["tiers"], TIERS)

    @pa.dataframe_check(error="component_types: components joined by ;")
    def _known_components(cls, frame: pd.DataFrame) -> pd.Series:
        return only(frame["component_types"], COMPONENTS)

    @pa.dataframe_check(error="signed_by_post: the post that signed, where a decision stands")
    def _signed(cls, frame: pd.DataFrame) -> pd.Series:
        return frame["decision"].isna() | (frame["signed_by_post"].notna() & frame["decision_reason"].notna())


class HarmAssessments(Table):
    """One row a risk of harm that an operation may bring to people. Key: operation_id, risk."""

    operation_id: Text = refers("operations", "Operation")
    risk: Text = one_of(RISKS, "Reprisals, explosive devices, humanitarian access, tension between communities, other")
    likelihood: Text = one_of(LEVELS, "How likely it is", nullable=True)
    consequence: Text = one_of(LEVELS, "How bad it would be for civilians", nullable=True)
    basis: Text = maybe("What the judgement rests on")
    mitigation: Text = maybe("What is done about it")
    remains: Text = one_of(LEVELS, "What remains of it with that", nullable=True)
    section: Text = maybe("Section that judges")
    assessed_on: Day = a_day("Day of the judgement")
    illustrative: Flag = made_up()
    import_id: Text = brought()

    @pa.dataframe_check(error="mitigation: what is done about a risk that is not low")
    def _mitigated(cls, frame: pd.DataFrame) -> pd.Series:
        serious = frame["likelihood"].isin(["medium", "high"]) & frame["consequence"].isin(["medium", "high"])
        return ~serious | frame["mitigation"].notna()


class AdvanceNotes(Table):
    """One row a note sent ahead of an operation. Key: operation_id, receiver. It names areas and days, nothing else."""

    operation_id: Text = refers("operations", "Operation")
    receiver: Text = one_of(RECEIVERS, "OCHA, or the Resident and Humanitarian Coordinator (RC/HC)")
    area_ids: Text = refers_to_several("areas", "Areas that it names")
    sent_on: Day = a_day("Day that it was sent; empty where it was not")
    acknowledged_on: Day = a_day("Day that it was acknowledged; empty where it was not")
    sent_by_post: Text = maybe("Post that sent it; a post, never a person")
    remark: Text = maybe("What the receiver said, in words")
    illustrative: Flag = made_up()
    import_id: Text = brought()

    @pa.dataframe_check(error="acknowledged_on: a day not before sent_on, of a note that was sent")
    def _in_order(cls, frame: pd.DataFrame) -> pd.Series:
        return frame["acknowledged_on"].isna() | (frame["acknowledged_on"] >= frame["sent_on"]).fillna(False)
