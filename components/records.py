"""The data page's tables: sources and how fresh they are, tables, versions, imports, and figures that were revised."""

from html import escape

import pandas as pd
import streamlit as st

from components import formats, links, texts, views
from components.context import Context
from data.i18n import _
from data.incidents import published
from data.snapshot import Snapshot
from data.tables import TABLES


def sources(context: Context) -> None:
    """Each incident source: rows, first and last day, when it was last imported."""
    shot = context.snapshot
    imports = shot.table("imports")
    rows = []
    for source in shot.vocabulary.sources:
        span = shot.vocabulary.days[source]
        own = imports[
            (imports["table"] == "incidents") & (imports["source"].fillna("").str.contains(source, regex=False))
        ]
        count = int((shot.incidents["source"] == source).sum())
        latest = formats.moment(own["imported_at"].max()) if len(own) else "–"
        files = str(own.sort_values("imported_at")["file_name"].iloc[-1]) if len(own) else "–"
        rows.append(
            [
                escape(shot.settings.source_title(source)),
                formats.number(count),
                formats.day(span.start),
                formats.day(span.end),
                latest,
                escape(files),
            ]
        )
    head = [
        (_("Source"), ""),
        (_("Incidents"), "n"),
        (_("First day"), "n"),
        (_("Last day"), "n"),
        (_("Imported"), ""),
        (_("File"), ""),
    ]
    texts.table(head, rows)


def tables(shot: Snapshot) -> None:
    """The tables of this version with their rows."""
    counts = {name: len(shot.incidents) if name == "incidents" else len(shot.table(name)) for name in TABLES}
    meanings = {name: (info.model.__doc__ or "").split("\n")[0] for name, info in TABLES.items()}
    texts.table(
        [(_("Table"), ""), (_("Rows"), "n"), (_("What it holds"), "")],
        [[escape(name), formats.number(count), escape(meanings[name])] for name, count in counts.items()],
    )


def versions(context: Context) -> None:
    """Every version, newest first, each with the way to the data as it was."""
    newest_first = context.snapshot.mission.store.versions()[::-1]
    for version in newest_first[:10]:
        left, right = st.columns([5, 1], vertical_alignment="center")
        words = _("Version {number} · {moment} · {who} · {what}").format(
            number=version.number, moment=formats.moment(version.committed_at), who=version.who, what=version.what
        )
        left.html(f'<span style="font-size:14px">{escape(words)}</span>')
        with right:
            query = links.query_for(context.filters, at=version.number)
            st.page_link(views.page("briefing"), label=_("Open as it was →"), query_params=query)
    if len(newest_first) > 10:
        texts.note(_("and {n} older ones: python -m data versions").format(n=len(newest_first) - 10))


def imports(shot: Snapshot) -> None:
    """What was imported when, by whom, and what became of its rows."""
    log = shot.table("imports").sort_values("imported_at", ascending=False)
    if log.empty:
        texts.note(_("Nothing was imported yet."))
        return
    shown = log.assign(sha256=log["sha256"].str.slice(0, 12), imported_at=log["imported_at"].map(formats.moment))
    columns = [
        "file_name",
        "table",
        "layout",
        "rows",
        "accepted",
        "rejected",
        "duplicates",
        "added",
        "changed",
        "unchanged",
        "who",
        "imported_at",
        "sha256",
        "import_id",
    ]
    st.dataframe(shown[columns], hide_index=True, key="imports_log")


def revisions(context: Context) -> None:
    """Published figures beside the same count in the data today: both are shown, and why they differ."""
    for series in published.for_mission(context.snapshot):
        table = published.compare(context.snapshot, series)
        data_date = formats.day(context.snapshot.vocabulary.span(series.source).end)
        texts.section(
            _("Sources revise: the same years, counted at two times"),
            _("{measure}, {country}").format(measure=series.measure, country=series.country),
        )
        texts.table(
            [
                (_("Year"), "n"),
                (_("Published, as of {day}").format(day=series.as_of), "n"),
                (_("In this version, data to {day}").format(day=data_date), "n"),
                (_("Revised by"), "n"),
            ],
            [
                [
                    str(r.year),
                    formats.number(r.published),
                    formats.number(r.now),
                    "–" if pd.isna(r.revised_by) else formats.signed(int(r.revised_by)),
                ]
                for r in table.itertuples(index=False)
            ],
        )
        texts.note(
            _(
                "{citation}. The source goes on adding reports and correcting figures after an event, so the same "
                "years differ between two of its releases. Both figures were right when they were counted; "
                "name the version you use."
            ).format(citation=series.citation)
        )


def dictionary() -> None:
    """The data dictionary, from the schemas themselves."""
    name = st.selectbox(_("Table"), list(TABLES), key="dictionary_table")
    st.dataframe(TABLES[name].model.dictionary(), hide_index=True, key="dictionary_rows")
