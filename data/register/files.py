"""The register's files: the workbook and a CSV file a table, empty or with the mission's rows."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from data import template
from data.errors import InputError
from data.i18n import _
from data.register import workbook
from data.register.columns import REGISTER

Read = Callable[[str], pd.DataFrame]
ENDINGS = (".xlsx", ".csv", ".zip")


def excel(read: Read, filled: bool) -> bytes:
    """The workbook; `read` gives a table of the mission by name."""
    return workbook.book({name: read(name) for name in (*REGISTER, *workbook.PLACES)}, filled)


def zipped(read: Read, filled: bool) -> bytes:
    """A CSV file a table, in one archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in REGISTER:
            archive.writestr(f"{table}.csv", csv(table, read, filled))
    return out.getvalue()


def csv(table: str, read: Read, filled: bool) -> bytes:
    """One table as CSV: its rows, or the example row where it is empty or not `filled`."""
    rows = read(table) if filled else None
    return template.csv(table, rows if rows is not None and len(rows) else None)


def written(out: str | Path, read: Read, filled: bool, table: str | None = None) -> dict[str, object]:
    """Write the file that a name asks for: all tables as .xlsx or .zip, one `table` as .xlsx or .csv."""
    path = Path(out)
    ending = path.suffix.lower()
    if ending not in ENDINGS or (ending == ".csv" and not table) or (ending == ".zip" and table):
        words = _("{file} cannot be written: all tables go into .xlsx or .zip, one (--kind) into .xlsx or .csv.")
        raise InputError(words.format(file=path.name))
    path.write_bytes(_content(ending, read, filled, table))
    return {"file": str(out), "tables": [table] if table else list(REGISTER), "filled": filled}


def _content(ending: str, read: Read, filled: bool, table: str | None) -> bytes:
    if not table:
        return excel(read, filled) if ending == ".xlsx" else zipped(read, filled)
    if ending == ".csv":
        return csv(table, read, filled)
    rows = read(table) if filled else None
    return template.excel(table, rows if rows is not None and len(rows) else None)
