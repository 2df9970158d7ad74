"""Columns of text as typed columns. What cannot be read becomes unknown, and the checks say so by row."""

import pandas as pd

from data.errors import InputError
from data.i18n import _
from data.importing import months

IN_FIGURES = r"^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?:$|[ T])"
MONTHS = 12
DECIMAL_COMMA = r"[+-]?[0-9]+,[0-9]+"
LAST_SECOND = 4_102_444_800  # the year 2100
NAMED_MONTHS = ("%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d-%B-%Y", "%B %d, %Y", "%b %d, %Y", "%Y/%m/%d")
UNKNOWN = {"", "-", "–", "?", "na", "n/a", "nan", "nd", "none", "null", "unk", "unknown", "inconnu", "inconnue"}


def text(column: pd.Series) -> pd.Series:
    """Text with the blanks at its ends taken off; empty is unknown."""
    stripped = column.astype("str").str.strip()
    return stripped.mask(stripped == "")


def is_given(column: pd.Series) -> pd.Series:
    """True where a cell says something: not empty, and no word for unknown."""
    return ~column.fillna("").astype("str").str.strip().str.casefold().isin(UNKNOWN)


def code(column: pd.Series) -> pd.Series:
    """Codes as text; what a program wrote as 3.0 is 3."""
    stripped = column.str.strip()
    return stripped.str.removesuffix(".0") if stripped.str.endswith(".0").any() else stripped


def whole(column: pd.Series) -> pd.Series:
    """Whole numbers that may be unknown; a fraction is not a whole number."""
    plain = column.str.strip()
    numbers = pd.to_numeric(plain.where(~plain.str.contains("[eExX_]")), errors="coerce")
    return numbers.where((numbers % 1 == 0) & (numbers.abs() < 1e15)).astype("Int64")


def real(column: pd.Series) -> pd.Series:
    """Numbers that may be unknown; a spreadsheet may write 14,5 for 14.5."""
    plain = column.str.strip()
    if (comma := plain.str.fullmatch(DECIMAL_COMMA)).any():
        plain = plain.mask(comma, plain.str.replace(",", ".", regex=False))
    return pd.to_numeric(plain, errors="coerce").astype("float64")


def days(column: pd.Series, day_first: bool | None = None) -> pd.Series:
    """Calendar days from `2019-03-23` (a time of day is dropped), `23 March 2019`, `Mar 23, 2019`, `23 mars 2019` or
    `23/03/2019`, or from seconds since 1970, in UTC.

    `day_first` says which of day and month stands first where days are in figures: see `day_first`.
    """
    stripped = column.str.strip()
    whole_day = stripped.str.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:$|[T ])")  # a bare year is no day
    parsed = pd.to_datetime(stripped.where(whole_day).str.slice(0, 10), format="%Y-%m-%d", errors="coerce")
    if not parsed.isna().any():
        return parsed
    rest = parsed.isna() & is_given(column)
    for form in NAMED_MONTHS if rest.any() else ():
        parsed = parsed.fillna(pd.to_datetime(stripped.where(rest & parsed.isna()), format=form, errors="coerce"))
    if (rest := rest & parsed.isna()).any():
        seconds = stripped.where(rest & stripped.str.fullmatch(r"[0-9]{9,10}"))
        parsed = parsed.fillna(moments(seconds).dt.tz_localize(None).dt.normalize())
    if (rest := rest & parsed.isna()).any():
        parsed = parsed.fillna(_days_in_figures(stripped[rest], day_first).reindex(column.index))
    if (rest := rest & parsed.isna()).any():
        named = stripped[rest].map(months.day_of)
        parsed = parsed.fillna(pd.to_datetime(named, format="%Y-%m-%d", errors="coerce").reindex(column.index))
    return parsed


def day_first(*columns: pd.Series) -> bool | None:
    """Whether days in figures are day/month in a whole file, by a day that only one order allows; None without any.

    Where none tells, or some say one and some the other, an InputError says so: a guess would move every event.
    """
    in_figures = [cells[cells.str.match(IN_FIGURES)] for c in columns if len(cells := c.str.strip())]
    if not any(len(cells) for cells in in_figures):
        return None
    parts = pd.concat([cells.str.extract(IN_FIGURES) for cells in in_figures]).astype(int)
    first, second = (parts[0] > MONTHS).any(), (parts[1] > MONTHS).any()
    if first != second:
        return bool(first)
    texts = pd.concat(in_figures)
    problem = _("some days can only be day/month, others only month/day") if first else _("no day is over the 12th")
    raise InputError(
        _(
            "Days such as “{example}” in row {row} can be day/month or month/day ({problem}; {count} such days); "
            "write them as 2019-03-23."
        ).format(example=texts.iloc[0][:20], row=texts.index[0], problem=problem, count=len(texts))
    )


def _days_in_figures(column: pd.Series, first_is_day: bool | None) -> pd.Series:
    """Days such as 23/03/2019, 23.03.2019 or 3-23-2019; others are unknown."""
    parts = column.str.extract(IN_FIGURES).dropna().astype(int)
    if parts.empty or first_is_day is None:
        return pd.Series(pd.NaT, index=column.index, dtype="datetime64[us]")
    day, month = (0, 1) if first_is_day else (1, 0)
    figures = pd.DataFrame({"year": parts[2], "month": parts[month], "day": parts[day]})
    return pd.to_datetime(figures, errors="coerce").reindex(column.index)


def moments(column: pd.Series) -> pd.Series:
    """Moments in UTC from seconds since 1970, between 1970 and 2100."""
    seconds = pd.to_numeric(column, errors="coerce")
    return pd.to_datetime(seconds.where(seconds.between(0, LAST_SECOND)), unit="s", utc=True, errors="coerce")


def flags(column: pd.Series) -> pd.Series:
    """True, false or unknown."""
    return column.astype("boolean")


def yes_or_no(column: pd.Series) -> pd.Series:
    """Flags from words: true, yes, 1, false, no, 0."""
    words = column.astype("str").str.strip().str.casefold()
    return words.map({"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}).astype("boolean")


def of_type(column: pd.Series, dtype: str, first_is_day: bool | None = None) -> pd.Series:
    """A column of text as a schema's type; `first_is_day` as `day_first` found it for the whole file."""
    if dtype.startswith("datetime"):
        return days(column, first_is_day)
    return {"float64": real, "Int64": whole, "boolean": yes_or_no}.get(dtype, text)(column)
