"""A form made of a table's schema: each column as the field that its kind asks for."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from components import texts
from components.context import Context
from components.mandate.register import names, needs, rows
from data.i18n import _
from data.register.columns import Column, columns
from data.schema import split
from data.tables import TABLES
from data.words import formats

UNKNOWN = ""
MOST_OFFERED = 1000  # keys of a larger table are typed: a list of them would be sent whole at each run
LONGEST = 2000
FIRST_DAY, LAST_DAY = "1945-01-01", "2199-12-31"
IN_A_ROW = 3
Cells = dict[str, object]


def show(context: Context, table: str, row: Cells, key: str) -> Cells:
    """The cells of a row as the user has them now; `needs.top` first. `key` tells one round of editing apart."""
    top = needs.top(table)
    others = [column for column in columns(table) if column not in top]
    texts.note(needs.words(table))
    cells = _fields(context, table, top, row, key)
    with st.expander(_("Further columns"), expanded=True):
        cells |= _fields(context, table, others, row, key)
    return cells


def _fields(context: Context, table: str, own: list[Column], row: Cells, key: str) -> Cells:
    cells: Cells = {}
    for start in range(0, len(own), IN_A_ROW):
        for place, column in zip(st.columns(IN_A_ROW), own[start : start + IN_A_ROW], strict=False):
            with place:
                cells[column.name] = _field(
                    context, table, column, row.get(column.name), f"register_{column.name}_{key}"
                )
    return cells


def _field(context: Context, table: str, column: Column, value: object, key: str) -> object:
    column = replace(column, required=needs.starred(table, column))
    told = {"label": texts.plain(needs.label(table, column)), "key": key, "help": texts.plain(_help(column))}
    if column.kind == "day":
        day = None if value is None else pd.Timestamp(value).date()
        return st.date_input(value=day, format="DD/MM/YYYY", min_value=FIRST_DAY, max_value=LAST_DAY, **told)
    if column.kind == "flag":
        return _flag(value, told)
    if column.codes:
        return _choice(column, value, dict.fromkeys(column.codes), told, lambda code: names.code(table, column, code))
    if column.table and (offered := _offered(context, column)) is not None:
        return _choice(column, value, offered, told, lambda own: offered.get(own) or own)
    return st.text_input(value=_written(value), max_chars=LONGEST, **told)


def _written(value: object) -> str:
    """A text or number as people write it, no figure of it lost."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _help(column: Column) -> str:
    """What a column means and accepts, and where the workbook has it."""
    words = _("{meaning}. Accepts {accepts}. In the workbook: column {name}.")
    return words.format(meaning=column.meaning, accepts=column.accepts or _("a text"), name=column.name)


def _flag(value: object, told: dict) -> object:
    options = {UNKNOWN: _("unknown"), "true": _("yes"), "false": _("no")}
    now = UNKNOWN if value is None else "true" if value else "false"
    return st.selectbox(options=list(options), index=list(options).index(now), format_func=options.get, **told)


def _offered(context: Context, column: Column) -> dict[str, str] | None:
    """The rows that a reference may name, by key; None where they are too many to offer."""
    table = context.snapshot.areas if column.table == "areas" else context.snapshot.table(column.table)
    if len(table) > MOST_OFFERED:
        return None
    namer = rows.namer(context, column.table)
    return {own: f"{formats.short(namer(own), 60)} · {own}" for own in table[TABLES[column.table].key[0]]}


def _choice(column: Column, value: object, offered: dict, told: dict, words: object) -> object:
    """One of the offered, or several; what stands there already is offered too, whatever it is."""
    if column.is_list:
        own = split(value)
        return st.multiselect(options=list(dict.fromkeys([*offered, *own])), default=own, format_func=words, **told)
    options = list(dict.fromkeys([UNKNOWN, *offered, *([str(value)] if value is not None else [])]))
    unknown = _("choose") if column.required else _("unknown")
    return st.selectbox(
        options=options,
        index=options.index(UNKNOWN if value is None else str(value)),
        format_func=lambda own: words(own) if own else unknown,
        **told,
    )
