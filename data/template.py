"""Tables as files to fill in: one example row, and what each column means; they import back unchanged."""

import io

import pandas as pd

from data.errors import InputError
from data.footprint import terms
from data.footprint.examples import EXAMPLES as FOOTPRINT
from data.i18n import _
from data.register.examples import EXAMPLES as REGISTER
from data.schema import Table
from data.spreadsheet import neutralised
from data.tables import TABLES

DICTIONARY = "Columns"
LEFT_OUT = ("import_id",)
WIDEST = 40
NEVER_FILLED = ("presence",)  # counts that OCHA cleared for the map alone
EXAMPLES: dict[str, dict[str, object]] = FOOTPRINT | REGISTER


def names() -> tuple[str, ...]:
    """The tables that have a template."""
    return tuple(EXAMPLES)


def example(table: str) -> pd.DataFrame:
    """The example row of a table, with every column that people fill in."""
    if table not in EXAMPLES:
        words = _("There is no template for “{table}”; there is one for {tables}.")
        raise InputError(words.format(table=table, tables=", ".join(EXAMPLES)))
    model = TABLES[table].model
    row = pd.DataFrame([EXAMPLES[table]])
    for name in _days(model):
        row[name] = pd.to_datetime(row.get(name))
    return model.shape(row).drop(columns=list(LEFT_OUT))


def _days(model: type[Table]) -> list[str]:
    return [field.name for field in model.arrow() if str(field.type).startswith("date")]


def csv(table: str, rows: pd.DataFrame | None = None) -> bytes:
    """The template of a table as CSV, or `rows` of the table in its columns; an InputError where these never leave."""
    return neutralised(_plain(table, rows)).to_csv(index=False).encode("utf-8-sig")


def _plain(table: str, rows: pd.DataFrame | None) -> pd.DataFrame:
    if rows is not None and table in NEVER_FILLED:
        raise InputError(_("Table {table} leaves in no file: its template alone can be had.").format(table=table))
    frame = example(table) if rows is None else rows
    frame = frame.drop(columns=[name for name in LEFT_OUT if name in frame])
    days = {name: frame[name].dt.strftime("%Y-%m-%d") for name in _days(TABLES[table].model)}
    flags = {name: frame[name].map({True: "true", False: "false"}) for name in frame.select_dtypes("boolean")}
    return frame.assign(**days, **flags)


def excel(table: str, rows: pd.DataFrame | None = None) -> bytes:
    """The same as a workbook, with the meaning, unit and accepted values of each column on the second sheet."""
    frame = neutralised(_plain(table, rows))
    out = io.BytesIO()
    with pd.ExcelWriter(out, engine="openpyxl") as book:
        frame.to_excel(book, sheet_name=table, index=False)
        dictionary(table).to_excel(book, sheet_name=DICTIONARY, index=False)
        for sheet in book.sheets.values():
            sheet.freeze_panes = "A2"
            for cells in sheet.columns:
                longest = max(len(str(cell.value or "")) for cell in cells)
                sheet.column_dimensions[cells[0].column_letter].width = min(WIDEST, longest + 2)
    return out.getvalue()


def dictionary(table: str) -> pd.DataFrame:
    """What each column of a table means; for bases, the functions that are known."""
    rows = TABLES[table].model.dictionary()
    rows = rows[~rows["column"].isin(LEFT_OUT)].reset_index(drop=True)
    if table == "bases":
        known = _("a list; known are {functions}; others are taken as written").format(
            functions=", ".join(terms.FUNCTIONS)
        )
        rows.loc[rows["column"] == "functions", "accepts"] = known
    return rows.assign(may_be_unknown=rows["may_be_unknown"].map({True: "yes", False: "no"}))
