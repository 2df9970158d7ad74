"""Briefing books on the pages: a view is added, the book put in order and saved, and presented slide by slide."""

from dataclasses import replace

import pytest

from components import files, texts
from components.book import adding, editor
from components.workshop.desk import AUTHOR
from data.books import books
from data.books.slides import slide
from data.deck import formats
from tests.pages.driver import open_page, ran

HOSTILE = "<img src=x onerror='top.pwned=1'> **Koro**"


@pytest.fixture
def room(mali_copy, opens):
    return opens(mali_copy)


@pytest.fixture
def three(room):
    """A book of three slides over three views; the second is pinned to a version without bases."""
    mine = (
        slide("incidents", "?from=2018-09-01&to=2019-06-30&type=violent&source=acled", HOSTILE),
        slide("footprint", "?from=2018-09-01&to=2019-06-30&source=acled&footprint_radius=100"),
        slide("data", "?from=2019-01-01&to=2019-06-30&data_part=tables&at=2", "Two versions."),
    )
    first = books.add(room, "", mine[0], "Awa", title="MLT 2019-06")
    return books.save(room, replace(first, slides=mine), "Awa").book


def button(shown, key):
    return next(b for b in shown.app.button if b.key == key)


def with_files(shown):
    """The editor with its popover of files open; it closes when another revision is taken in hand."""
    shown.app.session_state[f"{editor.FILES}_{shown.app.session_state[editor.TAKEN]}"] = True
    return ran(shown.app)


def foot(shown):
    return "".join(body for body in shown.html if 'class="lp-f11"' in body)


def says(shown, name):
    """A parameter of the URL: its one value; empty for none."""
    value = shown.app.query_params.get(name, "")
    return value if isinstance(value, str) else value[0]


def test_a_view_is_added_to_a_new_book_and_to_one_that_is_there(room):
    shown = open_page(
        "incidents", {"from": "2019-01-01", "to": "2019-03-31", "type": "violent", "incidents_part": "actors"}
    )
    assert not shown.app.get("form"), "what is in the popover is sent when it opens"
    shown.app.session_state[adding.DRAWER] = True
    shown.app.session_state[AUTHOR] = "Awa"
    shown = ran(shown.app)
    submit = next(b for b in shown.app.button if b.label == "Add this view")
    submit.click()
    shown = ran(shown.app)
    assert "The book has no title; give it one." in shown.text
    shown.app.text_input(key="book_add_title").set_value(HOSTILE)
    shown.app.text_area(key="book_add_comment").set_value("Who?")
    shown.app.radio(key="book_add_kind").set_value("pinned")
    next(b for b in shown.app.button if b.label == "Add this view").click()
    shown = ran(shown.app)
    assert "as slide 1." in shown.text
    (own,) = books.latest(room)
    assert (own.title, own.author, own.slides[0].path, own.slides[0].comment) == (HOSTILE, "Awa", "incidents", "Who?")
    kept = {name: values[0] for name, values in own.slides[0].values.items()}
    assert (kept["at"], kept["type"], kept["incidents_part"]) == ("3", "violent", "actors")
    shown.app.selectbox(key="book_add_which").set_value(own.book_id)
    shown.app.radio(key="book_add_kind").set_value("live")
    next(b for b in shown.app.button if b.label == "Add this view").click()
    shown = ran(shown.app)
    assert "as slide 2." in shown.text
    assert "at" not in books.opened(room, own.book_id).slides[1].values


def test_a_book_is_put_in_order_commented_and_saved_and_an_old_revision_taken_back(room, three):
    shown = open_page("data", {"data_part": "books"})
    assert shown.title.startswith("1 briefing book; last saved: “MLT 2019-06”")
    assert "live · Sep 2018 – Jun 2019 · Violent incidents" in shown.text.replace("Sept", "Sep")
    assert "pinned to version 2" in shown.text
    shown.app.session_state[AUTHOR] = "Binta"
    button(shown, f"book_move_{three.slides[2].slide_id}_0").click()
    shown = ran(shown.app)
    area = next(a for a in shown.app.text_area if a.label == "Comment on slide 2")
    assert area.value == "Two versions."
    area.set_value("Now second.")
    button(shown, f"book_move_{three.slides[0].slide_id}_2").click()
    shown = ran(shown.app)
    assert "Your changes are not saved" in shown.text
    books.add(room, three.book_id, slide("mandate", ""), "Chaka")
    shown = ran(shown.app)
    assert "Chaka saved revision 3 since: saving keeps both." in shown.text
    next(b for b in shown.app.button if b.label == "Save for everyone").click()
    shown = ran(shown.app)
    assert "Saved as revision 4. Chaka saved revision 3 meanwhile" in shown.text
    saved = books.opened(room, three.book_id)
    assert [(own.path, own.comment) for own in saved.slides] == [
        ("data", "Now second."),
        ("mandate", ""),
        ("footprint", ""),
    ]
    shown.app.selectbox(key="book_revision").set_value(2)
    shown = ran(shown.app)
    button(shown, "book_take_back").click()
    shown = ran(shown.app)
    next(b for b in shown.app.button if b.label == "Save for everyone").click()
    ran(shown.app)
    assert books.opened(room, three.book_id).slides == three.slides


