"""What a report holds, whichever kind of file it is written to: a cover, and a table with one row an indicator."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.access import handling
from data.filters import Filters
from data.i18n import _
from data.snapshot import Snapshot
from data.workshop import spelling

KINDS = ("budget", "cpas", "sg")


@dataclass(frozen=True)
class Column:
    """One column of a report: its name in `Report.rows`, its head, its width in parts of the page, is it a number."""

    name: str
    head: str
    width: int
    number: bool = False


@dataclass(frozen=True)
class Report:
    """One report. `rows` has the columns by name; numbers stay numbers and days days, so that a workbook can count."""

    kind: str
    title: str
    day: date
    columns: tuple[Column, ...]
    rows: pd.DataFrame
    cover: dict[str, str]
    notes: tuple[str, ...] = ()

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of its columns."""
        return tuple(column.head for column in self.columns)


def cover(snapshot: Snapshot, filters: Filters, title: str, day: date, sources: tuple[str, ...]) -> dict[str, str]:
    """What a reader must know of a report, a label and its words: who, as of when, which data, how it is marked."""
    settings = snapshot.settings
    words = {
        _("Mission"): settings.name,
        _("Report"): title,
        _("As of"): spelling.day(day),
        _("Handling"): handling.for_view(snapshot, "mandate", filters.source).words,
        _("Mark"): settings.mark(filters.source),
        _("Data"): _("Version {n} of the mission’s data").format(n=snapshot.number),
        _("Filters"): filters.to_link(complete=True),
        _("Sources"): "; ".join(sources) or _("none named"),
    }
    return {label: text for label, text in words.items() if text}


def sources(*columns: pd.Series) -> tuple[str, ...]:
    """The sources that rows name, each once, by name."""
    return tuple(sorted({str(name) for column in columns for name in column.dropna()}))


def illustrative(*columns: pd.Series) -> tuple[str, ...]:
    """A note where rows are illustrative."""
    count = sum(int(column.fillna(False).sum()) for column in columns)
    words = _("{n} of these rows are illustrative: no source states them.")
    return (words.format(n=spelling.number(count)),) if count else ()


def not_incidents() -> str:
    """What every report says of its limits."""
    return _("Progress is not effect: what was delivered or reached does not show by itself what changed for people.")
