"""Schema of admin areas."""

import pandera.pandas as pa

from data.schema import Shape, Table, Text, Whole


class Areas(Table):
    """One row an admin area. Key: area_id."""

    area_id: Text = pa.Field(
        str_length={"min_value": 3},
        description="Publisher and its code: wof:85674539, pcode:ML05, gb:…, ne:…",
        metadata={"accepts": "a text that no other area has"},
    )
    level: Whole = pa.Field(
        isin=[0, 1, 2, 3],
        description="0 country, 1 region, 2 cercle, 3 commune",
        metadata={"accepts": "0, 1, 2 or 3"},
    )
    name: Text = pa.Field(
        str_length={"min_value": 1}, description="Name, as published", metadata={"accepts": "a text that is not empty"}
    )
    parent_id: Text = pa.Field(nullable=True, description="Area one level up that holds this one")
    geometry: Shape = pa.Field(
        description="Boundary, well-known binary, EPSG:4326", metadata={"accepts": "a polygon that is not empty"}
    )
    population: Whole = pa.Field(
        ge=0,
        nullable=True,
        description="People living there; unknown where the publisher is silent",
        metadata={"unit": "people"},
    )
    approximate: Text = pa.Field(nullable=True, description="Why this boundary is an approximation, where it is one")
    source: Text = pa.Field(nullable=True, description="Publisher and licence")
    import_id: Text = pa.Field(nullable=True, description="The import that brought this row")
