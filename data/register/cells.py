"""Rows of the register from text as planners write it: words for codes, French numbers and days, lists by commas."""

import re
from collections.abc import Callable, Mapping

import pandas as pd

from data.i18n import _
from data.importing.columns import is_given, text
from data.importing.files import plain_name
from data.mandate.terms import FLAGS, WORDS
from data.register import days as register_days
from data.register import figures
from data.register.columns import LEFT_OUT, Column, columns

# A comma parts keys and codes; in free words it may belong to an item.
KEY_PARTS, WORD_PARTS = r"[;,\n]", r"[;\n]"


def typed(table: str, texts: pd.DataFrame, first_is_day: bool | None = None) -> pd.DataFrame:
    """A table's own columns from text, with the index of `texts`; what cannot be read is unknown, or stays as it is
    written, for the checks to refuse. `first_is_day` as `day_order` found it."""
    own = [column for column in columns(table) if column.name in texts]
    cells = {column.name: _typed(column, texts[column.name], first_is_day) for column in own}
    cells |= {name: text(texts[name]) for name in LEFT_OUT if name in texts}
    return pd.DataFrame(cells, index=texts.index)


def day_order(tables: Mapping[str, pd.DataFrame]) -> bool | None:
    """Whether days in figures are day/month in all these tables of text by name, which one planner wrote."""
    cells = [
        texts[column.name]
        for table, texts in tables.items()
        for column in columns(table)
        if column.kind == "day" and column.name in texts
    ]
    return register_days.day_first(*cells)


def _typed(column: Column, cells: pd.Series, first_is_day: bool | None) -> pd.Series:
    cells = cells.fillna("").astype("str")
    if column.kind == "day":
        return register_days.days(cells, first_is_day)
    if column.kind in ("number", "whole"):
        return _numbers(cells, column.kind == "whole")
    if column.kind == "flag":
        return cells.str.strip().str.casefold().map(FLAGS).astype("boolean")
    return _read(cells, _reader(column))


def _numbers(cells: pd.Series, whole: bool) -> pd.Series:
    found = figures.numbers(cells)
    return found.where(found % 1 == 0).astype("Int64") if whole else found


def _read(cells: pd.Series, reader: Callable[[str], str]) -> pd.Series:
    """Each distinct text read once; empty is unknown."""
    known = {cell: reader(cell.strip()) for cell in cells.unique()}
    return text(cells.map(known))


def _reader(column: Column) -> Callable[[str], str]:
    if column.codes:
        one = _code_reader(column)
        return (lambda cell: _joined(cell, KEY_PARTS, one)) if column.is_list else one
    if column.is_list:
        parts = KEY_PARTS if column.table else WORD_PARTS
        return lambda cell: _joined(cell, parts, str)
    return str


def _joined(cell: str, parts: str, one: Callable[[str], str]) -> str:
    items = [one(part.strip()) for part in re.split(parts, cell) if part.strip()]
    return "; ".join(dict.fromkeys(item for item in items if item))


def _code_reader(column: Column) -> Callable[[str], str]:
    """The code that a word means; a word for unknown is empty, any other stays as it is written."""
    known = {plain_name(word): code for code in column.codes for word in WORDS.get(code, ())}
    known |= {plain_name(code): code for code in column.codes}

    def code(word: str) -> str:
        if (found := known.get(plain_name(word))) is not None:
            return found
        return word if is_given(pd.Series([word])).iloc[0] else ""

    return code


def why(column: Column, value: str) -> str:
    """What is wrong with a cell that cannot be read, where more is known than what its column accepts; else empty."""
    if column.kind == "day" and register_days.can_be_two(value):
        return _("day and month can be either way round here: write 2019-10-05")
    if column.kind in ("number", "whole") and figures.can_be_either(value):
        return _("a comma before three digits can be a thousand or a decimal: write 1234 or 1.234")
    return ""
