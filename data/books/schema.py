"""Schema of briefing books: append-only, one row a revision."""

import pandera.pandas as pa

from data.schema import MOMENT, Moment, Table, Text, Whole


class Books(Table):
    """One row a revision of a briefing book. Key: book_id, revision."""

    book_id: Text = pa.Field(str_length={"min_value": 1}, description="Id that links carry, made from the first title")
    revision: Whole = pa.Field(ge=1, description="1, 2, … of the book")
    title: Text = pa.Field(str_length={"min_value": 1}, description="What people call it")
    slides: Text = pa.Field(description="Its slides in order, each with page, query of its view and comment, as JSON")
    author: Text = pa.Field(description="Name that the author gave")
    saved_at: Moment = pa.Field(dtype_kwargs=MOMENT, description="When it was saved, UTC")
    base_revision: Whole = pa.Field(ge=0, description="The revision that the author had begun with; 0 for a new one")
