"""What if, by hand: a base added by a click or a name, moved, closed or changed; before and after at each step."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from components import texts
from components.workshop import maps, measures, steps
from components.workshop.desk import PICKED, Desk, author
from data.errors import InputError
from data.footprint.names import type_name
from data.footprint.schema import BASE_TYPES, COMPONENTS
from data.geography import find
from data.i18n import _
from data.schema import split
from data.words import formats, palette
from data.workshop import moves

NEW_TYPE = "tob"
SAME_TOWN_DEGREES = 0.02  # about 2 km: sources put a town at slightly different points


def part(desk: Desk) -> None:
    """The figures, the map to click, the form for what was picked, and what each step does."""
    measures.strip(desk)
    left, right = st.columns([1.25, 1], gap="large")
    with left:
        told = maps.draw(desk, "whatif")
        if "point" in told or "base" in told or "place" in told:
            _pick(desk, told)
    with right:
        _picked(desk)
        steps.table(desk)
        measures.areas(desk)


def _pick(desk: Desk, told: Mapping[str, object]) -> None:
    """Take what was clicked: the new place of a base that is being moved, a base, or a place for a new one."""
    picked = st.session_state.get(PICKED) or {}
    point = told.get("point")
    if point is None and "place" in told:
        point = [float(part) for part in str(told["place"]).split(",")]
    if point and picked.get("moving"):
        _move(desk, picked["base"], point)
    elif point:
        st.session_state[PICKED] = {"point": list(point)}
        st.rerun()
    elif "base" in told:
        st.session_state[PICKED] = {"base": told["base"]}
        st.rerun()


def _picked(desk: Desk) -> None:
    picked = st.session_state.get(PICKED) or {}
    base = desk.after[desk.after["base_id"] == picked.get("base")]
    if picked.get("moving") and len(base):
        name = base["name"].iloc[0]
        texts.info(_("Click the map where {name} would be, or type its new place.").format(name=name))
        _typed(desk, picked["base"])
        _cancel()
    elif len(base):
        _base(desk, base.iloc[0])
    elif "point" in picked:
        _new(desk, *picked["point"], picked.get("name", ""))
    else:
        texts.section(
            _("Change the footprint"),
            _("Click the map where a base could be, or a base to move, close or change it; or type a place"),
        )
        _typed(desk)


def _typed(desk: Desk, moving: str = "") -> None:
    """A place by its name or coordinates."""
    typed = st.text_input(
        _("Place"), key=f"workshop_place_{moving}", placeholder=_("Ogossagou, or 13.96, −3.57"), max_chars=100
    )
    if not typed:
        return
    bases = desk.after[["name", "latitude", "longitude"]].rename(columns={"name": "location"})
    places = pd.concat([bases, desk.context.snapshot.events.places], ignore_index=True)
    found = find.find(places, typed.replace("−", "-"))
    if found.empty:
        texts.note(_("No place of that name is in this mission’s data. Coordinates work too: 13.96, -3.57."))
        return
    at = st.selectbox(
        _("Which one"), range(len(found)), format_func=lambda i: _place_words(found.iloc[i]), key="workshop_which"
    )
    chosen = found.iloc[at]
    point = [float(chosen["latitude"]), float(chosen["longitude"])]
    take = _("Take this place")
    if moving:
        if st.button(take, key="take_place", type="primary"):
            _move(desk, moving, point)
    else:
        name = "" if find.coordinates(typed) else str(chosen["name"])
        st.button(take, key="take_place", type="primary", on_click=_take, args=(desk, point, name))


def _take(desk: Desk, point: list[float], name: str) -> None:
    """Pick the base that is at a place, or the place for a new one."""
    near = (desk.after[["latitude", "longitude"]] - point).abs().max(axis=1) < SAME_TOWN_DEGREES
    here = desk.after[near]
    picked = {"base": here["base_id"].iloc[0]} if len(here) else {"point": point, "name": name}
    st.session_state[PICKED] = picked


def _place_words(place: pd.Series) -> str:
    return f"{formats.short(str(place['name']), 60)} ({place['latitude']:.2f}, {place['longitude']:.2f})"


def _new(desk: Desk, latitude: float, longitude: float, name: str) -> None:
    """The form of a new base at a point."""
    near = find.nearest_name(desk.context.snapshot.events.places, latitude, longitude)
    nearest = _("nearest place: {name}").format(name=near)
    texts.section(_("A new base here"), f"{formats.degrees(latitude, longitude, 3)} · {nearest}")
    with st.form(f"new_base_{latitude}_{longitude}"):
        called = st.text_input(_("Town"), value=name or near, max_chars=80)
        values = _fields(desk, {"type": NEW_TYPE, "component_type": "military", "functions": ""})
        if st.form_submit_button(_("Add to the draft"), type="primary"):
            known = {name: value for name, value in values.items() if value}
            _push(desk, moves.add, called, latitude, longitude, **known)
    _cancel()


def _base(desk: Desk, base: pd.Series) -> None:
    """What can be done with a base that was clicked."""
    texts.section(str(base["name"]), type_name(base["type"]))
    there = desk.after[(desk.after["latitude"] == base["latitude"]) & (desk.after["longitude"] == base["longitude"])]
    if len(there) > 1:
        _which(there, base["base_id"])
    with st.container(horizontal=True, gap="small"):
        if st.button(_("Move"), icon=":material/open_with:", key="move_base"):
            st.session_state[PICKED] = {"base": base["base_id"], "moving": True}
            st.rerun()
        if st.button(_("Close"), icon=":material/close:", key="close_base"):
            _push(desk, moves.close, base["base_id"], desk.day - timedelta(days=1))
    with st.form(f"change_{base['base_id']}"):
        values = _fields(desk, base)
        if st.form_submit_button(_("Change")):
            changed = {name: value for name, value in values.items() if value != _text(base.get(name))}
            if changed:
                _push(desk, moves.change, base["base_id"], **changed)
            texts.note(_("Nothing differs from what the base is now."))
    _cancel()


def _which(there: pd.DataFrame, base_id: str) -> None:
    """One of several bases at one town."""
    ids = there["base_id"].tolist()
    words = dict(zip(ids, there["type"].map(type_name), strict=True))

    def chosen() -> None:
        st.session_state[PICKED] = {"base": st.session_state["which_base"]}

    st.session_state["which_base"] = base_id
    st.segmented_control(
        _("Bases of this town"), ids, format_func=words.get, key="which_base", required=True, on_change=chosen
    )


def _fields(desk: Desk, now: Mapping[str, object]) -> dict[str, str]:
    """The fields of a base; lists as text, days as ISO text, empty where unknown."""
    kind = st.selectbox(_("Type"), BASE_TYPES, index=BASE_TYPES.index(now["type"]), format_func=type_name, key=None)
    components = st.multiselect(
        _("Components"), COMPONENTS, default=list(split(now.get("component_type"))), format_func=palette.component_name
    )
    known = sorted({f for cell in desk.table["functions"] for f in split(cell)} | set(split(now.get("functions"))))
    functions = st.multiselect(
        _("Functions"), known, default=list(split(now.get("functions"))), accept_new_options=True,
        placeholder=_("protection, human rights, medical …"),
    )  # fmt: skip
    first, last = st.columns(2)
    opened = first.date_input(_("Opened"), value=_day(now.get("opened")), format="DD/MM/YYYY")
    closed = last.date_input(_("Closed"), value=_day(now.get("closed")), format="DD/MM/YYYY")
    return {
        "type": kind,
        "component_type": "; ".join(c for c in COMPONENTS if c in components),
        "functions": "; ".join(functions),
        "opened": opened.isoformat() if opened else "",
        "closed": closed.isoformat() if closed else "",
    }


def _day(value: object) -> date | None:
    return None if value is None or value == "" or pd.isna(value) else pd.Timestamp(value).date()


def _text(value: object) -> str:
    """A cell as the form gives it back."""
    if value is None or pd.isna(value):
        return ""
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value)


def _move(desk: Desk, base_id: str, point: list[float]) -> None:
    name = find.nearest_name(desk.context.snapshot.events.places, *point)
    _push(desk, moves.move, base_id, float(point[0]), float(point[1]), name=name or None)


def _push(desk: Desk, make: Callable[..., moves.Move], *about: object, **values: object) -> None:
    """Put a move on the draft, or say what is wrong with it."""
    try:
        desk.push(make(*about, who=author(), **values))
    except InputError as error:
        texts.error(str(error))


def _cancel() -> None:
    def forget() -> None:
        st.session_state[PICKED] = {}

    st.button(_("Cancel"), on_click=forget, key="cancel_pick", type="tertiary")
