"""Tables from files: CSV, Excel, Parquet, JSON and GeoJSON points, every cell as text under lower-case column names."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as arrow

from data.errors import InputError
from data.i18n import _
from data.incidents import ucdp

TABULAR = {".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".parquet"}
GEOGRAPHIC = {".geojson", ".json", ".gpkg", ".shp"}
PACKED = {".zip", ".gz"}
FIRST_ROW = 2  # as a spreadsheet shows it: row 1 is the header
BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
RECORD_LISTS = ("data", "Result", "results", "events")  # where answers of web services keep their rows


@dataclass(frozen=True)
class RawTable:
    """A table as text: `frame` has lower-case column names and one row a record, numbered as in the file."""

    path: Path
    frame: pd.DataFrame

    @property
    def columns(self) -> frozenset[str]:
        """Its column names."""
        return frozenset(self.frame.columns)


def sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def existing(path: str | Path) -> Path:
    """The path, where a file of a kind that can be read lies there; else an InputError."""
    path = Path(path)
    if not path.is_file():
        raise InputError(_("{file} is not a file.").format(file=path))
    if path.suffix.lower() not in GEOGRAPHIC | TABULAR | PACKED:
        raise InputError(
            _("{file} cannot be read: expected one of {endings}.").format(
                file=path.name, endings=", ".join(sorted(TABULAR | GEOGRAPHIC | PACKED))
            )
        )
    if path.stat().st_size == 0:
        raise InputError(_("{file} is empty.").format(file=path.name))
    return path


def is_table(path: Path) -> bool:
    """True for a file of rows, false for one of areas; of JSON, what its first feature is decides."""
    ending = path.suffix.lower()
    if ending in {".geojson", ".json"}:
        features = _json(path).get("features") if isinstance(_json(path), dict) else None
        kinds = {(f.get("geometry") or {}).get("type", "Point") for f in features or [] if isinstance(f, dict)}
        return features is None or (kinds <= {"Point"} and bool(kinds))
    return ending in TABULAR


def read_table(path: Path) -> RawTable:
    """The rows of a file as text; an InputError where it holds no table."""
    try:
        frame = READERS.get(path.suffix.lower(), _csv)(path)
    except (pd.errors.ParserError, pd.errors.EmptyDataError, zipfile.BadZipFile, arrow.ArrowException,
            ValueError, KeyError, TypeError) as error:  # fmt: skip
        raise InputError(
            _("{file} is not a readable table: {reason}.").format(file=path.name, reason=_first_line(error))
        ) from None
    frame.columns = [str(name).strip().casefold() for name in frame.columns]
    frame = frame.fillna("").reset_index(drop=True)
    if frame.attrs.get("headless"):
        frame.index -= 1  # its first row is the file's first, not the one below a header
    if frame.shape[1] == 0:
        raise InputError(_("{file} has no columns.").format(file=path.name))
    return RawTable(path, frame.loc[~_blank(frame) & ~_is_hxl(frame), ~frame.columns.duplicated()])


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")


def _csv(path: Path) -> pd.DataFrame:
    content = _decoded(path).lstrip("\r\n")
    separator = max(",;\t", key=content.split("\n", 1)[0].count)
    first = next(csv.reader(io.StringIO(content), delimiter=separator), [])
    headless = len(first) == len(ucdp.ALL_COLUMNS) and first[0].strip().isdigit()  # a UCDP Candidate file
    # Rows with one cell more than the header have a leading index, which is no column here.
    frame = pd.read_csv(
        io.StringIO(content),
        sep=separator,
        names=ucdp.ALL_COLUMNS if headless else None,
        dtype="str",
        keep_default_na=False,
        na_filter=False,
        quoting=csv.QUOTE_MINIMAL,
        skip_blank_lines=False,  # so that row numbers are those of a spreadsheet
    )
    frame.attrs["headless"] = headless
    return frame


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    for encoding in (BYTE_ORDER_MARKS.get(data[:2], "utf-8-sig"), "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(
        _("{file} is neither UTF-8 nor Windows-1252 text; save it as CSV in UTF-8.").format(file=path.name)
    )


def _excel(path: Path) -> pd.DataFrame:
    """The sheet with most rows; days stand as 2019-03-23 whatever their format in the sheet."""
    sheets = pd.read_excel(path, sheet_name=None, dtype="str", na_filter=False, engine="openpyxl")
    return max(sheets.values(), key=len)


def _parquet(path: Path) -> pd.DataFrame:
    frame = pd.read_parquet(path)
    return frame.astype("str").mask(frame.isna(), "")


def _json(path: Path) -> object:
    try:
        return json.loads(_decoded(path))
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(
            _("{file} is not valid JSON: {reason}.").format(file=path.name, reason=_first_line(error))
        ) from None


def _records(path: Path) -> pd.DataFrame:
    """GeoJSON points, or a list of records as web services answer it."""
    document = _json(path)
    if isinstance(document, dict):
        document = next((document[k] for k in ("features", *RECORD_LISTS) if isinstance(document.get(k), list)), None)
    if not document or not all(isinstance(row, dict) for row in document):
        raise ValueError("it holds no list of records")
    rows = [_flat(row) for row in document]
    return pd.DataFrame(rows, dtype="object").map(_as_text)


def _flat(record: dict) -> dict[str, object]:
    """A record's columns; of a GeoJSON point its properties, with the coordinates where they have none."""
    if "properties" not in record:
        return record
    where = (record.get("geometry") or {}).get("coordinates") or [None, None]
    return {"longitude": where[0], "latitude": where[1], **(record["properties"] or {})}


def _as_text(value: object) -> str:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return "" if pd.isna(value) else str(value)


def _is_hxl(frame: pd.DataFrame) -> pd.Series:
    """True for the row of HXL tags that HDX puts below the header."""
    tags = pd.Series(False, index=frame.index)
    if len(frame):
        cells = frame.iloc[0][frame.iloc[0] != ""]
        tags.iloc[0] = len(cells) > 0 and cells.str.match(r"#[a-z]").all()
    return tags


def _blank(frame: pd.DataFrame) -> pd.Series:
    blank = frame.iloc[:, 0].str.strip() == ""
    blank[blank] = (frame[blank] == "").all(axis=1)
    return blank


READERS: dict[str, Callable[[Path], pd.DataFrame]] = {
    ".xlsx": _excel,
    ".xlsm": _excel,
    ".parquet": _parquet,
    ".json": _records,
    ".geojson": _records,
}
