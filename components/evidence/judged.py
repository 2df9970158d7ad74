"""The last steps: what is measured, what is assessed, and what is recommended."""

from html import escape

import pandas as pd
import streamlit as st

from components import links, texts, views
from components.evidence.answers import MOST_FOLDED, folded, more
from components.evidence.desk import Desk
from components.mandate import words
from components.mandate.progress import marks
from data.i18n import _, isolated, ngettext
from data.mandate.cpas_schema import DIMENSIONS
from data.words import formats

MOST = 5
MOST_EVIDENCE = 60


def indicators(desk: Desk) -> None:
    """Indicators and outputs of the tasks with the last measurement, beside what was planned for that day."""
    rows = desk.link("indicators")
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
        "indicators",
        [(_("Indicator"), ""), (_("Actual"), "n"), (_("Planned then"), "n"), (_("Course"), "")],
        desk.first("indicators", MOST_FOLDED),
        lambda row: _indicator(desk, row),
        len(rows),
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
    rows = desk.link("assessments")
    quarters = sorted(set(rows["quarter"]))
    texts.section(
        _("6. Last assessment: {quarter}").format(quarter=quarters[-1]) if quarters else _("6. Last assessment: none"),
        _("CPAS: relevance, extent and duration as sections judge them on the Mission's own scale; no measured effect"),
    )
    if rows.empty:
        texts.note(_("No outcome of these tasks was assessed by {day}.").format(day=formats.day(desk.day)))
        return
    head = [(_("Outcome"), ""), *((words.code("dimension", code), "") for code in DIMENSIONS)]
    by_outcome = list(rows.groupby(["outcome_id", "office_id"], dropna=False))
    folded("assessments", head, by_outcome, lambda pair: _outcome(desk, *pair), len(by_outcome))
    with st.expander(_("Evidence of these judgements"), key="evidence_of_judgements", on_change="rerun") as fold:
        if fold.open:
            _evidence(desk, rows.head(MOST_EVIDENCE))
    query = links.query_for(desk.context.filters, mandate_part="cpas")
    st.page_link(views.page("mandate"), label=_("See the assessment →"), query_params=query)


def _evidence(desk: Desk, rows: pd.DataFrame) -> None:
    """What each judgement rests on."""
    titles = desk.table("outcomes").set_index("outcome_id")["title"]
    texts.table(
        [(_("Outcome"), ""), (_("Of"), ""), (_("Evidence"), "")],
        [
            [escape(titles.get(r.outcome_id, r.outcome_id)), escape(words.code("dimension", r.dimension)),
             escape(r.evidence)]
            for r in rows.itertuples(index=False)
        ],
        stacked=True,
    )  # fmt: skip


def _outcome(desk: Desk, key: tuple[str, object], own: pd.DataFrame) -> list[str]:
    """One outcome as one office judges it: ratings by dimension, with the confidence."""
    titles = desk.table("outcomes").set_index("outcome_id")["title"]
    offices = desk.table("field_offices").set_index("office_id")["name"]
    outcome_id, office_id = key
    by = isolated(offices.get(office_id, office_id)) if pd.notna(office_id) else _("whole Mission")
    said = _("{office}, {quarter}").format(office=by, quarter=own["quarter"].max())
    by_dimension = {row.dimension: row for row in own.itertuples(index=False)}
    return [
        f'{escape(titles.get(outcome_id, outcome_id))}<br><span class="lp-note">{escape(said)}</span>',
        *(_ratings(desk, by_dimension.get(code)) for code in DIMENSIONS),
    ]


def _ratings(desk: Desk, row: tuple | None) -> str:
    if row is None:
        return f'<span class="lp-note">{escape(_("not assessed"))}</span>'
    scale = desk.context.snapshot.settings.cpas
    ratings = " · ".join(
        isolated(scale.title(value)) if pd.notna(value) else "–" for value in (row.relevance, row.extent, row.duration)
    )
    sure = _("confidence: {level}").format(level=words.code("confidence", row.confidence).lower())
    return f'{escape(ratings)}<br><span class="lp-note">{escape(sure)}</span>'


def recommendations(desk: Desk) -> None:
    """What follows from it: scale up, maintain, adapt or end, with its owner and what became of it."""
    rows = desk.link("recommendations")
    heading = ngettext("7. Recommendation: {n}", "7. Recommendations: {n}", len(rows))
    texts.section(heading.format(n=formats.number(len(rows))), _("Owners are posts, never persons"))
    if rows.empty:
        texts.note(_("No recommendation on these tasks was made by {day}.").format(day=formats.day(desk.day)))
        return
    for row in rows.head(MOST).itertuples(index=False):
        st.html(_recommendation(row))
    with more("recommendations", len(rows) - MOST) as fold:
        for row in rows.iloc[MOST:].itertuples(index=False) if fold else ():
            st.html(_recommendation(row))


def _recommendation(row: tuple) -> str:
    what = words.code("recommendation", row.recommendation)
    due = _("due {day}").format(day=formats.day(row.due)) if pd.notna(row.due) else _("no day set")
    below = _("{owner}, {due} · {state} · {quarter}").format(
        owner=row.owner_post, due=due, state=words.code("recommendation_state", row.state), quarter=row.quarter
    )
    reason = f"<p>{escape(row.reason)}</p>" if pd.notna(row.reason) else ""
    ask = "ask" if row.state == "open" else ""
    return (
        f'<div class="lp-finding {ask}"><p><b>{escape(what)}:</b> {escape(row.title)}</p>'
        f"{reason}<p>{escape(below)}</p></div>"
    )
