"""Schema of assessed threats: judgements of the sections whose work they are."""

import pandas as pd
import pandera.pandas as pa

from data.schema import Day, Table, Text

CONFIDENCES = ("low", "moderate", "high")


class AssessedThreats(Table):
    """One row a judgement on an area by the section that made it. Key: area_id, section, assessed_on."""

    area_id: Text = pa.Field(
        str_length={"min_value": 1}, description="Area of table areas", metadata={"accepts": "the id of an area"}
    )
    section: Text = pa.Field(
        str_length={"min_value": 1},
        description="Who judges: JMAC, U2, protection advisers …; a section, never a person",
        metadata={"accepts": "a section's name"},
    )
    judgement: Text = pa.Field(
        str_length={"min_value": 1}, description="The judgement in its own words", metadata={"accepts": "a text"}
    )
    assessed_on: Day = pa.Field(description="Day of the assessment", metadata={"accepts": "a day as 2019-03-23"})
    confidence: Text = pa.Field(
        isin=list(CONFIDENCES),
        nullable=True,
        description="How sure the section is",
        metadata={"accepts": "one of " + ", ".join(CONFIDENCES) + ", or empty"},
    )
    valid_until: Day = pa.Field(
        nullable=True,
        description="Last day that the judgement is meant for",
        metadata={"accepts": "a day as 2019-03-23, not before the assessment, or empty"},
    )
    import_id: Text = pa.Field(nullable=True, description="The import that brought this row")

    @pa.dataframe_check(error="valid_until: a day not before the assessment")
    def _valid_after_assessment(cls, frame: pd.DataFrame) -> pd.Series:
        return ~(frame["valid_until"] < frame["assessed_on"])
