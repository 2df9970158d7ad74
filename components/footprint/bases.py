"""Part Bases: every base in a list, a template to fill in, and bases added, changed, closed or deleted in the page."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from components import audited, editions, links, texts
from components.access.who import may_edit
from components.context import Context
from components.footprint import around
from components.footprint.choice import Chosen
from data import edit, template
from data.errors import InputError, StoreBusyError
from data.footprint import terms
from data.footprint.names import type_name
from data.footprint.schema import BASE_TYPES, COMPONENTS, STATUSES
from data.i18n import _, isolated, ngettext
from data.importing.merge import changes
from data.schema import split
from data.tables import TABLES
from data.words import formats, palette

NEW = ""
EDITED, SEEN, ROUND, SAID = "base_edited", "base_seen", "base_round", "base_said"
UNKNOWN = "–"
TEXTS = ("name", "sector", "source", "dates_precision")
NUMBERS = ("latitude", "longitude", "personnel_military", "personnel_police", "personnel_civilian")


def show(chosen: Chosen) -> None:
    """The part of page Footprint."""
    part(chosen.context, chosen)


def part(context: Context, chosen: Chosen | None = None) -> None:
    """The list, the files and the form; beside them who stands together, sectors and other forces."""
    every = context.snapshot.table("bases") if chosen is None else chosen.every
    day = context.filters.end if chosen is None else chosen.day
    if said := st.session_state.pop(SAID, None):
        texts.success(said)
    left, right = st.columns([1.25, 1], gap="large")
    with left:
        _list(every, context)
        files(context)
        _editor(context)
    with right:
        around.tables(context, day)


def _list(bases: pd.DataFrame, context: Context) -> None:
    texts.section(
        ngettext("{n} base of all days", "{n} bases of all days", len(bases)).format(n=formats.number(len(bases))),
        _("Towns, not camp positions; strengths that no source states stay unknown"),
    )
    if bases.empty:
        texts.note(_("No base yet: add one below, or import a list on page Data."))
        return
    words = pd.DataFrame(
        {
            _("Base"): bases["name"],
            _("Type"): bases["type"].map(type_name),
            _("Status today"): bases["status"].map(status_name),
            _("Components"): bases["component_type"].map(_components),
            _("Functions"): bases["functions"].fillna(UNKNOWN),
            _("Sector"): bases["sector"].fillna(UNKNOWN),
            _("Opened"): bases["opened"].dt.date,
            _("Closed"): bases["closed"].dt.date,
            _("Dates"): bases["dates_precision"].fillna(""),
            _("Source"): bases["source"].fillna(UNKNOWN),
            _("Id"): bases["base_id"],
        }
    )
    st.dataframe(words, hide_index=True, key="bases_list", height=min(430, 38 + 35 * len(words)), placeholder="")
    texts.note(_("Nothing under Closed: still open, or its last day is not known. Under Opened: its first day is not."))


def _components(cell: object) -> str:
    return ", ".join(palette.component_name(code) for code in split(cell)) or UNKNOWN


def status_name(code: str) -> str:
    """A base's status for people."""
    return {"open": _("Open"), "planned": _("Planned"), "closed": _("Closed")}.get(code, code)


def files(context: Context, table: str = "bases") -> None:
    """The template, and the rows as they are, in its columns: both import back on page Data."""
    rows = context.snapshot.whole(table)
    with st.container(horizontal=True):
        for ending, write in (("xlsx", template.excel), ("csv", template.csv)):
            name = "Excel" if ending == "xlsx" else "CSV"
            _offer(
                context,
                _("Template, {format}").format(format=name),
                f"{table}_template.{ending}",
                lambda w=write: w(table),
            )
            if len(rows):
                label = _("This list, {format}").format(format=name)
                _offer(context, label, f"{table}.{ending}", lambda w=write: w(table, rows))
    editions.internal_only()
    texts.note(
        _(
            "Fill the template in and drop it on page Data. It has one example row, which goes before the import, and "
            "says what each column means. Lists are joined by ; or by commas."
        )
    )


