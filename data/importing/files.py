"""Files from disk: which bytes, and for CSV every cell as text under lower-case column names."""

import csv
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data.errors import InputError
from data.i18n import _

GEOGRAPHIC = {".geojson", ".json", ".gpkg", ".zip", ".shp"}
TABULAR = {".csv", ".txt", ".tsv"}
FIRST_ROW = 2  # as a spreadsheet shows it: row 1 is the header


@dataclass(frozen=True)
class RawTable:
    """A CSV file as text: `frame` has lower-case column names and one row a record."""

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
    if path.suffix.lower() not in GEOGRAPHIC | TABULAR:
        raise InputError(
            _("{file} cannot be read: expected one of {endings}.").format(
                file=path.name, endings=", ".join(sorted(TABULAR | GEOGRAPHIC))
            )
        )
    if path.stat().st_size == 0:
        raise InputError(_("{file} is empty.").format(file=path.name))
    return path


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(
        _("{file} is neither UTF-8 nor Windows-1252 text; save it as CSV in UTF-8.").format(file=path.name)
    )


def read_table(path: Path) -> RawTable:
    """A CSV file with comma, semicolon or tab; an InputError where it is no table."""
    content = _decoded(path).lstrip("\r\n")
    header = content.split("\n", 1)[0]
    separator = max(",;\t", key=header.count)
    try:
        frame = pd.read_csv(
            io.StringIO(content),
            sep=separator,
            dtype="str",
            keep_default_na=False,
            na_filter=False,
            quoting=csv.QUOTE_MINIMAL,
            skip_blank_lines=False,  # so that row numbers are those of a spreadsheet
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError, ValueError) as error:
        raise InputError(
            _("{file} is not a readable CSV table: {reason}.").format(file=path.name, reason=str(error).strip())
        ) from None
    frame.columns = [str(name).strip().casefold() for name in frame.columns]
    # Rows with one cell more than the header have a leading index, which is no column here.
    frame = frame.fillna("").reset_index(drop=True)
    return RawTable(path, frame.loc[~_blank(frame), ~frame.columns.duplicated()])


def _blank(frame: pd.DataFrame) -> pd.Series:
    blank = frame.iloc[:, 0].str.strip() == ""
    blank[blank] = (frame[blank] == "").all(axis=1)
    return blank
