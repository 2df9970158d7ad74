"""Cells that a spreadsheet would run as a formula, made harmless, and made what they were when they come back."""

import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
A_NUMBER = r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"


def _runs(text: pd.Series) -> pd.Series:
    """True where a spreadsheet might run a text: it begins so, blanks aside, and is no plain number."""
    bare = text.str.lstrip(" \u00a0\u200e\u200f\u202a\u202b\u202d\u202e\ufeff")
    return (text.str.startswith(FORMULA_STARTS) | bare.str.startswith(FORMULA_STARTS)) & ~text.str.fullmatch(A_NUMBER)


def _marked(text: pd.Series) -> pd.Series:
    """True where a text gets an apostrophe, or has one: it might run, apostrophes at its start aside."""
    return _runs(text.str.lstrip("'")).fillna(False).astype(bool)


def neutralised(table: pd.DataFrame) -> pd.DataFrame:
    """The table with an apostrophe before each text that a spreadsheet would run as a formula, in its titles too.

    A text that has one already gets another, so that `restored` gives back what it was.
    """
    safe = table.copy(deep=False)
    for name in safe.columns:
        if pd.api.types.is_string_dtype(safe[name]):
            text = safe[name].astype("str")
            safe[name] = safe[name].mask(_marked(text), "'" + text)
    titles = pd.Series([str(name) for name in safe.columns], dtype="str")
    return safe.set_axis(titles.mask(_runs(titles), "'" + titles).tolist(), axis=1)


def restored(table: pd.DataFrame) -> pd.DataFrame:
    """A table of text with the apostrophes of `neutralised` taken off again."""
    plain = table.copy(deep=False)
    for name in plain.columns:
        ours = plain[name].str.startswith("'") & _marked(plain[name])
        plain[name] = plain[name].mask(ours, plain[name].str.slice(1))
    return plain
