"""What every kind of file gives: its first rows, in which the header is looked for, and its rows as text."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

import pandas as pd

from data.importing import containers

TOP_ROWS = 25  # rows in which the header is looked for
RECORD_LISTS = ("features", "data", "Result", "results", "events", "incidents")  # where web services keep their rows
WRAPPERS = ("payload",)


class Broken(NamedTuple):
    """A row that does not fit its header: its number, how many cells it has, how many lines it spans."""

    row: int
    cells: int
    lines: int


@dataclass(frozen=True)
class Content:
    """Rows as text, indexed by their number as a spreadsheet shows it, and the rows that do not fit the header."""

    frame: pd.DataFrame
    broken: list[Broken] = field(default_factory=list)


class Sheet(Protocol):
    """One table of a file, before its header is known."""

    @property
    def top(self) -> list[list[str]]:
        """The first rows; the header is one of them."""

    def read(
        self,
        header: int,
        names: list[str],
        wanted: frozenset[str],
        progress: Callable[[float], None],
        most: int | None = None,
    ) -> Content:
        """The first `most` rows below row `header` (all for None) as text, `wanted` columns only."""

    def rows(self, numbers: frozenset[int]) -> dict[int, list[str]]:
        """Some rows with all their cells, by row number."""


@dataclass(frozen=True)
class Grid:
    """Rows that are in memory already: every cell text, the header one of them."""

    cells: pd.DataFrame
    name: str = ""

    @property
    def top(self) -> list[list[str]]:
        """The first rows."""
        return self.cells.head(TOP_ROWS).to_numpy().tolist()

    def read(
        self,
        header: int,
        names: list[str],
        wanted: frozenset[str],
        _progress: Callable[[float], None],
        most: int | None = None,
    ) -> Content:
        """The first `most` rows below row `header` that are not blank."""
        rows = self.cells.iloc[header:]
        rows = rows[(rows != "").any(axis=1)].head(len(rows) if most is None else most)
        keep = [at for at, name in enumerate(names) if name in wanted]
        frame = rows.iloc[:, keep].set_axis([names[at] for at in keep], axis=1).astype("str")
        return Content(frame.set_axis(frame.index + 1))

    def rows(self, numbers: frozenset[int]) -> dict[int, list[str]]:
        """Some rows with all their cells, by row number."""
        return {number: self.cells.iloc[number - 1].tolist() for number in sorted(numbers)}


def _grid(names: list[str], rows: pd.DataFrame) -> Grid:
    """A grid whose first row are the names: row numbers are those that a spreadsheet of it would show."""
    head = pd.DataFrame([names], columns=rows.columns, dtype="str")
    return Grid(pd.concat([head, rows], ignore_index=True))


def excel(path: Path, most: int | None = None) -> list[Grid]:
    """Every sheet of a workbook, `most` rows of each; days stand as 2019-03-23 whatever their format in the sheet.

    An InputError where it unpacks to more than `containers.LARGEST_BOOK_BYTES`.
    """
    containers.check_book(path)
    sheets = pd.read_excel(
        path, sheet_name=None, header=None, dtype="str", na_filter=False, engine="openpyxl", nrows=most
    )
    return [Grid(cells.astype("str"), str(name)) for name, cells in sheets.items() if cells.shape[1]]


def parquet(path: Path) -> list[Grid]:
    """The one table of a Parquet file."""
    frame = pd.read_parquet(path)
    return [_grid([str(name) for name in frame.columns], frame.astype("str").mask(frame.isna(), ""))]


def records(document: object) -> list[Grid]:
    """GeoJSON points, or a list of records as web services answer it."""
    rows = _list_in(document)
    if not rows or not all(isinstance(row, dict) for row in rows):
        raise ValueError("it holds no list of records")
    frame = pd.DataFrame([_flat(_plain(row)) for row in rows], dtype="object").map(_as_text).astype("str")
    return [_grid([str(name) for name in frame.columns], frame)]


def _list_in(document: object) -> list | None:
    """The list of records in an answer."""
    if isinstance(document, list):
        return document
    if not isinstance(document, dict):
        return None
    for name in WRAPPERS:
        if isinstance(document.get(name), dict):
            document = document[name]
    return next((document[name] for name in RECORD_LISTS if isinstance(document.get(name), list)), None)


def _plain(record: dict) -> dict[str, object]:
    """A record; of a GeoJSON feature its properties, with the point's coordinates where they have none."""
    if "properties" not in record:
        return record
    longitude, latitude = point_of(record)
    return {"longitude": longitude, "latitude": latitude, **_dict(record["properties"])}


def point_of(feature: dict) -> tuple[object, object]:
    """Longitude and latitude of a feature whose geometry is a point, or a collection that begins with one."""
    geometry = _dict(feature.get("geometry"))
    if geometry.get("type") == "GeometryCollection":
        geometry = _dict(next(iter(geometry.get("geometries") or []), {}))
    where = geometry.get("coordinates") if geometry.get("type") == "Point" else None
    return (where[0], where[1]) if isinstance(where, list) and len(where) > 1 else (None, None)


def _dict(value: object) -> dict:
    return value if isinstance(value, dict) else {}


def _flat(record: dict, before: str = "") -> dict[str, object]:
    """A record with the records inside it as columns of their own: `location.lat`."""
    flat: dict[str, object] = {}
    for name, value in record.items():
        if isinstance(value, list) and value and isinstance(value[0], dict) and {"lat", "lon"} <= value[0].keys():
            value = value[0]  # noqa: PLW2901  Ushahidi's points
        flat |= _flat(value, f"{before}{name}.") if isinstance(value, dict) else {f"{before}{name}": value}
    return flat


def _as_text(value: object) -> str:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return "" if pd.isna(value) else str(value)
