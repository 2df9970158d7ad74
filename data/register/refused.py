"""Rows that cannot be taken although each cell is sound: which row, which column, and what to do instead."""

from collections.abc import Mapping

import pandas as pd

COLUMNS = ["at", "column", "value", "reason"]
Tables = Mapping[str, pd.DataFrame]


def nothing() -> pd.DataFrame:
    """No refusal: a frame of at (label of the row), column, value, reason."""
    return pd.DataFrame(columns=COLUMNS)


def listed(found: list[tuple[object, str, str, str]]) -> pd.DataFrame:
    """Refusals as such a frame."""
    return pd.DataFrame(found, columns=COLUMNS)
