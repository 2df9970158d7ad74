"""The popover “Export view”: the view as PowerPoint, PDF, one HTML file or Excel, or one for each field office.

Nothing of it is sent before it is opened, and opening it runs this part alone.
"""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from components import audited, editions, texts
from components.context import Context
from data import i18n
from data.audit import log
from data.deck import batch, formats
from data.deck.model import Page
from data.deck.pages import BUILT, page_of
from data.deck.pages.asked import Asked
from data.deck.pages.findings import PROFILE
from data.editions.edition import Edition
from data.errors import InputError, StoreBusyError
from data.i18n import _
from data.scene import OPENED_ANYWHERE, Scene

OPEN, FORMAT, MADE = "files_open", "files_format", "files_made"
File = tuple[str, bytes]  # its name and what is in it


@dataclass(frozen=True)
class Made:
    """A file that was made: of what (see `choices`; the last is its ending), its name and its bytes."""

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
            _choices(context, asked_of(context))


def asked_of(context: Context) -> Asked:
    """What a file of this view is made from, for the Mission itself."""
    shot, filters = context.snapshot, context.filters
    own = {parameter.name: parameter.value for parameter in context.view.own if parameter.value}
    return Asked(Scene(shot, filters), context.view.key, own, shot.settings.public_url)


def _choices(context: Context, asked: Asked) -> None:
    """What is made of a view: one file, or one for each field office."""
    choices(
        context,
        _("This view as it is now: figures, charts, tables and map, with its filters, source, version and marks."),
        (asked.view, asked.filters, tuple(sorted(asked.own.items())), asked.shot.number),
        {
            "files_one": (_("Make the file"), lambda for_, ending: _one(_leaving(asked, for_, ending), ending)),
            "files_offices": (
                _("One file for each field office"),
                lambda for_, ending: _each_office(_leaving(asked, for_, ending), ending),
            ),
        },
        of_view=True,
    )


def choices(
    context: Context,
    says: str,
    of: tuple[object, ...],
    ways: Mapping[str, tuple[str, Callable[[Edition, str], File]]],
    *,
    of_view: bool = False,
) -> None:
    """Whom it is for, the format, a button for each way to make a file, and the file made last, where it is of this.

    `of` is what the file is of: it is offered as long as that stays the same. `ways` has a label and a maker, which
    takes the edition and the ending, under the key of its button; the first is the one meant in most cases.
    """
    texts.caption(says)
    edition = editions.choose(context, "files_edition")
    if not editions.holds(context, edition, of_view):
        return
    names = formats.names()
    ending = st.radio(_("Format"), list(names), format_func=names.get, key=FORMAT)
    if ending in OPENED_ANYWHERE:
        texts.caption(_("Opened anywhere, by anybody: counts only, no point of a single incident, no plans."))
    pressed = [
        make
        for at, (key, (label, make)) in enumerate(ways.items())
        if st.button(label, key=key, type="secondary" if at else "primary", width="stretch")
    ]
    for make in pressed:
        st.session_state.pop(MADE, None)
        try:
            name, content = make(edition, ending)
            log.note(context.snapshot.mission, audited.of(context, name, edition))
            st.session_state[MADE] = Made((*of, edition.key, ending), name, content)
        except (InputError, StoreBusyError) as error:
            texts.error(str(error))
    made = st.session_state.get(MADE)
    if made and made.of == (*of, edition.key, ending):
        _download(made)


def _download(made: Made) -> None:
    label = _("Save {name}").format(name=texts.plain(made.name))
    st.download_button(label, made.file, made.name, key="files_save", icon=":material/save:", width="stretch",
                       on_click="ignore")  # fmt: skip


def _leaving(asked: Asked, edition: Edition, ending: str) -> Asked:
    """What a file is made from, as its edition and format allow."""
    return replace(asked, scene=asked.scene.leaving(edition, ending))


def _name(asked: Asked) -> str:
    filters = asked.filters
    post = f"_{asked.own[PROFILE]}" if asked.own.get(PROFILE) else ""
    source = filters.source or asked.settings.country
    return f"linchpin_{asked.view}{post}_{source}_{filters.start}_{filters.end}{editions.suffix(asked.scene.edition)}"


def _one(asked: Asked, ending: str) -> File:
    """The file of the view."""
    return f"{_name(asked)}{ending}", written([page_of(asked.scene, asked.view, asked.own, asked.base_url)], ending)


def written(pages: Sequence[Page], ending: str) -> bytes:
    """Pages as a file of that ending, dated today."""
    with st.spinner(_("Making the file …")), tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"file{ending}"
        formats.write(pages, out, formats.today())
        return out.read_bytes()


def _each_office(asked: Asked, ending: str) -> File:
    """An archive with the file of each field office, and a bar while they are made."""
    day = formats.today()
    bar = st.progress(0.0, text=_("Making a file for each field office …"))
    with tempfile.TemporaryDirectory() as folder:
        for made in batch.each_office(asked, folder, ending, day):
            words = _("{done} of {of}: {name}").format(done=made.done, of=made.of, name=texts.plain(made.name))
            bar.progress(made.done / made.of, text=words)
        packed = batch.zipped(Path(folder).glob(f"*{ending}"), day)
    bar.empty()
    return f"{_name(asked)}_offices.zip", packed
