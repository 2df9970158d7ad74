"""A book presented: each slide is its own live view, in a frame without the sidebar that the keyboard steps through.

The link `?book=…&slide=3` opens slide 3 as it was saved; both stay in the URL on that view. A book stays as it was
when the presentation began: what others save meanwhile shows at the next beginning.
"""

import time
from html import escape

import streamlit as st

from components import links, views
from components.context import Context
from components.views import View
from data.books import books
from data.books.books import Book
from data.i18n import _, isolated
from data.mission import Mission
from data.words import formats

# The book as it was when the presentation began; the slide on the way to; what was ignored; slides left, and when.
HELD, GOING, TRIED, SAID, LEFT = "book_held", "book_going", "book_tried", "book_said", "book_left"
FILTERS = "book_filters"
STALE_S = 2  # so long a page that was left may still send what happened on it
BARE = '[data-testid="stSidebar"], [data-testid="stHeader"] { display: none; }'  # the header has what opens the sidebar
FRAME = """
.st-key-view_actions { display: none; }
[data-testid="stMainBlockContainer"] { max-width: none; padding: .8rem 2rem 11rem; }
.st-key-book_foot { position: fixed; left: 0; right: 0; bottom: 0; z-index: 1000000; background: var(--lp-page);
  border-top: 1px solid var(--lp-line); padding: .4rem 2rem .5rem; gap: .3rem; }
.st-key-book_clicker { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.st-key-book_foot [data-testid="stVerticalBlock"] { gap: .3rem; }
[data-testid="stSidebarUserContent"] { padding-bottom: 11rem; }
.lp-said { font-size: 17px; line-height: 1.35; color: var(--lp-text); margin: 0; white-space: pre-line;
  overflow-wrap: anywhere; unicode-bidi: isolate; max-height: 5.6rem; overflow-y: auto; }
@media (min-width: 1000px) {
  h1.lp-title { font-size: 31px; max-width: none; } h2.lp-section { font-size: 19px; }
  .lp-figure .value { font-size: 34px; } .lp-figure .label, .lp-figure .beside, .lp-sub { font-size: 15.5px; }
  .lp-note, .lp-legend, .lp-banner { font-size: 14px; } table.lp-table { font-size: 16.5px; }
}
@media (max-width: 640px) {
  [data-testid="stMainBlockContainer"] { padding: .8rem .9rem 13rem; }
  .st-key-book_foot { padding: .35rem .9rem .4rem; } .lp-said { font-size: 14.5px; max-height: 4.2rem; }
  .lp-f11 { display: none; }
}
"""


def held() -> Book | None:
    """The book that is presented in this session."""
    return st.session_state.get(HELD)


def lead(mission: Mission, view: View) -> None:
    """Go to the view of the slide that the link or a key asks for, before anything of another one is drawn."""
    if links.came_from_outside():
        _ask_as_the_link_says(mission)
    wanted, book = st.session_state.get(GOING), held()
    if wanted is None or book is None:
        return
    target = views.BY_PATH.get(book.slides[wanted - 1].path)
    if target is None:
        _say(_("Slide {n} of “{title}” names a page that is not here.").format(n=wanted, title=book.title))
        _forget()
    elif not _is_there(target, view, wanted, query_of(book, wanted)):
        st.session_state[TRIED] = wanted
        st.switch_page(views.page(target.key), query_params=query_of(book, wanted))
    else:
        st.session_state[GOING] = st.session_state[TRIED] = None


def _is_there(target: View, view: View, wanted: int, query: links.Query) -> bool:
    """Whether the browser shows a slide; one that was gone to once is not gone to for ever."""
    now = links.current_query()
    tried = st.session_state.get(TRIED) == wanted and now.get(views.BOOK_SLIDE.name) == [str(wanted)]
    return view == target and (now == query or tried)


def query_of(book: Book, number: int) -> links.Query:
    """The query of a slide's own view within its book, in the language of this session."""
    own = {key: values for key, values in book.slides[number - 1].values.items() if key != views.WORKSHOP_PRESENT.name}
    spoken = {"lang": [links.language()]} if links.language() != "en" else {}
    return own | spoken | {views.BOOK.name: [book.book_id], views.BOOK_SLIDE.name: [str(number)]}


