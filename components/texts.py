"""Small pieces of a page as HTML: titles, notes, status words. Everything that comes from data is escaped here."""

import re
from html import escape

import streamlit as st

from data.words import palette
from data.words.palette import SIGNS, Palette

FIGURE = "{n}"  # the place of a figure in a sentence that is filled in otherwise already
# Streamlit makes links of addresses after it has taken off every escape: only a letter of no width stops it.
BECOMES_A_LINK = re.compile(r"https?(?=://)|www(?=\.)|[\w.+-](?=@)", re.IGNORECASE)
WORD_JOINER = "\u2060"


def title(finding: str) -> None:
    """The page's title: the finding, not the topic."""
    st.html(f'<h1 class="lp-title">{escape(finding)}</h1>')


def section(heading: str, sub: str = "") -> None:
    """A section's heading, with its period, unit or doubt below."""
    below = f'<p class="lp-sub">{escape(sub)}</p>' if sub else ""
    st.html(f'<h2 class="lp-section">{escape(heading)}</h2>{below}')


def plain(text: str) -> str:
    """Text from data for a label that Streamlit reads as Markdown."""
    unlinked = BECOMES_A_LINK.sub(lambda found: found[0] + WORD_JOINER, text)
    return re.sub(r"([\\`*_{}\[\]()<>#+!|:$~-])", r"\\\1", unlinked)


def info(text: str, icon: str | None = None) -> None:
    """A remark that stands out; text from data and links is not read as Markdown."""
    st.info(plain(text), icon=icon)


def warning(text: str) -> None:
    """Something that was ignored or needs care."""
    st.warning(plain(text), icon=":material/info:")


def error(text: str) -> None:
    """What went wrong, and what to do."""
    st.error(plain(text))


def success(text: str) -> None:
    """What was done."""
    st.success(plain(text))


def caption(text: str) -> None:
    """Small print inside a popover."""
    st.caption(plain(text))


def note(text: str) -> None:
    """A quiet remark."""
    st.html(f'<p class="lp-note">{escape(text)}</p>')


def status(code: str, colours: Palette) -> str:
    """A task status as HTML: its sign and word in its colour."""
    colour = colours.statuses.get(code, colours.quiet)
    words = f"{SIGNS.get(code, '–')} {escape(palette.status_name(code))}"
    return f'<span class="lp-status" style="color:{colour}">{words}</span>'


def to_rows(words: str, href: str) -> str:
    """A figure as HTML that leads to the rows it counts."""
    return f'<a class="lp-rows" href="{escape(href)}" target="_self">{escape(words)}</a>'


def with_rows(words: str, figure: str, href: str) -> str:
    """A sentence as HTML: where it has `{n}` (see `FIGURE`) stands a figure that leads to the rows it counts."""
    return escape(words).replace(FIGURE, to_rows(figure, href), 1)


def figures_note(parts: list[str]) -> None:
    """A quiet line of figures, HTML already."""
    st.html(f'<p class="lp-note">{" · ".join(parts)}</p>')


def table(head: list[tuple[str, str]], rows: list[list[str]], stacked: bool = False) -> None:
    """A table of cells that are HTML already: see `table_html`."""
    st.html(table_html(head, rows, stacked))


def table_html(head: list[tuple[str, str]], rows: list[list[str]], stacked: bool = False) -> str:
    """The same as HTML; `head` is (title, class), class `n` for numbers.

    A `stacked` one shows each row as a block of named lines on a phone.
    """
    top = "".join(f'<th class="{css}">{escape(name)}</th>' for name, css in head)
    body = "".join(f"<tr>{_cells(head, row)}</tr>" for row in rows)
    kind = "lp-table lp-stacked" if stacked else "lp-table"
    whole = f'<table class="{kind}"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div class="lp-scroll">{whole}</div>'


def _cells(head: list[tuple[str, str]], row: list[str]) -> str:
    return "".join(
        f'<td class="{css}" data-name="{escape(name)}">{cell}</td>' for (name, css), cell in zip(head, row, strict=True)
    )