def _offer(context: Context, label: str, name: str, make: Callable[[], bytes]) -> None:
    file = f"linchpin_{name}"
    st.download_button(
        label, data=audited.recorded(context, file, make), file_name=file, key=f"file_{name}", on_click="ignore",
        icon=":material/download:",
    )  # fmt: skip


def newest(context: Context) -> bool:
    """Whether what is shown can be edited: the newest version, by those who may; where it cannot, that is said."""
    if not may_edit():
        return False
    if context.snapshot.number == context.snapshot.mission.store.latest():
        return True
    texts.info(_("This is version {n}. Open the newest version to change it.").format(n=context.snapshot.number))
    return False


def example_note(context: Context) -> None:
    """What the first change of the bundled example does."""
    if context.snapshot.mission.is_example:
        texts.info(_("The bundled example is read-only: saving makes a copy of your own, which opens from then on."))


def _editor(context: Context) -> None:
    """Which base to change, its cells, what saving would change, and the buttons."""
    texts.section(
        _("Add, change or close a base"), _("Each save is one version; nobody's changes of other bases are lost")
    )
    if not newest(context):
        return
    example_note(context)
    rows = {row["base_id"]: row for row in edit.cells_of(context.snapshot.table("bases"))}
    chosen = st.selectbox(
        _("Base"), [NEW, *rows], key=EDITED, format_func=lambda base_id: _label(rows.get(base_id)),
    )  # fmt: skip
    seen = _seen(chosen, rows)
    written = _form(seen or {"status": "open", "type": "base"}, f"{chosen}_{st.session_state.get(ROUND, 0)}")
    _offer_save(context, seen, written)


def _label(row: dict | None) -> str:
    if row is None:
        return _("A new base")
    return f"{isolated(formats.short(row['name'], 40))} · {type_name(row['type'])} · {row['base_id']}"


def _seen(base_id: str, rows: dict[str, dict]) -> dict | None:
    """The row as it was when this session chose it: what a change made meanwhile is told from."""
    held = st.session_state.get(SEEN)
    if not held or held[0] != (base_id, st.session_state.get(ROUND, 0)):
        held = ((base_id, st.session_state.get(ROUND, 0)), rows.get(base_id))
        st.session_state[SEEN] = held
    return held[1]


def _form(row: dict, key: str) -> dict[str, object]:
    """The cells as the user has them now, as people write them."""
    names = {
        "name": _("Town"), "sector": _("Sector"), "source": _("Source"), "dates_precision": _("Dates known by"),
        "latitude": _("Latitude of the town"), "longitude": _("Longitude of the town"),
        "personnel_military": _("Military personnel"), "personnel_police": _("Police personnel"),
        "personnel_civilian": _("Civilian personnel"),
    }  # fmt: skip

    def text(name: str, place: object) -> str:
        value = "" if row.get(name) is None else f"{row[name]}"
        return place.text_input(names[name], value, key=f"base_{name}_{key}", max_chars=300)

    one, two, three = st.columns(3)
    cells: dict[str, object] = {"name": text("name", one)}
    cells["type"] = two.selectbox(_("Type"), BASE_TYPES, index=BASE_TYPES.index(row["type"]), key=f"base_type_{key}",
                                  format_func=type_name)  # fmt: skip
    cells["status"] = three.selectbox(_("Status"), STATUSES, index=STATUSES.index(row["status"]),
                                      key=f"base_status_{key}", format_func=status_name)  # fmt: skip
    cells |= {name: text(name, place) for name, place in zip(("latitude", "longitude", "sector"), (one, two, three),
                                                             strict=True)}  # fmt: skip
    cells["component_type"] = one.multiselect(
        _("Components"), COMPONENTS, split(row.get("component_type")), key=f"base_component_{key}",
        format_func=palette.component_name,
    )  # fmt: skip
    own = split(row.get("functions"))
    cells["functions"] = st.multiselect(
        _("Functions: choose, or type another"), list(dict.fromkeys([*terms.FUNCTIONS, *own])), own,
        key=f"base_functions_{key}", accept_new_options=True,
    )  # fmt: skip
    for name, label, place in (("opened", _("First day"), two), ("closed", _("Last day"), three)):
        cells[name] = place.date_input(label, row.get(name), key=f"base_{name}_{key}", format="DD/MM/YYYY",
                                       min_value="1945-01-01", max_value="2199-12-31")  # fmt: skip
    with st.expander(_("Personnel, where a source states it; source")):
        four = st.columns(3)
        cells |= {name: text(name, place) for name, place in zip(NUMBERS[2:], four, strict=True)}
        cells |= {name: text(name, place) for name, place in zip(TEXTS[2:], four[:2], strict=True)}
        ticked = four[2].checkbox(
            _("Illustrative: no source states it"), bool(row.get("illustrative")), key=f"base_illustrative_{key}"
        )
        cells["illustrative"] = ticked or (None if row.get("illustrative") is None else False)
    return cells


