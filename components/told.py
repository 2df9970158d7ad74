"""Beside each map and chart: what it says for those who do not see it, and its data as a table, made when opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

import streamlit as st

from components import texts
from data.deck.model import Cell, Table
from data.i18n import _
from data.words import formats
from data.words.alt import Told

MOST_ROWS = 200


@contextmanager
def around(told: Told, key: str) -> Iterator[None]:
    """Words before what is drawn inside, out of sight, and its rows in a fold below it; `key` is its own."""
    before(told)
    yield
    below(told, key)


def words(told: Told) -> str:
    """The finding, with the place of the table that the page has already."""
    if not told.beside:
        return told.finding
    return f"{told.finding} {_('Its figures as a table: {where}.').format(where=told.beside)}"


def before(told: Told) -> None:
    """The words where only a screen reader meets them."""
    st.html(f'<p class="lp-told">{escape(words(told))}</p>')


def below(told: Told, key: str) -> None:
    """The rows in a fold; they are made and sent only when it is opened."""
    if told.table is None:
        return
    with st.expander(_("Data as a table"), key=f"told_{key}", type="compact", on_change="rerun") as fold:
        if fold.open:
            _rows(told.table(), told.finding)


def _rows(table: Table, finding: str) -> None:
    texts.note(finding)
    numbers = [all(not isinstance(row[at], str) for row in table.rows) for at in range(len(table.head))]
    head = [(name, "n" if number else "") for name, number in zip(table.head, numbers, strict=True)]
    texts.table(head, [[_cell(value) for value in row] for row in table.rows[:MOST_ROWS]], stacked=True)
    if len(table.rows) > MOST_ROWS:
        words = _("The first {n} of {all} rows.")
        texts.note(words.format(n=formats.number(MOST_ROWS), all=formats.number(len(table.rows))))
    if table.note:
        texts.note(table.note)


def _cell(value: Cell) -> str:
    if isinstance(value, str):
        return escape(value)
    return escape(formats.figure(value) if isinstance(value, float) else formats.number(value))
