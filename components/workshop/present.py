"""The presenter's mode: large type, no sidebar, prepared views that the keyboard steps through."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from html import escape

import streamlit as st

from components import figures, links, texts, views
from components.workshop import headline, maps, measures
from components.workshop.desk import Desk
from data.i18n import _
from data.words import formats
from data.workshop import moves

LARGE = """
[data-testid="stSidebar"], [data-testid="stSidebarCollapsedControl"], [data-testid="stHeader"] { display: none; }
[data-testid="stMainBlockContainer"] { max-width: none; padding: 1rem 2.4rem .5rem; }
h1.lp-title { font-size: 36px; max-width: none; } h2.lp-section { font-size: 24px; }
.lp-figure .value { font-size: 44px; } .lp-figure .label, .lp-figure .beside { font-size: 19px; }
.lp-sub, .lp-note, .lp-legend, .lp-banner { font-size: 17px; } table.lp-table { font-size: 20px; }
table.lp-table th { font-size: 17px; } .st-key-presenter_foot .lp-note { font-size: 14px; }
.st-key-presenter_figures .lp-figure { border-top: 1px solid var(--lp-line); padding: .35rem 0 .4rem; }
.st-key-presenter_figures .lp-figure .value { font-size: clamp(24px, 4vh, 44px); line-height: 1.15; }
.st-key-presenter_figures .lp-figure .label, .st-key-presenter_figures .lp-figure .beside { line-height: 1.25;
  font-size: clamp(13px, 1.9vh, 20px); }
@media (min-width: 641px) {
  .st-key-map_presented iframe { height: calc(100vh - 23.5rem) !important; }
}
@media (max-width: 640px) { h1.lp-title { font-size: 26px; } }
"""
HEIGHT, MOST_AREAS = 620, 4


@dataclass(frozen=True)
class Slide:
    """One prepared view: what it says, and what it draws."""

    title: str
    draw: Callable[[], None]


def show(desk: Desk) -> None:
    """The slide that the link names, with the keys that step on."""
    st.html(f"<style>{LARGE}</style>")
    slides = prepared(desk)
    at = min(int(views.SLIDE.value or 0), len(slides) - 1)
    texts.title(slides[at].title)
    slides[at].draw()
    with st.container(key="presenter_foot"):
        left, right = st.columns([1, 2.2], vertical_alignment="center")
        with left:
            _steps(at, len(slides))
        with right:
            texts.note(headline.doubt(desk))


def prepared(desk: Desk) -> list[Slide]:
    """Today, each change in its order, and what they come to."""
    today = replace(desk, draft=replace(desk.draft, moves=()))
    slides = [Slide(headline.of(today), partial(_picture, today))]
    names = moves.names_of(desk.table, desk.draft.moves)
    for at, move in enumerate(desk.draft.moves, 1):
        until = replace(desk, draft=replace(desk.draft, moves=desk.draft.moves[:at]))
        slides.append(Slide(moves.words(move, names), partial(_picture, until)))
    if desk.draft.moves:
        slides.append(Slide(headline.of(desk), partial(_result, desk)))
    return slides


def _picture(desk: Desk) -> None:
    """The map as high as the screen leaves room for, the figures beside it: a step is seen without scrolling."""
    left, right = st.columns([2.6, 1], gap="large")
    with left:
        maps.draw(desk, "presented", picking=False, height=HEIGHT)
    with right, st.container(key="presenter_figures"):
        figures.pile(measures.of(desk))


def _result(desk: Desk) -> None:
    measures.strip(desk)
    measures.areas(desk, most=MOST_AREAS, beside=True)


def _steps(at: int, count: int) -> None:
    """Back, on and out, by key or click."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="presenter_keys"):
        st.button(_("Back"), shortcut="Left", key="slide_back", disabled=at == 0, on_click=_step, args=(-1, count))
        st.button(
            _("Next"), shortcut="Right", key="slide_next", disabled=at == count - 1, on_click=_step, args=(1, count)
        )
        st.button(_("Leave"), shortcut="Esc", key="slide_leave", on_click=leave)
        st.html(f'<p class="lp-note">{escape(formats.number(at + 1))} / {escape(formats.number(count))}</p>')


def _step(by: int, count: int) -> None:
    """On or back from where the session is: a key may come before the view of the one before is drawn."""
    _go(max(0, min(int(views.SLIDE.value or 0) + by, count - 1)))


def _go(at: int) -> None:
    links.put(views.SLIDE, str(at) if at else "")


def begin() -> None:
    """Turn the mode on, at the first view."""
    st.session_state[views.WORKSHOP_PRESENT.name] = "1"
    _go(0)


def leave() -> None:
    """Back to the page."""
    st.session_state[views.WORKSHOP_PRESENT.name] = "0"
    _go(0)
