"""The data page's further tables: what is in a version, aggregates, assessed threats, and published figures."""

from html import escape

import pandas as pd
import streamlit as st

from components import download, texts
from components.context import Context
from components.workshop.scenarios import attempt, your_name
from data import journal
from data.access import handling
from data.access.handling_schema import LEVELS
from data.i18n import _
from data.incidents import published
from data.journal import Journal
from data.snapshot import Snapshot
from data.tables import TABLES
from data.words import formats


def tables(shot: Snapshot) -> None:
    """The tables of this version with their rows."""
    counts = {name: _count(shot, name) for name in TABLES}
    marks = {name: _marked(shot, name) for name in TABLES}
    meanings = {name: (info.model.__doc__ or "").split("\n")[0] for name, info in TABLES.items()}
    texts.table(
        [(_("Table"), ""), (_("Rows"), "n"), (_("Handling"), ""), (_("What it holds"), "")],
        [[escape(name), formats.number(count), marks[name], escape(meanings[name])] for name, count in counts.items()],
    )


def _marked(shot: Snapshot, name: str) -> str:
    """The handling mark of a table; that of each source of incidents. Boundaries, ids and records have none."""
    if name in handling.UNMARKABLE:
        return "–"
    sources = shot.vocabulary.sources if name == handling.INCIDENTS else ("",)
    own = {source: handling.of(shot.mission, shot.settings, name, source).words for source in sources}
    return "<br>".join(
        escape(f"{shot.settings.source_title(source)}: {words}" if source else words) for source, words in own.items()
    )


def mark(shot: Snapshot) -> None:
    """Gives a table, or the incidents of a source, another handling mark."""
    named = {(handling.INCIDENTS, source): shot.settings.source_title(source) for source in shot.vocabulary.sources}
    named |= {(name, ""): name for name in TABLES if name not in handling.UNMARKABLE and name != handling.INCIDENTS}
    with st.popover(_("Change a handling mark"), icon=":material/shield_lock:"), st.form("mark", border=False):
        chosen = st.selectbox(_("Of"), list(named), format_func=named.get, key="mark_of")
        level = st.selectbox(_("Handling mark"), LEVELS, index=None, format_func=handling.level_name, key="mark_level",
                             placeholder=_("Choose a handling mark"))  # fmt: skip
        author = your_name("mark")
        if st.form_submit_button(_("Save the mark"), type="primary"):
            attempt(lambda: handling.mark(shot.mission, *chosen, str(level or ""), author))


def _count(shot: Snapshot, name: str) -> int:
    """The rows of a table in this version; what a journal keeps belongs to none, and all of them count."""
    if name in journal.NAMES:
        return len(Journal(shot.mission.store, name).rows())
    return len(shot.incidents) if name == "incidents" else len(shot.table(name))


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


def aggregates(context: Context) -> None:
    """Counts that publishers made, a source and category at a time: they overlap with each other and with events."""
    table = context.snapshot.table("aggregates")
    if table.empty:
        return
    texts.section(
        _("Monthly counts of publishers"),
        _("Counts, not events: they overlap with each other and with the incidents, and are never added to them"),
    )
    kinds = sorted(set(zip(table["source"], table["category"], table["admin_level"], strict=True)))
    source, category, level = st.selectbox(_("Counts of"), kinds, format_func=_kind_name, key="counts_of")
    own = table[(table["source"] == source) & (table["category"] == category) & (table["admin_level"] == level)]
    newest = own.sort_values(["period_start", "area_code"], ascending=[False, True], kind="stable")
    shown = newest[["period_start", "period_end", "country_code", "admin1_name", "admin2_name", "events", "fatalities"]]
    days = {name: shown[name].dt.date for name in ("period_start", "period_end")}
    st.dataframe(shown.assign(**days), hide_index=True, key="counts_rows", height=min(380, 60 + 35 * len(shown)))
    download.table(context, newest, _("monthly counts"), "counts")


def _kind_name(kind: tuple[str, str, int]) -> str:
    source, category, level = kind
    return _("{source}: {category}, level {level}").format(source=source, category=category, level=level)


def dictionary() -> None:
    """The data dictionary, from the schemas themselves."""
    name = st.selectbox(_("Table"), list(TABLES), key="dictionary_table")
    st.dataframe(TABLES[name].model.dictionary(), hide_index=True, key="dictionary_rows")