def _offer_save(context: Context, seen: dict | None, written: dict[str, object]) -> None:
    """What saving would change; nothing is written before a button is pressed."""
    if seen is None:
        after = {**written, "base_id": st.session_state.setdefault("base_new_id", edit.new_id("b"))}
        started = any(written[name] for name in ("name", "latitude", "longitude"))
        change, ready = edit.added(after), started and problem("bases", after)
    else:
        change, ready = edit.changed(seen, **written), problem("bases", {**seen, **written})
    table = would_change("bases", seen, change.after) if ready else None
    if table is not None and len(table):
        texts.section(_("What saving would change"))
        st.dataframe(table, hide_index=True, key="base_changes")
    elif ready:
        texts.note(_("Nothing is changed yet."))
    name = isolated(formats.short(str(written["name"]), 60))
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(_("Save"), type="primary", key="base_save", disabled=table is None or table.empty):
            verb = _("Base {name} added.") if seen is None else _("Base {name} saved.")
            _save(context, change, f"{'add' if seen is None else 'change'} base {change.after['base_id']}",
                  verb.format(name=name))  # fmt: skip
        if seen is not None and st.checkbox(_("It was written by mistake"), key=f"base_sure_{seen['base_id']}"):
            texts.caption(_("A base that was there is closed, not deleted."))
            if st.button(_("Delete"), key="base_delete"):
                _save(context, edit.deleted(seen), f"delete base {seen['base_id']}",
                      _("Base {name} deleted; older versions still have it.").format(name=name))  # fmt: skip
        if st.button(_("Load it again"), key="base_again", type="tertiary"):
            start_anew()
            st.rerun()


def problem(table: str, cells: dict[str, object]) -> bool:
    """True where the cells can be saved; else says which cannot, and what is accepted."""
    try:
        edit.typed_rows(table, [cells])
    except InputError as error:
        texts.error(str(error))
        return False
    return True


def would_change(table: str, seen: dict | None, after: dict[str, object]) -> pd.DataFrame:
    """A row a cell: column, before, after, as they are stored."""
    new = edit.typed_rows(table, [after])
    model = TABLES[table].model
    old = model.shape(pd.DataFrame([seen])) if seen else model.shape(pd.DataFrame([{}], index=[0]))
    cells = changes(old, new, TABLES[table].key)
    return (
        cells.drop(columns="key")
        .fillna("")
        .rename(columns={"column": _("Column"), "before": _("Before"), "after": _("After")})
    )


def start_anew() -> None:
    """Forget what was typed: the form shows the base as the newest version has it."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.session_state.pop(SEEN, None)
    st.session_state.pop("base_new_id", None)


def _save(context: Context, change: edit.Change, what: str, said: str) -> None:
    try:
        _target, number = edit.save(context.snapshot.mission, "bases", [change], what=what)
    except (InputError, StoreBusyError) as error:
        texts.error(str(error))
        return
    st.session_state[SAID] = said + " " + _("This is version {n}.").format(n=number)
    start_anew()
    links.unpin()
    st.rerun()
