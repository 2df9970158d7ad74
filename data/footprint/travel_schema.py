"""Schemas of travel: times from a table that the user has, or a road network with its speeds by season."""

import pandera.pandas as pa

from data.schema import Flag, Real, Table, Text, degrees

SEASONS = ("dry", "rainy")


def _end(whose: str, limit: int) -> pa.Field:
    """A coordinate that may be empty where an id says the place."""
    return pa.Field(
        ge=-limit,
        le=limit,
        nullable=True,
        description=whose,
        metadata={"unit": "degrees, WGS84", "accepts": f"a number from −{limit} to {limit}, or empty"},
    )


def _minutes(season: str) -> pa.Field:
    return pa.Field(
        ge=0,
        nullable=True,
        description=f"Travel time in the {season} season; empty where there is no way",
        metadata={"unit": "minutes", "accepts": "a number from 0, or empty"},
    )


def _id(description: str) -> pa.Field:
    return pa.Field(
        str_length={"min_value": 1}, description=description, metadata={"accepts": "a text that is not empty"}
    )


class TravelTimes(Table):
    """One row a way from a base town to a place or an area. Key: from_id, to_id."""

    from_id: Text = _id("Base of table bases, or the name of a place whose coordinates follow")
    to_id: Text = _id("Area of table areas, or the name of a place whose coordinates follow")
    from_latitude: Real = _end("Latitude of where it starts, where from_id is no base", 90)
    from_longitude: Real = _end("Longitude of where it starts, where from_id is no base", 180)
    to_latitude: Real = _end("Latitude of where it ends, where to_id is no area", 90)
    to_longitude: Real = _end("Longitude of where it ends, where to_id is no area", 180)
    minutes_dry: Real = _minutes("dry")
    minutes_rainy: Real = _minutes("rainy")
    source: Text = pa.Field(nullable=True, description="Who says so")
    import_id: Text = pa.Field(nullable=True, description="The import that brought this row")


class Roads(Table):
    """One row a stretch of road between two points, open both ways. Key: segment_id."""

    segment_id: Text = _id("Key")
    from_latitude: Real = degrees("Latitude of one end; ends of one coordinate (to 4 decimals) meet", 90)
    from_longitude: Real = degrees("Longitude of one end", 180)
    to_latitude: Real = degrees("Latitude of the other end", 90)
    to_longitude: Real = degrees("Longitude of the other end", 180)
    length_km: Real = pa.Field(
        ge=0, description="Length along the road", metadata={"unit": "km", "accepts": "a number from 0"}
    )
    speed_dry_kmh: Real = pa.Field(
        gt=0, description="Speed in the dry season", metadata={"unit": "km/h", "accepts": "a number above 0"}
    )
    speed_rainy_kmh: Real = pa.Field(
        gt=0,
        nullable=True,
        description="Speed in the rainy season; empty where it is not passable then",
        metadata={"unit": "km/h", "accepts": "a number above 0, or empty"},
    )
    passable_rainy: Flag = pa.Field(
        nullable=True,
        description="False where the road is not passable in the rainy season; empty: passable at its speed",
        metadata={"accepts": "true, false or empty"},
    )
    source: Text = pa.Field(nullable=True, description="Who says so")
    import_id: Text = pa.Field(nullable=True, description="The import that brought this row")
