"""Columns of text as typed columns. What cannot be read becomes unknown, and the checks say so by row."""

import pandas as pd

UNKNOWN = {"", "na", "n/a", "nan", "none", "null", "unknown"}


def text(column: pd.Series) -> pd.Series:
    """Text with the blanks at its ends taken off; empty is unknown."""
    stripped = column.astype("str").str.strip()
    return stripped.mask(stripped == "")


def is_given(column: pd.Series) -> pd.Series:
    """True where a cell says something: not empty, and no word for unknown."""
    return ~column.fillna("").astype("str").str.strip().str.casefold().isin(UNKNOWN)


def whole(column: pd.Series) -> pd.Series:
    """Whole numbers that may be unknown; a fraction is not a whole number."""
    numbers = pd.to_numeric(column.str.strip(), errors="coerce")
    return numbers.where((numbers % 1 == 0) & (numbers.abs() < 1e15)).astype("Int64")


def real(column: pd.Series) -> pd.Series:
    """Numbers that may be unknown."""
    return pd.to_numeric(column.str.strip(), errors="coerce").astype("float64")


def days(column: pd.Series) -> pd.Series:
    """Calendar days from `2019-03-23` (a time of day is dropped) or `23 March 2019`."""
    stripped = column.str.strip()
    whole_day = stripped.str.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:$|[T ])")  # a bare year is no day
    parsed = pd.to_datetime(stripped.where(whole_day).str.slice(0, 10), format="%Y-%m-%d", errors="coerce")
    rest = parsed.isna() & is_given(column)
    if rest.any():
        parsed = parsed.fillna(pd.to_datetime(stripped.where(rest), format="%d %B %Y", errors="coerce"))
    return parsed


def moments(column: pd.Series) -> pd.Series:
    """Moments in UTC from seconds since 1970."""
    return pd.to_datetime(pd.to_numeric(column, errors="coerce"), unit="s", utc=True, errors="coerce")


def flags(column: pd.Series) -> pd.Series:
    """True, false or unknown."""
    return column.astype("boolean")


def yes_or_no(column: pd.Series) -> pd.Series:
    """Flags from words: true, yes, 1, false, no, 0."""
    words = column.astype("str").str.strip().str.casefold()
    return words.map({"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}).astype("boolean")
