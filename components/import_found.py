"""What was found in dropped files: those with refused rows first, then what would change, the rest in one line."""

from html import escape

import streamlit as st

from components import texts
from data.i18n import _, ngettext
from data.importing import rejects
from data.importing.parsed import Parsed
from data.importing.run import Report
from data.words import formats

REJECTS_SHOWN = 200
LEAST_FOLDED = 2


def show(planned: list[Report]) -> None:
    """Each file or sheet by what needs attention; `planned` is what taking them in would do."""
    folds = len(planned) > 1 and sum(map(_is_quiet, planned)) >= LEAST_FOLDED
    quiet = [report for report in planned if folds and _is_quiet(report)]
    loud = [report for report in planned if not (folds and _is_quiet(report))]
    for report in sorted(loud, key=_rank):
        _one(report.parsed)
    if quiet:
        with st.expander(_folded(quiet, further=bool(loud))):
            for report in quiet:
                st.text(_said(report.parsed))


def button(planned: list[Report]) -> str:
    """What pressing the button does, in words; empty where it would change nothing."""
    added, changed, _unchanged, removed = sums(planned)
    refused = sum(report.parsed.rejected for report in planned)
    taken = [
        _counted(ngettext("{n} new row", "{n} new rows", added), added),
        _counted(ngettext("{n} change", "{n} changes", changed), changed),
    ]
    done = [
        _("import {what}").format(what=_(" and ").join(filter(None, taken))) if any(taken) else "",
        _counted(ngettext("remove {n} row", "remove {n} rows", removed), removed),
    ]
    if any(done):
        done.append(_counted(ngettext("leave out {n} row", "leave out {n} rows", refused), refused))
    label = ", ".join(filter(None, done))
    return label[:1].upper() + label[1:]


def _counted(words: str, count: int) -> str:
    return words.format(n=formats.number(count)) if count else ""


def sums(reports: list[Report]) -> list[int]:
    """Rows added, changed, unchanged and removed by all of them."""
    return [sum(getattr(own, name) for own in reports) for name in ("added", "changed", "unchanged", "removed")]


def _alters(report: Report) -> bool:
    return bool(report.added or report.changed or report.removed)


def _is_quiet(report: Report) -> bool:
    """Whether nothing need be said of a file: all of it was there already, or it is a sheet that has no rows."""
    parsed = report.parsed
    empty_sheet = bool(parsed.sheet) and not parsed.rows
    return not (parsed.rejected or parsed.duplicates or _alters(report)) and (empty_sheet or not parsed.notes)


def _rank(report: Report) -> int:
    return 0 if report.parsed.rejected else 1 if _alters(report) else 2


def _folded(quiet: list[Report], further: bool) -> str:
    """How much stands in the files of which nothing need be said."""
    sheets, rows = all(report.parsed.sheet for report in quiet), sum(report.parsed.rows for report in quiet)
    if sheets:
        words = _("{n} further sheets: {rows}") if further else _("{n} sheets: {rows}")
    else:
        words = _("{n} further files: {rows}") if further else _("{n} files: {rows}")
    told = ngettext("{n} row, accepted, nothing would change", "{n} rows, all accepted, nothing would change", rows)
    return words.format(n=formats.number(len(quiet)), rows=told.format(n=formats.number(rows)))


def _one(parsed: Parsed) -> None:
    """One file in a line, with its refused rows below."""
    st.text(_said(parsed))
    if parsed.rejected:
        _refused(parsed)


def _said(parsed: Parsed) -> str:
    words = _("{file}: {layout}. {rows} rows read, {accepted} accepted, {rejected} rejected, {duplicates} duplicates.")
    counts = {name: formats.number(getattr(parsed, name)) for name in ("rows", "accepted", "rejected", "duplicates")}
    text = words.format(file=parsed.file, layout=parsed.layout, **counts)
    if parsed.table == "incidents" and len(parsed.frame):
        deaths = formats.number(parsed.frame["fatalities_best"].sum())
        first, last = formats.day(parsed.frame["event_date"].min()), formats.day(parsed.frame["event_date"].max())
        text += " " + _("{deaths} reported deaths, {first} to {last}.").format(deaths=deaths, first=first, last=last)
    return " ".join([text, *parsed.notes])


def _refused(parsed: Parsed) -> None:
    """Why each row was refused, readable in whole, and those rows as a file to correct."""
    place = _("Cell") if parsed.sheet else _("Row")
    head = [(place, "class"), (_("Column"), "area"), (_("Found"), "area"), (_("Why refused"), "")]
    first = parsed.rejects.head(REJECTS_SHOWN).fillna("")
    texts.table(head, [_cells(row) for row in first.to_dict("records")], stacked=True)
    if len(parsed.rejects) > REJECTS_SHOWN:
        words = _("The first {n} of {all} refused cells.")
        texts.note(words.format(n=formats.number(REJECTS_SHOWN), all=formats.number(len(parsed.rejects))))
    if len(parsed.rejected_rows):
        st.download_button(
            _("Refused rows as a file: correct them and drop it here again"),
            data=lambda: rejects.as_csv(parsed),
            file_name=f"rejects_{parsed.path.stem}{'_' if parsed.sheet else ''}{parsed.sheet}.csv",
            key=f"rejects_file_{parsed.sha256}_{parsed.path.parent.name}_{parsed.sheet}",
            on_click="ignore",
            icon=":material/download:",
        )


def _cells(row: dict[str, object]) -> list[str]:
    """A refused cell as HTML: where it stands, what was found, what is accepted."""
    cells = (row.get("cell") or row["row"], row["column"], row["value"], row["reason"])
    return [escape(str(cell)) for cell in cells]
