"""The first two steps: what sections judge, and below it what is recorded, with its precision and what changed."""

from html import escape

import pandas as pd
import streamlit as st

from components import figures, links, texts, views
from components.evidence.answers import more
from components.evidence.desk import Desk
from components.figures import Figure
from data.i18n import _, isolated, ngettext
from data.incidents import summary, types
from data.incidents.change import Change
from data.mandate.evidence import MEASURES
from data.words import compared, formats

MOST = 6


def threats(desk: Desk) -> None:
    """The judgements that hold on the day; that none holds is said, and what that does not mean."""
    rows = desk.link("threats")
    heading = ngettext("1. Assessed threat: {n} holds on {day}", "1. Assessed threats: {n} hold on {day}", len(rows))
    texts.section(
        heading.format(n=formats.number(len(rows)), day=formats.day(desk.day)),
        _("Judgements of the sections whose work they are; not derived from incidents"),
    )
    for row in rows.head(MOST).itertuples(index=False):
        st.html(_judgement(desk, row))
    with more("threats", len(rows) - MOST) as fold:
        for row in rows.iloc[MOST:].itertuples(index=False) if fold else ():
            st.html(_judgement(desk, row))
    if rows.empty:
        texts.note(
            _(
                "No judgement of JMAC, U2 or the protection advisers on record holds here on this day. That does not "
                "say that there is no threat."
            )
        )


def _judgement(desk: Desk, row: tuple) -> str:
    until = (
        _("valid until {day}").format(day=formats.day(row.valid_until))
        if pd.notna(row.valid_until)
        else _("no last day given")
    )
    sure = (
        _("confidence not given") if pd.isna(row.confidence) else _("{level} confidence").format(level=row.confidence)
    )
    said = _("Judgement of {section}, {day}, {sure}, {until}").format(
        section=row.section, day=formats.day(row.assessed_on), sure=sure, until=until
    )
    area = escape(isolated(desk.names.get(row.area_id, row.area_id)))
    return f'<div class="lp-finding ask"><p><b>{area}:</b> {escape(row.judgement)}</p><p>{escape(said)}</p></div>'


def incidents(desk: Desk) -> None:
    """Counts of the period with what they are compared with, their precision, and those that tasks would influence."""
    chain, period = desk.chain, formats.period(desk.filters.span)
    texts.section(
        _("2. Recorded incidents, {period}").format(period=period),
        _("{source}; the absence of incidents is not the absence of need").format(
            source=desk.context.snapshot.settings.source_title(desk.filters.source)
        ),
    )
    totals = summary.totals(chain.incidents)
    figures.strip([_figure(desk, measure, totals[measure]) for measure in MEASURES])
    precision = summary.by_precision(chain.incidents)
    parts = [
        escape(
            _("{exact} at an exact place, {near} near one, {region} known by region only").format(
                exact=formats.number(precision[1]),
                near=formats.number(precision[2]),
                region=formats.number(precision[3]),
            )
        )
    ]
    if totals["fatalities_unknown"]:
        words_ = _("deaths unknown in {n}").format(n=formats.number(totals["fatalities_unknown"]))
        parts.append(escape(words_))
    texts.figures_note([*parts, *_meant(desk)])


def _figure(desk: Desk, measure: str, now: int) -> Figure:
    lines = tuple(_against(desk, change, measure) for change in desk.link("changes")[measure])
    return Figure(
        compared.count_label(measure, desk.filters.types), formats.number(now), lines, rows=_rows(desk, measure)
    )


def _against(desk: Desk, change: Change, measure: str) -> figures.Line:
    own = desk.chain.counted.during(change.period)
    return figures.against(change, _href(own, measure))


def _rows(desk: Desk, measure: str) -> str:
    return _href(desk.chain.counted, measure)


def _href(filters: object, measure: str) -> str:
    narrowed = {"civilians": True} if measure == "targeting_civilians" else {}
    return views.href("incidents", links.query_for(filters, **narrowed))


def _meant(desk: Desk) -> list[str]:
    """How many are of the types that the tasks mean to influence, as HTML; nothing where no task says which."""
    codes = desk.link("event_types")
    if not codes:
        return []
    counted = summary.by_type(desk.chain.incidents).set_index("event_type")["incidents"]
    count = int(counted.reindex(list(codes)).fillna(0).sum())
    said = _("{n} of the types that these tasks mean to influence ({types})").format(
        n=texts.FIGURE, types=", ".join(types.label(code).lower() for code in codes)
    )
    kept = tuple(code for code in codes if not desk.filters.types or code in types.expand(desk.filters.types))
    query = links.query_for(desk.chain.counted, types=kept or codes)
    return [texts.with_rows(said, formats.number(count), views.href("incidents", query))]
