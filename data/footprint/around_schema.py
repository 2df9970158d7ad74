"""Schemas of what stands around the Mission's bases: other forces, sectors, and how many organisations work where."""

import pandas as pd
import pandera.pandas as pa

from data import fields
from data.schema import Day, Flag, Real, Table, Text, Whole, degrees

NO_CLEARANCE = "true: OCHA cleared this count for use; ask OCHA, and leave out what it has not cleared"


class OtherForces(Table):
    """One row a town where a force that is not the Mission's is known to stand. Key: force, name. Never in reach."""

    force: Text = fields.named("The force: national army, G5 Sahel Joint Force, Barkhane …")
    name: Text = fields.named("What stands there, or the town again; two records of one force have two names")
    location: Text = fields.named("Town; never a camp or a live position")
    latitude: Real = degrees("Latitude of the town", 90)
    longitude: Real = degrees("Longitude of the town", 180)
    from_day: Day = fields.a_day("First day; unknown means since before the data")
    to_day: Day = fields.a_day("Last day; unknown means still there")
    source: Text = fields.said_by()
    illustrative: Flag = fields.made_up()
    import_id: Text = fields.brought()

    @pa.dataframe_check(error="to_day: a day not before from_day")
    def _in_order(cls, frame: pd.DataFrame) -> pd.Series:
        return fields.in_order(frame, "from_day", "to_day")


class Sectors(Table):
    """One row an admin area of a sector of the Mission, which is the union of its areas. Key: sector, area_id."""

    sector: Text = fields.named("Name of the sector")
    area_id: Text = pa.Field(
        str_length={"min_value": 1}, description="Area of table areas", metadata={"accepts": "the id of an area"}
    )
    hq: Text = pa.Field(nullable=True, description="Base town of its headquarters")
    from_day: Day = fields.a_day("First day the area is in this sector")
    to_day: Day = fields.a_day("Last day; unknown means it still is")
    source: Text = fields.said_by()
    illustrative: Flag = fields.made_up()
    import_id: Text = fields.brought()

    @pa.dataframe_check(error="to_day: a day not before from_day")
    def _in_order(cls, frame: pd.DataFrame) -> pd.Series:
        return fields.in_order(frame, "from_day", "to_day")


class Presence(Table):
    """One row a count of organisations in an area and sector of aid, cleared by OCHA. Key: area, sector, as_of.

    No organisation is named, and no site. It is drawn on the map alone: no export has it, and no siting.
    """

    area: Text = fields.named("P-code of the area, or its name where the publisher gives none")
    area_name: Text = pa.Field(nullable=True, description="Name of the area, as published")
    sector: Text = fields.named("Sector of aid (#sector): health, protection, food security …")
    organisations: Whole = pa.Field(
        ge=0,
        description="How many organisations work there; their names are never kept",
        metadata={"unit": "organisations", "accepts": "a whole number from 0; never a name"},
    )
    as_of: Day = pa.Field(description="Day that the count is of", metadata={"accepts": "a day as 2019-03-23"})
    source: Text = pa.Field(nullable=True, description="Publisher")
    cleared: Flag = pa.Field(eq=True, description="True: OCHA cleared the count", metadata={"accepts": NO_CLEARANCE})
    import_id: Text = fields.brought()
