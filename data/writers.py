"""Tables as files: CSV, Excel, Parquet and GeoJSON, each with a cover that says what its rows are."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

import geopandas as gpd
import pandas as pd
import pyarrow as arrow
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from pyarrow import parquet

from data.errors import InputError
from data.geography.join import WGS84
from data.i18n import _
from data.spreadsheet import neutralised

WIDEST = 70  # of a column that fits its texts, in characters
LONGEST_CELL = 32_766  # what Excel can hold, less an apostrophe
MOST_ROWS_OF_A_SHEET = 1_048_575
ABOUT = "about_"  # a CSV has no cover: its last columns say the same in every row
COVER_COLUMNS = ("handling", "edition", "source", "filters", "within", "version", "terms", "mark")


@dataclass(frozen=True)
class Extra:
    """What some formats want beside the rows: the name of a workbook's sheet, the shapes of a map."""

    title: str
    shapes: pd.Series | None = None


def write(
    table: pd.DataFrame, about: dict[str, str], out: str | Path, title: str = "", shapes: pd.Series | None = None
) -> int:
    """Write a table in the format that the ending of `out` names, and say how many rows it has.

    `about` is the cover, `title` the sheet's name in a workbook. In GeoJSON, rows with `latitude` and
    `longitude` become points, others have `shapes` (geometries, EPSG:4326, by the index of the table).
    An InputError where the ending is none of these, or a workbook cannot hold the rows.
    """
    out = Path(out)
    writer = WRITERS.get(out.suffix.lower())
    if writer is None:
        raise InputError(
            _("{file} cannot be written: expected one of {endings}.").format(file=out.name, endings=", ".join(WRITERS))
        )
    out.parent.mkdir(parents=True, exist_ok=True)
    writer(table, about, out, Extra(title or _("Rows"), shapes))
    return len(table)


def formats_for(table: pd.DataFrame) -> tuple[str, ...]:
    """The endings that a table can be written as: GeoJSON where it has places."""
    has_places = {"latitude", "longitude"} <= set(table.columns) or "area_id" in table
    return tuple(ending for ending in WRITERS if has_places or ending != ".geojson")


def _csv(table: pd.DataFrame, about: dict[str, str], out: Path, _extra: Extra) -> None:
    cover = {ABOUT + key: about[key] for key in COVER_COLUMNS if about.get(key) and ABOUT + key not in table}
    neutralised(table.assign(**cover)).to_csv(out, index=False, encoding="utf-8-sig")


def _parquet(table: pd.DataFrame, about: dict[str, str], out: Path, _extra: Extra) -> None:
    columns = arrow.Table.from_pandas(table, preserve_index=False)
    parquet.write_table(columns.replace_schema_metadata({**(columns.schema.metadata or {}), **about}), out)


def _geojson(table: pd.DataFrame, about: dict[str, str], out: Path, extra: Extra) -> None:
    if {"latitude", "longitude"} <= set(table.columns):
        places = gpd.points_from_xy(table["longitude"], table["latitude"])
    elif extra.shapes is not None:
        places = gpd.GeoSeries(extra.shapes.to_numpy())
    else:
        raise InputError(_("These rows have no places: write them as .csv, .xlsx or .parquet."))
    collection = gpd.GeoDataFrame(_dates_as_text(table), geometry=places, crs=WGS84).to_geo_dict(
        drop_id=True, na="null"
    )
    out.write_text(
        json.dumps({**collection, "about": about}, ensure_ascii=False, default=_plain, allow_nan=False),
        encoding="utf-8",
    )


def _dates_as_text(table: pd.DataFrame) -> pd.DataFrame:
    """The table with days as 2019-03-23 and moments as 2019-03-23T14:05:00Z."""
    texts = {}
    for name, column in table.items():
        if pd.api.types.is_datetime64_any_dtype(column):
            moment = getattr(column.dt, "tz", None) is not None
            texts[name] = column.dt.strftime("%Y-%m-%dT%H:%M:%SZ" if moment else "%Y-%m-%d")
    return table.assign(**texts)


def _plain(value: object) -> object:
    """A value that JSON does not know: unknown ones as null, days as 2019-03-23, numpy's as Python's own."""
    if pd.isna(value):
        return None
    return value.isoformat() if isinstance(value, date) else value.item()


def _excel(table: pd.DataFrame, about: dict[str, str], out: Path, extra: Extra) -> None:
    if len(table) > MOST_ROWS_OF_A_SHEET:
        raise InputError(
            _("A workbook holds {most} rows, these are {rows}: write them as .csv or .parquet.").format(
                most=f"{MOST_ROWS_OF_A_SHEET:,}", rows=f"{len(table):,}"
            )
        )
    moments = {n: c.dt.tz_localize(None) for n, c in table.items() if getattr(c.dtype, "tz", None) is not None}
    plain = table.assign(**moments)
    printable = _printable(plain)
    _bound({extra.title: printable}, about | _shortened(plain, printable), out)


def book(sheets: dict[str, pd.DataFrame], about: dict[str, str], out: BinaryIO) -> None:
    """Tables of texts as one workbook: a cover that says what they are, then a sheet each, by its title."""
    _bound({title: _printable(rows) for title, rows in sheets.items()}, about, out, wide=True)


def _bound(sheets: dict[str, pd.DataFrame], about: dict[str, str], out: Path | BinaryIO, *, wide: bool = False) -> None:
    """Write printable sheets behind their cover; `wide` columns fit what stands in them."""
    cover = _printable(pd.DataFrame(about.items(), columns=["about", "value"], dtype="str"))
    with pd.ExcelWriter(out, engine="openpyxl") as made:
        for title, rows in {"About": cover, **sheets}.items():
            neutralised(rows).to_excel(made, sheet_name=title[:31], index=False)
        for page in made.sheets.values() if wide else ():
            page.freeze_panes = "A2"
            for cells in page.columns:
                longest = max(len(str(cell.value or "")) for cell in cells)
                page.column_dimensions[cells[0].column_letter].width = min(WIDEST, longest + 2)


def _printable(table: pd.DataFrame) -> pd.DataFrame:
    """Texts without the control characters that a workbook cannot hold, and no longer than a cell."""
    texts = table.select_dtypes("str")
    bare = {n: texts[n].str.replace(ILLEGAL_CHARACTERS_RE, "", regex=True) for n in texts}
    clean = {n: text.map(_fitting, na_action="ignore").astype("str") for n, text in bare.items()}
    return table.assign(**clean)


def _fitting(text: str) -> str:
    """As much of a text as a cell holds, which Excel counts in UTF-16 units."""
    if 2 * len(text) <= LONGEST_CELL:
        return text
    return text.encode("utf-16-le", "replace")[: 2 * LONGEST_CELL].decode("utf-16-le", "ignore")


def _shortened(table: pd.DataFrame, printable: pd.DataFrame) -> dict[str, str]:
    """A line for the cover where cells of a workbook do not hold their whole text."""
    texts = list(table.select_dtypes("str"))
    count = int((table[texts].fillna("") != printable[texts].fillna("")).to_numpy().sum())
    if not count:
        return {}
    words = _(
        "{count} cells are not whole in this workbook: Excel holds {longest} characters and no control characters. "
        "The CSV and Parquet exports have them whole."
    )
    return {"shortened": words.format(count=count, longest=LONGEST_CELL)}


WRITERS: dict[str, Callable[[pd.DataFrame, dict[str, str], Path, Extra], None]] = {
    ".csv": _csv,
    ".xlsx": _excel,
    ".geojson": _geojson,
    ".parquet": _parquet,
}
