"""What the pandera schemas share: how a model becomes an Arrow schema, an empty frame and a data dictionary.

Two naming rules hold in every table: a column ending in `_at` is a moment in UTC, any other
datetime is a calendar day. Lists are text, joined by `; `.
"""

from functools import cache

import pandas as pd
import pandera.pandas as pa
import pyarrow as arrow
from pandera.typing import Series

Text = Series[pd.StringDtype]
Real = Series[float]
Whole = Series[pd.Int64Dtype]
Flag = Series[pd.BooleanDtype]
Day = Series[pd.Timestamp]
Moment = Series[pd.DatetimeTZDtype]
Shape = Series[object]

MOMENT = {"unit": "us", "tz": "UTC"}


def degrees(what: str, limit: int) -> pa.Field:
    """A coordinate in degrees (WGS84) from −`limit` to `limit`."""
    metadata = {"unit": "degrees, WGS84", "accepts": f"a number from −{limit} to {limit}"}
    return pa.Field(ge=-limit, le=limit, description=what, metadata=metadata)


class Table(pa.DataFrameModel):
    """A table of the mission folder: its columns, their meaning, unit and range."""

    class Config:
        """Columns beyond the schema are dropped, never stored."""

        strict = "filter"

    @classmethod
    def names(cls) -> list[str]:
        """The columns, in order."""
        return list(cls.to_schema().columns)

    @classmethod
    def arrow(cls) -> arrow.Schema:
        """The same columns as Arrow types, as they are stored."""
        return _arrow(cls)

    @classmethod
    def empty(cls) -> pd.DataFrame:
        """A frame with these columns and no rows."""
        return from_arrow(cls.arrow().empty_table())

    @classmethod
    def shape(cls, frame: pd.DataFrame) -> pd.DataFrame:
        """`frame` with exactly these columns and types; what is absent becomes unknown."""
        return from_arrow(to_arrow(frame, cls))

    @classmethod
    def dictionary(cls) -> pd.DataFrame:
        """The data dictionary: column, meaning, unit, accepted values, may it be unknown."""
        return pd.DataFrame(
            [
                {
                    "column": name,
                    "meaning": column.description or "",
                    "unit": (column.metadata or {}).get("unit", ""),
                    "accepts": (column.metadata or {}).get("accepts", ""),
                    "may_be_unknown": column.nullable,
                }
                for name, column in cls.to_schema().columns.items()
            ]
        )


def _arrow_type(name: str, dtype: str) -> arrow.DataType:
    if dtype.startswith("datetime"):
        return arrow.timestamp("us", "UTC") if name.endswith("_at") else arrow.date32()
    kinds = {"float64": arrow.float64(), "Int64": arrow.int64(), "boolean": arrow.bool_(), "object": arrow.binary()}
    return kinds.get(dtype, arrow.large_string())  # as pandas keeps text: no copy between the two


@cache
def _arrow(model: type[Table]) -> arrow.Schema:
    columns = model.to_schema().columns
    return arrow.schema([(name, _arrow_type(name, str(column.dtype))) for name, column in columns.items()])


def to_arrow(frame: pd.DataFrame, model: type[Table]) -> arrow.Table:
    """`frame` as an Arrow table of the model's types; absent columns are null."""
    schema = model.arrow()
    columns = [
        arrow.Array.from_pandas(frame[field.name], type=field.type)
        if field.name in frame
        else arrow.nulls(len(frame), field.type)
        for field in schema
    ]
    return arrow.Table.from_arrays(columns, schema=schema)


def with_columns(table: arrow.Table, schema: arrow.Schema, names: list[str] | None = None) -> arrow.Table:
    """`table` with today's columns (`names` of them, in that order); those it was written without are unknown."""
    names = names or schema.names
    columns = [
        table.column(name) if name in table.column_names else arrow.nulls(len(table), schema.field(name).type)
        for name in names
    ]
    return arrow.Table.from_arrays(columns, names=names)


def from_arrow(table: arrow.Table, categories: tuple[str, ...] = ()) -> pd.DataFrame:
    """An Arrow table as a frame: whole numbers and flags may be unknown, days are datetimes, `categories` are codes."""
    for name in categories:
        if name in table.column_names:
            at = table.column_names.index(name)
            table = table.set_column(at, name, table.column(name).dictionary_encode().combine_chunks())
    text = pd.StringDtype(na_value=float("nan"))
    kinds = {
        arrow.int64(): pd.Int64Dtype(),
        arrow.bool_(): pd.BooleanDtype(),
        arrow.string(): text,
        arrow.large_string(): text,
    }
    return table.to_pandas(date_as_object=False, types_mapper=kinds.get)


def split(cell: object) -> tuple[str, ...]:
    """The items of a list column's cell; none for an unknown one."""
    return tuple(part.strip() for part in str(cell).split(";") if part.strip()) if pd.notna(cell) else ()
