"""A table of the register read from text: typed, checked, and told cell by cell where it cannot be taken."""

from dataclasses import replace

import pandas as pd

from data.i18n import _, ngettext
from data.importing.files import RawTable, plain_name
from data.importing.parsed import Parsed, checked
from data.register import cells
from data.register.columns import columns
from data.register.examples import is_example
from data.spreadsheet import restored


def parsed(raw: RawTable, table: str, first_is_day: bool | None = None) -> Parsed:
    """What a table of text became. `first_is_day` says the order of days in figures: see `cells.day_order`."""
    raw.frame = restored(raw.frame)
    examples = is_example(table, raw.frame)
    raw.frame = raw.frame[~examples]
    frame = cells.typed(table, raw.frame, first_is_day)
    found = checked(raw, table, "Linchpin " + table, frame, {}, keep_text=True)
    return replace(found, rejects=_told(table, found.rejects)).with_notes(_examples_left(int(examples.sum())))


def _examples_left(count: int) -> str:
    one, many = "{n} example row of the template was left out.", "{n} example rows of the template were left out."
    return ngettext(one, many, count).format(n=count) if count else ""


def alone(raw: RawTable, table: str) -> Parsed:
    """The same for a file that holds nothing else."""
    return parsed(raw, table, cells.day_order({table: raw.frame}))


def _told(table: str, rejects: pd.DataFrame) -> pd.DataFrame:
    """Refused cells with what is wrong, where more is known than what their column accepts."""
    own = {column.name: column for column in columns(table)}
    reasons = [
        (cells.why(own[plain_name(r.column)], r.value) if plain_name(r.column) in own else "") or r.reason
        for r in rejects.itertuples(index=False)
    ]
    return rejects.assign(reason=pd.Series(reasons, index=rejects.index, dtype="str"))


def missing(table: str, names: frozenset[str]) -> list[str]:
    """The needed columns that a header lacks, each with its meaning."""
    lacking = [column for column in columns(table) if column.required and column.name not in names]
    return [_("{column} ({meaning})").format(column=column.name, meaning=column.meaning) for column in lacking]
