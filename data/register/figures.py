"""Numbers as planners write them: 12,5 and 1 234,5 beside 12.5 and 1,234.5."""

import pandas as pd

from data.importing.columns import is_given

BLANKS = r"[\s\u00a0\u202f\u2009]"
GROUPED = rf"^[+-]?\d{{1,3}}(?:{BLANKS}\d{{3}})+(?:[.,]\d+)?$"
SEVERAL_COMMAS, SEVERAL_DOTS = r"^[+-]?\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?$", r"^[+-]?\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?$"
COMMA_THEN_DOT, DOT_THEN_COMMA = r"^[+-]?\d{1,3}(?:,\d{3})+\.\d+$", r"^[+-]?\d{1,3}(?:\.\d{3})+,\d+$"
DECIMAL_COMMA = r"^[+-]?\d+,\d+$"
EITHER = r"^[+-]?[1-9]\d{0,2},\d{3}$"
MINUS = {"\u2212": "-", "\u2013": "-"}


def numbers(column: pd.Series) -> pd.Series:
    """Numbers that may be unknown. A comma before three digits, as in 1,234, can be a thousand or a decimal: what the
    column's other cells show decides, and where none does the cell stays unknown, for the checks to refuse."""
    given = column.str.strip().where(is_given(column))
    for written, plain in MINUS.items():
        given = given.str.replace(f"^{written}", plain, regex=True)
    grouped = given.str.match(GROUPED).fillna(False).astype(bool)
    plain = given.mask(grouped, given.str.replace(BLANKS, "", regex=True))
    thousands = _fits(plain, SEVERAL_COMMAS) | _fits(plain, COMMA_THEN_DOT)
    points = _fits(plain, SEVERAL_DOTS) | _fits(plain, DOT_THEN_COMMA)
    either = _fits(plain, EITHER) & ~grouped
    decimal = _fits(plain, DECIMAL_COMMA) & ~either
    if decimal.any() != thousands.any():
        decimal, thousands = (decimal | either, thousands) if decimal.any() else (decimal, thousands | either)
        either = either & False
    plain = plain.mask(thousands, plain.str.replace(",", "", regex=False))
    plain = plain.mask(points, plain.str.replace(".", "", regex=False))
    plain = plain.mask(decimal | points, plain.str.replace(",", ".", regex=False))
    usual = plain.str.fullmatch(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?").fillna(False).astype(bool)
    return pd.to_numeric(plain.where(usual & ~either), errors="coerce").astype("float64")


def _fits(cells: pd.Series, pattern: str) -> pd.Series:
    return cells.str.match(pattern).fillna(False).astype(bool)


def can_be_either(value: str) -> bool:
    """Whether a number as it is written can be a thousand or a decimal."""
    return bool(pd.Series([value.strip()]).str.match(EITHER).iloc[0])
