"""A report as an Excel workbook or a Word document; the same report makes the same bytes."""

import re
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
from docx import Document
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from data.errors import InputError
from data.i18n import _
from data.mandate.reports.report import Report
from data.spreadsheet import neutralised
from data.workshop import spelling
from data.workshop.documents import blocks, setting
from data.workshop.documents.setting import LYING, QUIET, fill

ENDINGS = (".xlsx", ".docx")
MM_A_CHARACTER = 2.0
FACTS = (45, 216)
WRITTEN = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def write(report: Report, out: str | Path) -> int:
    """Write a report to the file that `out` names by its ending, and say how many rows it has."""
    out = Path(out)
    ending = out.suffix.lower()
    if ending not in ENDINGS:
        words = _("{file} cannot be written: expected one of {endings}.")
        raise InputError(words.format(file=out.name, endings=", ".join(ENDINGS)))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(as_bytes(report, ending))
    return len(report.rows)


def as_bytes(report: Report, ending: str) -> bytes:
    """The file that an ending of `ENDINGS` names."""
    return xlsx(report) if ending == ".xlsx" else docx(report)


def xlsx(report: Report) -> bytes:
    """A workbook: the cover, then the table with numbers and days as such and cells that cannot run."""
    book = Workbook()
    book.properties.created = book.properties.modified = _moment(report)
    book.properties.creator, book.properties.title = "", _printable(report.title)
    cover = pd.DataFrame({"label": list(report.cover), "text": list(report.cover.values())})
    notes = pd.DataFrame({"label": "", "text": list(report.notes)})
    about = book.active
    about.title = _("About")
    _fill(about, neutralised(_clean(pd.concat([cover, notes], ignore_index=True))), (24, 100))
    sheet = book.create_sheet(_("Report"))
    sheet.append(list(report.heads))
    for cell in sheet[1]:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    rows = report.rows[[column.name for column in report.columns]]
    _fill(sheet, neutralised(_clean(rows)), tuple(round(c.width / MM_A_CHARACTER) for c in report.columns))
    sheet.freeze_panes = "A2"
    _page(sheet, report)
    out = BytesIO()
    book.save(out)
    return setting.timeless(_undated(out.getvalue(), report))


def _moment(report: Report) -> datetime:
    return datetime.combine(report.day, datetime.min.time())


def _fill(sheet: Worksheet, rows: pd.DataFrame, widths: tuple[int, ...]) -> None:
    for row in rows.itertuples(index=False):
        sheet.append([_cell(value) for value in row])
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = max(width, 10)
    for row in sheet.iter_rows(min_row=1 if sheet.title == _("About") else 2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, date):
                cell.number_format = "yyyy-mm-dd"
            elif isinstance(cell.value, str):
                cell.data_type = "s"


def _cell(value: object) -> object:
    if isinstance(value, pd.Timestamp):
        return value.date()
    return None if pd.isna(value) else value


def _clean(rows: pd.DataFrame) -> pd.DataFrame:
    """Texts without what a workbook cannot hold."""
    texts = [name for name in rows if pd.api.types.is_string_dtype(rows[name]) or rows[name].dtype == object]
    return rows.assign(**{n: rows[n].map(_printable, na_action="ignore").astype("str") for n in texts})


def _printable(text: object) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", blocks.clean(str(text)))


def _page(sheet: Worksheet, report: Report) -> None:
    """As it is printed: lying, as wide as the page, its head and the page's number on each."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.oddHeader.left.text = _escaped(report.cover[_("Mission")])
    sheet.oddHeader.right.text = _escaped(" · ".join(filter(None, map(report.cover.get, (_("Handling"), _("Mark"))))))
    sheet.oddFooter.left.text = _escaped(report.title)
    sheet.oddFooter.right.text = "&P / &N"


def _escaped(text: str) -> str:
    """A text in the head of a page, where & begins a command."""
    return " ".join(_printable(text).replace("&", "&&").split())[: blocks.LONGEST_MARK]


def _undated(file: bytes, report: Report) -> bytes:
    """The workbook with the report's day in place of the moment of writing, which openpyxl puts in."""
    moment = f"{_moment(report):%Y-%m-%dT%H:%M:%SZ}".encode()
    read, out = ZipFile(BytesIO(file)), BytesIO()
    with ZipFile(out, "w") as written:
        for name in read.namelist():
            data = read.read(name)
            if name == "docProps/core.xml":
                data = WRITTEN.sub(rb"\g<1>" + moment, data)
            written.writestr(name, data)
    return out.getvalue()


def docx(report: Report) -> bytes:
    """A document on lying paper: the cover, then the table with its head on every page."""
    document = setting.prepared(Document(), LYING, report.title, _moment(report))
    handling, mark = report.cover.get(_("Handling"), ""), report.cover.get(_("Mark"), "")
    setting.mark(document, blocks.marked(report.cover[_("Mission")], handling, mark, report.title), LYING)
    document.add_paragraph(blocks.clean(report.title), style="Title")
    facts = setting.grid(setting.table(document, len(report.cover), FACTS))
    for (label, text), cells in zip(report.cover.items(), facts, strict=True):
        fill(cells[0], label, colour=QUIET)
        fill(cells[1], blocks.clean(text))
    for note in report.notes:
        setting.write(document.add_paragraph(), blocks.clean(note), 9, QUIET)
    document.add_page_break()
    widths = tuple(column.width for column in report.columns)
    _head, *rows = setting.ruled(document, report.heads, len(report.rows) + 1, widths)
    names = [column.name for column in report.columns]
    for cells, values in zip(rows, report.rows[names].itertuples(index=False), strict=True):
        for cell, value, column in zip(cells, values, report.columns, strict=True):
            fill(cell, blocks.clean(spelt(value)), 8.5)
            if column.number:
                setting.to_the_right(cell)
    return setting.saved(document)


def spelt(value: object) -> str:
    """A cell in words: days and numbers as the language writes them, a dash for what is unknown."""
    if isinstance(value, str):
        return value
    if pd.isna(value):
        return "–"
    return spelling.day(value) if isinstance(value, date) else spelling.number(value)
