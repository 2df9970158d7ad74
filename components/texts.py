"""Small pieces of a page as HTML: titles, notes, status words. Everything that comes from data is escaped here."""

import re
from html import escape

import streamlit as st

from components import palette
from components.palette import SIGNS, Palette


def title(finding: str) -> None:
    """The page's title: the finding, not the topic."""
    st.html(f'<h1 class="lp-title">{escape(finding)}</h1>')


def section(heading: str, sub: str = "") -> None:
    """A section's heading, with its period, unit or doubt below."""
    below = f'<p class="lp-sub">{escape(sub)}</p>' if sub else ""
    st.html(f'<h2 class="lp-section">{escape(heading)}</h2>{below}')


def plain(text: str) -> str:
    """Text from data for a label that Streamlit reads as Markdown."""
    return re.sub(r"([\\`*_{}\[\]()<>#+!|:$~-])", r"\\\1", text)


def note(text: str) -> None:
    """A quiet remark."""
    st.html(f'<p class="lp-note">{escape(text)}</p>')


def status(code: str, colours: Palette) -> str:
    """A task status as HTML: its sign and word in its colour."""
    colour = colours.statuses.get(code, colours.quiet)
    return f'<span class="lp-status" style="color:{colour}">{SIGNS.get(code, "–")} {escape(palette.status_name(code))}</span>'


def table(head: list[tuple[str, str]], rows: list[list[str]]) -> None:
    """A table of cells that are HTML already; `head` is (title, class), class `n` for numbers."""
    top = "".join(f'<th class="{css}">{escape(name)}</th>' for name, css in head)
    body = "".join(
        "<tr>" + "".join(f'<td class="{css}">{cell}</td>' for cell, (_n, css) in zip(row, head, strict=True)) + "</tr>"
        for row in rows
    )
    st.html(
        f'<div class="lp-scroll"><table class="lp-table"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'
    )
