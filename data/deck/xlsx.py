"""The figures behind pages as a workbook: what they are and rest on first, then a sheet for each table and chart."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from data.deck import packed, said
from data.deck.model import Cell, Chart, Page, Table
from data.errors import InputError
from data.i18n import _
from data.spreadsheet import neutralised

COUNT = re.compile(r"\d{1,3}(?:[,.\u00a0\u202f ]\d{3})*")
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
LONGEST_SHEET, LONGEST_CELL, WIDEST = 31, 32_000, 60


def write(pages: Sequence[Page], out: Path, made_on: date) -> None:
    """Write the figures, the same bytes for the same pages and day. Numbers are numbers; unknown ones are empty cells.

    An InputError where there is no page.
    """
    if not pages:
        raise InputError(_("There is no page to write: choose at least one view."))
    book = Workbook()
    _fill(book.active, _("About"), (_("About"), ""), list(_about(pages, made_on)))
    for table in (table for page in pages for table in _tables(page)):
        _fill(book.create_sheet(), _sheet_name(book, table.title), table.head, [*table.rows])
    book.properties.creator, book.properties.title = said.head(pages[0]), said.title(pages)
    file = BytesIO()
    book.save(file)
    Path(out).write_bytes(packed.dated(file.getvalue(), made_on))


def _about(pages: Sequence[Page], made_on: date) -> Iterator[tuple[str, str]]:
    """What stands on the first sheet."""
    yield _("File"), said.foot(made_on)
    for number, page in enumerate(pages, 1):
        yield (
            _("Page {n} of {all}").format(n=number, all=len(pages)),
            f"{said.view_name(page)}: {said.clean(page.words.title)}",
        )
        yield "", said.head(page)
        for text in (*said.provenance(page), *([said.clean(page.comment)] if page.comment else [])):
            yield "", text
        for one in page.said:
            yield said.clean(one.text), " ".join(filter(None, map(said.clean, (one.test, one.link))))
        for table in page.tables:
            if table.note:
                yield said.clean(table.title), said.clean(table.note)
    yield "", _("An empty cell in a table is a value that is not known; it is never zero.")


def _tables(page: Page) -> Iterator[Table]:
    """The page's figures as tables: measures, charts, tables."""
    if page.measures:
        rows = tuple((one.label, _number(one.value), " · ".join(one.beside)) for one in page.measures)
        yield Table(_("Figures"), (_("Figure"), _("Value"), _("Beside it")), rows)
    yield from (_of_chart(chart) for chart in page.charts)
    yield from page.tables


def _number(value: str) -> Cell:
    """A count as a number; a share, or anything else, as it is written."""
    return int(re.sub(r"\D", "", value)) if COUNT.fullmatch(value) else value


def _of_chart(chart: Chart) -> Table:
    rows = zip(chart.categories, *(one.values for one in chart.series), strict=True)
    return Table(chart.title, ("", *(one.name for one in chart.series)), tuple(rows))


def _fill(sheet: Worksheet, name: str, head: Sequence[str], rows: list[Sequence[Cell]]) -> None:
    """A sheet of rows under a head, no text of which a spreadsheet would run."""
    sheet.title = name
    cells = [[_text(value) if isinstance(value, str) else value for value in row] for row in (head, *rows)]
    safe = [_harmless(row) for row in cells]
    for row in safe:
        sheet.append(row)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for at, column in enumerate(zip(*safe, strict=True), 1):
        longest = max(len(str(value)) for value in column if value is not None) if any(column) else 8
        sheet.column_dimensions[get_column_letter(at)].width = min(WIDEST, longest + 2)


def _text(text: str) -> str:
    return said.clean(text)[:LONGEST_CELL]


def _harmless(row: list[Cell]) -> list[Cell]:
    texts = pd.DataFrame({"t": [value if isinstance(value, str) else "" for value in row]}, dtype="str")
    safe = neutralised(texts)["t"].tolist()
    return [own if isinstance(value, str) else value for own, value in zip(safe, row, strict=True)]


def _sheet_name(book: Workbook, title: str) -> str:
    """A name that Excel takes and no sheet has yet."""
    plain = FORBIDDEN.sub(" ", said.clean(title)).strip()[:LONGEST_SHEET].strip() or _("Table")
    taken = {name.lower() for name in book.sheetnames}
    names = (plain if n == 1 else f"{plain[: LONGEST_SHEET - 4].strip()} {n}" for n in range(1, len(taken) + 2))
    return next(name for name in names if name.lower() not in taken)
