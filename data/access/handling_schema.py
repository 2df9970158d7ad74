"""Schema of handling marks: append-only, the newest row of a table and source counts."""

import pandera.pandas as pa

from data.schema import MOMENT, Moment, Table, Text

LEVELS = ("unclassified", "confidential", "strictly_confidential")


class Marks(Table):
    """One row a handling mark of a table, or of the incidents of one source. Key: name, saved_at."""

    name: Text = pa.Field(str_length={"min_value": 1}, description="Table that is marked")
    source: Text = pa.Field(nullable=True, description="Source of the incidents that are marked; empty for a table")
    mark: Text = pa.Field(
        isin=list(LEVELS), description="Handling mark", metadata={"accepts": "one of " + ", ".join(LEVELS)}
    )
    author: Text = pa.Field(description="Who marked it")
    saved_at: Moment = pa.Field(dtype_kwargs=MOMENT, description="When, UTC")
