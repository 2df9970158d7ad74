"""A row of the register added, changed or removed: what saving would change first, then one version a save."""

from collections.abc import Callable

import streamlit as st

from components import links, texts
from components.context import Context
from components.footprint import bases
from components.mandate.register import form, names, needs, past, rows
from components.mandate.register.form import Cells
from components.mandate.register.rows import Found
from data import edit
from data.errors import InputError, StoreBusyError
from data.i18n import _, isolated
from data.mandate import cpas
from data.register.fit import MOST_SAID
from data.tables import TABLES

NEW = ""
NAMED_BY_PEOPLE = ("mandates", "quarters")
ROUND, SEEN, SAID, NEW_ID = "register_round", "register_seen", "register_said", "register_new_id"


def show(context: Context, table: str, found: Found) -> None:
    """Which row, its cells, its history, what saving would change, and the buttons."""
    texts.section(
        _("Add, change or remove a row"), _("Each save is one version; nobody's changes of other rows are lost")
    )
    if not bases.newest(context):
        return
    bases.example_note(context)
    own = rows.keyed(table, found.rows)
    chosen = st.selectbox(
        _("Row"), [NEW, *own], key=f"register_row_{table}",
        format_func=lambda key: rows.label(table, own.get(key), _("A new row")),
    )  # fmt: skip
    key = f"{table}_{chosen}_{st.session_state.get(ROUND, 0)}"
    seen = _seen((table, chosen), own)
    if seen is not None:
        past.show(context, table, seen, key)
    written = form.show(context, table, seen or _blank(table), key)
    _offer(context, table, seen, written, key)


def _seen(which: tuple[str, str], own: dict[str, Cells]) -> Cells | None:
    """The row as it was when this session chose it: what a change made meanwhile is told from."""
    mark = (*which, st.session_state.get(ROUND, 0))
    held = st.session_state.get(SEEN)
    if not held or held[0] != mark:
        held = (mark, own.get(which[1]))
        st.session_state[SEEN] = held
    return held[1]


def _blank(table: str) -> Cells:
    """A new row: a random key, where people need not choose one."""
    first, *others = TABLES[table].key
    if others or table in NAMED_BY_PEOPLE:
        return {}
    made = st.session_state.setdefault(NEW_ID, {})
    return {first: made.setdefault(table, edit.new_id(table[0]))}


def _offer(context: Context, table: str, seen: Cells | None, written: Cells, key: str) -> None:
    """What saving would change, or what it still needs; nothing is written before a button is pressed."""
    change = edit.added(written) if seen is None else edit.changed(seen, **written)
    cells = bases.would_change(table, seen, change.after) if _sound(table, change.after) else None
    if cells is not None and len(cells):
        texts.section(_("What saving would change"))
        st.dataframe(past.with_names(table, cells), hide_index=True, key="register_changes")
    elif cells is not None:
        texts.note(_("Nothing is changed yet."))
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(_("Save"), type="primary", key="register_save", disabled=cells is None or cells.empty):
            _save(context, table, change)
        sure = seen is not None and st.checkbox(_("It was written by mistake"), key=f"register_sure_{key}")
        if sure and st.button(_("Remove"), key="register_remove"):
            _save(context, table, edit.deleted(seen))
        if st.button(_("Load it again"), key="register_again", type="tertiary"):
            start_anew()
            st.rerun()


def _sound(table: str, cells: Cells) -> bool:
    """Whether a row can be saved; else says what it still needs, then which cells cannot stand as they are."""
    if lacking := needs.lacking(table, cells):
        texts.note(_("To save, still give: {columns}.").format(columns=", ".join(lacking)))
        return False
    found = edit.faults(table, cells)
    for fault in found.head(MOST_SAID).itertuples(index=False):
        words = _("{column}: “{value}”, {reason}") if fault.value else _("{column}: {reason}")
        name = names.short(table, fault.column)
        texts.warning(words.format(column=name, value=fault.value, reason=fault.reason))
    return found.empty


def start_anew() -> None:
    """Forget what was typed: the form shows the row as the newest version has it."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    for name in (SEEN, NEW_ID):
        st.session_state.pop(name, None)


def _save(context: Context, table: str, change: edit.Change) -> None:
    verb = "add" if change.before is None else "remove" if change.after is None else "change"
    row = change.after or change.before
    key = " / ".join(edit.text(row[part]) for part in TABLES[table].key)
    try:
        _target, number = _saver(table)(context, change, f"{verb} {table} {key}")
    except (InputError, StoreBusyError) as error:
        texts.error(str(error))
        return
    done = {"add": _("added"), "remove": _("removed"), "change": _("changed")}[verb]
    words = _("{table}: {key} {done}. This is version {n}.")
    st.session_state[SAID] = words.format(table=names.table_name(table), key=isolated(key[:80]), done=done, n=number)
    start_anew()
    links.unpin()
    st.rerun()


def _saver(table: str) -> Callable[[Context, edit.Change, str], tuple]:
    """What saves a change: assessments have rules of their own."""
    if table == "assessments":
        return lambda context, change, _what: cpas.save_assessments(context.snapshot.mission, [change])
    return lambda context, change, what: edit.save(context.snapshot.mission, table, [change], what=what)
