"""What a page gets: the version that is shown, the filters, the page's place in the table of pages, the colours."""

from dataclasses import dataclass

import streamlit as st

from components import links
from components.links import Parameter
from components.views import View
from data.scene import Scene
from data.words.palette import Palette

KEY = "page_context"


@dataclass(frozen=True)
class Context(Scene):
    """One run of one page."""

    view: View
    palette: Palette
    theme: str

    @property
    def linked(self) -> tuple[Parameter, ...]:
        """The page's own parameters whose value now may stand in a link."""
        return links.shareable(self.view.own, self.snapshot)


def hand_over(context: Context) -> None:
    """The shell's side: make the context of this run known to the page."""
    st.session_state[KEY] = context


def current() -> Context:
    """The page's side: the context of this run."""
    return st.session_state[KEY]
