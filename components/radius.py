"""The choice of a reach: one of the mission's radii, kept in a parameter of the link."""

import streamlit as st

from components.context import Context
from components.links import Parameter
from data.i18n import _


def chosen(context: Context, parameter: Parameter) -> float:
    """The reach in km that a parameter names: one of the mission's choices, else its default."""
    settings = context.snapshot.settings
    choices = {f"{km:g}": km for km in settings.reach_choices_km}
    return choices.get(parameter.value, settings.reach_km)


def choose(context: Context, parameter: Parameter, *, label: bool = True) -> None:
    """The choices of reach, each a link of its own; the mission's default is not written out."""
    settings, key = context.snapshot.settings, f"{parameter.name}_choice"

    def taken() -> None:
        km = st.session_state[key]
        st.session_state[parameter.name] = "" if km == settings.reach_km else f"{km:g}"

    st.session_state[key] = chosen(context, parameter)
    st.segmented_control(
        _("Within reach: straight line to a base town"), sorted({*settings.reach_choices_km, settings.reach_km}),
        format_func=lambda km: f"{km:g} km", key=key, required=True, on_change=taken,
        label_visibility="visible" if label else "collapsed",
    )  # fmt: skip