def _ask_as_the_link_says(mission: Mission) -> None:
    """Hold the book that the link names, if it is there, and ask for its slide."""
    query = links.current_query()
    book_id = query.get(views.BOOK.name, [""])[0]
    known = held()
    book = known if known and known.book_id == book_id else books.find(mission, book_id) if book_id else None
    if book is None or not book.slides:
        if book:
            _say(_("The book “{title}” has no slides yet.").format(title=book.title))
        _forget()
        return
    said, note = views.BOOK_SLIDE.read(query, None)
    number = int(said or 1)
    if note:
        _say(note)
    if number > len(book.slides):
        words = _("“{title}” has {most} slides, not {n}: the last one is shown.")
        _say(words.format(title=book.title, most=len(book.slides), n=number))
    number = min(number, len(book.slides))
    st.session_state[HELD] = book
    st.session_state[GOING] = at() if _was_just_left(number) else number
    st.session_state[views.BOOK_SLIDE.name] = str(st.session_state[GOING])


def _was_just_left(number: int) -> bool:
    """True for a slide that a key left a moment ago: its page may still send what happened on it."""
    return time.monotonic() - st.session_state.get(LEFT, {}).get(number, -STALE_S) < STALE_S


def _say(note: str) -> None:
    st.session_state[SAID] = [*st.session_state.get(SAID, []), note]


def _forget() -> None:
    st.session_state[HELD] = st.session_state[GOING] = st.session_state[TRIED] = None
    st.session_state[LEFT] = {}


def taken() -> None:
    """What is to be done when a link was read: notes of the way here are shown; without a book there is no slide."""
    st.session_state[links.NOTES] = [*st.session_state.pop(SAID, []), *st.session_state[links.NOTES]]
    if held() is None:
        st.session_state[views.BOOK.name] = st.session_state[views.BOOK_SLIDE.name] = ""


def at() -> int:
    """The number of the slide that is shown or on the way to, from 1."""
    book = held()
    return min(int(views.BOOK_SLIDE.value or 1), len(book.slides) if book else 1)


def frame(context: Context) -> None:
    """The presenter's frame, where a book is presented: no sidebar, larger type, and a thin foot with the keys."""
    book = held()
    if book is None:
        return
    bare = "" if st.session_state.get(FILTERS) else BARE
    st.html(f"<style>{FRAME}{bare}</style>")
    comment = book.slides[at() - 1].comment
    with st.container(key="book_foot"):
        if comment:
            st.html(f'<p class="lp-said">{escape(comment)}</p>')
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key="book_keys"):
            _keys()
            place = f"{formats.number(at())} / {formats.number(len(book.slides))}"
            hint = f'<span class="lp-f11"> · {escape(_("F11: full screen"))}</span>'
            st.html(f'<p class="lp-note"><b>{place}</b> · {escape(isolated(formats.short(book.title, 80)))}{hint}</p>')


def _keys() -> None:
    """Back, on and out, by key or click; and the filters, which are hidden else.

    No button is ever off: a key that is pressed before the slide of the one before is drawn must find it on.
    """
    st.button(_("Back"), shortcut="Left", key="book_back", on_click=_step, args=(-1,))
    st.button(_("Next"), shortcut="Right", key="book_next", on_click=_step, args=(1,))
    st.button(_("Leave"), shortcut="Esc", key="book_leave", on_click=leave)
    with st.container(key="book_clicker"):  # what a clicker sends
        st.button(_("Page up"), shortcut="PageUp", key="book_page_up", on_click=_step, args=(-1,))
        st.button(_("Page down"), shortcut="PageDown", key="book_page_down", on_click=_step, args=(1,))
    label = _("Hide filters") if st.session_state.get(FILTERS) else _("Filters")
    st.button(
        label, key="book_filters_shown", on_click=_turn_filters
    )  # no switch: one in focus swallows the arrow keys


def _turn_filters() -> None:
    st.session_state[FILTERS] = not st.session_state.get(FILTERS)


def _step(by: int) -> None:
    """On or back from where the session is: a key may come before the slide of the one before is drawn."""
    book, now = held(), at()
    if book is None:
        return
    to = max(1, min(now + by, len(book.slides)))
    if to == now:
        return
    left = {**st.session_state.get(LEFT, {}), now: time.monotonic()}
    st.session_state[LEFT] = {number: when for number, when in left.items() if number != to}
    _go(to)


def _go(to: int) -> None:
    """Go to a slide in the run that begins, whatever the browser shows yet."""
    st.session_state[GOING], st.session_state[TRIED] = to, None
    st.session_state[views.BOOK_SLIDE.name] = str(to)
    st.session_state[links.QUERY] = links.current_query()


def leave() -> None:
    """Stay on the live view of the slide, without the book."""
    _forget()
    for parameter in views.EVERYWHERE:
        links.put(parameter, "")
    st.session_state[links.QUERY] = None  # the view is what the browser shows, also where a slide was on the way


def begin(book: Book) -> None:
    """Present a book from its first slide on."""
    _forget()
    st.session_state[HELD] = book
    st.session_state[views.BOOK.name] = book.book_id
    _go(1)
