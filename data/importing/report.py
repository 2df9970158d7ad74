"""What became of files, as one JSON document: of one file, or of several with their sums."""

from collections.abc import Sequence

import pandas as pd

from data.importing import log
from data.importing.merge import NO_CHANGES
from data.importing.run import Report
from data.mission import Mission

CHANGES = ("added", "changed", "unchanged", "removed")


def imported(target: Mission, reports: Sequence[Report]) -> dict:
    """The document of an import: that of the check, what it changed by column, the version, and the rejects files."""
    counts = {key: sum(getattr(r, key) for r in reports) for key in CHANGES}
    version = reports[0].version if reports else target.store.latest()
    document = checked(reports) | counts | {"version": version, "mission": str(target.folder)}
    changed = pd.concat([NO_CHANGES, *(r.changes for r in reports)], ignore_index=True)
    document |= {
        "changes": log.changes(changed),
        "removed_keys": [k for r in reports for k in _removed(r)],
    }
    document["rejects_files"] = [r.rejects_file for r in reports if r.rejects_file]
    if len(reports) > 1:
        for entry, report in zip(document["files"], reports, strict=True):
            entry.update({key: getattr(report, key) for key in CHANGES}, import_id=report.import_id)
    return document


def tables_of(reports: Sequence[Report]) -> list[tuple[str, str]]:
    """The tables that files go into, incidents once for each of their sources; the source is empty for other tables."""
    found = []
    for own in (report.parsed for report in reports):
        sources = own.frame["source"].dropna().unique() if own.table == "incidents" else [""]
        found += [(own.table, str(source)) for source in sources]
    return list(dict.fromkeys(found))


def _removed(report: Report) -> list[str]:
    return log.details(report, None)["removed_keys"]


def checked(reports: Sequence[Report]) -> dict:
    """The document of one file, or of several: their sums, and each file's own under `files`.

    Deaths are summed over the files of incidents, and unknown where there is none.
    """
    each = [_file(r) for r in reports]
    if len(each) == 1:
        return each[0]
    total = {key: sum(e[key] for e in each) for key in ("rows", "accepted", "rejected", "duplicates")}
    deaths = [e["fatalities"] for e in each if e["fatalities"] is not None]
    firsts, lasts = [e["first"] for e in each if e["first"]], [e["last"] for e in each if e["last"]]
    return {
        "format": "; ".join(dict.fromkeys(e["format"] for e in each)),
        **total,
        "fatalities": sum(deaths) if deaths else None,
        "first": min(firsts, default=None),
        "last": max(lasts, default=None),
        "rejects": [{"file": e["file"], **reject} for e in each for reject in e["rejects"]],
        "files": each,
    }


def _file(file_report: Report) -> dict:
    """The document of one file. Deaths and days are of incidents: unknown for a file of anything else."""
    parsed = file_report.parsed
    frame = parsed.frame
    has_days = parsed.table == "incidents" and len(frame) > 0
    return {
        "file": parsed.path.name,
        "format": parsed.layout,
        "sheet": parsed.sheet,
        "table": parsed.table,
        "rows": parsed.rows,
        "accepted": parsed.accepted,
        "rejected": parsed.rejected,
        "duplicates": parsed.duplicates,
        "records": len(frame),
        "fatalities": int(frame["fatalities_best"].sum()) if parsed.table == "incidents" else None,
        "first": _day(frame["event_date"].min()) if has_days else None,
        "last": _day(frame["event_date"].max()) if has_days else None,
        "mapping": parsed.mapping,
        "flagged": parsed.flagged,
        "rejects": parsed.rejects.astype({"row": int}).to_dict("records"),
        "doubles": parsed.doubles.to_dict("records"),
        "notes": list(parsed.notes),
    }


def _day(moment: pd.Timestamp) -> str:
    return moment.date().isoformat()
