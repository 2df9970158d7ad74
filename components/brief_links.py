"""A short link opened (`/?brief=2019-06-centre`), and the dialog that keeps one under a name and shows its QR code."""

from html import escape

import segno
import streamlit as st

from components import links, share, texts, views
from components.access.who import may
from components.context import Context
from components.views import View
from components.workshop.desk import AUTHOR
from components.workshop.scenarios import your_name
from data.access.roles import EDIT
from data.briefs import briefs
from data.briefs.briefs import Brief
from data.errors import InputError, StoreBusyError
from data.i18n import _, isolated
from data.mission import Mission
from data.words import formats

SAID, KEPT, OPENED = "brief_said", "brief_kept", "brief_opened"
LIVE, PINNED = "live", "pinned"
MOST_LISTED = 8
QUIET_ZONE = 4  # modules of white around a QR code, as ISO/IEC 18004 asks
EASY = 600  # characters of a link whose code a phone reads from across a room


def lead(mission: Mission, view: View) -> None:
    """Go to the view that a short link names, before anything else is drawn; one that is not there is said."""
    query = links.current_query()
    name = query.get("brief", [""])[0]
    if not name or not links.came_from_outside():
        return
    found = briefs.find(mission, name)
    target = views.BY_PATH.get(found.path) if found else None
    if target is None:
        st.session_state[SAID] = briefs.missing(mission, name)
        return
    st.switch_page(views.page(target.key), query_params=found.values | {k: query[k] for k in ("lang",) if k in query})


def taken() -> None:
    """Say what became of a short link that is not there; any other note of `brief` would say it twice."""
    if said := st.session_state.pop(SAID, ""):
        st.session_state[links.NOTES] = [said, *st.session_state[links.NOTES]]


def offer(context: Context) -> None:
    """The button that opens the dialog."""
    words = _("Short link and QR code")
    st.button(words, icon=":material/qr_code_2:", key="brief_open", width="stretch", on_click=_begin)


def _begin() -> None:
    """Open the dialog in the run that begins, in place of the popover."""
    st.session_state[OPENED], st.session_state[KEPT] = True, None
    share.close()


def dialog(context: Context) -> None:
    """The dialog, where the button has just asked for it."""
    if st.session_state.pop(OPENED, False):
        st.dialog(_("Short link and QR code"), width="large")(_ask)(context)


def _ask(context: Context) -> None:
    base = share.base_url(context)
    kinds = {LIVE: _("Live: the same filters on the newest data")}
    if context.snapshot.number:
        words = _("Pinned: version {number}, the same numbers for ever")
        kinds[PINNED] = words.format(number=context.snapshot.number)
    kind = st.radio(_("Numbers"), list(kinds), format_func=kinds.get, key="brief_kind", horizontal=True)
    link = share.link_of(context, base, pinned=kind == PINNED)
    left, right = st.columns([1.2, 1], gap="large")
    with left:
        if may(EDIT):
            _form(context, link)
        _listed(context, base)
    with right:
        kept = st.session_state.get(KEPT)
        _code(f"{base}/?brief={kept}" if kept else link)


def _form(context: Context, link: str) -> None:
    """Keep the view under a name."""
    with st.form("brief_form", border=False):
        name = st.text_input(
            _("Name of the short link"), key="brief_name", max_chars=briefs.LONGEST_NAME, placeholder="2019-06-centre",
            help=_("Small letters, digits and hyphens."),
        )  # fmt: skip
        title = st.text_input(_("What it is for"), key="brief_title", max_chars=200)
        who = your_name("brief")
        over = st.checkbox(_("Replace the link that has this name"), key="brief_over")
        if st.form_submit_button(_("Keep short link"), type="primary"):
            _keep(context, Brief(name, context.view.path, link.partition("?")[2], who, title), over)


def _keep(context: Context, brief: Brief, over: bool) -> None:
    try:
        made = briefs.save(context.snapshot.mission, brief, over=over)
    except (InputError, StoreBusyError) as error:
        texts.error(str(error))
        return
    st.session_state[AUTHOR], st.session_state[KEPT] = brief.author.strip(), made.name
    texts.success(_("“{name}” opens this view.").format(name=made.name))


def _listed(context: Context, base: str) -> None:
    """The short links that are kept, the newest first."""
    every = briefs.latest(context.snapshot.mission)[:MOST_LISTED]
    if not every:
        return
    texts.caption(_("Kept in this mission"))
    texts.table(
        [(_("Link"), ""), (_("What it is for"), ""), (_("Numbers"), "")],
        [
            [
                texts.to_rows(f"?brief={one.name}", f"{base}/?brief={one.name}"),
                escape(isolated(formats.short(one.title or "–", 60))),
                escape(_("version {number}").format(number=one.pinned) if one.pinned else _("live")),
            ]
            for one in every
        ],
        stacked=True,
    )


def _code(link: str) -> None:
    """A link as text that a click copies, and its QR code, dark on white in both themes."""
    st.code(link, language=None, wrap_lines=True)
    if len(link) > EASY:
        texts.note(_("This link is long, and its code is fine: keep it under a short name for the room."))
    st.html(f'<img class="lp-qr" alt="{escape(_("QR code of the link above"))}" src="{qr(link)}">')


def qr(link: str) -> str:
    """The QR code of a link as the address of an SVG that holds it."""
    made = segno.make(link, error="m", micro=False)
    return made.svg_data_uri(border=QUIET_ZONE, dark="#000000", light="#ffffff", omitsize=True, encode_minimal=False)
