"""A decision put on record: what was chosen, against what, why, what stops and who is told; and those on record."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from html import escape

import streamlit as st

from components import texts, views
from components.workshop import measures, on_record
from components.workshop.compare import scenario_name
from components.workshop.desk import AUTHOR, Desk
from components.workshop.scenarios import attempt, base_of, is_saved, take, your_name
from data.footprint.demand import MEASURES
from data.i18n import _
from data.words import formats
from data.workshop import decisions, measured, scenarios
from data.workshop.decisions import LINES, MOST_ALTERNATIVES, Decision, Words
from data.workshop.measured import Measures
from data.workshop.scenarios import Scenario
from data.workshop.sheet import LONGEST_WORDS
from data.workshop.values import LONGEST_TEXT

CHOSEN, ALTERNATIVES, TOLD = "decide_chosen", "decide_alternatives", "decide_told"
FIELD = "decide_field_"


def part(desk: Desk) -> None:
    """The decision that the link names, else the form of a new one; below, all that are on record."""
    mission = desk.context.snapshot.mission
    every = decisions.latest(mission)
    if told := st.session_state.pop(TOLD, ""):
        texts.success(told)
    shown = next((one for one in every if one.decision_id == views.DECISION.value), None)
    if shown:
        on_record.show(desk.context, shown, every)
    else:
        if views.DECISION.value:
            texts.warning(_("No decision {id} is on record in this mission.").format(id=views.DECISION.value))
        _new(desk, every)
    on_record.listed(every)


def _new(desk: Desk, every: list[Decision]) -> None:
    """The choice, its figures, and the form."""
    known = {one.scenario_id: one for one in scenarios.latest(desk.context.snapshot.mission)}
    texts.section(_("Put a decision on record"), _("It locks the chosen scenario; a duplicate can be changed"))
    if not known:
        texts.info(_("No scenario is saved yet. Make changes in part What If and save them; then decide here."))
        return
    left, right = st.columns(2, gap="large")
    with left:
        chosen = _chosen(desk, known)
    with right:
        others = _alternatives(known, chosen)
    _figures(desk, chosen, others)
    _form(desk, chosen, others, every)


def _chosen(desk: Desk, known: Mapping[str, Scenario]) -> Scenario:
    """The scenario that is decided on: to begin with the one in hand, else the newest that is not decided."""
    if st.session_state.get(CHOSEN) not in known:
        open_ = [code for code, own in known.items() if not own.is_locked]
        in_hand = [desk.draft.scenario_id] if desk.draft.scenario_id in known else []
        st.session_state[CHOSEN] = [*in_hand, *open_, *known][0]

    def listed(code: str) -> str:
        own = scenario_name(known[code])
        return _("{name}, decided").format(name=own) if known[code].is_locked else own

    code = st.selectbox(_("The scenario that is chosen"), list(known), format_func=listed, key=CHOSEN)
    chosen = known[code]
    if desk.draft.scenario_id == code and not is_saved(desk.draft, base_of(desk)):
        texts.warning(
            _("Your changes in hand are not in revision {n}, which would be decided on: save them first.").format(
                n=chosen.revision
            )
        )
    return chosen


def _alternatives(known: Mapping[str, Scenario], chosen: Scenario) -> list[Scenario]:
    """The scenarios it was chosen against: those that are compared to begin with."""
    rest = [code for code in known if code != chosen.scenario_id]
    if ALTERNATIVES not in st.session_state:
        compared = [code.partition("@")[0] for code in views.scenarios_compared(views.COMPARED.value) or []]
        st.session_state[ALTERNATIVES] = compared
    st.session_state[ALTERNATIVES] = [c for c in st.session_state[ALTERNATIVES] if c in rest][:MOST_ALTERNATIVES]
    codes = st.multiselect(
        _("Against which alternatives (at most {n})").format(n=MOST_ALTERNATIVES), rest, key=ALTERNATIVES,
        format_func=lambda own: scenario_name(known[own]), max_selections=MOST_ALTERNATIVES,
        help=_("Today’s footprint always stands beside them."),
    )  # fmt: skip
    return [known[code] for code in codes]


def _compared(desk: Desk, chosen: Scenario, others: list[tuple[Scenario, str]]) -> Measures:
    return measured.of(desk.demand, desk.table, desk.day, desk.radius_km, [(chosen, ""), *others])


def _figures(desk: Desk, chosen: Scenario, others: list[Scenario]) -> None:
    """What each footprint has within reach, beside today's."""
    today, *rest = _compared(desk, chosen, [(one, "") for one in others]).footprints
    names = [_("Today"), *(scenario_name(one) for one in (chosen, *others))]
    head = [(_("Footprint"), ""), (_("Base towns"), "n"), *((name, "n") for name in measures.names().values())]
    cells = [
        [f"{escape(formats.share(own.share(m)))} · {escape(formats.number(own.counts[m]))}" for m in MEASURES]
        for own in (today, *rest)
    ]
    rows = [
        [escape(name), formats.number(own.towns), *figures]
        for name, own, figures in zip(names, (today, *rest), cells, strict=True)
    ]
    texts.table(head, rows, stacked=True)
    within = _("Within {radius} km, straight line, of a base town; not protection or response. Bases as of {day}.")
    texts.note(within.format(radius=formats.number(desk.radius_km), day=formats.day(desk.day)))


