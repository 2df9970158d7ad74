"""A facts table in the shape of a table of the mission: days as days, numbers as numbers, illustrative rows marked."""

import pandas as pd

from data.sample import facts
from data.schema import Table

ILLUSTRATIVE = "illustrative"


def of(name: str, model: type[Table]) -> pd.DataFrame:
    """The facts table `name`.csv as rows of `model`; all are illustrative where the model has such a column."""
    return marked(typed(cells(name), model), model)


def cells(name: str) -> pd.DataFrame:
    """The facts table `name`.csv as text; an empty cell is unknown."""
    return pd.read_csv(facts.FOLDER / f"{name}.csv", dtype=str)


def typed(rows: pd.DataFrame, model: type[Table]) -> pd.DataFrame:
    """The rows with the model's days and numbers as such."""
    kinds = {field.name: str(field.type) for field in model.arrow() if field.name in rows}
    days = {name: pd.to_datetime(rows[name]) for name, kind in kinds.items() if kind.startswith("date")}
    numbers = {name: pd.to_numeric(rows[name]) for name, kind in kinds.items() if kind in ("double", "int64")}
    return rows.assign(**days, **numbers)


def marked(rows: pd.DataFrame, model: type[Table]) -> pd.DataFrame:
    """The rows, illustrative where the model says of a row whether it is."""
    return rows.assign(illustrative=True) if ILLUSTRATIVE in model.names() else rows
