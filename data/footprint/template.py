"""Tables as files to fill in: one example row, and what each column means; they import back unchanged."""

import io

import pandas as pd

from data.errors import InputError
from data.footprint import terms
from data.i18n import _
from data.schema import Table
from data.spreadsheet import neutralised
from data.tables import TABLES

DICTIONARY = "Columns"
LEFT_OUT = ("import_id",)
WIDEST = 40
# One valid row a table, marked illustrative, to be replaced.
EXAMPLES: dict[str, dict[str, object]] = {
    "bases": {
        "base_id": "example-1", "name": "Example town, delete this row", "type": "cob", "status": "open",
        "latitude": 14.5, "longitude": -4.1, "sector": "Centre", "component_type": "military; police",
        "functions": "protection of civilians; medical", "opened": "2019-06-24", "dates_precision": "by day",
        "source": "Who says so", "illustrative": True,
    },
    "other_forces": {
        "force": "Example force", "name": "Example town, delete this row", "location": "Example town",
        "latitude": 14.5, "longitude": -4.1, "from_day": "2019-01-01", "source": "Who says so", "illustrative": True,
    },
    "sectors": {
        "sector": "Example sector, delete this row", "area_id": "the id of an area", "hq": "Example town",
        "from_day": "2019-06-24", "source": "Who says so", "illustrative": True,
    },
    "presence": {
        "area": "ML0501", "area_name": "Example area, delete this row", "sector": "Health", "organisations": 3,
        "as_of": "2019-12-31", "source": "OCHA, who does what where", "cleared": True,
    },
    "assets": {
        "asset_id": "example-1", "name": "Example helicopter, delete this row", "kind": "medevac",
        "base_id": "the id of a base", "component_type": "military", "reach_km": 250, "speed_kmh": 200,
        "notice_minutes": 15, "availability": "available", "can_do": "Carries two patients, by day",
        "how_to_ask": "Form to the operations centre", "tasking_authority": "A post",
        "tasking_reference": "SOP, number", "source": "Who says so", "illustrative": True,
    },
    "asset_requests": {
        "request_id": "example-1", "kind": "isr_drone", "asked_by_post": "Head of Office, Example town",
        "component_type": "civilian", "section": "Civil Affairs", "effect": "What should be other than it is now",
        "wanted_from": "2019-07-01", "wanted_to": "2019-07-14", "status": "asked", "asked_on": "2019-06-24",
        "illustrative": True,
    },
}  # fmt: skip


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
    """The template of a table as CSV, or `rows` of the table in its columns."""
    return neutralised(_plain(table, rows)).to_csv(index=False).encode("utf-8-sig")


def _plain(table: str, rows: pd.DataFrame | None) -> pd.DataFrame:
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
