"""What is chosen on the incidents page, by a click on a map, chart or list or by a link; as removable chips."""

from html import escape

import streamlit as st

from components import links, texts, views
from components.context import Context
from components.links import Parameter
from components.maps import Answer
from data.i18n import _
from data.incidents import choice, subsets
from data.incidents.choice import Choice
from data.incidents.rows import Rows
from data.words import chosen as in_words
from data.words import formats

WHERE = (views.AREA, views.PLACE, views.CELL)
REDRAWN = "charts_made_anew"


def current(context: Context) -> Choice:
    """What this session has chosen; what this version does not know is left out."""
    said = {p.name: [p.value] for p in views.CHOICE}
    return Choice.from_query(said, context.snapshot)


def choose(parameter: Parameter, value: str) -> None:
    """Choose one thing and run anew, so that every part of the page shows it."""
    st.session_state[parameter.name] = value
    st.session_state[views.EVENT.name] = ""
    st.rerun()


def told(answer: Answer) -> None:
    """Choose what was clicked or drawn on a map, or take note of its new view; and run anew."""
    if not answer:
        return
    if "view" in answer:
        view = ",".join(f"{x:g}" for x in (*answer["view"], answer["steps"]))
        if view != views.VIEW.value:
            st.session_state[views.VIEW.name] = view
            st.rerun()
        return
    if "shape" in answer:
        choose(views.SHAPE, ";".join(f"{lat:g},{lon:g}" for lat, lon in answer["shape"][: choice.MOST_CORNERS]))
    for name, parameter in (("area_id", views.AREA), ("place", views.PLACE), ("cell", views.CELL)):
        if name in answer:
            for other in WHERE:
                st.session_state[other.name] = ""
            choose(parameter, str(answer[name]))


def forget(*parameters: Parameter) -> None:
    """Choose nothing of these."""
    for parameter in (*parameters, views.EVENT):
        st.session_state[parameter.name] = ""
    st.session_state[REDRAWN] = st.session_state.get(REDRAWN, 0) + 1  # a chart forgets its bars only when made anew


def parameters(chosen: Choice) -> dict[str, str]:
    """What is chosen as the page's own parameters, for links."""
    said = {p.name: getattr(chosen, p.name.removeprefix(choice.PREFIX)) for p in views.CHOICE}
    kept = {name: value for name, value in said.items() if value}
    return kept if chosen.inview else {name: value for name, value in kept.items() if name != views.VIEW.name}


def part_parameter() -> dict[str, str]:
    """The part that the link chose, as a parameter."""
    return {views.ROWS.name: views.ROWS.value} if views.ROWS.value else {}


def to_rows(context: Context, words: str, chosen: Choice, **changes: object) -> str:
    """Words that lead to the incidents under the filters, with some changed, and all that is chosen, as HTML."""
    own = part_parameter() | parameters(chosen)
    return texts.to_rows(words, views.href("incidents", links.query_for(context.filters, **own | changes)))


def chart_key(name: str) -> str:
    """The key of a chart whose chosen bars are forgotten with their chip."""
    return f"{name}_{st.session_state.get(REDRAWN, 0)}"


def part(context: Context, selected: Rows) -> tuple[Rows, str]:
    """The part of the incidents that the link chose, and its name; all of them and no name for none."""
    code = views.ROWS.value
    found = subsets.find(context.snapshot, context.filters, selected, code) if code else None
    return (selected[found.rows], found.name) if found else (selected, "")


def names(context: Context, chosen: Choice) -> dict[Parameter, str]:
    """Each thing that is chosen, in words."""
    by_name = {parameter.name: parameter for parameter in views.CHOICE}
    return {by_name[choice.PREFIX + own]: name for own, name in in_words.names(context.snapshot, chosen).items()}


def where(context: Context, chosen: Choice) -> str:
    """All that is chosen, for a heading: `Koro, Mar 2019`; empty where nothing is."""
    return in_words.where(context.snapshot, chosen)


def chips(context: Context, chosen: Choice, part_name: str, shown: int, everything: int) -> None:
    """What is chosen, each as a chip that a click removes; and how many of the incidents under the filters are left."""
    found = names(context, chosen)
    if part_name:
        found[views.ROWS] = part_name
    if not found:  # its place is kept, so that the map does not move when something is chosen
        hint = _("Click the map, a bar or a type to narrow all the rest to it.")
        st.html(f'<p class="lp-note lp-hint">{escape(hint)}</p>')
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="chips"):
        words = _("{n} of {all} incidents under these filters")
        counted = words.format(n=formats.number(shown), all=formats.number(everything))
        texts.note(f"{counted}: {part_name}" if part_name else counted)
        for parameter, name in found.items():
            label = f"{texts.plain(formats.short(name, 60))}  ✕"
            st.button(label, on_click=forget, args=(parameter,), key=f"chip_{parameter.name}", help=_("Show all again"))
        if len(found) > 1:
            st.button(_("Show all") + "  ✕", on_click=forget, args=tuple(found), key="chips_all", type="tertiary")
