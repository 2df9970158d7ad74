"""Closing: by hand first; a ranking only once places are protected by strategic priority; illustrative options."""

from datetime import timedelta
from html import escape

import numpy as np
import pandas as pd
import streamlit as st

from components import texts
from components.workshop import measures
from components.workshop.desk import Desk, author
from data.errors import InputError
from data.footprint import distances
from data.footprint.demand import MEASURES
from data.footprint.siting import closing, protection
from data.footprint.siting.closing import Ceiling, Closing
from data.i18n import _, isolated, ngettext
from data.mandate import tasks as task_tree
from data.words import formats, palette
from data.workshop import moves

MOST = 5
CHECKED = "closing_checked"


def part(desk: Desk) -> None:
    """What is protected and by which priority, the ceilings, and only then which closings lose least."""
    texts.section(
        _("What would be lost if bases closed?"),
        _("Close a base by hand first, in the part What if: click it. Few incidents are no reason to leave."),
    )
    towns = distances.towns(desk.bases)
    if len(towns) < 2:
        texts.note(_("Fewer than two base towns are open: nothing to compare."))
        return
    priorities = _priorities(desk)
    protected = _protected(desk, towns, priorities)
    _ceilings(desk)
    names = tuple(towns["name"][protected])
    if not protected.any():
        texts.info(
            _(
                "No place is protected. A ranking by reach alone would close places where few incidents are on "
                "record, whatever they are for: protect places above first."
            )
        )
    elif st.session_state.get(CHECKED) != names:
        st.button(
            _("These places are protected: show what closing others loses"), key="closing_check",
            on_click=_check, args=(names,),
        )  # fmt: skip
    else:
        _ranked(desk, towns, protected, priorities)


def _check(names: tuple[str, ...]) -> None:
    st.session_state[CHECKED] = names


def _priorities(desk: Desk) -> pd.DataFrame:
    """The priorities of the mandate in force, with the areas of their tasks."""
    shot, span = desk.context.snapshot, desk.context.filters.span
    mandate, tasks = task_tree.of_period(shot.table("mandates"), shot.table("tasks"), span.start, span.end)
    own = shot.table("priorities")
    own = own[own["mandate_id"] == mandate["mandate_id"]] if mandate is not None else own.iloc[:0]
    return protection.areas_of(own, tasks)


def _protected(desk: Desk, towns: pd.DataFrame, priorities: pd.DataFrame) -> np.ndarray:
    """Which towns are protected: those in areas of the priorities' tasks, as the room changes them."""
    found = protection.protected(towns, priorities, desk.context.snapshot.areas)
    _mandate_areas(desk, priorities, found)
    named = towns["name"].tolist()
    chosen = st.multiselect(
        _("Protected places, which no ranking may close"), range(len(towns)),
        default=sorted(set(found["town"])), format_func=lambda at: texts.plain(str(named[at])),
        key=f"closing_protected_{hash((*named, *found['town']))}", placeholder=_("none yet"),
    )  # fmt: skip
    return np.isin(np.arange(len(towns)), chosen)


def _mandate_areas(desk: Desk, priorities: pd.DataFrame, found: pd.DataFrame) -> None:
    """Each priority with the areas of its tasks and the base towns there, and where those areas are written."""
    texts.section(
        _("What the mandate protects"),
        _("Base towns in the areas that a priority’s tasks name (column area_ids of table tasks, page Data)"),
    )
    if priorities.empty:
        texts.note(
            _(
                "No mandate in force in this period has priorities here: choose a period of one that has, import "
                "tables mandates, priorities and tasks on page Data, or protect places by hand."
            )
        )
        return
    names = desk.context.snapshot.areas.set_index("area_id")["name"]
    texts.table(
        [(_("Priority"), ""), (_("Areas of its tasks"), ""), (_("Protects the bases at"), "")],
        [
            [
                escape(isolated(str(own.title))),
                _names(names.reindex(list(own.area_ids)).dropna()) or escape(_("none named, so it protects no place")),
                _names(found.loc[found["priority_id"] == own.priority_id, "name"]) or "–",
            ]
            for own in priorities.itertuples(index=False)
        ],
        stacked=True,
    )


def _names(names: pd.Series) -> str:
    return escape(", ".join(isolated(str(name)) for name in dict.fromkeys(names)))


def _ceilings(desk: Desk) -> None:
    """The authorised ceilings as hard limits, and where one that is not set is to be written."""
    found = closing.ceilings(desk.bases, desk.context.snapshot.settings)
    texts.section(_("Authorised ceilings"), _("Hard limits: no option passes a ceiling that is set"))
    for ceiling in found:
        texts.note(ceiling_words(ceiling))
    unset = [closing.CEILINGS[ceiling.component] for ceiling in found if ceiling.most is None]
    if unset:
        lines = _(" and ").join(f"<code>{escape(key)} = …</code>" for key in unset)
        words = _(
            "To set them, write {lines} into mission.toml in the mission’s folder: the number of people that the "
            "resolution in force authorises. They count from the next version on: the next import or saved base."
        )
        st.html(f'<p class="lp-note">{escape(words).format(lines=lines)}</p>')


