"""The form by which a spreadsheet's columns are mapped to ours, with a live preview; saved, it reads the next file."""

from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components import mapping_codes, mapping_fields, mapping_preview, mapping_save, mapping_words, texts
from components.context import Context
from components.mapping_fields import Form
from data import i18n
from data.errors import InputError
from data.i18n import _
from data.importing import mappings, run, samples
from data.importing.files import RawTable, plain_name
from data.importing.layouts import mapping_for
from data.importing.mappings import Mapping
from data.importing.parsed import Parsed
from data.importing.read import How
from data.words import formats

WANTED = "mapper_wanted"


def _wanted_key() -> str:
    # A new key after each saving: the toggle is off again.
    return f"{WANTED}_{mapping_save.count()}"


def wanted() -> bool:
    """True where the user asked to map the columns of the file that is shown."""
    return bool(st.session_state.get(_wanted_key()))


def offer(parsed: Parsed | None = None) -> None:
    """The way to the form, for a file whose layout is known already; and which saved mapping read it."""
    if parsed and parsed.table not in mappings.MAPPED_TABLES:
        return
    if parsed and parsed.mapping:
        texts.note(_("Read with the saved mapping “{name}”, known by its columns.").format(name=parsed.mapping))
    st.toggle(_("Map the columns myself"), key=_wanted_key())


def panel(context: Context, path: Path) -> None:
    """The form for one file; the mapping that it saves is the file's from the next run on."""
    try:
        how = run.how(context.snapshot.mission)
        raw = samples.of(path, how)
    except InputError as error:
        texts.error(str(error))
        return
    whole = samples.is_whole(raw)
    count = formats.number(len(raw.frame))
    looked = (
        _("all {n} rows are looked at here") if whole else _("the first {n} rows are looked at here, all at import")
    )
    texts.section(
        _("Say which column is which"),
        f"{mapping_words.short(path.name, 80)} · {looked.format(n=count)}. "
        + _("Saved once, the next file with these columns is recognised by itself."),
    )
    _form(context, raw, how, mapping_save.file_mark(path))


@st.fragment
def _form(context: Context, raw: RawTable, how: How, mark: str) -> None:
    """All that is asked. A fragment: a choice runs it alone, on the rows in memory, and reads no file."""
    i18n.use(context.filters.lang)
    places = st.columns(3 if how.mappings else 2)
    start = _start(places[0], raw, how, mark) if how.mappings else ""
    known = how.mappings.get(start)
    key = f"mapper_{mark}_{start}"
    table = places[-2].selectbox(
        _("The rows are"),
        mappings.MAPPED_TABLES,
        index=mappings.MAPPED_TABLES.index(known.table) if known else 0,
        format_func=mapping_words.table,
        key=f"{key}_table",
    )
    constants = _source(places[-1], known, key) if table == "incidents" else {}
    form = Form(raw, known, table, context.snapshot.settings.country, f"{key}_{table}")
    chosen, said = mapping_fields.columns(form)
    day_order = mapping_fields.order(form, chosen)
    values = mapping_codes.values(form, chosen)
    mapping = _made(form, chosen, constants | said, day_order, values)
    ready = mapping_preview.show(form, mapping, how, day_order)
    if made := mapping_save.ask(context, form, mapping, start or constants.get(samples.SOURCE, ""), ready):
        mapping_save.keep(made, mark)


def _start(place: DeltaGenerator, raw: RawTable, how: How, mark: str) -> str:
    """The saved mapping that the form starts from: the one that knows these columns, if the user says no other."""
    names = ["", *how.mappings]
    return place.selectbox(
        _("Start from"),
        names,
        index=names.index(mapping_for(raw.columns, how.mappings)),
        format_func=lambda name: name or _("the names of the columns"),
        key=f"mapper_{mark}_start",
    )


def _source(place: DeltaGenerator, known: Mapping | None, key: str) -> dict[str, str]:
    said = place.text_input(
        _("Short code of their source, needed"),
        str(known.constants.get(samples.SOURCE, "")) if known else "",
        placeholder=_("as in sage"),
        max_chars=40,
        key=f"{key}_source",
        help=_("Incidents are shown one source at a time, under this code: sage, mcops …"),
    )
    return {samples.SOURCE: plain_name(said)} if said.strip() else {}


def _made(
    form: Form,
    chosen: dict[str, str],
    constants: dict[str, str],
    day_order: str | None,
    values: dict[str, dict[str, str]],
) -> Mapping | None:
    """The mapping as it is said so far; None where it names no column."""
    if not chosen:
        return None
    titles = {target: form.raw.titles[name] for target, name in chosen.items()}
    if "event_type" in titles:  # the words of the source stay beside our types
        titles.setdefault("sub_event_type", titles["event_type"])
    return Mapping(
        title=_("a new mapping"),
        table=form.table,
        day_order=day_order or "",
        columns=titles,
        constants=constants,
        values=values,
    )
