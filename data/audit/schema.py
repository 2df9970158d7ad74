"""Schema of the record: append-only, a row for each file that left, and for what no version or journal tells of."""

import pandera.pandas as pa

from data.schema import MOMENT, Moment, Table, Text, Whole


class Exports(Table):
    """One row a file that somebody took out of the mission, or another action by its name. Key: saved_at, file, who."""

    saved_at: Moment = pa.Field(dtype_kwargs=MOMENT, description="When, UTC")
    who: Text = pa.Field(str_length={"min_value": 1}, description="Who took it: name or address, else the user")
    roles: Text = pa.Field(nullable=True, description="The roles that they had, joined by ;")
    file: Text = pa.Field(str_length={"min_value": 1}, description="Name of the file, or of what was changed")
    view: Text = pa.Field(nullable=True, description="View or command that made it")
    filters: Text = pa.Field(nullable=True, description="Filters under which it was made, as a link has them")
    action: Text = pa.Field(nullable=True, description="What was done where it is no export: mapping, reset")
    edition: Text = pa.Field(nullable=True, description="Whom it is for: internal, partners, state")
    version: Whole = pa.Field(nullable=True, description="Version of the mission that it holds")
