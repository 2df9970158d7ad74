"""What is chosen on the incidents page: a part that a figure counts, an area or place that was clicked; in the link."""

import streamlit as st

from components import formats, layers, texts, views
from components.context import Context
from data.i18n import _
from data.incidents import frame, subsets
from data.incidents.rows import Rows


def clicked(properties: dict[str, object]) -> None:
    """Choose what was clicked on the map, and run anew so that every part of the page shows it."""
    if not properties:
        return
    st.session_state[views.AREA.name] = str(properties.get("area_id") or "")
    st.session_state[views.PLACE.name] = str(properties.get("place") or "")
    st.session_state[views.EVENT.name] = ""
    st.rerun()


def clear() -> None:
    """Choose nothing."""
    for parameter in (views.AREA, views.PLACE, views.ROWS, views.EVENT):
        st.session_state[parameter.name] = ""


def part(context: Context, selected: Rows) -> tuple[Rows, str]:
    """The part of the incidents that the link chose, and its name; all of them and no name for none."""
    code = views.ROWS.value
    found = subsets.find(context.snapshot, context.filters, selected, code) if code else None
    return (selected[found.rows], found.name) if found else (selected, "")


def in_place(context: Context, rows: Rows) -> tuple[Rows, str]:
    """Those of the chosen area or place, and its name; all of them and no name where none is chosen."""
    names = context.snapshot.area_names()
    area, place = views.AREA.value, views.PLACE.value
    if area in names:
        own = rows[frame.area_mask(rows, (area,), context.snapshot.vocabulary.areas)]
        return own, names[area]
    keys = [layers.place_key(lat, lon) for lat, lon in zip(rows["latitude"], rows["longitude"], strict=True)]
    own = rows[[key == place for key in keys]] if place else rows.last(0)
    if len(own):
        return own, texts.short(str(own["location"].iloc[0]))
    return rows, ""


def chip(name: str) -> None:
    """The chosen area or place as a removable chip."""
    st.button(f"{texts.plain(name)}  ✕", on_click=clear, help=_("Show all incidents again"), key="selection_chip")


def part_chip(name: str, shown: int, everything: int) -> None:
    """The chosen part as a removable chip below the title: how many of the incidents under the filters it is."""
    with st.container(horizontal=True, vertical_alignment="center"):
        words = _("{n} of {all} incidents under these filters: {part}")
        texts.note(words.format(n=formats.number(shown), all=formats.number(everything), part=name))
        st.button(_("Show all") + "  ✕", on_click=clear, key="part_chip")
