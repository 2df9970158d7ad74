"""What there is to see in the first rows of a file whose columns are being mapped: values, words, the order of days."""

from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from data.errors import InputError
from data.importing import columns, mappings
from data.importing.files import RawTable, plain_name
from data.importing.mappings import Mapping
from data.importing.parsed import Parsed
from data.importing.read import How, mapped, raw_table
from data.incidents import types
from data.tables import TABLES

ROWS = 5_000
MOST_WORDS = 40
LONGEST_EXAMPLE = 400
FLAGS = ("yes", "no")
CONSTANT_TEXTS = frozenset({"country", "admin1", "reported_by", "section", "mandate_id", "sector", "lead_section"})
SOURCE = "source"  # of incidents: the code under which a file's rows stand, never a column of the file


@dataclass(frozen=True)
class DayOrder:
    """How a file's days in figures are read: `code` of `mappings.DAY_ORDERS`, empty where there are none.

    Where the file does not tell, `readings` are what an `example` of it is under each order, and `code` is empty.
    """

    code: str = ""
    example: str = ""
    readings: dict[str, pd.Timestamp] | None = None


def of(path: Path, how: How) -> RawTable:
    """The first rows of a file as text; an InputError where it is no table."""
    return raw_table(path, how, ROWS)


def is_whole(raw: RawTable) -> bool:
    """True where the sample is all of the file."""
    return len(raw.frame) + len(raw.broken) < ROWS


def targets(table: str) -> list[str]:
    """Our columns that a file's column may fill."""
    return [name for name in mappings.targets(table) if not (table == "incidents" and name == SOURCE)]


def guess(raw: RawTable, table: str) -> dict[str, str]:
    """The plain name of the file's column that most likely fills each of ours."""
    named = {plain_name(title): title for title in raw.titles.values()}
    found = mappings.guess(list(named.values()), table)
    if table == "incidents" and SOURCE in found:  # a file's own "source" is who reported, not the code of the file
        found.setdefault("reported_by", found.pop(SOURCE))
    return {target: plain_name(title) for target, title in found.items()}


def examples(raw: RawTable, name: str, count: int = 3) -> list[str]:
    """The first different values of a column that say something."""
    cells = raw.frame[name].str.strip()
    return cells[columns.is_given(cells)].str.slice(0, LONGEST_EXAMPLE).drop_duplicates().head(count).tolist()


def words(raw: RawTable, name: str) -> list[tuple[str, int]]:
    """The different words of a column with how many rows have them, most frequent first; upper and lower case alike."""
    cells = raw.frame[name].str.strip()
    cells = cells[cells != ""]
    counted = cells.groupby(cells.str.casefold(), sort=False).agg(["first", "size"])
    ordered = counted.sort_values("size", ascending=False, kind="stable")
    return list(zip(ordered["first"], ordered["size"].astype(int), strict=True))


def codes(table: str, target: str) -> tuple[str, ...]:
    """The codes that one of our columns accepts; none where it takes any text or number."""
    column = TABLES[table].model.to_schema().columns[target]
    if str(column.dtype) == "boolean":
        return FLAGS
    accepted = [check.statistics["allowed_values"] for check in column.checks if check.name == "isin"]
    return tuple(str(code) for code in accepted[0]) if accepted else ()


def code_of(table: str, target: str, word: str) -> str:
    """The code that a word is by itself, in any case; empty for none."""
    if target == "event_type":
        code = types.code_of(word)
        return code if code and code not in types.GROUPS else ""
    accepted = codes(table, target)
    if accepted == FLAGS:
        flag = columns.yes_or_no(pd.Series([word])).iloc[0]
        return "" if pd.isna(flag) else FLAGS[0 if flag else 1]
    folded = word.casefold().removesuffix(".0")
    return folded if folded in accepted else ""


def may_be_constant(table: str, target: str) -> bool:
    """True where one value may hold for every row of a file."""
    return target in CONSTANT_TEXTS or bool(codes(table, target))


def is_day(table: str, target: str) -> bool:
    """True for a column of days."""
    return str(TABLES[table].model.to_schema().columns[target].dtype).startswith("datetime")


def day_order(raw: RawTable, names: list[str]) -> DayOrder:
    """The order of day and month in some columns of the file."""
    cells = [raw.frame[name] for name in names]
    if not cells:
        return DayOrder()
    try:
        found = columns.day_first(*cells)
    except InputError:
        return _either(pd.concat(cells))
    return DayOrder() if found is None else DayOrder("day_first" if found else "month_first")


def _either(cells: pd.Series) -> DayOrder:
    """Both readings of the first day that is another day under each."""
    cells = cells.str.strip()[lambda s: s.str.match(columns.IN_FIGURES)]
    read = pd.DataFrame({code: columns.days(cells, order) for code, order in mappings.DAY_ORDERS.items() if code})
    telling = read[(read["day_first"] != read["month_first"]) & read.notna().all(axis=1)]
    at = telling.index[0] if len(telling) else read.index[0]
    return DayOrder("", str(cells[at]), dict(read.loc[at]))


def missing(mapping: Mapping) -> list[str]:
    """The columns that a mapping must still fill."""
    given = {*mapping.columns, *(name for name, value in mapping.constants.items() if value != "")}
    return [name for name in mappings.required(mapping.table) if name not in given]


def preview(raw: RawTable, mapping: Mapping, how: How) -> Parsed:
    """What an import would take of the sample; of incidents also before the code of their source is said."""
    if mapping.table == "incidents":
        mapping = mapping.model_copy(update={"constants": {SOURCE: "preview", **mapping.constants}})
    return mapped(replace(raw), mapping, how)  # the text of a table that was checked is let go of
