"""Rows that are doubtful: flagged ones by kind, and events that two sources may both have."""

from html import escape

import pandas as pd
import streamlit as st

from components import cached, download, links, listing, sheet, texts, views
from components.context import Context
from data.i18n import _, isolated, ngettext
from data.incidents import doubts, matches, subsets
from data.schema import split
from data.words import formats

OTHER = "matches_other"
MOST_PAIRS = 200
GOOD = 0.8  # from this score on, chance alone is rare: 1.5 % of events reach it by chance


def flagged(context: Context) -> None:
    """The source's flagged rows by kind of doubt, and each of them, with the way to its sheet."""
    shot, source = context.snapshot, context.filters.source
    own = shot.incidents[(shot.incidents["source"] == source) & shot.incidents["doubts"].notna()]
    if own.empty:
        texts.note(_("No row of {source} is doubtful.").format(source=shot.settings.source_title(source)))
        return
    span = shot.vocabulary.span(source)
    counts = doubts.counted(own["doubts"])
    texts.table(
        [(_("Doubt"), ""), (_("Incidents"), "n")],
        [[escape(doubts.label(code)), _to_flagged(context, count, code, span)] for code, count in counts.items()],
    )
    table = _listed(own)
    shown = table.head(listing.MOST_ROWS)
    if len(table) > len(shown):
        words = _("The newest {n} of {all} incidents; the exported file has all of them.")
        texts.note(words.format(n=formats.number(len(shown)), all=formats.number(len(table))))
    days = {"day": shown["day"].dt.date}
    st.dataframe(shown.assign(**days), hide_index=True, key="doubtful_rows", height=min(420, 60 + 35 * len(shown)))
    download.table(context, table, _("doubtful rows"), "doubtful", (source,))


def _to_flagged(context: Context, count: int, code: str, span: object) -> str:
    query = links.query_of_all(
        context.filters, context.filters.source, span.start, span.end, incidents_rows=f"{subsets.DOUBT}{code}"
    )
    return texts.to_rows(formats.number(count), views.href("incidents", query))


def _listed(own: pd.DataFrame) -> pd.DataFrame:
    newest = own.sort_values("event_date", ascending=False, kind="stable")
    named = newest["doubts"].astype("str").map(lambda codes: "; ".join(doubts.label(c) for c in split(codes)))
    return pd.DataFrame(
        {
            "event_id": newest["event_id"],
            "day": newest["event_date"],
            "doubt": named,
            "place": newest["location"].astype("str"),
            "country": newest["country"].astype("str"),
            "latitude": newest["latitude"],
            "longitude": newest["longitude"],
            "deaths": newest["fatalities_best"],
        }
    )


def two_sources(context: Context) -> None:
    """Candidate matches of the source that is shown with another one, both figures side by side."""
    shot, filters = context.snapshot, context.filters
    others = [source for source in shot.vocabulary.sources if source != filters.source]
    if not others:
        texts.note(_("The mission has one source of incidents: there is nothing to compare it with."))
        return
    other = others[0]
    if len(others) > 1:
        st.session_state.setdefault(OTHER, other)
        other = st.selectbox(_("Compare with"), others, format_func=shot.settings.source_title, key=OTHER)
    found = cached.matches(shot, filters, other).copy(deep=False)
    _pairs_in_words(context, found, other)
    if found.empty:
        return
    names = [shot.settings.source_title(source) for source in (filters.source, other)]
    texts.table(
        [
            (names[0], ""),
            (_("Deaths, {source}").format(source=names[0]), "n"),
            (names[1], ""),
            (_("Deaths, {source}").format(source=names[1]), "n"),
            (_("Apart"), ""),
            (_("Likeness"), ""),
        ],
        [_pair(context, pair, other) for pair in found.head(MOST_PAIRS).itertuples(index=False)],
        stacked=True,
    )
    if len(found) > MOST_PAIRS:
        texts.note(_("and {n} weaker ones, in the exported file").format(n=formats.number(len(found) - MOST_PAIRS)))
    download.table(context, found, _("candidate matches"), "matches", (filters.source, other))


def _pairs_in_words(context: Context, found: pd.DataFrame, other: str) -> None:
    shot, totals = context.snapshot, matches.compare_totals(found)
    words = ngettext(
        "{n} pair of records under these filters may be one event: {a} reported deaths in {source_a}, "
        "{b} in {source_b}. The two are never added up.",
        "{n} pairs of records under these filters may be one event each: {a} reported deaths in {source_a}, "
        "{b} in {source_b}. The two are never added up.",
        totals["pairs"],
    )
    texts.note(
        words.format(
            n=formats.number(totals["pairs"]),
            a=formats.number(totals["fatalities_a"]),
            b=formats.number(totals["fatalities_b"]),
            source_a=shot.settings.source_title(context.filters.source),
            source_b=shot.settings.source_title(other),
        )
    )


def _pair(context: Context, pair: tuple, other: str) -> list[str]:
    likeness = _("strong") if pair.score >= GOOD else _("weak")
    rivals = (
        " · " + ngettext("{n} other pair", "{n} other pairs", pair.rivals).format(n=formats.number(pair.rivals))
        if pair.rivals
        else ""
    )
    return [
        _record(context, context.filters.source, pair.event_a, pair.day_a, pair.place_a),
        _deaths(pair.fatalities_a, pair.fatalities_low_a, pair.fatalities_high_a),
        _record(context, other, pair.event_b, pair.day_b, pair.place_b),
        _deaths(pair.fatalities_b, pair.fatalities_low_b, pair.fatalities_high_b),
        escape(sheet.apart(pair)),
        f'{escape(likeness)}<span class="lp-note">{escape(rivals)}</span>',
    ]


def _record(context: Context, source: str, event_id: str, day: pd.Timestamp, place: object) -> str:
    linked = texts.to_rows(formats.day(day), sheet.event_href(context, source, event_id, day))
    return f"{linked}, {escape(isolated(formats.short(str(place))))}"


def _deaths(best: object, low: object, high: object) -> str:
    bounds = "" if pd.isna(low) and pd.isna(high) else f" ({formats.number(low)} – {formats.number(high)})"
    return escape(formats.number(best) + bounds)
