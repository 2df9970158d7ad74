"""“Add to a book”: a popover on every view that puts it at the end of a briefing book, live or pinned."""

from dataclasses import replace

import streamlit as st

from components import links, texts, views
from components.access.who import may
from components.book import presenter
from components.context import Context
from components.workshop.desk import AUTHOR
from components.workshop.scenarios import attempt, your_name
from data.access.roles import EDIT
from data.books import books
from data.books.slides import Slide, slide
from data.i18n import _, isolated, ngettext
from data.words import formats
from data.workshop.values import LONGEST_TEXT

DRAWER, TOLD = "book_add", "book_told"
NEW, LIVE, PINNED = "", "live", "pinned"


def offer(context: Context) -> None:
    """The popover; its content is sent only while it is open."""
    if presenter.held() or not may(EDIT):
        return
    drawer = st.popover(_("Add to a book"), icon=":material/slideshow:", key=DRAWER, on_change="rerun")
    if drawer.open:
        with drawer:
            _ask(context)


def view_as_slide(context: Context, pinned: bool, comment: str = "") -> Slide:
    """The view that is shown, as a slide: live with the newest data, or pinned to the version that is shown."""
    filters = context.filters if pinned else replace(context.filters, at=None)
    number = context.snapshot.number if pinned else None
    link = links.full_link("", context.view.path, filters, context.linked, pinned=number)
    return slide(context.view.path, link, comment)


def _ask(context: Context) -> None:
    every = {book.book_id: book for book in books.latest(context.snapshot.mission)}
    texts.caption(_("A briefing book is a row of views, each with a comment, that you step through in the meeting."))
    chosen = st.selectbox(
        _("Book"), [*every, NEW], format_func=lambda own: _listed(every[own]) if own else _("A new book"),
        key="book_add_which",
    )  # fmt: skip
    with st.form("book_add_form", border=False):
        title = (
            "" if chosen else st.text_input(_("Title of the new book"), key="book_add_title", max_chars=LONGEST_TEXT)
        )
        comment = st.text_area(_("Comment, shown below the view"), key="book_add_comment")
        kind = st.radio(
            _("Numbers"), [LIVE, PINNED] if context.snapshot.number else [LIVE], format_func=_kinds(context).get,
            key="book_add_kind",
        )  # fmt: skip
        who = your_name("book_add")
        if st.form_submit_button(_("Add this view"), type="primary"):
            attempt(lambda: _add(context, chosen, title, who, view_as_slide(context, kind == PINNED, comment)))
    if told := st.session_state.pop(TOLD, ""):
        texts.success(told)
    if every:
        query = links.query_for(
            context.filters, data_part="books", **({views.BOOK_EDITED.name: chosen} if chosen else {})
        )
        st.page_link(views.page("data"), label=_("Edit and present books →"), query_params=query)


def _kinds(context: Context) -> dict[str, str]:
    return {
        LIVE: _("Live: the newest data on the day it is shown"),
        PINNED: _("Pinned: version {number}, the same numbers for ever").format(number=context.snapshot.number),
    }


def _listed(book: books.Book) -> str:
    """A book in a list: its title and its length."""
    count = ngettext("{n} slide", "{n} slides", len(book.slides)).format(n=len(book.slides))
    return f"{isolated(formats.short(book.title, 60))} · {count}"


def _add(context: Context, book_id: str, title: str, who: str, own: Slide) -> None:
    book = books.add(context.snapshot.mission, book_id, own, who, title=title)
    st.session_state[AUTHOR] = who.strip()
    words = _("Added to “{title}” as slide {n}.")
    st.session_state[TOLD] = words.format(title=formats.short(book.title, 60), n=len(book.slides))
