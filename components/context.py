"""What a page gets: the version that is shown, the filters, the page's place in the table of pages, the colours."""

from dataclasses import dataclass

import streamlit as st

from components.palette import Palette
from components.views import View
from data.filters import Filters
from data.snapshot import Snapshot

KEY = "page_context"


@dataclass(frozen=True)
class Context:
    """One run of one page."""

    snapshot: Snapshot
    filters: Filters
    view: View
    palette: Palette
    theme: str

    @property
    def mark(self) -> str:
        """The mark of data that is not real, where the incidents shown are not."""
        return self.snapshot.settings.mark(self.filters.source)


def hand_over(context: Context) -> None:
    """The shell's side: make the context of this run known to the page."""
    st.session_state[KEY] = context


def current() -> Context:
    """The page's side: the context of this run."""
    return st.session_state[KEY]
