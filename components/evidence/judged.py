"""The last steps: what is measured, what is assessed, and what is recommended."""

from html import escape

import pandas as pd
import streamlit as st

from components import formats, links, texts, views
from components.evidence.answers import folded
from components.evidence.desk import Desk
from components.mandate import words
from components.mandate.progress import marks
from data.i18n import _, isolated, ngettext

MOST = 5


def indicators(desk: Desk) -> None:
    """Indicators and outputs of the tasks with the last measurement, beside what was planned for that day."""
    rows = desk.chain.indicators
    heading = ngettext("5. Indicator or output: {n}", "5. Indicators and outputs: {n}", len(rows))
    texts.section(
        heading.format(n=formats.number(len(rows))),
        _("Planned and actual, by the last measurement up to {day}; progress is not effect").format(
            day=formats.day(desk.day)
        ),
    )
    if rows.empty:
        texts.note(_("No indicator or output is linked to these tasks."))
        return
    folded(
        [(_("Indicator"), ""), (_("Actual"), "n"), (_("Planned then"), "n"), (_("Course"), "")],
        [_indicator(desk, row) for row in rows.itertuples(index=False)],
    )
    if rows["illustrative"].fillna(False).any():
        texts.note(_("Targets and values are illustrative here: no source states them."))


def _indicator(desk: Desk, row: tuple) -> list[str]:
    query = links.query_for(desk.context.filters, mandate_part="progress", mandate_item=row.key)
    unit = f'<br><span class="lp-note">{escape(row.unit)}</span>'
    return [
        texts.to_rows(isolated(row.title), views.href("mandate", query)) + unit,
        marks.actual(row),
        escape(formats.figure(row.planned_then)),
        marks.course(row, desk.context.palette),
    ]


def assessments(desk: Desk) -> None:
    """The last judgement of each outcome, office and dimension."""
    rows = desk.chain.assessments
    quarters = sorted(set(rows["quarter"]))
    texts.section(
        _("6. Last assessment: {quarter}").format(quarter=quarters[-1]) if quarters else _("6. Last assessment: none"),
        _("CPAS: judgements of sections on the Mission's own scale, not a measured effect"),
    )
    if rows.empty:
        texts.note(_("No outcome of these tasks was assessed by {day}.").format(day=formats.day(desk.day)))
        return
    outcomes = desk.table("outcomes").set_index("outcome_id")["title"]
    offices = desk.table("field_offices").set_index("office_id")["name"]
    folded(
        [(_("Outcome"), ""), (_("Of"), ""), (_("Relevance, extent, duration"), ""), (_("Evidence"), "")],
        [_assessment(desk, row, outcomes, offices) for row in rows.itertuples(index=False)],
    )


def _assessment(desk: Desk, row: tuple, outcomes: pd.Series, offices: pd.Series) -> list[str]:
    by = isolated(offices.get(row.office_id, row.office_id)) if pd.notna(row.office_id) else _("whole Mission")
    scale = desk.context.snapshot.settings.cpas
    ratings = " · ".join(
        isolated(scale.title(value)) if pd.notna(value) else "–" for value in (row.relevance, row.extent, row.duration)
    )
    said = _("{office}, {quarter}").format(office=by, quarter=row.quarter)
    sure = _("confidence: {level}").format(level=words.code("confidence", row.confidence).lower())
    return [
        f'{escape(outcomes.get(row.outcome_id, row.outcome_id))}<br><span class="lp-note">{escape(said)}</span>',
        escape(words.code("dimension", row.dimension)),
        escape(ratings),
        f'{escape(row.evidence)}<br><span class="lp-note">{escape(sure)}</span>',
    ]


def recommendations(desk: Desk) -> None:
    """What follows from it: scale up, maintain, adapt or end, with its owner and what became of it."""
    rows = desk.chain.recommendations
    heading = ngettext("7. Recommendation: {n}", "7. Recommendations: {n}", len(rows))
    texts.section(heading.format(n=formats.number(len(rows))), _("Owners are posts, never persons"))
    if rows.empty:
        texts.note(_("No recommendation on these tasks was made by {day}.").format(day=formats.day(desk.day)))
        return
    for row in rows.head(MOST).itertuples(index=False):
        st.html(_recommendation(row))
    if len(rows) > MOST:
        with st.expander(_("{n} more").format(n=formats.number(len(rows) - MOST))):
            for row in rows.iloc[MOST:].itertuples(index=False):
                st.html(_recommendation(row))


def _recommendation(row: tuple) -> str:
    what = words.code("recommendation", row.recommendation)
    due = _("due {day}").format(day=formats.day(row.due)) if pd.notna(row.due) else _("no day set")
    below = _("{owner}, {due} · {state} · {quarter}").format(
        owner=row.owner_post, due=due, state=words.code("recommendation_state", row.state), quarter=row.quarter
    )
    reason = f" {escape(row.reason)}" if pd.notna(row.reason) else ""
    ask = "ask" if row.state == "open" else ""
    return (
        f'<div class="lp-finding {ask}"><p><b>{escape(what)}:</b> {escape(row.title)}{reason}</p>'
        f"<p>{escape(below)}</p></div>"
    )
