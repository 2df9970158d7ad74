"""One incident's sheet: all that is known of it, where its row came from, what became of it, and other sources."""

from html import escape

import pandas as pd
import streamlit as st

from components import formats, links, listing, texts, views
from components.context import Context
from data.i18n import _, isolated
from data.importing import history
from data.incidents import doubts, frame, matches, subsets, types
from data.schema import split

LONGEST_NOTE = 4000
MOST_CANDIDATES = 8


def incident(context: Context, event_id: str) -> None:
    """The sheet of an incident of the source that is shown."""
    shot = context.snapshot
    rows = frame.details(shot.mission, shot.number, context.filters.source, [event_id])
    if rows.empty:
        texts.note(_("This version has no incident {event}.").format(event=event_id[:80]))
        return
    if event_id not in set(shot.select(context.filters)["event_id"]):
        texts.note(_("This incident is not among those that the filters count."))
    row = rows.iloc[0]
    place = row["location"] if pd.notna(row["location"]) else "–"
    texts.section(
        f"{isolated(texts.short(place, 200))}, {formats.day(row['event_date'])}", types.label(row["event_type"])
    )
    _note(row)
    texts.table([("", ""), ("", "")], [[escape(name), escape(value)] for name, value in _facts(row).items()])
    _other_figures(context, event_id)
    _other_sources(context, event_id)
    _provenance(context, row)
    _history(context, event_id)


def _note(row: pd.Series) -> None:
    """The source's account; a long one in full only where it is asked for."""
    if pd.isna(row["notes"]):
        return
    whole = str(row["notes"])
    style = 'class="lp-account"'
    st.html(f"<p {style}>{escape(whole[:LONGEST_NOTE])}{' …' if len(whole) > LONGEST_NOTE else ''}</p>")
    if len(whole) > LONGEST_NOTE:
        texts.note(
            _("The account has {n} characters; exported files have all of them.").format(n=formats.number(len(whole)))
        )


def _facts(row: pd.Series) -> dict[str, str]:
    def text(name: str) -> str:
        return "–" if pd.isna(row[name]) else isolated(texts.short(str(row[name]), 400))

    low, high = row["fatalities_low"], row["fatalities_high"]
    bounds = "" if pd.isna(low) and pd.isna(high) else f" ({formats.number(low)} – {formats.number(high)})"
    precision = listing.precision_name(int(row["geo_precision"]))
    facts = {
        _("Reported deaths, best (low – high)"): formats.number(row["fatalities_best"]) + bounds,
        _("Finer type"): text("sub_event_type"),
        _("Actors, as attributed by the source, not UN-verified"): f"{text('actor1')} / {text('actor2')}",
        _("Location"): f"{precision}; {text('admin2')}, {text('admin1')} ({_('as published')})",
        _("Reported by"): text("reported_by"),
        _("Key"): f"{text('source')} {text('event_id')}",
        _("Last revised by the source"): "–" if pd.isna(row["revised_at"]) else formats.moment(row["revised_at"]),
    }
    if pd.notna(row["doubts"]):
        facts[_("Doubtful")] = "; ".join(doubts.label(code) for code in split(row["doubts"]))
    return facts


def _other_figures(context: Context, event_id: str) -> None:
    figures = context.snapshot.table("source_figures")
    own = figures[figures["event_id"] == event_id]
    if own.empty:
        return
    texts.section(_("Figures of other sources"), _("Shown beside each other, never added up"))
    texts.table(
        [(_("Source"), ""), (_("Reported deaths"), "n"), (_("In its words"), ""), (_("Citation"), "")],
        [
            [
                escape(str(r.figure_source)),
                escape(formats.number(r.fatalities)),
                escape("" if pd.isna(r.wording) else str(r.wording)),
                escape(str(r.citation)),
            ]
            for r in own.itertuples(index=False)
        ],
    )


def _other_sources(context: Context, event_id: str) -> None:
    """Events of the mission's other sources that may be the same one."""
    shot = context.snapshot
    if len(shot.vocabulary.sources) < 2:
        return
    found = matches.beside(shot, context.filters.source, event_id)
    if found.empty:
        return
    texts.section(
        _("Other sources may have the same event"), _("Both figures side by side; they are never merged or added up")
    )
    texts.table(
        [(_("Source"), ""), (_("Day"), ""), (_("Place"), ""), (_("Reported deaths"), "n"), (_("Apart"), "")],
        [
            [
                escape(shot.settings.source_title(r.source_b)),
                texts.to_rows(formats.day(r.day_b), event_href(context, r.source_b, r.event_b, r.day_b)),
                escape(str(r.place_b)[:200]),
                formats.number(r.fatalities_b),
                escape(apart(r)),
            ]
            for r in found.head(MOST_CANDIDATES).itertuples(index=False)
        ],
    )


def apart(pair: tuple) -> str:
    """How far apart two records are: `1.7 km, same day`."""
    days = int(pair.days_apart)
    when = _("same day") if not days else _("1 day") if days == 1 else _("{n} days").format(n=days)
    return _("{km} km, {when}").format(km=formats.number(round(pair.distance_km, 1)), when=when)


def event_href(context: Context, source: str, event_id: str, day: pd.Timestamp) -> str:
    """The address of an incident's sheet, in the month of its day."""
    first = pd.Timestamp(day).replace(day=1)
    last = first + pd.offsets.MonthEnd(0)
    query = links.query_of_all(context.filters, source, first.date(), last.date(), incidents_event=str(event_id))
    return views.href("incidents", query)


def _provenance(context: Context, row: pd.Series) -> None:
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


def _history(context: Context, event_id: str) -> None:
    """What each version did to the row."""
    shot = context.snapshot
    revisions = history.of_incident(shot.mission, context.filters.source, event_id, shot.number)
    files = shot.table("imports").set_index("import_id")["file_name"]
    texts.section(_("Its history through versions"))
    texts.table(
        [(_("Version"), "n"), (_("When"), ""), (_("By"), ""), (_("What"), "")],
        [
            [
                formats.number(revision.version.number),
                escape(formats.moment(revision.version.committed_at)),
                escape(revision.version.who),
                _what(revision, str(files.get(revision.import_id, ""))),
            ]
            for revision in revisions[::-1]
        ],
        stacked=True,
    )


def _what(revision: history.Revision, file: str) -> str:
    """Added, removed, or each changed cell as HTML."""
    if revision.kind != history.CHANGED:
        words = {history.ADDED: _("added by {what}"), history.REMOVED: _("removed by {what}")}[revision.kind]
        return escape(words.format(what=file or revision.version.what))
    cells = "".join(
        f"<br><b>{escape(cell.column)}</b>: {_shown(cell.before)} → {_shown(cell.after)}"
        for cell in revision.cells.itertuples(index=False)
    )
    return escape(_("changed by {what}").format(what=file or revision.version.what)) + cells


def _shown(value: object) -> str:
    return "–" if pd.isna(value) else escape(str(value)[:300] + ("…" if len(str(value)) > 300 else ""))
