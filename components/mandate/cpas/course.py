"""Trends over quarters in one graphic, and how the ratings of the last quarter are spread."""

from html import escape

import pandas as pd
import streamlit as st

from components import charts, download, texts, views
from components.mandate import words
from components.mandate.cpas import panels
from components.mandate.cpas.panels import Course
from components.mandate.cpas.pieces import by_day, outcome_titles, rating
from components.mandate.desk import Desk
from data.i18n import _
from data.mandate import cpas
from data.mandate.cpas_schema import DIMENSIONS
from data.words import alt_mandate, formats
from data.words.alt import Told

QUARTERS = 6
MOST_OUTCOMES = 8
MOST_ROWS = 36


def show(desk: Desk) -> None:
    """Which rating, the graphic, and its rows to export."""
    judged = by_day(desk)
    if judged.empty:
        texts.info(_("Nothing is assessed by this day. Enter assessments in Assess and close, or import them."))
        return
    st.segmented_control(_("Rating"), list(views.CRITERION.accepted), key=views.CRITERION.name, required=True,
                         format_func=lambda c: words.code("criterion", c))  # fmt: skip
    scale, last = cpas.codes(desk.context.snapshot.settings.cpas), str(judged["quarter"].max())
    criterion = views.CRITERION.value
    rows = desk.once(("cpas_course", criterion), lambda: cpas.course(judged, criterion, scale, last, QUARTERS))
    course = panels.of(desk, rows)
    texts.section(
        _("{rating} as judged, {first} to {last}").format(
            rating=words.code("criterion", criterion), first=course.quarters[0], last=last
        ),
        _("A row an outcome, a line a field office; a quarter without an assessment is a gap, never a zero"),
    )
    _key(desk, course)
    shown = course.outcomes[:MOST_OUTCOMES]
    with st.container(key="cpas_wide"):
        chart = desk.drawn(f"cpas_course {criterion}", lambda: charts.checked(panels.figure(desk, course, shown)))
        charts.draw(chart, "cpas_course", _told(desk, course, rows, last))
    with st.container(key="cpas_narrow"):
        _list(desk, course, shown)
    if len(course.outcomes) > MOST_OUTCOMES:
        texts.note(_("{n} more outcomes are in the export.").format(n=len(course.outcomes) - MOST_OUTCOMES))
    download.table(desk.context, rows.drop(columns="at"), _("ratings by quarter"), "cpas_course")
    _spread(desk, judged[judged["quarter"] == last], scale, last)


def _told(desk: Desk, course: Course, rows: pd.DataFrame, last: str) -> Told:
    """How many assessments of the last quarter gave which rating; and every rating by quarter."""
    titles = outcome_titles(desk)
    named = rows.assign(
        outcome=rows["outcome_id"].map(lambda code: titles.get(code, code)),
        dimension=rows["dimension"].map(lambda code: words.code("dimension", code)),
        office=rows["office_id"].fillna(panels.WHOLE).map(course.offices),
        rating=[None if pd.isna(step) else course.steps[int(step)] for step in rows["step"]],
    )
    return alt_mandate.ratings(named, course.steps, words.code("criterion", views.CRITERION.value), last)


def _key(desk: Desk, course: Course) -> None:
    offices = []
    for at, name in enumerate(course.offices.values()):
        colour, _symbol, sign = panels.look(desk.context.palette, at)
        offices.append(f'<span style="color:{colour}">{sign}</span> {escape(name)}')
    said = _("large: high confidence · small: moderate · hollow: low")
    st.html(f'<p class="lp-note">{" &nbsp; ".join(offices)} &nbsp;·&nbsp; {escape(said)}</p>')


def _list(desk: Desk, course: Course, outcomes: tuple[str, ...]) -> None:
    """The same on a phone: the course of each office in words, quarter by quarter."""
    titles = outcome_titles(desk)
    names = {dimension: words.code("dimension", dimension) for dimension in DIMENSIONS}
    for outcome in outcomes:
        texts.section(titles[outcome])
        lines = []
        for dimension in DIMENSIONS:
            for own, office in course.offices.items():
                points = course.points.get((outcome, dimension, own), [])
                steps = " → ".join("·" if pd.isna(step) else course.steps[int(step)] for _a, _q, step, _s in points)
                head = escape(f"{names[dimension]}, {office}")
                lines += [f'<li>{head}<br><span class="lp-note">{escape(steps)}</span></li>'] if points else []
        st.html(f'<ul class="lp-list">{"".join(lines)}</ul>')


def _spread(desk: Desk, judged: pd.DataFrame, scale: tuple[str, ...], last: str) -> None:
    """How many assessments of the last quarter gave which rating: counts, for an ordinal scale has no average."""
    table = cpas.spread(judged, views.CRITERION.value, scale)
    titles = outcome_titles(desk)
    named = {dimension: escape(words.code("dimension", dimension)) for dimension in DIMENSIONS}
    texts.section(
        _("How many field offices gave which rating in {quarter}").format(quarter=last),
        _("Counts of assessments: the steps are an order, not numbers, and have no average"),
    )
    names = [*(rating(desk, code) for code in scale), _("Not rated")]
    texts.table(
        [(_("Outcome"), ""), *((name, "n") for name in names)],
        [
            [
                f"{escape(formats.short(titles.get(outcome, outcome), 90))}<br>"
                f'<span class="lp-note">{named[dimension]}</span>',
                *(str(n) if n else "·" for n in counts),
            ]
            for (outcome, dimension), counts in zip(table.index[:MOST_ROWS], table.to_numpy()[:MOST_ROWS], strict=True)
        ],
        stacked=True,
    )
