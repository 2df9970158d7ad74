"""What is chosen on the incidents page: an area or place that was clicked, carried by the link."""

import pandas as pd
import streamlit as st

from components import layers, texts, views
from components.context import Context
from data.i18n import _, isolated
from data.incidents import frame, subsets


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


def narrowed(context: Context, selected: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """The incidents of the chosen part, and of it of the chosen area or place; and their name for people.

    All of them and no name where nothing is chosen.
    """
    shot = context.snapshot
    part = subsets.find(shot, context.filters, selected, views.ROWS.value) if views.ROWS.value else None
    rows = selected[part.rows] if part else selected
    own, where = _of_place(context, rows)
    return own, ", ".join(isolated(name) for name in (where, part.name if part else "") if name)


def _of_place(context: Context, selected: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    names = context.snapshot.area_names()
    area, place = views.AREA.value, views.PLACE.value
    if area in names:
        own = selected[frame.area_mask(selected, (area,), context.snapshot.vocabulary.areas)]
        return own, names[area]
    keys = [layers.place_key(lat, lon) for lat, lon in zip(selected["latitude"], selected["longitude"], strict=True)]
    own = selected[[key == place for key in keys]] if place else selected.iloc[:0]
    if len(own):
        return own, texts.short(str(own["location"].iloc[0]))
    return selected, ""


def chip(name: str) -> None:
    """The chosen area or place as a removable chip."""
    st.button(f"{texts.plain(name)}  ✕", on_click=clear, help=_("Show all incidents again"), key="selection_chip")
