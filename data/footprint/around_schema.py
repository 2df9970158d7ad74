"""Schemas of what stands around the Mission's bases: other forces, sectors, and how many organisations work where."""

import pandas as pd
import pandera.pandas as pa

from data.schema import Day, Flag, Real, Table, Text, Whole, degrees

A_DAY = {"accepts": "a day as 2019-03-23, or empty"}
NO_CLEARANCE = "true: OCHA cleared this count for use; ask OCHA, and leave out what it has not cleared"


def named(what: str) -> pa.Field:
    """A text that is never empty."""
    return pa.Field(str_length={"min_value": 1}, description=what, metadata={"accepts": "a text that is not empty"})


def in_order(frame: pd.DataFrame, first: str, last: str) -> pd.Series:
    """True where a period does not end before it begins."""
    return ~(frame[last] < frame[first])


class OtherForces(Table):
    """One row a town where a force that is not the Mission's is known to stand. Key: force, name. Never in reach."""

    force: Text = named("The force: national army, G5 Sahel Joint Force, Barkhane …")
    name: Text = named("What stands there, or the town again; two records of one force have two names")
    location: Text = named("Town; never a camp or a live position")
    latitude: Real = degrees("Latitude of the town", 90)
    longitude: Real = degrees("Longitude of the town", 180)
    from_day: Day = pa.Field(
        nullable=True, description="First day; unknown means since before the data", metadata=A_DAY
    )
    to_day: Day = pa.Field(nullable=True, description="Last day; unknown means still there", metadata=A_DAY)
    source: Text = pa.Field(nullable=True, description="Who says so")
    illustrative: Flag = pa.Field(nullable=True, description="True for what no source states")
    import_id: Text = pa.Field(nullable=True, description="The import that brought this row")

    @pa.dataframe_check(error="to_day: a day not before from_day")
    def _in_order(cls, frame: pd.DataFrame) -> pd.Series:
        return in_order(frame, "from_day", "to_day")


class Sectors(Table):
    """One row an admin area of a sector of the Mission, which is the union of its areas. Key: sector, area_id."""

    sector: Text = named("Name of the sector")
    area_id: Text = pa.Field(
        str_length={"min_value": 1}, description="Area of table areas", metadata={"accepts": "the id of an area"}
    )
    hq: Text = pa.Field(nullable=True, description="Base town of its headquarters")
    from_day: Day = pa.Field(nullable=True, description="First day the area is in this sector", metadata=A_DAY)
    to_day: Day = pa.Field(nullable=True, description="Last day; unknown means it still is", metadata=A_DAY)
    source: Text = pa.Field(nullable=True, description="Who says so")
    illustrative: Flag = pa.Field(nullable=True, description="True for what no source states")
    import_id: Text = pa.Field(nullable=True, description="The import that brought this row")

    @pa.dataframe_check(error="to_day: a day not before from_day")
    def _in_order(cls, frame: pd.DataFrame) -> pd.Series:
        return in_order(frame, "from_day", "to_day")


class Presence(Table):
    """One row a count of organisations in an area and sector of aid, cleared by OCHA. Key: area, sector, as_of.

    No organisation is named, and no site. It is drawn on the map alone: no export has it, and no siting.
    """

    area: Text = named("P-code of the area, or its name where the publisher gives none")
    area_name: Text = pa.Field(nullable=True, description="Name of the area, as published")
    sector: Text = named("Sector of aid (#sector): health, protection, food security …")
    organisations: Whole = pa.Field(
        ge=0,
        description="How many organisations work there; their names are never kept",
        metadata={"unit": "organisations", "accepts": "a whole number from 0; never a name"},
    )
    as_of: Day = pa.Field(description="Day that the count is of", metadata={"accepts": "a day as 2019-03-23"})
    source: Text = pa.Field(nullable=True, description="Publisher")
    cleared: Flag = pa.Field(eq=True, description="True: OCHA cleared the count", metadata={"accepts": NO_CLEARANCE})
    import_id: Text = pa.Field(nullable=True, description="The import that brought this row")
