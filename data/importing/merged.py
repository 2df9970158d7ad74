"""Merged cells of a workbook: what stands in one holds for each row that it spans."""

import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
from openpyxl.worksheet.cell_range import CellRange

SHEETS, MARK = "xl/worksheets/", b"mergeCell"
Merged = dict[str, list[CellRange]]


def ranges(path: Path) -> Merged:
    """The merged cells of each sheet by its name; none is looked for where the file has no word of any."""
    with zipfile.ZipFile(path) as book:
        if not any(MARK in book.read(name) for name in book.namelist() if name.startswith(SHEETS)):
            return {}
    return {sheet.title: list(sheet.merged_cells.ranges) for sheet in openpyxl.load_workbook(path).worksheets}


def headings(cells: pd.DataFrame, merged: list[CellRange]) -> set[int]:
    """The row numbers that hold nothing but one text over several columns: titles between rows of data."""
    return {
        own.min_row
        for own in merged
        if own.max_col > own.min_col
        and own.min_row == own.max_row
        and own.min_row <= len(cells)
        and (cells.iloc[own.min_row - 1] != "").sum() == 1
        and _at(cells, own.min_row, own.min_col) != ""
    }


def filled(cells: pd.DataFrame, merged: list[CellRange]) -> pd.DataFrame:
    """A sheet's text with each merged value in every row that it spans, rows aside that hold nothing of their own."""
    full = cells.copy()
    given = (cells != "").any(axis=1)
    for own in merged:
        if own.max_row > own.min_row and (value := _at(cells, own.min_row, own.min_col)) != "":
            rows = [row for row in range(own.min_row, min(own.max_row, len(cells))) if given.iloc[row]]
            full.iloc[rows, own.min_col - 1] = value
    return full


def _at(cells: pd.DataFrame, row: int, column: int) -> str:
    return str(cells.iat[row - 1, column - 1]) if row <= len(cells) and column <= cells.shape[1] else ""
