"""The rejects file: rows that were refused, as the file had them, to be corrected and imported again."""

import re
from pathlib import Path

import pandas as pd

from data.importing.checks import REJECT_COLUMNS
from data.importing.parsed import Parsed
from data.spreadsheet import neutralised

ROW, PROBLEM = "linchpin_row", "linchpin_problem"


def table(parsed: Parsed) -> pd.DataFrame:
    """The refused rows with every column of the file, behind their row number and what is wrong with them."""
    told: dict[int, str] = {}
    for row, column, value, reason in parsed.rejects[REJECT_COLUMNS].itertuples(index=False):
        problem = f"{column}: {value!r}, {reason}" if column else f"{value}, {reason}"
        told[row] = f"{told[row]}; {problem}" if row in told else problem
    rows = parsed.rejected_rows
    rows = rows.loc[:, ~rows.columns.isin([ROW, PROBLEM])]
    rows = rows.set_axis(_distinct(list(rows.columns)), axis=1)
    rows.insert(0, PROBLEM, [told[row] for row in rows.index])
    rows.insert(0, ROW, rows.index)
    return rows


def _distinct(names: list[str]) -> list[str]:
    """Names of which none is empty or stands twice."""
    distinct: list[str] = []
    for at, name in enumerate(names, start=1):
        new = f"{name or 'column'}_{at}" if not name or name in distinct else name
        while new in distinct:
            new += "_"
        distinct.append(new)
    return distinct


def as_csv(parsed: Parsed) -> bytes:
    """The same as CSV that a spreadsheet opens without running anything of it."""
    return neutralised(table(parsed)).to_csv(index=False).encode("utf-8-sig")


def write(parsed: Parsed, folder: Path, import_id: str) -> str:
    """Write the rejects file of an import into `folder`; its path, or nothing where no row can be given back so."""
    if parsed.rejected_rows.empty or parsed.table in ("areas", "presence"):
        return ""
    folder.mkdir(parents=True, exist_ok=True)
    stem = re.sub(r"[^A-Za-z0-9._-]+", "_", parsed.path.name.split(".")[0])[:60]
    path = folder / f"{stem}_{import_id}.csv"
    path.write_bytes(as_csv(parsed))
    return str(path)
