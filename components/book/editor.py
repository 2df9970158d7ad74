"""The editor of briefing books, a part of page Data: order, comments, title, revisions; and the way to present one."""

from dataclasses import replace
from html import escape

import streamlit as st

from components import editions, files, texts, views
from components.access.who import may
from components.book import presenter
from components.context import Context
from components.workshop.desk import AUTHOR
from components.workshop.scenarios import attempt, your_name
from data.access.roles import EDIT
from data.books import books
from data.books.books import Book
from data.books.slides import Slide
from data.briefing import profiles
from data.deck.bound import pages_of_book
from data.filters import Filters
from data.i18n import _, isolated, ngettext
from data.scene import Scene
from data.words import formats, stated
from data.workshop.values import LONGEST_TEXT

# The book in hand with what is not saved yet; what it began with; how often one was taken in hand; what a save came to.
DRAFT, BASE, TAKEN, TOLD = "book_draft", "book_base", "book_taken", "book_saved"
FILES = "book_files"


def headline(context: Context) -> str:
    """How many books the mission has, and the newest."""
    every = books.latest(context.snapshot.mission)
    if not every:
        return _("No briefing book yet")
    count = ngettext("{n} briefing book", "{n} briefing books", len(every)).format(n=formats.number(len(every)))
    newest = _("last saved: “{title}”, {moment}")
    moment = formats.moment(every[0].saved_at)
    return f"{count}; " + newest.format(title=formats.short(every[0].title, 60), moment=moment)


def part(context: Context) -> None:
    """The books of the mission; the chosen one to be changed and presented."""
    every = {book.book_id: book for book in books.latest(context.snapshot.mission)}
    if not every:
        texts.info(_("Open any page, narrow it to what you want to show, and press “Add to a book” above its title."))
        return
    if st.session_state.get(views.BOOK_EDITED.name) not in every:
        st.session_state[views.BOOK_EDITED.name] = next(iter(every))
    chosen = st.selectbox(
        _("Book"), list(every), format_func=lambda own: listed(every[own]), key=views.BOOK_EDITED.name
    )
    draft = _in_hand(every[chosen])
    bar = st.container(horizontal=True, gap="small", vertical_alignment="center", key="book_bar")
    title = st.text_input(_("Title"), key=_key("title", draft.title), max_chars=LONGEST_TEXT)
    draft = replace(draft, title=title)
    for at, own in enumerate(draft.slides):
        draft = draft.said(at, _row(context, draft, at, own))
    st.session_state[DRAFT] = draft
    if not draft.slides:
        texts.note(_("No slides are left. Save to keep it so, or take an older revision back."))
    with bar:
        _bar(context, draft, every[chosen])


def listed(book: Book) -> str:
    """A book in a list: title, number of slides, who saved it last and when."""
    count = ngettext("{n} slide", "{n} slides", len(book.slides)).format(n=len(book.slides))
    return " · ".join(
        [isolated(formats.short(book.title, 60)), count, isolated(book.author), formats.moment(book.saved_at)]
    )


def _in_hand(newest: Book) -> Book:
    """The draft of this session where it is of this book and something in it is not saved; else the newest revision."""
    draft = st.session_state.get(DRAFT)
    own = draft and draft.book_id == newest.book_id
    if own and (draft.revision == newest.revision or draft.content != st.session_state.get(BASE)):
        return draft
    take(newest)
    return newest


def take(book: Book) -> None:
    """Take a revision in hand; fields are made anew."""
    st.session_state[DRAFT], st.session_state[BASE] = book, book.content
    st.session_state[TAKEN] = st.session_state.get(TAKEN, 0) + 1


def _key(name: str, value: str) -> str:
    """The key of a field that begins with a value, each time a book is taken in hand."""
    key = f"book_field_{st.session_state.get(TAKEN, 0)}_{name}"
    st.session_state.setdefault(key, value)
    return key


def _bar(context: Context, draft: Book, newest: Book) -> None:
    """Present, save, throw away, and the revisions."""
    unsaved = draft.content != st.session_state[BASE]
    st.button(
        _("Present"), icon=":material/slideshow:", type="primary", key="book_present", disabled=not newest.slides,
        on_click=presenter.begin, args=(newest,),
    )  # fmt: skip
    if may(EDIT):
        _save_or_not(context, draft, newest, unsaved)
    _revisions(context, draft, newest)
    _files(context, newest)
    texts.note(_state(draft, newest, unsaved))
    if told := st.session_state.pop(TOLD, ""):
        texts.success(told)


def _save_or_not(context: Context, draft: Book, newest: Book, unsaved: bool) -> None:
    """The two buttons for what is not saved yet."""
    drawer = st.popover(_("Save"), icon=":material/save:", disabled=not unsaved, key=f"book_save_{_taken()}")
    with drawer, st.form("book_save", border=False):
        who = your_name("book_save")
        if st.form_submit_button(_("Save for everyone"), type="primary"):
            attempt(lambda: _save(context, draft, who))
    st.button(
        _("Throw changes away"), icon=":material/undo:", key="book_throw", disabled=not unsaved, on_click=take,
        args=(newest,),
    )  # fmt: skip


