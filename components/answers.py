"""The briefing's four questions: findings with the test behind each, or that nothing matters; and for whom it is."""

from html import escape

import pandas as pd
import streamlit as st

from components import links, texts, views
from components.context import Context
from data.briefing import profiles
from data.briefing.finding import CHANGED, DOING, PLACED, THREAT, Finding
from data.i18n import _, isolated
from data.snapshot import Snapshot
from data.threats import judgements
from data.words import formats, titles

MOST_JUDGEMENTS, MOST_ASKED = 2, 3
MARKS = {CHANGED: "worse", THREAT: "ask", PLACED: "", DOING: "ask"}
EVERYBODY = ""


def choose_profile(context: Context) -> None:
    """For whom the briefing is: the order of its questions, and for a field office its areas."""
    own = profiles.of(context.snapshot)
    st.selectbox(
        _("Briefing for"),
        [EVERYBODY, *own],
        format_func=lambda code: _("Briefing for: {post}").format(post=own[code].title if code else _("everybody")),
        label_visibility="collapsed",
        key=views.PROFILE.name,
        on_change=_take_areas,
        args=(context,),
    )


def _take_areas(context: Context) -> None:
    """Filter by the areas of the profile just chosen; those of the one before are let go."""
    own = profiles.of(context.snapshot)
    code, filtered = st.session_state[views.PROFILE.name], tuple(st.session_state.get(links.AREAS, ()))
    if code and own[code].areas:
        st.session_state[links.AREAS] = list(own[code].areas)
    elif filtered in {profile.areas for profile in own.values()}:
        st.session_state[links.AREAS] = []


def areas_of_link(snapshot: Snapshot) -> None:
    """Filter by the areas of the profile that a link names, where it names nothing else: `/?briefing_profile=…`."""
    code = views.PROFILE.value
    if code and set(links.current_query()) <= {views.PROFILE.name, "lang"}:
        own = profiles.chosen(snapshot, code).areas
        st.session_state[links.AREAS] = list(own) or st.session_state.get(links.AREAS, [])


def quiet(code: str) -> str:
    """What is said where no finding answers a question, and what that does not mean."""
    return {
        CHANGED: _("No change beyond the usual that can be stated."),
        THREAT: _("No judgement on record holds here on this day. That does not say that there is no threat."),
        PLACED: _("Nothing to state on reach: fewer incidents, or fewer of them beyond it, than the threshold."),
        DOING: _("No decision asked, nothing due or off course on record."),
    }[code]


def show(context: Context, found: tuple[Finding, ...], tasks: pd.DataFrame, recorded: str) -> None:
    """The four questions in the order of the profile, each with its findings, the most important first.

    Of the threat the sections' own judgements come first; `recorded`, where most incidents were, stands below them.
    What was agreed ends with the decisions that `tasks` ask of leadership.
    """
    answers = []
    for code in profiles.chosen(context.snapshot, views.PROFILE.value).order:
        own = [one for one in found if one.question == code]
        parts = [f'<h2 class="lp-section lp-question">{escape(titles.question(code))}</h2>']
        parts += [_finding(context, one) for one in own]
        if code == THREAT:
            parts += [*_judgements(context), f'<p class="lp-note">{escape(recorded)}</p>']
        if code == DOING:
            parts += _asked(tasks)
        if not own:
            parts.append(f'<p class="lp-note">{escape(quiet(code))}</p>')
        answers.append(f"<section>{''.join(parts)}</section>")
    st.html(f'<div class="lp-answers">{"".join(answers)}</div>')


def _finding(context: Context, one: Finding) -> str:
    """A finding that leads to the view that confirms it, with its test below."""
    query = links.query_for(context.filters, **one.changes)
    words = texts.to_rows(one.text, views.href(one.page, query))
    kind = MARKS[one.question]
    return f'<div class="lp-finding short {kind}"><p><b>{words}</b></p><p>{escape(one.test)}</p></div>'


def _judgements(context: Context) -> list[str]:
    """The judgements that hold, in the sections' own words, the surest first."""
    shot, filters = context.snapshot, context.filters
    rows = judgements.valid(shot.table("assessed_threats"), filters.areas, shot.areas, filters.end)
    surest = rows["confidence"].map({"high": 0, "moderate": 1, "low": 2}).fillna(3)
    names = shot.area_names()
    surest_first = rows.loc[surest.sort_values(kind="stable").index].head(MOST_JUDGEMENTS)
    return [_judgement(row, names.get(row.area_id, row.area_id)) for row in surest_first.itertuples(index=False)]


def _judgement(row: tuple, area: str) -> str:
    said = f"<p>{escape(isolated(area))}: {escape(formats.short(row.judgement, 200))}</p>"
    return f'<div class="lp-finding short">{said}<p>{escape(_by(row))}</p></div>'


def _asked(tasks: pd.DataFrame) -> list[str]:
    """The decisions that tasks ask of leadership, the soonest first."""
    asked = tasks[tasks["decision_asked"].notna()].sort_values("decision_due", kind="stable").head(MOST_ASKED)
    return [
        f'<div class="lp-finding short"><p>{escape(formats.short(row.decision_asked, 160))}</p>'
        f"<p>{escape(_of_task(row))}</p></div>"
        for row in asked.itertuples(index=False)
    ]


def _of_task(row: tuple) -> str:
    day = formats.day(row.decision_due) if pd.notna(row.decision_due) else _("no day given")
    title = isolated(formats.short(row.title, 90))
    return _("Task {task} {title}; by {day}").format(task=row.task_id, title=title, day=day)


def _by(row: tuple) -> str:
    sure = (
        _("{level} confidence").format(level=row.confidence)
        if isinstance(row.confidence, str)
        else _("confidence not given")
    )
    words = _("{section}, {day}, {sure}")
    return words.format(section=isolated(row.section), day=formats.day(row.assessed_on), sure=sure)
