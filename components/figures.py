"""The strip of figures at the top of a page: each with what it is compared with, its doubt, and the way to its rows."""

from dataclasses import dataclass, field
from html import escape
from typing import NamedTuple

import streamlit as st

from components import links, texts, views
from components.context import Context
from data.incidents import subsets, summary
from data.incidents.change import Change
from data.incidents.rows import Rows
from data.words import compared, formats, headlines


class Line(NamedTuple):
    """A line beside a figure, plain text with a leading part in bold; `{n}` in it is another figure that leads to its
    own rows."""

    strong: str
    rest: str
    figure: str = ""
    rows: str = ""

    def html(self) -> str:
        """The line as HTML."""
        strong = f"<b>{escape(self.strong)}</b> " if self.strong else ""
        rest = texts.with_rows(self.rest, self.figure, self.rows) if self.figure else escape(self.rest)
        return f'<div class="beside">{strong}{rest}</div>'


@dataclass(frozen=True)
class Figure:
    """One figure: label, value as text, lines beside it (each a `Line`, or its first two parts), and where it leads."""

    label: str
    value: str
    beside: tuple[Line | tuple[str, str], ...] = ()
    page: str = ""
    link_text: str = ""
    query: dict[str, object] = field(default_factory=dict)
    rows: str = ""  # the address of the rows that it counts


def strip(figures: list[Figure]) -> None:
    """Figures side by side, two by two on a phone."""
    with st.container(key="figures"):
        for column, figure in zip(st.columns(len(figures)), figures, strict=True):
            with column:
                st.html(_html(figure))
                if figure.page:
                    st.page_link(views.page(figure.page), label=f"{figure.link_text} →", query_params=figure.query)


def pile(figures: list[Figure]) -> None:
    """Figures one below another, as beside a map in the presenter's mode."""
    st.html("".join(map(_html, figures)))


def _html(figure: Figure) -> str:
    lines = "".join(Line(*line).html() for line in figure.beside)
    value = texts.to_rows(figure.value, figure.rows) if figure.rows else escape(figure.value)
    return (
        f'<div class="lp-figure"><div class="label">{escape(figure.label)}</div>'
        f'<div class="value">{value}</div>{lines}</div>'
    )


def against(change: Change, rows: str) -> Line:
    """A change of a count in words, the earlier count leading to its `rows`. No rise or fall is stated where one event
    makes it."""
    strong, words = compared.against(change, texts.FIGURE)
    return Line(strong, words) if change.before is None else Line(strong, words, formats.number(change.before), rows)


def earlier(figure: str, when: str, rows: str) -> Line:
    """The same figure in another period, leading to its rows."""
    return Line("", compared.earlier(texts.FIGURE, when), figure, rows)


def points(now: float | None, before: float | None, when: str, rows: str) -> Line:
    """A share beside the same share in another period."""
    words = compared.share(before, now, when, texts.FIGURE)
    return Line("", words) if before is None or now is None else Line("", words, formats.share(before), rows)


def outside(context: Context, selected: Rows, level: int, **own: str) -> None:
    """How many incidents no area of a level shows, leading to them; nothing where there is none.

    `own` are the page's own parameters that narrow `selected`.
    """
    words = headlines.outside(selected, context.snapshot, level, texts.FIGURE)
    if words and views.ROWS.name in own:  # a link carries one part, not a part of a part
        texts.note(headlines.outside(selected, context.snapshot, level))
    elif words:
        count = formats.number(summary.outside(selected, level))
        query = links.query_for(context.filters, **own | {views.ROWS.name: subsets.outside_areas(level)})
        texts.figures_note([texts.with_rows(words, count, views.href("incidents", query))])
