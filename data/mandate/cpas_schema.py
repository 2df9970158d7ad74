"""Schemas of the Comprehensive Planning and Performance Assessment System (CPAS), a quarterly cycle.

Ratings are codes of the scale in `mission.toml`: no official scale is known here. An assessment is a judgement of a
section, not a measured effect. A quarter is written as `2019Q3`, of the calendar year. Owners are posts.
"""

import pandas as pd
import pandera.pandas as pa

from data.fields import a_day, brought, made_up, maybe, named, one_of, refers, refers_to_several
from data.schema import Day, Flag, Table, Text

DIMENSIONS = ("knowledge", "attitudes", "behaviour")
CRITERIA = ("relevance", "extent", "duration")
CONFIDENCES = ("low", "moderate", "high")
RECOMMENDATIONS = ("scale_up", "maintain", "adapt", "end")
STATES = ("open", "carried_out", "not_carried_out")


def _quarter() -> pa.Field:
    return pa.Field(
        str_matches=r"^\d{4}Q[1-4]$", description="Quarter, of the calendar year", metadata={"accepts": "as 2019Q3"}
    )


class Quarters(Table):
    """One row a quarter of the cycle. Key: quarter. Once it is closed its assessments are frozen."""

    quarter: Text = _quarter()
    closed_on: Day = a_day("Day that it was closed; empty while it is open")
    signed_by_post: Text = maybe("Post that signed it off; a post, never a person")
    remark: Text = maybe("Remark of who signed")
    illustrative: Flag = made_up()
    import_id: Text = brought()

    @pa.dataframe_check(error="signed_by_post: the post that signed, where it is closed")
    def _signed(cls, frame: pd.DataFrame) -> pd.Series:
        return frame["closed_on"].isna() | frame["signed_by_post"].notna()


class ContextNotes(Table):
    """One row a short note on the context that a quarter begins with. Key: note_id."""

    note_id: Text = named("Key")
    quarter: Text = _quarter()
    office_id: Text = refers("field_offices", "Field office; empty for the whole Mission", nullable=True)
    actors: Text = named("Who matters now: people and institutions")
    drivers: Text = named("What drives the conflict now")
    written_by_post: Text = maybe("Post or section that wrote it")
    written_on: Day = a_day("Day that it was written")
    illustrative: Flag = made_up()
    import_id: Text = brought()


class Outcomes(Table):
    """One row an outcome that the Mission seeks, with whom it must influence. Key: outcome_id."""

    outcome_id: Text = named("Key")
    title: Text = named("The outcome")
    whom: Text = named("People and institutions to influence; institutions and groups, no names of persons")
    task_ids: Text = refers_to_several("tasks", "Tasks that work towards it")
    illustrative: Flag = made_up()
    import_id: Text = brought()


class Assessments(Table):
    """One row a judgement: a quarter, an outcome, a field office, and knowledge, attitudes or behaviour.

    Key: assessment_id. Ratings are codes of the scale in `mission.toml`; one that is not
    given is unknown.
    """

    assessment_id: Text = named("Key")
    quarter: Text = _quarter()
    outcome_id: Text = refers("outcomes", "Outcome")
    office_id: Text = refers("field_offices", "Field office; empty for the whole Mission", nullable=True)
    dimension: Text = one_of(DIMENSIONS, "Knowledge, attitudes or behaviour of those to influence")
    relevance: Text = maybe("Rating: how relevant what the Mission does is")
    extent: Text = maybe("Rating: how far it reaches")
    duration: Text = maybe("Rating: how long it lasts")
    evidence: Text = named("Evidence: what the judgement rests on")
    confidence: Text = one_of(CONFIDENCES, "Confidence of those who judge")
    assessed_by: Text = maybe("Section or post that judges; never a person")
    assessed_on: Day = a_day("Day of the judgement")
    illustrative: Flag = made_up()
    import_id: Text = brought()


class Recommendations(Table):
    """One row what follows from a quarter: scale up, maintain, adapt or end. Key: recommendation_id."""

    recommendation_id: Text = named("Key")
    quarter: Text = _quarter()
    outcome_id: Text = refers("outcomes", "Outcome it is about", nullable=True)
    office_id: Text = refers("field_offices", "Field office; empty for the whole Mission", nullable=True)
    task_ids: Text = refers_to_several("tasks", "Tasks to change")
    recommendation: Text = one_of(RECOMMENDATIONS, "Scale up, maintain, adapt or end")
    title: Text = named("What is recommended, in words")
    reason: Text = maybe("Why")
    owner_post: Text = named("Post that owns it; a post, never a person")
    due: Day = a_day("Day it is due")
    state: Text = one_of(STATES, "Open, carried out, or not carried out")
    state_reason: Text = maybe("Why it was not carried out")
    carried_out_on: Day = a_day("Day that it was carried out")
    illustrative: Flag = made_up()
    import_id: Text = brought()

    @pa.dataframe_check(error="carried_out_on: the day it was carried out, where it was")
    def _on_a_day(cls, frame: pd.DataFrame) -> pd.Series:
        return (frame["state"] != "carried_out") | frame["carried_out_on"].notna()

    @pa.dataframe_check(error="state_reason: why it was not carried out")
    def _with_reason(cls, frame: pd.DataFrame) -> pd.Series:
        return (frame["state"] != "not_carried_out") | frame["state_reason"].notna()
