"""Rows under the filters as a file: CSV, Parquet, GeoJSON or Excel, each with its mark, source and version."""

import json
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow as arrow
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from pyarrow import parquet

from data.errors import InputError
from data.filters import Filters
from data.geography.join import WGS84
from data.i18n import _
from data.incidents import frame
from data.snapshot import Snapshot
from data.spreadsheet import neutralised

LONGEST_CELL = 32_766  # what Excel can hold, less an apostrophe


def rows(snapshot: Snapshot, filters: Filters, selected: pd.DataFrame) -> pd.DataFrame:
    """Every column of the selected incidents, with the mark of synthetic data in a column of its own."""
    full = frame.details(snapshot.mission, snapshot.number, filters.source, list(selected["event_id"]))
    ordered = selected[["event_id"]].merge(full, on="event_id", how="left")
    return ordered.assign(data_mark=snapshot.settings.mark(filters.source) or pd.NA, mission_version=snapshot.number)


def cover(snapshot: Snapshot, filters: Filters, count: int, within: str = "") -> dict[str, str]:
    """What a reader of the file must know: mission, mark, handling, source, filters, version, rows.

    `within` names the area or place that was chosen beside the filters, where one was.
    """
    return {
        "mission": snapshot.settings.name,
        "mark": snapshot.settings.mark(filters.source),
        "handling": snapshot.settings.handling_of(filters.source),
        "source": snapshot.settings.source_title(filters.source),
        "terms": snapshot.settings.source_terms(filters.source),
        "filters": filters.to_link(complete=True),
        "within": within,
        "version": str(snapshot.number),
        "rows": str(count),
        "note": _("Recorded incidents are not threats; the absence of incidents is not the absence of need."),
    }


def write(
    snapshot: Snapshot,
    filters: Filters,
    out: str | Path,
    selected: pd.DataFrame | None = None,
    within: str = "",
) -> int:
    """Write the file that `out` names by its ending, and say how many rows it has.

    `selected` are the incidents to write where they are fewer than the filters count, `within` says which.
    """
    out = Path(out)
    writer = WRITERS.get(out.suffix.lower())
    if writer is None:
        raise InputError(
            _("{file} cannot be written: expected one of {endings}.").format(file=out.name, endings=", ".join(WRITERS))
        )
    table = rows(snapshot, filters, snapshot.select(filters) if selected is None else selected)
    out.parent.mkdir(parents=True, exist_ok=True)
    writer(table, cover(snapshot, filters, len(table), within), out)
    return len(table)


def _csv(table: pd.DataFrame, _cover: dict[str, str], out: Path) -> None:
    neutralised(table).to_csv(out, index=False, encoding="utf-8-sig")


def _parquet(table: pd.DataFrame, about: dict[str, str], out: Path) -> None:
    columns = arrow.Table.from_pandas(table, preserve_index=False)
    parquet.write_table(columns.replace_schema_metadata({**(columns.schema.metadata or {}), **about}), out)


def _geojson(table: pd.DataFrame, about: dict[str, str], out: Path) -> None:
    days = {name: table[name].dt.strftime("%Y-%m-%d") for name in ("event_date", "date_end")}
    moment = table["revised_at"].dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    points = gpd.points_from_xy(table["longitude"], table["latitude"])
    frame_ = gpd.GeoDataFrame(table.assign(**days, revised_at=moment), geometry=points, crs=WGS84)
    collection = {**frame_.to_geo_dict(drop_id=True, na="null"), "about": about}
    out.write_text(json.dumps(collection, ensure_ascii=False, default=_plain), encoding="utf-8")


def _plain(value: object) -> object:
    """A value that JSON does not know: unknown ones as null, numpy's as Python's own."""
    return None if pd.isna(value) else value.item()


def _excel(table: pd.DataFrame, about: dict[str, str], out: Path) -> None:
    plain = table.assign(revised_at=table["revised_at"].dt.tz_localize(None))
    cover_sheet = pd.DataFrame(about.items(), columns=["about", "value"])
    with pd.ExcelWriter(out, engine="openpyxl") as book:
        neutralised(_printable(cover_sheet)).to_excel(book, sheet_name="About", index=False)
        neutralised(_printable(plain)).to_excel(book, sheet_name="Incidents", index=False)


def _printable(table: pd.DataFrame) -> pd.DataFrame:
    """Texts without the control characters that a workbook cannot hold, and no longer than a cell."""
    texts = table.select_dtypes("str")
    clean = {n: texts[n].str.replace(ILLEGAL_CHARACTERS_RE, "", regex=True).str.slice(0, LONGEST_CELL) for n in texts}
    return table.assign(**clean)


WRITERS: dict[str, Callable[[pd.DataFrame, dict[str, str], Path], None]] = {
    ".csv": _csv,
    ".parquet": _parquet,
    ".geojson": _geojson,
    ".xlsx": _excel,
}
