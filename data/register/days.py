"""Days as planners write them: 31/10/2019, 31 oct. 2019, a spreadsheet's serial number."""

import pandas as pd

from data.importing import columns
from data.importing.columns import IN_FIGURES, MONTHS

# A serial number of 1954 to 2119, as Excel counts days: 25569 is 1 January 1970.
SERIAL = r"([2-7][0-9]{4})(?:\.[0-9]+)?"
EPOCH = pd.Timestamp("1899-12-30")


def day_first(*cells: pd.Series) -> bool | None:
    """Whether days in figures are day/month in a whole file; None where no cell tells, or some say one, some the
    other: then only cells that one order allows are days."""
    texts = [column.str.strip() for column in cells if len(column)]
    parts = [column.str.extract(IN_FIGURES).dropna().astype(int) for column in texts]
    first, second = any((p[0] > MONTHS).any() for p in parts), any((p[1] > MONTHS).any() for p in parts)
    return first if first != second else None


def days(cells: pd.Series, first_is_day: bool | None) -> pd.Series:
    """Calendar days; what is none, or can be two, is unknown."""
    return columns.days(_as_iso(_from_serial(cells.str.strip()), first_is_day), first_is_day)


def _from_serial(cells: pd.Series) -> pd.Series:
    numbers = pd.to_numeric(cells.where(cells.str.fullmatch(SERIAL)).str.slice(0, 5))
    if not numbers.notna().any():
        return cells
    found = (EPOCH + pd.to_timedelta(numbers, unit="D")).dt.strftime("%Y-%m-%d")
    return cells.mask(numbers.notna(), found)


def _as_iso(cells: pd.Series, first_is_day: bool | None) -> pd.Series:
    """Days in figures that only one order allows, written out; the others as they are."""
    parts = cells.str.extract(IN_FIGURES).dropna().astype(int)
    if parts.empty or first_is_day is not None:
        return cells
    told = parts[(parts[0] > MONTHS) ^ (parts[1] > MONTHS)]
    day, month = told[0].where(told[0] > MONTHS, told[1]), told[1].where(told[0] > MONTHS, told[0])
    same = parts[(parts[0] == parts[1]) & (parts[0] <= MONTHS)]
    found = pd.concat([_iso(told[2], month, day), _iso(same[2], same[1], same[0])])
    return cells.mask(cells.index.isin(found.index), found.reindex(cells.index))


def _iso(year: pd.Series, month: pd.Series, day: pd.Series) -> pd.Series:
    def figures(part: pd.Series) -> pd.Series:
        return part.astype("str").str.zfill(2)

    return figures(year) + "-" + figures(month) + "-" + figures(day)


def can_be_two(value: str) -> bool:
    """Whether a day in figures can be day/month or month/day."""
    parts = pd.Series([value.strip()]).str.extract(IN_FIGURES).iloc[0]
    return bool(parts.notna().all() and int(parts[0]) <= MONTHS and int(parts[1]) <= MONTHS)