def ceiling_words(ceiling: Ceiling) -> str:
    """How the authorised ceiling of a component stands, in one sentence."""
    who = palette.component_name(ceiling.component)
    if ceiling.most is None:
        return _("{who}: this mission’s settings name no authorised ceiling.").format(who=who)
    most, known = formats.number(ceiling.most), formats.number(ceiling.known)
    if ceiling.passed:
        words = _("{who}: the {known} people known at these bases are above the authorised ceiling of {most}.")
    elif ceiling.unknown:
        words = _(
            "{who}: the authorised ceiling of {most} cannot be checked: strength is unknown at {unknown} bases; "
            "{known} people are known at the others."
        )
    else:
        words = _("{who}: {known} people, within the authorised ceiling of {most}.")
    return words.format(who=who, most=most, known=known, unknown=formats.number(ceiling.unknown))


def _ranked(desk: Desk, towns: pd.DataFrame, protected: np.ndarray, priorities: pd.DataFrame) -> None:
    """What each unprotected town alone would lose, and the closings that lose least together."""
    table = closing.ranking(desk.demand, towns, protected, desk.radius_km)
    if table.empty:
        texts.note(_("Every place is protected: nothing to rank."))
        return
    texts.section(
        _("Illustrative options: what falls out of reach if one town alone closes"),
        _("Within {radius} km, straight line, of a base town; not protection or response").format(
            radius=formats.number(desk.radius_km)
        ),
    )
    head = [(_("Base town"), ""), *((name, "n") for name in measures.names().values())]
    texts.table(head, [[_town(row), *(formats.number(row[m]) for m in MEASURES)] for row in table.to_dict("records")])
    many = st.segmented_control(
        _("How many would close"), range(1, min(MOST, len(table)) + 1), default=1, key="closing_many", required=True
    )
    _together(desk, towns, protected, priorities, int(many))


def _town(row: dict[str, object]) -> str:
    return escape(isolated(str(row["name"])))


def _together(desk: Desk, towns: pd.DataFrame, protected: np.ndarray, priorities: pd.DataFrame, many: int) -> None:
    limits = closing.strengths(desk.bases, towns, desk.context.snapshot.settings)
    try:
        found = closing.least_lost(desk.demand, towns, protected, desk.radius_km, many, limits=limits)
    except InputError as error:
        texts.error(str(error))
        return
    names = [isolated(str(name)) for name in towns["name"].iloc[found.towns]]
    lost = desk.demand[found.before & ~found.after]
    words = ngettext(
        "Illustrative option: of {n} closing, {towns} loses least: {incidents} incidents, {deaths} reported deaths",
        "Illustrative option: of {n} closings, {towns} lose least: {incidents} incidents, {deaths} reported deaths",
        len(names),
    )
    texts.section(
        words.format(
            n=formats.number(len(names)),
            towns=", ".join(names),
            incidents=formats.number(lost["incidents"].sum()),
            deaths=formats.number(lost["fatalities"].sum()),
        ),
        _("Proved among the places that are not protected.") if found.answer.optimal else _("Not proved."),
    )
    _losses(desk, found, priorities)
    if st.button(_("Add to the draft"), key="closing_add", type="primary"):
        _push(desk, towns, found)


def _losses(desk: Desk, found: Closing, priorities: pd.DataFrame) -> None:
    """What each priority loses, in the areas of its tasks."""
    areas = desk.context.snapshot.areas
    table = protection.losses(desk.demand, found.before, found.after, priorities, areas)
    placed = priorities["area_ids"].map(len).to_numpy() > 0
    if not len(table):
        return
    head = [(_("Priority"), ""), *((_("{what} lost").format(what=name), "n") for name in measures.names().values())]
    rows = []
    for row, has_areas in zip(table.to_dict("records"), placed, strict=True):
        said = [
            _("{lost} of {reached}").format(
                lost=formats.number(row[f"lost_{m}"]), reached=formats.number(row[f"reached_{m}"])
            )
            for m in MEASURES
        ]
        unknown = [_("its tasks name no area"), "–", "–", "–"]
        rows.append([escape(isolated(str(row["title"]))), *map(escape, said if has_areas else unknown)])
    texts.section(_("What each priority loses"), _("Of what lies within reach in the areas of its tasks"))
    texts.table(head, rows)


def _push(desk: Desk, towns: pd.DataFrame, found: Closing) -> None:
    last = desk.day - timedelta(days=1)
    rows = [row for town in found.towns for row in towns["rows"].iloc[town]]
    try:
        made = [moves.close(desk.bases["base_id"].iloc[row], last, who=author()) for row in rows]
    except InputError as error:
        texts.error(str(error))
        return
    desk.push(*made)
