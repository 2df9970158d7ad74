"""Where an incident's row comes from, and what became of it through the versions of the mission."""

from html import escape

import pandas as pd

from components import links, texts, views
from components.context import Context
from data.i18n import _
from data.importing import history
from data.incidents import subsets
from data.words import formats


def import_of(context: Context, row: pd.Series) -> None:
    """The import that last wrote the row: file, hash, reader, mapping, who, when, version."""
    log = context.snapshot.table("imports")
    own = log[log["import_id"] == row["import_id"]] if pd.notna(row["import_id"]) else log.iloc[:0]
    texts.section(_("Where this row comes from"))
    if own.empty:
        texts.note(_("It came with the bundled example; no file was imported."))
        return
    entry = own.iloc[0]
    query = links.query_for(context.filters, incidents_rows=subsets.IMPORT + entry["import_id"])
    report_query = links.query_for(context.filters, data_part="imports", data_import=entry["import_id"])
    facts = {
        _("File"): escape(str(entry["file_name"])),
        _("SHA-256 of its bytes"): f'<code class="lp-hash">{escape(str(entry["sha256"]))}</code>',
        _("Read as"): escape(str(entry["layout"])) + _mapping(entry),
        _("Imported"): escape(f"{formats.moment(entry['imported_at'])}, {entry['who']}"),
        _("Version"): escape("–" if pd.isna(entry["version"]) else formats.number(entry["version"])),
        _("Import"): f"{escape(str(entry['import_id']))} · "
        + texts.to_rows(_("its rows under these filters"), views.href("incidents", query))
        + " · "
        + texts.to_rows(_("its report"), views.href("data", report_query)),
    }
    texts.table([("", ""), ("", "")], [[escape(name), value] for name, value in facts.items()])


def _mapping(entry: pd.Series) -> str:
    if pd.isna(entry["mapping"]) or not entry["mapping"]:
        return ""
    return escape(" " + _("(mapping {name})").format(name=entry["mapping"]))


def history_of(context: Context, event_id: str) -> None:
    """What each version did to the row."""
    shot = context.snapshot
    revisions = history.of_incident(shot.mission, context.filters.source, event_id, shot.number)
    hidden = shot.withheld(context.filters.source, event_id)
    files = shot.table("imports").set_index("import_id")["file_name"]
    texts.section(_("Its history through versions"))
    texts.table(
        [(_("Version"), "n"), (_("When"), ""), (_("By"), ""), (_("What"), "")],
        [
            [
                formats.number(revision.version.number),
                escape(formats.moment(revision.version.committed_at)),
                escape(revision.version.who),
                _what(revision, str(files.get(revision.import_id, "")), hidden),
            ]
            for revision in revisions[::-1]
        ],
        stacked=True,
    )


def _what(revision: history.Revision, file: str, hidden: frozenset[str]) -> str:
    """Added, removed, or each changed cell as HTML."""
    if revision.kind != history.CHANGED:
        words = {history.ADDED: _("added by {what}"), history.REMOVED: _("removed by {what}")}[revision.kind]
        return escape(words.format(what=file or revision.version.what))
    cells = "".join(
        f"<br><b>{escape(cell.column)}</b>: {_shown(cell.before)} → {_shown(cell.after)}"
        for cell in revision.cells.itertuples(index=False)
        if cell.column not in hidden
    )
    return escape(_("changed by {what}").format(what=file or revision.version.what)) + cells


def _shown(value: object) -> str:
    return "–" if pd.isna(value) else escape(str(value)[:300] + ("…" if len(str(value)) > 300 else ""))
