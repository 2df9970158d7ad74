"""Schema of verified figures: what the human rights division verified, never mixed with incidents of other sources."""

import pandas as pd
import pandera.pandas as pa

from data import fields
from data.schema import Day, Flag, Table, Text, Whole

KINDS = ("killed", "injured", "abducted", "sexual_violence", "children", "other")
PROTECTED = ("sexual_violence", "children")  # small counts of these are not shown


class VerifiedFigures(Table):
    """One row a count of victims that the division verified, of a region and a period. Key: figure_id."""

    figure_id: Text = fields.named("Key")
    area_id: Text = fields.refers("areas", "Region that it is of, or the country: never anything finer")
    kind: Text = fields.one_of(KINDS, "Killed, injured, abducted, sexual violence, grave violations against children")
    victims: Whole = pa.Field(
        ge=0,
        description="Victims that were verified",
        metadata={"unit": "people", "accepts": "a whole number from 0"},
    )
    first_day: Day = fields.a_day("First day of the period", nullable=False)
    last_day: Day = fields.a_day("Last day of the period", nullable=False)
    verified_on: Day = fields.a_day("Day that the figure was verified", nullable=False)
    section: Text = fields.named("Who verified it: the human rights division")
    illustrative: Flag = fields.made_up()
    import_id: Text = fields.brought()

    @pa.dataframe_check(error="last_day: a day not before first_day")
    def _in_order(cls, frame: pd.DataFrame) -> pd.Series:
        return fields.in_order(frame, "first_day", "last_day")
