"""Schema of bases: towns, never camp coordinates."""

import pandera.pandas as pa

from data.schema import Day, Flag, Real, Table, Text, Whole, degrees

COMPONENTS = ("military", "police", "civilian")
BASE_TYPES = ("mission_hq", "sector_hq", "field_office", "cob", "tob", "police_camp", "base")
STATUSES = ("open", "planned", "closed")


def _personnel(who: str) -> pa.Field:
    return pa.Field(ge=0, nullable=True, description=f"{who}, where known", metadata={"unit": "people"})


class Bases(Table):
    """One row a base of the Mission, placed at its town. Key: base_id."""

    base_id: Text = pa.Field(
        str_length={"min_value": 1}, description="Key", metadata={"accepts": "a text that no other base has"}
    )
    name: Text = pa.Field(
        str_length={"min_value": 1}, description="Town", metadata={"accepts": "a text that is not empty"}
    )
    type: Text = pa.Field(
        isin=list(BASE_TYPES),
        description="Mission HQ, sector HQ, field office, company or temporary operating base, police camp, or a base",
        metadata={"accepts": "one of " + ", ".join(BASE_TYPES)},
    )
    status: Text = pa.Field(
        isin=list(STATUSES),
        description="Open, planned or closed",
        metadata={"accepts": "one of " + ", ".join(STATUSES)},
    )
    latitude: Real = degrees("Latitude of the town", 90)
    longitude: Real = degrees("Longitude of the town", 180)
    sector: Text = pa.Field(nullable=True, description="Sector it belongs to")
    component_type: Text = pa.Field(
        str_matches=r"^(military|police|civilian)(; (military|police|civilian))*$",
        nullable=True,
        description="Components present: military, police, civilian; a list",
        metadata={"accepts": "military, police, civilian, joined by '; '"},
    )
    functions: Text = pa.Field(nullable=True, description="What it does: protection, human rights, medical …; a list")
    personnel_military: Whole = _personnel("Military personnel")
    personnel_police: Whole = _personnel("Police personnel")
    personnel_civilian: Whole = _personnel("Civilian personnel")
    opened: Day = pa.Field(nullable=True, description="First day; unknown means since before the data")
    closed: Day = pa.Field(nullable=True, description="Last day; unknown means still open")
    dates_precision: Text = pa.Field(nullable=True, description="'by year' where only the years are known")
    source: Text = pa.Field(nullable=True, description="Who says so")
    illustrative: Flag = pa.Field(nullable=True, description="True for what no source states")
    import_id: Text = pa.Field(nullable=True, description="The import that brought this row")
