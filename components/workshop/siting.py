"""Siting: the best further bases by distance and counts, with today's kept; illustrative options for the room."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import streamlit as st

from components import texts, views
from components.workshop import measures, siting_tests
from components.workshop import siting_results as results
from components.workshop.desk import Desk
from data.errors import InputError
from data.footprint import demand, distances
from data.footprint.siting import candidates, history, matrices
from data.footprint.siting.study import OBJECTIVES, WEIGHTS, Question, Study
from data.i18n import _
from data.incidents.rows import Rows
from data.words import formats

SECONDS = 10.0
LIST = "list"


def part(desk: Desk) -> None:
    """The question on the left, its answer on the right; every result is marked as an illustrative option."""
    left, right = st.columns([1, 2.1], gap="large")
    with left:
        texts.section(_("Where would further bases reach most?"), _("Bases of the draft are kept"))
        question, rule = _question(desk)
        months = _months()
    rows = history.in_months(desk.rows, months)
    try:
        places = _places(desk, rows, rule, left)
    except InputError as error:
        texts.error(str(error))
        return
    if places is None or not len(rows):
        texts.note(_("No incident under these filters.") if places is not None else _("Choose a list of candidates."))
        return
    with left:
        places = _marks(places)
        question = _limits(question, "cost" in places and bool((places["cost"] != 1).any()))
    with right:
        _answer(desk, Study(demand.of(rows), distances.towns(desk.bases), places, question), rule, months)


def _question(desk: Desk) -> tuple[Question, str]:
    """What to look for, how many, weighed by what, among which places."""
    objective = st.selectbox(_("Look for"), OBJECTIVES, format_func=objective_name, key=views.SITING_OBJECTIVE.name)
    add = None
    if objective != "cover":
        add = int(
            st.segmented_control(
                _("How many further bases"), list(views.SITING_ADD.accepted), key=views.SITING_ADD.name, required=True
            )
        )
    weight = st.selectbox(_("Weighed by"), list(WEIGHTS), format_func=weight_name, key=views.SITING_WEIGHT.name)
    rule = st.selectbox(
        _("Candidate places"), [*candidates.RULES, LIST], format_func=rule_name, key=views.SITING_CANDIDATES.name
    )
    return Question(desk.radius_km, add, objective, weight, seconds=SECONDS), rule


def objective_name(code: str) -> str:
    """What siting looks for, for people."""
    names = {
        "coverage": _("The most within reach"),
        "distance": _("The least mean distance"),
        "cover": _("Everything in reach, with the fewest"),
    }
    return names[code]


def weight_name(code: str) -> str:
    """What incidents count for, for people."""
    return measures.names()[WEIGHTS[code]]


def rule_name(code: str) -> str:
    """A rule for candidate places, for people."""
    names = {
        "events": _("Places of these incidents"),
        "towns": _("All named places of the source"),
        "seats": _("Towns that name a region or cercle"),
        "areas": _("Centres of areas"),
        LIST: _("A list of my own"),
    }
    return names[code]


def _months() -> tuple[int, ...]:
    """Calendar months that count: those of the year ahead that the base is for."""
    chosen = st.multiselect(
        _("Months of the year ahead"), range(1, 13), format_func=_month_name, key="siting_months",
        placeholder=_("all"), help=_("Only incidents of these calendar months count, whatever their year."),
    )  # fmt: skip
    return tuple(sorted(chosen))


def _month_name(month: int) -> str:
    return formats.month(pd.Timestamp(2000, month, 1)).split()[0]


def _places(desk: Desk, rows: Rows, rule: str, where: st.delta_generator.DeltaGenerator) -> pd.DataFrame | None:
    """The candidates; None while no list was given."""
    if rule != LIST:
        return candidates.by_rule(rule, rows, desk.context.snapshot) if len(rows) else pd.DataFrame()
    with where:
        given = st.file_uploader(
            _("A table of name, latitude, longitude; cost, fixed and forbidden where there are any"),
            type=["csv", "xlsx"], key="siting_list",
        )  # fmt: skip
    if given is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list{Path(given.name).suffix.lower()}"
        path.write_bytes(given.getvalue())
        return matrices.candidate_list(path)


def _marks(places: pd.DataFrame) -> pd.DataFrame:
    """The candidates with those that must, or must not, be opened."""
    with st.expander(_("Fixed and forbidden places")):
        names = sorted(set(places["name"]))
        fixed = st.multiselect(
            _("Open in any case"), names, format_func=texts.plain, key="siting_fixed", placeholder=_("none")
        )
        forbidden = st.multiselect(
            _("Never"), [name for name in names if name not in fixed], format_func=texts.plain,
            key="siting_forbidden", placeholder=_("none"),
        )  # fmt: skip
    return candidates.marked(places, tuple(fixed), tuple(forbidden))


def _limits(question: Question, priced: bool) -> Question:
    """The question with a budget, where the list has costs, and a capacity."""
    with st.expander(_("Budget and capacity")):
        budget = (
            st.number_input(_("Budget, in the list’s costs"), min_value=0.0, value=None, key="siting_budget")
            if priced
            else None
        )
        capacity = st.number_input(
            _("Most that one base can take on"), min_value=1.0, value=None, key="siting_capacity",
            help=_("In what is weighed: incidents, reported deaths or events. What is nearest need not be its own."),
        )  # fmt: skip
    return replace(question, budget=budget, capacity=capacity)


@st.cache_resource(max_entries=64, show_spinner=False)
def _solved(_study: Study, key: tuple) -> Study:
    """The study with its answer worked out, once for all who ask the same."""
    _ = _study.answer
    return _study


def key_of(desk: Desk, study: Study, months: tuple[int, ...]) -> tuple:
    """What an answer depends on."""
    shot = desk.context.snapshot
    hashed = [int(pd.util.hash_pandas_object(own, index=False).sum()) for own in (study.sites, study.demand)]
    return (str(shot.mission.folder), shot.number, desk.context.filters, months, repr(study.question), *hashed)


def _answer(desk: Desk, study: Study, rule: str, months: tuple[int, ...]) -> None:
    key = key_of(desk, study, months)
    with st.spinner(_("Looking for the best places …")):
        try:
            study = _solved(study, key)
        except InputError as error:
            texts.error(str(error))
            return
    if not study.possible:
        texts.warning(_("No choice of places keeps to what is asked; allow more bases, budget or capacity."))
        return
    results.finding(study)
    results.drawn(desk, study)
    results.sites(study)
    results.add_buttons(desk, study)
    results.runner_ups(study)
    results.left_out(study)
    siting_tests.part(desk, study, key, "" if rule == LIST else rule, months)
