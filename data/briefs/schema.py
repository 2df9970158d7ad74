"""Schema of named short links: append-only, the newest row of a name counts."""

import pandera.pandas as pa

from data.schema import MOMENT, Moment, Table, Text


class Briefs(Table):
    """One row each time a short link was saved; the newest row of a name counts. Key: name, saved_at."""

    name: Text = pa.Field(str_length={"min_value": 1}, description="Name that the link carries, as 2019-06-centre")
    title: Text = pa.Field(nullable=True, description="What it is for, in words")
    path: Text = pa.Field(description="Path of the page; empty for the briefing")
    query: Text = pa.Field(description="Query that opens its view; with `at` it is pinned to a version")
    author: Text = pa.Field(str_length={"min_value": 1}, description="Name that the author gave")
    saved_at: Moment = pa.Field(dtype_kwargs=MOMENT, description="When it was saved, UTC")
