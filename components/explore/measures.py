"""What a map of areas counts, and of which areas: the measure and the level, chosen alike in every part of the page."""

import streamlit as st

from components import views
from components.context import Context
from data.i18n import _
from data.words import headlines


def level(context: Context) -> int:
    """The chosen level of areas, else the finest that the mission has; 0 for none."""
    deepest = context.snapshot.deepest_level()
    return min(int(views.LEVEL.value or deepest), deepest)


def choose(context: Context, offered: dict[str, str]) -> None:
    """A choice of measures, code and name; the first where the present one is not among them."""
    if views.MEASURE.value not in offered:
        st.session_state[views.MEASURE.name] = next(iter(offered))
    st.selectbox(
        _("Measure"), list(offered), format_func=offered.get, key=views.MEASURE.name, label_visibility="collapsed",
        width=150,
    )  # fmt: skip


def choose_level(context: Context) -> None:
    """A choice of levels, where there are several."""
    if context.snapshot.deepest_level() < 2:
        return
    st.session_state["area_level"] = level(context)
    st.selectbox(
        _("Areas"),
        [1, 2],
        format_func=lambda own: headlines.level_name(own, plural=True).capitalize(),
        key="area_level",
        on_change=_chosen,
        label_visibility="collapsed",
        width=110,
    )


def _chosen() -> None:
    st.session_state[views.LEVEL.name] = str(st.session_state["area_level"])
