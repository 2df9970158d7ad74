"""Part Register: every mandate table as it stands, its workbook, and rows added, changed and removed with history."""

import streamlit as st

from components import audited, editions, importer, texts, views
from components.context import Context
from components.mandate.desk import Desk
from components.mandate.register import editor, names, rows
from data.access.seen import WITHHELD
from data.i18n import _, ngettext
from data.register import files
from data.register.columns import REGISTER
from data.words import formats


def title(desk: Desk) -> str:
    """How much the register holds."""
    return headline(desk.context)


def headline(context: Context) -> str:
    """Rows and tables that have any."""
    counts = [len(context.snapshot.table(table)) for table in REGISTER]
    held = sum(count > 0 for count in counts)
    words = ngettext(
        "The register holds {n} row, in {held} of {all} tables",
        "The register holds {n} rows, in {held} of {all} tables",
        sum(counts),
    )
    return words.format(n=formats.number(sum(counts)), held=held, all=len(counts))


def part(desk: Desk) -> None:
    """The whole part."""
    show(desk.context)


def show(context: Context) -> None:
    """One table with its rows and the form, then the workbook and what is dropped."""
    if said := st.session_state.pop(editor.SAID, None):
        texts.success(said)
    _workbook(context)
    left, right = st.columns([1, 1])
    offered = [name for name in REGISTER if context.snapshot.sight.plans or name not in WITHHELD]
    if views.REGISTER_TABLE.value not in offered:
        st.session_state[views.REGISTER_TABLE.name] = offered[0]
    table = left.selectbox(_("Table"), offered, format_func=names.table_name, key=views.REGISTER_TABLE.name)
    word = right.text_input(_("Find rows that have"), key=f"register_find_{table}", max_chars=100)
    found = rows.find(context, table, word)
    _list(context, table, found, word)
    editor.show(context, table, found)


def _workbook(context: Context) -> None:
    """The files to download, and the drop that says what would change before anything does."""
    title_ = _("Excel: one workbook with a sheet a table, to fill in or to change, and to drop here again")
    with st.expander(title_, expanded=context.snapshot.table("tasks").empty):
        with st.container(horizontal=True):
            for label, name, make in _files(context):
                file = f"linchpin_{name}"
                st.download_button(
                    label, data=audited.recorded(context, file, make), file_name=file, key=f"register_file_{name}",
                    on_click="ignore", icon=":material/download:",
                )  # fmt: skip
        editions.internal_only()
        importer.panel(context, _("Drop the workbook, or a file of one table: first it says what would change"))


def _files(context: Context) -> list[tuple[str, str, object]]:
    read = context.snapshot.whole

    def areas_too(table: str) -> object:
        return context.snapshot.areas if table == "areas" else read(table)

    return [
        (_("Workbook to fill in"), "register_template.xlsx", lambda: files.excel(areas_too, filled=False)),
        (_("Workbook with all rows"), "register.xlsx", lambda: files.excel(areas_too, filled=True)),
        (_("All rows as CSV, zipped"), "register.zip", lambda: files.zipped(read, filled=True)),
    ]


def _list(context: Context, table: str, found: rows.Found, word: str) -> None:
    heading = ngettext("{n} row of {all}", "{n} rows of {all}", found.count)
    texts.section(
        heading.format(n=formats.number(found.count), all=formats.number(found.every)),
        _("Names in place of keys; the workbook and CSV have the keys. Unknown is empty, never zero"),
    )
    if not found.every:
        texts.note(_("No row yet: add one below, or fill in the workbook."))
        return
    if not found.count:
        words = _("No row of {table} has “{word}”, neither in what is shown nor in its keys.")
        texts.note(words.format(table=names.table_name(table), word=word.strip()))
        return
    table_ = rows.shown(context, table, found)
    st.dataframe(table_, hide_index=True, key=f"register_rows_{table}", height=min(320, 38 + 35 * len(table_)))
    if found.count > len(found.rows):
        words = _("The first {n} are shown and can be chosen below; a word in the field above finds the others.")
        texts.note(words.format(n=formats.number(len(found.rows))))
