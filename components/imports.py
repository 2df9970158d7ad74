"""Versions and imports: who took in what and when, what became of each file, and an old version made the newest."""

import json
from html import escape

import pandas as pd
import streamlit as st

from components import cached, download, links, texts, views
from components.access.who import may
from components.context import Context
from data.access.roles import IMPORT
from data.errors import InputError, StoreBusyError
from data.i18n import _, ngettext
from data.importing import restore
from data.incidents import subsets
from data.words import formats

MOST_VERSIONS = 10
COUNTS = ("rows", "accepted", "rejected", "duplicates", "added", "changed", "unchanged", "removed", "flagged")


def log(context: Context) -> None:
    """Every import, newest first; the chosen one with its report."""
    imports = context.snapshot.table("imports").sort_values("imported_at", ascending=False)
    if imports.empty:
        texts.note(_("Nothing was imported yet."))
        return
    names = {
        "file_name": _("File"), "table": _("Table"), "layout": _("Read as"), "imported_at": _("When"), "who": _("By"),
        "version": _("Version"), "rows": _("Rows"), "accepted": _("Accepted"), "rejected": _("Rejected"),
        "duplicates": _("Duplicates"), "added": _("Added"), "changed": _("Changed"), "unchanged": _("Unchanged"),
        "removed": _("Removed"), "flagged": _("Doubtful"),
    }  # fmt: skip
    counts = {name: imports[name].map(formats.number) for name in ("version", *COUNTS)}
    shown = imports.assign(imported_at=imports["imported_at"].map(formats.moment), **counts)
    shown = shown[list(names)].rename(columns=names)
    st.dataframe(shown, hide_index=True, key="imports_log", height=min(380, 38 + 35 * len(shown)))
    download.table(context, imports.drop(columns="report"), _("imports"), "imports")
    labels = {
        row.import_id: f"{formats.moment(row.imported_at)} · {row.file_name[:80]}" for row in imports.itertuples()
    }
    st.session_state[views.IMPORT.name] = views.IMPORT.value or next(iter(labels))
    chosen = st.selectbox(_("Report of"), list(labels), format_func=labels.get, key=views.IMPORT.name)
    _report(context, imports[imports["import_id"] == chosen].iloc[0])


def _report(context: Context, entry: pd.Series) -> None:
    """One import: counts that lead to rows, its notes, what it changed by column, and what it refused."""
    counts = ", ".join(f"{formats.number(entry[name])} {_count_name(name)}" for name in COUNTS)
    texts.note(counts)
    mapping = "" if pd.isna(entry["mapping"]) else " · " + _("mapping {name}").format(name=entry["mapping"])
    st.html(f'<p class="lp-note">SHA-256 <code class="lp-hash">{escape(entry["sha256"])}</code>{escape(mapping)}</p>')
    if entry["table"] == "incidents":
        _to_its_rows(context, entry)
    details = json.loads(entry["report"]) if pd.notna(entry["report"]) else {}
    for note in details.get("notes", ()):
        texts.note(note)
    if details.get("changes", {}).get("cells") and may(IMPORT):
        changes(details["changes"])
    if details.get("removed_keys"):
        texts.note(_("Removed: {keys}").format(keys=", ".join(details["removed_keys"][:100])))
    if details.get("doubles"):
        texts.section(_("Rows that repeat a key"))
        st.dataframe(pd.DataFrame(details["doubles"]), hide_index=True, key="import_doubles")
    if details.get("rejects") and may(IMPORT):
        texts.section(_("Rows that were refused"), _("The file to correct lies in the mission folder, under rejects"))
        st.dataframe(pd.DataFrame(details["rejects"]), hide_index=True, key="import_rejects")


def _count_name(name: str) -> str:
    return {
        "rows": _("rows read"), "accepted": _("accepted"), "rejected": _("rejected"), "duplicates": _("duplicates"),
        "added": _("added"), "changed": _("changed"), "unchanged": _("unchanged"), "removed": _("removed"),
        "flagged": _("doubtful"),
    }[name]  # fmt: skip


def _to_its_rows(context: Context, entry: pd.Series) -> None:
    """The way to the rows that an import wrote last."""
    shot = context.snapshot
    sources = [s for s in str(entry["source"]).split("; ") if s in shot.vocabulary.sources]
    for source in sources:
        span = shot.vocabulary.span(source)
        rows = subsets.IMPORT + entry["import_id"]
        query = links.query_of_all(context.filters, source, span.start, span.end, incidents_rows=rows)
        words = _("Its rows in {source} →").format(source=texts.plain(shot.settings.source_title(source)))
        st.page_link(views.page("incidents"), label=words, query_params=query)


def changes(found: dict, planned: bool = False) -> None:
    """What a file revised (a dict of data.importing.log.changes): deaths first, then each column, then each cell."""
    deaths = found["fatalities"]
    by_column = ", ".join(f"{escape(name)} {formats.number(n)}" for name, n in found["by_column"].items())
    done = _("The source's own revisions; the version before still has the old values")
    texts.section(_("Revised, by column"), _("What pressing Import would change") if planned else done)
    if deaths["events"]:
        words = ngettext(
            "Deaths of {n} event: {before} before, {after} after ({change}).",
            "Deaths of {n} events: {before} before, {after} after ({change}).",
            deaths["events"],
        )
        texts.note(
            words.format(
                n=formats.number(deaths["events"]),
                before=formats.number(deaths["before"]),
                after=formats.number(deaths["after"]),
                change=formats.signed(deaths["difference"]),
            )
        )
    st.html(f'<p class="lp-note">{by_column}</p>')
    cells = pd.DataFrame(found["cells"])
    st.dataframe(cells, hide_index=True, key="import_changes", height=min(320, 38 + 35 * len(cells)))
    if found["cells_in_all"] > len(cells):
        texts.note(_("The first {n} of {all} changed cells.").format(
            n=formats.number(len(cells)), all=formats.number(found["cells_in_all"])))  # fmt: skip


def versions(context: Context) -> None:
    """Every version, newest first, each with the way to the data as it was, and one that restores it."""
    mission = context.snapshot.mission
    newest_first = mission.store.versions()[::-1]
    for version in newest_first[:MOST_VERSIONS]:
        left, middle, right = st.columns([5, 1.1, 1], vertical_alignment="center")
        words = _("Version {number} · {moment} · {who} · {what}").format(
            number=version.number, moment=formats.moment(version.committed_at), who=version.who, what=version.what
        )
        left.html(f'<span class="lp-version">{escape(words[:400])}</span>')
        with middle:
            query = links.query_for(context.filters, at=version.number)
            st.page_link(views.page("briefing"), label=_("Open as it was →"), query_params=query)
        if version.number != newest_first[0].number and may(IMPORT):
            with right.popover(_("Restore {number}").format(number=version.number), width="stretch"):
                _restore(context, version.number)
    if len(newest_first) > MOST_VERSIONS:
        texts.note(_("and {n} older ones: python -m data versions").format(n=len(newest_first) - MOST_VERSIONS))


def _restore(context: Context, number: int) -> None:
    texts.caption(
        _("Makes the data of version {number} the newest version. Nothing is lost: today's stays as it is.").format(
            number=number
        )
    )
    if not st.button(_("Restore version {number}").format(number=number), key=f"restore_{number}", type="primary"):
        return
    try:
        _target, made = restore.restore(context.snapshot.mission, number)
    except (InputError, StoreBusyError) as error:
        texts.error(str(error))
        return
    cached.forget()
    links.unpin()
    st.toast(_("Version {new} holds what version {old} did.").format(new=made, old=number))
    st.rerun()
