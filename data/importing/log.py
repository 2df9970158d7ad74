"""The log of imports: what each file was, how it was read, and what became of its rows."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pandas as pd

from data.tables import TABLES

if TYPE_CHECKING:
    from data.importing.run import Report

MOST_CELLS = 1000  # of each list that a report keeps; the rejects file has every row
LONGEST_CELL = 500  # characters of a revised text that a kept report shows; the versions have them whole
DEATHS = "fatalities_best"
COLUMNS = (DEATHS, "fatalities_low", "fatalities_high", "event_type", "civilian_targeting", "event_date", "location",
           "latitude", "longitude", "geo_precision")  # fmt: skip


def record(report: "Report", version: int, who: str, complete: bool) -> dict[str, object]:
    """One row of table imports."""
    file = report.parsed
    frame = file.frame
    has_days = "event_date" in frame and len(frame)
    return {
        "import_id": report.import_id,
        "file_name": file.file,
        "sha256": file.sha256,
        "table": file.table,
        "layout": file.layout,
        "mapping": file.mapping or None,
        "source": "; ".join(sorted(set(frame["source"].dropna()))) if "source" in frame else None,
        "rows": file.rows,
        "accepted": file.accepted,
        "rejected": file.rejected,
        "duplicates": file.duplicates,
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "flagged": int(frame["doubts"].notna().sum()) if "doubts" in frame else 0,
        "first_day": frame["event_date"].min() if has_days else pd.NaT,
        "last_day": frame["event_date"].max() if has_days else pd.NaT,
        "complete": complete,
        "version": version,
        "report": json.dumps(details(report), ensure_ascii=False),
        "who": who,
        "imported_at": datetime.now(UTC),
    }


def details(report: "Report", most: int | None = MOST_CELLS) -> dict[str, object]:
    """What became of a file beyond the counts: notes, flags, rejected cells, doubles, changes by column and by cell."""
    file = report.parsed
    return {
        "notes": list(file.notes),
        "flagged": file.flagged,
        "rejects": file.rejects.head(most if most else len(file.rejects)).astype({"row": int}).to_dict("records"),
        "doubles": file.doubles.head(most if most else len(file.doubles)).to_dict("records"),
        "changes": changes(report.changes, most),
        "removed_keys": [key.split("\x1f")[-1] for key in report.removed_keys[:most]],
    }


def changes(cells: pd.DataFrame, most: int | None = None) -> dict[str, object]:
    """What was revised: rows by column, deaths before and after in the revised rows, and each cell, deaths first."""
    ordered = cells.sort_values("column", key=lambda names: names.map(_rank), kind="stable")
    listed = ordered.head(most) if most else ordered
    if most:
        listed = listed.assign(**{side: listed[side].str.slice(0, LONGEST_CELL) for side in ("before", "after")})
    return {
        "by_column": {str(k): int(v) for k, v in ordered["column"].value_counts(sort=False).items()},
        "fatalities": deaths(cells),
        "cells": listed.astype("object").where(listed.notna(), None).to_dict("records"),
        "cells_in_all": len(cells),
    }


def _rank(column: str) -> int:
    """Deaths first, then how many, what, where and when, and last the source's own moment of revision."""
    return COLUMNS.index(column) if column in COLUMNS else len(COLUMNS) if column != "revised_at" else len(COLUMNS) + 1


def deaths(cells: pd.DataFrame) -> dict[str, int]:
    """Reported deaths of the events whose best figure was revised: before, after, difference; unknown adds nothing."""
    own = cells[cells["column"] == DEATHS]
    before, after = (int(pd.to_numeric(own[side]).sum()) for side in ("before", "after"))
    return {"events": len(own), "before": before, "after": after, "difference": after - before}


def appended(log: pd.DataFrame, records: list[dict[str, object]]) -> pd.DataFrame:
    """The log with further imports."""
    new = TABLES["imports"].model.shape(pd.DataFrame(records))
    return pd.concat([log, new], ignore_index=True) if len(log) else new