def test_the_saved_book_is_a_file_of_a_part_for_each_slide_and_one_that_cannot_be_a_page_is_named(
    room, three, monkeypatch
):
    for ending in formats.WRITERS:
        monkeypatch.setitem(formats.WRITERS, ending, "tests.data.deck.writer")
    shown = open_page("data", {"data_part": "books"})
    assert not [b for b in shown.app.button if b.key == "files_book"], "what is in the popover is sent when it opens"
    button(with_files(shown), "files_book").click()
    shown = ran(shown.app)
    assert "Slide 3: Page data has no file of its own." in shown.text
    assert not shown.app.get("download_button")
    books.save(room, three.without(2), "Awa")
    shown = with_files(ran(shown.app))
    shown.app.radio(key=files.FORMAT).set_value(".pdf")
    button(shown, "files_book").click()
    shown = ran(shown.app)
    made = shown.app.session_state[files.MADE]
    assert made.name == "linchpin_mlt-2019-06_3.pdf"
    written = made.file.decode().replace("\u00a0", " ")
    for own in three.slides[:2]:
        assert open_page(own.path, own.values).title in written
    assert HOSTILE in written, "its comment"
    assert [one.label for one in shown.app.get("download_button")] == [f"Save {texts.plain(made.name)}"]
    books.save(room, three.without(1), "Awa")
    assert not with_files(ran(shown.app)).app.get("download_button"), "it is no longer the book that was written"


def test_a_link_opens_a_slide_with_its_own_numbers_and_the_keys_step_on_and_out(room, three):
    own = open_page("incidents", three.slides[0].values)
    other = open_page("footprint", three.slides[1].values)
    shown = open_page("briefing", {"book": three.book_id})
    assert shown.title == own.title
    assert "1 / 3</b> · MLT 2019-06" in foot(shown)
    assert "&lt;img src=x" in next(body for body in shown.html if "lp-said" in body and "<style>" not in body)
    assert "img src=x" in shown.text and not [body for body in shown.html if "<img" in body]
    button(shown, "book_back").click()
    shown = ran(shown.app)
    assert shown.title == own.title, "there is none before the first"
    shown.app.sidebar.multiselect(key="filter_types").set_value([])
    shown = ran(shown.app)
    assert shown.title != own.title, "it is the live view"
    assert (says(shown, "book"), says(shown, "slide")) == (three.book_id, "1")
    button(shown, "book_next").click()
    shown = ran(shown.app)
    assert shown.title == other.title
    assert "2 / 3" in foot(shown)
    assert says(shown, "footprint_radius") == "100"
    button(shown, "book_next").click()
    shown = ran(shown.app)
    assert "3 / 3" in foot(shown)
    assert any("Pinned to version 2" in words for words in shown.advice)
    for _step in range(2):
        button(shown, "book_back").click()
        shown = ran(shown.app)
    assert (shown.title, says(shown, "at")) == (own.title, ""), "as it was saved, on the newest data"
    button(shown, "book_leave").click()
    shown = ran(shown.app)
    assert shown.title == own.title
    assert (says(shown, "book"), says(shown, "slide"), foot(shown)) == ("", "", "")


@pytest.mark.parametrize(
    ("query", "said", "presented"),
    [
        ({"book": "mlt-2019-06", "slide": "9"}, "“MLT 2019-06” has 3 slides, not 9: the last one is shown.", "3 / 3"),
        ({"book": "mlt-2019-06", "slide": HOSTILE}, "“slide=", "1 / 3"),
        ({"book": "mlt-2019-06", "slide": "0"}, "“slide=0” was ignored", "1 / 3"),
        ({"book": "gone", "slide": "2"}, "“book=gone” was ignored", ""),
        ({"book": HOSTILE * 99}, "“book=", ""),
        ({"book": ["gone", "mlt-2019-06"]}, "“book=gone”", ""),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_no_slide_of_a_book_earns_a_note(three, query, said, presented):
    shown = open_page("evidence", query)
    assert any(said in note for note in shown.notes), shown.notes
    assert (f"{presented}</b>" in foot(shown)) if presented else not foot(shown)


def test_a_slide_of_a_page_that_is_not_here_and_a_book_without_slides_are_said(room, three):
    strange = books.add(room, "", slide("nowhere", ""), "Awa", title="Strange")
    shown = open_page("evidence", {"book": strange.book_id})
    assert "Slide 1 of “Strange” names a page that is not here." in shown.notes
    books.save(room, replace(strange, slides=()), "Awa")
    assert "The book “Strange” has no slides yet." in open_page("evidence", {"book": strange.book_id}).notes


def test_a_book_stays_as_it_was_while_it_is_presented(room, three):
    shown = open_page("briefing", {"book": three.book_id})
    books.save(room, three.moved(0, 2), "Binta")
    button(shown, "book_next").click()
    shown = ran(shown.app)
    assert says(shown, "footprint_radius") == "100"
    again = open_page("briefing", {"book": three.book_id, "slide": "3"})
    assert says(again, "type") == "violent"
