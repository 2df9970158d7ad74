"""Rows of tables as plain values for JSON: days as ISO text, what is unknown as null, lists as lists."""

import pandas as pd

from data.schema import split


def of(frame: pd.DataFrame, columns: list[str], lists: tuple[str, ...] = ()) -> list[dict[str, object]]:
    """The rows of a frame, some columns of it; those named in `lists` hold items joined by `; `."""
    shown = frame[columns].copy()
    for name in columns:
        if name in lists:
            shown[name] = shown[name].map(lambda cell: list(split(cell))).astype("object")
        elif pd.api.types.is_datetime64_any_dtype(shown[name]):
            shown[name] = shown[name].dt.strftime("%Y-%m-%d")
    rows = shown.astype("object").to_dict("records")
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: object) -> object:
    if isinstance(value, list):
        return value
    return None if pd.isna(value) else value.item() if hasattr(value, "item") else value


def day(value: object) -> str | None:
    """A day as ISO text; None for an unknown one."""
    return None if pd.isna(value) else f"{value:%Y-%m-%d}"
