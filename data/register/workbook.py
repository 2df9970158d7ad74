"""The register as one workbook with a sheet a table: to fill in, or with the mission's rows; it imports back."""

import io
from collections.abc import Mapping

import openpyxl
import pandas as pd
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data import template
from data.i18n import _
from data.register.columns import REGISTER, Column, columns
from data.spreadsheet import neutralised
from data.tables import TABLES

READ_ME, COLUMNS, LISTS = "Read me", "Columns", "Lists"
ROWS_WITH_LISTS = 2000
LONGEST_LIST = 250  # Excel's limit for a list that stands in the rule itself is 255 characters
PLACES = ("areas", "bases")
HEAD = PatternFill("solid", fgColor="DCE6F1")
NEEDED = PatternFill("solid", fgColor="F8DDA4")
EXAMPLE = Font(italic=True, color="7F7F7F")


def book(tables: Mapping[str, pd.DataFrame], filled: bool) -> bytes:
    """The workbook: a sheet a table of the register with its header, lists of codes and keys, and an example row where
    the table is empty or `filled` is false. `tables` has the mission's rows; those of areas and bases serve as lists.
    """
    made = openpyxl.Workbook()
    made.active.title = READ_ME
    _read_me(made.active, filled)
    for table in REGISTER:
        rows = tables.get(table)
        _table(made.create_sheet(table), table, rows if filled and rows is not None and len(rows) else None)
    _columns(made.create_sheet(COLUMNS))
    _lists(made.create_sheet(LISTS), tables)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _read_me(sheet: Worksheet, filled: bool) -> None:
    lines = [
        _("One sheet a table. Fill in what you have, in any order of sheets, and import the file as it is."),
        _("The row in italics is an example and is never imported: write below it, or over it with a key of your own."),
        _("Columns in yellow are needed. Sheet Columns says what each means and accepts."),
        _("A key is a short text of your own that tells a row apart; other sheets refer to it by the key or the name."),
        _("Several keys or codes stand in one cell, joined by ; or by commas. Owners are posts, never persons."),
        _("Days: 31/10/2019, 31 octobre 2019 or 2019-10-31. Numbers: 12,5 or 12.5. Empty is unknown, not zero."),
        _("A value that was reported is frozen: correct it by a new row that names it in corrects."),
    ]
    if filled:
        lines.insert(1, _("The mission's rows: one that is changed here is revised, one that is taken out stays."))
    for at, line in enumerate(lines, start=1):
        sheet.cell(at, 1, line).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 100


def _table(sheet: Worksheet, table: str, rows: pd.DataFrame | None) -> None:
    frame = neutralised(template.example(table) if rows is None else rows)
    own = columns(table)
    sheet.append([column.name for column in own])
    for cells in zip(*(_cells(frame[column.name], column) for column in own), strict=True):
        sheet.append(cells)
    for at, column in enumerate(own, start=1):
        head = sheet.cell(1, at)
        head.font, head.fill = Font(bold=True), NEEDED if column.required else HEAD
        sheet.column_dimensions[get_column_letter(at)].width = min(template.WIDEST, max(12, len(column.name) + 2))
        if choice := _choice(column):
            choice.add(f"{get_column_letter(at)}2:{get_column_letter(at)}{ROWS_WITH_LISTS}")
            sheet.add_data_validation(choice)
    if rows is None:
        for cell in sheet[2]:
            cell.font = EXAMPLE
    sheet.freeze_panes = "B2"


def _cells(values: pd.Series, column: Column) -> list[object]:
    """What a workbook's cells hold: days as days, unknown ones empty."""
    if column.kind == "day":
        return [None if pd.isna(value) else value.date() for value in values]
    if column.kind == "flag":
        return [None if pd.isna(value) else "true" if value else "false" for value in values]
    if column.kind == "text":
        return [None if pd.isna(value) else ILLEGAL_CHARACTERS_RE.sub("", str(value)) for value in values]
    return [None if pd.isna(value) else value for value in values]


def _choice(column: Column) -> DataValidation | None:
    """The list that a cell offers: codes, or keys of the table that it refers to. Other words may be typed."""
    formula = ""
    if column.table:
        letter = get_column_letter(1 + 2 * PLACES.index(column.table)) if column.table in PLACES else "A"
        sheet = LISTS if column.table in PLACES else column.table
        formula = f"={sheet}!${letter}$2:${letter}${ROWS_WITH_LISTS}"
    elif column.codes and not column.is_list and len(",".join(column.codes)) <= LONGEST_LIST:
        formula = '"' + ",".join(column.codes) + '"'
    if not formula:
        return None
    choice = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=False)
    choice.promptTitle, choice.prompt, choice.showInputMessage = column.name[:32], column.accepts[:250], True
    return choice


def _columns(sheet: Worksheet) -> None:
    """What each column means, in which unit, and what it accepts."""
    sheet.append(["table", "column", "meaning", "unit", "accepts", "needed"])
    for table in REGISTER:
        needed = {column.name: column.required for column in columns(table)}
        for row in TABLES[table].model.dictionary().itertuples(index=False):
            if row.column in needed:
                word = "yes" if needed[row.column] else "no"
                sheet.append([table, row.column, row.meaning, row.unit, row.accepts, word])
    _headed(sheet, (18, 22, 60, 14, 60, 8))


def _lists(sheet: Worksheet, tables: Mapping[str, pd.DataFrame]) -> None:
    """The ids and names of areas and bases, to which other sheets refer."""
    sheet.append([f"{table[:-1]} {what}" for table in PLACES for what in ("id", "name")])
    for place, table in enumerate(PLACES):
        rows = tables.get(table)
        if rows is None:
            continue
        safe = neutralised(rows[[TABLES[table].key[0], "name"]])
        for at, cells in enumerate(safe.itertuples(index=False), start=2):
            for offset, value in enumerate(cells):
                text = ILLEGAL_CHARACTERS_RE.sub("", str(value))
                sheet.cell(at, 1 + 2 * place + offset, text)
    _headed(sheet, (28, 28, 28, 28))


def _headed(sheet: Worksheet, widths: tuple[int, ...]) -> None:
    for at, width in enumerate(widths, start=1):
        sheet.cell(1, at).font = Font(bold=True)
        sheet.cell(1, at).fill = HEAD
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.freeze_panes = "A2"