def _form(desk: Desk, chosen: Scenario, others: list[Scenario], every: list[Decision]) -> None:
    """What people must write; what is missing is said when they put it on record."""
    with st.form("decision", enter_to_submit=False):
        words = _words()
        whys = [
            st.text_input(
                _("Why {name} was not chosen").format(name=scenario_name(one)),
                key=f"{FIELD}why_{one.scenario_id}",
                max_chars=400,
                placeholder=_("One line: what speaks against this alternative"),
            )
            for one in others
        ]
        day, replaces = _day_and_place(every)
        who = your_name("decision")
        if not desk.context.snapshot.mission.settings.public_url:
            texts.note(
                _(
                    "This machine only: mission.toml names no public_url, so the record’s link has no address that "
                    "others can open. Put the address in before the record is filed; its files take it up."
                )
            )
        if st.form_submit_button(_("Put on record and lock the scenario"), type="primary", icon=":material/gavel:"):
            compared = _compared(desk, chosen, list(zip(others, whys, strict=True)))
            attempt(lambda: _decide(desk, words, compared, who, day=day, replaces=replaces))


def _words() -> Words:
    hints = {
        "title": _("What the record is called"),
        "decided": _("Open, move, close or change which base, when, and until when"),
        "why": _("The reason, and the priority of the mandate that it serves"),
        "by_post": _("Posts and offices, never persons"),
        "stops": _("Patrols, projects, other sites; say “nothing” where nothing does"),
        "told": _("Posts and offices, the host authorities among them"),
    }
    said = {}
    for code, name in decisions.names().items():
        field = {"label": name, "key": FIELD + code, "placeholder": hints[code]}
        if code in LINES:
            said[code] = st.text_input(**field, max_chars=LONGEST_TEXT)
        else:
            said[code] = st.text_area(**field, max_chars=LONGEST_WORDS, height=90)
    return Words(**said)


def _day_and_place(every: list[Decision]) -> tuple[date, str]:
    """The day of the decision, and the decision (its id) whose place it takes; empty for none."""
    gone = decisions.replaced(every)
    standing = {one.decision_id: one for one in every if one.decision_id not in gone}
    left, right = st.columns(2)
    day = left.date_input(_("Decided on"), value=datetime.now(UTC).date(), format="DD/MM/YYYY", key=f"{FIELD}day")
    if not standing:
        return day, ""
    replaces = right.selectbox(
        _("Takes the place of an earlier decision"), ["", *standing], key=f"{FIELD}replaces",
        format_func=lambda own: on_record.name(standing[own]) if own else _("none"),
    )  # fmt: skip
    return day, replaces


def _decide(desk: Desk, words: Words, compared: Measures, who: str, *, day: date, replaces: str) -> None:
    """Put it on record and show it from the next run on."""
    shot = desk.context.snapshot
    link = replace(desk.context.filters, scenario=None, at=None, period=None).to_link(complete=True)
    made = decisions.decide(
        shot.mission, words, compared, who, decided_on=day, link=link, version=shot.number, replaces=replaces
    )
    st.session_state[AUTHOR] = who.strip()
    _forget()
    if desk.draft.scenario_id == made.chosen.partition("@")[0]:
        take(scenarios.opened(shot.mission, made.chosen))
    st.session_state[views.DECISION.name] = made.decision_id
    st.session_state[TOLD] = _("On record. The scenario is locked; duplicate it to go on from it.")


def _forget() -> None:
    """Empty the form for the next decision."""
    for key in [key for key in st.session_state if str(key).startswith(FIELD)]:
        del st.session_state[key]
    for key in (CHOSEN, ALTERNATIVES):
        st.session_state.pop(key, None)
