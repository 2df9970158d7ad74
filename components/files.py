"""The popover “Export view”: the view as PowerPoint, PDF, one HTML file or Excel, or one for each field office.

Nothing of it is sent before it is opened, and opening it runs this part alone.
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from components import texts
from components.context import Context
from data import i18n
from data.deck import batch, formats
from data.deck.pages import BUILT, page_of
from data.deck.pages.asked import Asked
from data.errors import InputError
from data.i18n import _
from data.scene import Scene

OPEN, FORMAT, MADE = "files_open", "files_format", "files_made"


@dataclass(frozen=True)
class Made:
    """A file that was made: of what (see `_mark`), its name and its bytes."""

    of: tuple[object, ...]
    name: str
    file: bytes


def offer(context: Context) -> None:
    """The popover, on every view that can be a file."""
    if context.view.key in BUILT:
        _popover(context)


@st.fragment
def _popover(context: Context) -> None:
    i18n.use(context.filters.lang)  # a fragment runs without the shell
    with st.popover(_("Export view"), icon=":material/download:", key=OPEN, on_change="rerun") as popover:
        if popover.open:
            _choices(asked_of(context))


def asked_of(context: Context) -> Asked:
    """What a file of this view is made from."""
    shot, filters = context.snapshot, context.filters
    own = {parameter.name: parameter.value for parameter in context.view.own if parameter.value}
    return Asked(Scene(shot, filters), context.view.key, own, shot.settings.public_url)


def _choices(asked: Asked) -> None:
    """The format, the two buttons, and what they made."""
    texts.caption(
        _("This view as it is now: figures, charts, tables and map, with its filters, source, version and marks.")
    )
    names = formats.names()
    ending = st.radio(_("Format"), list(names), format_func=names.get, key=FORMAT)
    one = st.button(_("Make the file"), key="files_one", type="primary", width="stretch")
    several = st.button(_("One file for each field office"), key="files_offices", width="stretch")
    if one or several:
        st.session_state.pop(MADE, None)
        try:
            st.session_state[MADE] = _each_office(asked, ending) if several else _one(asked, ending)
        except InputError as error:
            texts.error(str(error))
    made = st.session_state.get(MADE)
    if made and made.of == _mark(asked, ending):
        _download(made)


def _download(made: Made) -> None:
    label = _("Save {name}").format(name=texts.plain(made.name))
    st.download_button(label, made.file, made.name, key="files_save", icon=":material/save:", width="stretch",
                       on_click="ignore")  # fmt: skip


def _mark(asked: Asked, ending: str) -> tuple[object, ...]:
    """What a file is of: another view, filter, version or format has another one."""
    return asked.view, asked.filters, tuple(sorted(asked.own.items())), asked.shot.number, ending


def _name(asked: Asked) -> str:
    filters = asked.filters
    return f"linchpin_{asked.view}_{filters.source or asked.settings.country}_{filters.start}_{filters.end}"


def _one(asked: Asked, ending: str) -> Made:
    """The file of the view."""
    with st.spinner(_("Making the file …")), tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"file{ending}"
        page = page_of(asked.scene, asked.view, asked.own, asked.base_url)
        formats.write([page], out, formats.today())
        return Made(_mark(asked, ending), f"{_name(asked)}{ending}", out.read_bytes())


def _each_office(asked: Asked, ending: str) -> Made:
    """An archive with the file of each field office, and a bar while they are made."""
    day = formats.today()
    bar = st.progress(0.0, text=_("Making a file for each field office …"))
    with tempfile.TemporaryDirectory() as folder:
        for made in batch.each_office(asked, folder, ending, day):
            words = _("{done} of {of}: {name}").format(done=made.done, of=made.of, name=texts.plain(made.name))
            bar.progress(made.done / made.of, text=words)
        packed = batch.zipped(Path(folder).glob(f"*{ending}"), day)
    bar.empty()
    return Made(_mark(asked, ending), f"{_name(asked)}_offices.zip", packed)
