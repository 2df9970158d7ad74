"""The button “Picture”: a popover with PNG and SVG, each made only when it is clicked."""

from collections.abc import Callable
from contextvars import copy_context
from dataclasses import replace

import streamlit as st

from components import audited, editions, links, texts
from components.context import Context
from data import export
from data.editions import cut
from data.editions.edition import Edition
from data.errors import InputError
from data.i18n import _
from data.pictures.spec import Picture

ENDINGS = {".png": "PNG", ".svg": "SVG"}


def offer(
    context: Context,
    make: Callable[[], Picture],
    key: str,
    *,
    label: str = "",
    link: bool = True,
    points_of: tuple[str, ...] = (),
) -> None:
    """A popover that gives what `make` makes as a picture; `key` is the file's name too.

    `link` prints the pinned link of the view below the picture, where mission.toml names a public address. Where the
    picture has single events as points, `points_of` are their sources: an SVG holds exact positions, and is
    not given where a source's events may not leave.
    """
    shot, filters = context.snapshot, context.filters
    printed = _link(context) if link else ""
    why = " ".join(said for source in points_of if (said := export.refused(shot, source)))
    name = f"linchpin_{key}_{filters.source or shot.settings.country}_{filters.start}_{filters.end}"
    with st.popover(texts.plain(label or _("Picture")), icon=":material/image:"):
        edition = editions.choose(context, f"edition_picture_{key}")
        if not editions.view(context, edition):
            return
        texts.caption(_("A4 across, with title, legend, source, version and marks; drawn when you click"))
        for ending, title in ENDINGS.items():
            file = f"{name}{editions.suffix(edition)}{ending}"
            if why and ending == ".svg":
                texts.caption(_("No SVG, which would hold exact positions. {why}").format(why=why))
                continue
            st.download_button(
                title,
                data=audited.recorded(context, file, _later(make, printed, ending, edition), edition),
                file_name=file,
                key=f"picture_{key}{ending}",
                width="stretch",
                on_click="ignore",
            )


def _link(context: Context) -> str:
    """The pinned link of the view, where others can open it; read now, because a click runs outside the session."""
    shot = context.snapshot
    if not shot.settings.public_url or not shot.number:
        return ""
    base, own = shot.settings.public_url, context.linked
    return links.full_link(base, context.view.path, context.filters, own, pinned=shot.number)


def _later(make: Callable[[], Picture], link: str, ending: str, edition: Edition) -> Callable[[], bytes]:
    """What a click runs, in a thread of its own: it speaks the language of this run."""
    speaking = copy_context()
    return lambda: speaking.copy().run(_made, make, link, ending, edition)


def _made(make: Callable[[], Picture], link: str, ending: str, edition: Edition) -> bytes:
    """The file; where the edition does not hold what the picture shows, the reason as a text."""
    from data.pictures import files  # noqa: PLC0415 - matplotlib is loaded by the first picture, not by a page

    picture = make()
    try:
        kept = cut.picture(replace(picture, words=replace(picture.words, link=link)), edition)
    except InputError as error:
        return str(error).encode()
    return files.drawn(kept, ending)