def _files(context: Context, newest: Book) -> None:
    """The book that is saved as PowerPoint, PDF, one HTML file or Excel, a part for each slide."""
    drawer = st.popover(
        _("Export book"), icon=":material/download:", key=f"{FILES}_{_taken()}", on_change="rerun",
        disabled=not newest.slides,
    )  # fmt: skip
    if not drawer.open:
        return
    with drawer:
        mission = context.snapshot.mission
        name = f"linchpin_{newest.book_id}_{newest.revision}"
        files.choices(
            context,
            _("The book as it was last saved, a part for each slide: figures, charts, tables, map and comment."),
            (newest.book_id, newest.revision, context.filters.lang, mission.store.latest()),
            {
                "files_book": (
                    _("Make the file"),
                    lambda edition, ending: (
                        f"{name}{editions.suffix(edition)}{ending}",
                        files.written(pages_of_book(context.leaving(edition, ending), newest.book_id), ending),
                    ),
                )
            },
        )


def _taken() -> int:
    return st.session_state.get(TAKEN, 0)


def _state(draft: Book, newest: Book, unsaved: bool) -> str:
    """Whether what is shown is saved, and whether others saved since; how to present it."""
    words = _("Revision {n} of {author}, {moment}.").format(
        n=draft.revision, author=newest.author if draft.revision == newest.revision else draft.author,
        moment=formats.moment(draft.saved_at),
    )  # fmt: skip
    if newest.revision > draft.revision:
        said = _("{author} saved revision {n} since: saving keeps both.")
        words += " " + said.format(author=newest.author, n=newest.revision)
    if unsaved:
        return words + " " + _("Your changes are not saved; “Present” shows what is.")
    return words + " " + _("Presenting: Right and Left step, Esc leaves, F11 is full screen.")


def _save(context: Context, draft: Book, who: str) -> None:
    done = books.save(context.snapshot.mission, draft, who)
    st.session_state[AUTHOR] = who.strip()
    take(done.book)
    st.session_state[TOLD] = f"{_('Saved as revision {number}.').format(number=done.book.revision)} {done.told}".strip()


def _revisions(context: Context, draft: Book, newest: Book) -> None:
    """Every revision, newest first; one that is taken back becomes the newest when it is saved."""
    every = books.history(context.snapshot.mission, newest.book_id)[::-1]
    with st.popover(_("Revisions"), icon=":material/history:", key=f"book_revisions_{_taken()}"):
        chosen = st.selectbox(
            _("Saved revisions, the newest first"), range(len(every)), key="book_revision",
            format_func=lambda at: f"{every[at].revision} · {listed(every[at])}",
        )  # fmt: skip
        st.button(
            _("Take it back"), key="book_take_back", on_click=_take_back, args=(draft, every[chosen]), type="primary"
        )


def _take_back(draft: Book, old: Book) -> None:
    """An old revision's title and slides, as changes that are not saved yet."""
    base = st.session_state[BASE]
    take(replace(draft, title=old.title, slides=old.slides))
    st.session_state[BASE] = base


def _row(context: Context, draft: Book, at: int, own: Slide) -> str:
    """One slide with what can be done to it; its comment as it stands in the field."""
    view = views.BY_PATH.get(own.path)
    with st.container(border=True, key=f"book_slide_{own.slide_id}"):
        left, right = st.columns([1, 1.3], gap="medium")
        with left:
            name = view.title() if view else _("a page that is not here")
            st.html(f'<p class="lp-field"><b>{formats.number(at + 1)}. {escape(name)}</b></p>')
            texts.note(" · ".join(described(context, own)))
            _moves(draft, at, own, view)
        with right:
            label = _("Comment on slide {n}").format(n=at + 1)
            key = _key(own.slide_id, own.comment)
            return st.text_area(label, key=key, height=104)


def _moves(draft: Book, at: int, own: Slide, view: views.View | None) -> None:
    offered = (
        ("↑", _("Up"), draft.moved(at, -1)),
        ("↓", _("Down"), draft.moved(at, 1)),
        (_("Remove"), _("Take this slide out of the book"), draft.without(at)),
    )
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for number, (label, says, then) in enumerate(offered):
            order = tuple(one.slide_id for one in then.slides)
            st.button(
                label, key=f"book_move_{own.slide_id}_{number}", help=says, disabled=then.slides == draft.slides,
                on_click=_ordered, args=(order,),
            )  # fmt: skip
        if view:
            st.page_link(views.page(view.key), label=_("Open the view →"), query_params=own.values)


def _ordered(order: tuple[str, ...]) -> None:
    """The slides of the draft in another order, or fewer of them, each with what its field says now."""
    draft = st.session_state[DRAFT]
    known = {own.slide_id: own for own in draft.slides}
    said = {own: st.session_state.get(f"book_field_{_taken()}_{own}", known[own].comment) for own in order}
    slides = tuple(replace(known[own], comment=said[own]) for own in order)
    st.session_state[DRAFT] = replace(draft, slides=slides)


def _named(context: Context, name: str, value: str) -> str:
    """What a parameter of a view means, as far as it has words."""
    if name == views.PROFILE.name:
        return isolated(profiles.chosen(context.snapshot, value).title)
    shown = isolated(formats.short(value.replace("_", " "), 40))
    return shown if name.endswith("_part") else f"{name.partition('_')[2].replace('_', ' ')}: {shown}"


def described(context: Context, own: Slide) -> list[str]:
    """What a slide shows: its days, what narrows it, the parts that it opens; live or pinned."""
    shot = context.snapshot
    filters = Filters.from_query(own.values, shot.vocabulary).filters
    kept = _("pinned to version {number}").format(number=filters.at) if filters.at else _("live")
    view = views.BY_PATH.get(own.path)
    opened = [
        _named(context, parameter.name, own.values[parameter.name][0])
        for parameter in (view.own if view else ())
        if own.values.get(parameter.name, [parameter.default])[0] != parameter.default
    ]
    return [kept, formats.period(filters.span), *stated.narrowed(Scene(shot, filters)), *opened]
