"""The analyst's view of actors: who fights whom and who targets civilians, by area and time; part of page Incidents."""

import pandas as pd
import streamlit as st

from components import actor_panel, actor_tables, texts, views
from components.actor_links import Words
from components.context import Context
from data.i18n import _, isolated
from data.incidents import actors
from data.incidents.actor_names import folded, search
from data.words import formats

SEARCH, CHOICE = "actors_search", "actors_choice"
MOST_OPTIONS = 100


def show(context: Context, rows: pd.DataFrame) -> None:
    """Actors of `rows`: the incidents under the filters and all of the page's own parameters, which links keep."""
    texts.note(
        _(
            "As attributed by the source, not UN-verified. Communities and contingents are not ranked: communal and "
            "identity militias, forces of other states and international missions, and names that do not tell what "
            "they stand for are counted as one group each."
        )
    )
    words = Words(context)
    _choose(context, rows)
    chosen = context.snapshot.vocabulary.actors.get(views.ACTOR.value)
    if chosen:
        actor_panel.show(words, rows, chosen)
    actor_tables.fighting(words, rows)
    actor_tables.targeting(words, rows)


def _choose(context: Context, rows: pd.DataFrame) -> None:
    """A field that finds names however they are spelt, and the names that it leaves to choose from."""
    known = context.snapshot.vocabulary.actors
    ids = {name: actor_id for actor_id, name in known.items()}
    named = [name for name in actors.named(rows)["actor"] if name in ids]
    left, right = st.columns([1, 2])
    wanted = left.text_input(
        _("Find an actor"), key=SEARCH, placeholder=_("a name, a part of it, its initials"), max_chars=100
    )
    found = sorted(search(named, wanted), key=folded)
    options = ["", *(ids[name] for name in found[:MOST_OPTIONS])]
    chosen = views.ACTOR.value
    if chosen and chosen not in options:
        options.append(chosen)
    st.session_state[CHOICE] = chosen
    right.selectbox(
        _("Actors found: {n}").format(n=formats.number(len(found))),
        options,
        format_func=lambda actor: isolated(formats.short(known[actor])) if actor in known else _("none chosen"),
        key=CHOICE,
        on_change=_chosen,
    )
    if len(found) > MOST_OPTIONS:
        words = _("The list has the first {n} by the alphabet: type a part of a name to find the others.")
        texts.note(words.format(n=formats.number(MOST_OPTIONS)))


def _chosen() -> None:
    st.session_state[views.ACTOR.name] = st.session_state[CHOICE]
