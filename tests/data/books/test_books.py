"""Briefing books: kept as they were given, within their limits, and nobody's save lost."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import kept, mission
from data.books import books
from data.books.slides import LONGEST_COMMENT, MOST_SLIDES, Slide, from_json, merged, slide, to_json
from data.errors import InputError

HOSTILE = '<img src=x onerror="top.pwned=1"> \u202e`*_ “é” & 文'
MAP = slide("incidents", {"type": ["violent", "riots"], "area": "wof:1", "lang": "fr", "book": "x", "slide": "9"})
REACH = slide("footprint", "?footprint_part=reach&at=3", "Nobody is near Koro.")
FRONT = slide("", "?from=2019-01-01&to=2019-06-30")


@pytest.fixture
def three(new_mission):
    """A book of three slides, at revision 3."""
    first = books.add(new_mission, "", MAP, "Awa", title="MLT, 2019-06: Centre")
    books.add(new_mission, first.book_id, REACH, "Awa")
    return books.add(new_mission, first.book_id, FRONT, "Awa")


def test_a_book_comes_back_as_it_was_given_with_every_revision(new_mission, three):
    assert three.book_id == "mlt-2019-06-centre"
    assert (three.slides, three.revision, three.author) == ((MAP, REACH, FRONT), 3, "Awa")
    assert books.latest(new_mission) == [three] == [books.opened(new_mission, three.book_id)]
    assert [own.slides for own in books.history(new_mission, three.book_id)] == [
        (MAP,), (MAP, REACH), (MAP, REACH, FRONT),
    ]  # fmt: skip
    changed = replace(three.moved(2, -2).said(1, "First the map.").without(2), title="Again")
    done = books.save(new_mission, changed, "Binta")
    assert (done.book.content, done.book.revision, done.told) == (changed.content, 4, "")
    assert [own.path for own in done.book.slides] == ["", "incidents"]
    assert books.save(new_mission, done.book, "Chaka").book == done.book, "nothing changed: no revision"
    old = books.history(new_mission, three.book_id)[2]
    assert books.save(new_mission, replace(done.book, slides=old.slides), "Awa").book.slides == three.slides


def test_a_slide_keeps_what_opens_its_view_and_nothing_of_who_opened_it():
    assert MAP.values == {"type": ["violent", "riots"], "area": ["wof:1"]}
    assert REACH.values == {"footprint_part": ["reach"], "at": ["3"]}


def test_hostile_names_and_comments_are_kept_as_text_and_ids_stay_plain(new_mission):
    own = books.add(new_mission, "", slide("incidents", {"area": HOSTILE}, HOSTILE), "<b>A</b>", title=HOSTILE)
    assert (own.title, own.slides[0].values) == (HOSTILE, {"area": [HOSTILE]})
    assert own.slides[0].comment == HOSTILE.replace("\u202e", "\ufffd"), "no letter that nobody sees"
    assert books.opened(new_mission, own.book_id) == own
    ids = [books.add(new_mission, "", MAP, "A", title=title).book_id for title in ("文", "文", "x" * 120, "x" * 120)]
    assert ids == ["book", "book-2", "x" * 35, "x" * 35 + "-2"]
    assert all(books.BOOK_ID.fullmatch(one) for one in (own.book_id, *ids))


@pytest.mark.parametrize(
    ("path", "query", "comment", "said"),
    [
        ("../etc", "", "", "is no page"),
        ("incidents", {"type": "x" * kept.LONGEST_QUERY}, "", "at most 4000"),
        ("incidents", "", "x" * (LONGEST_COMMENT + 1), "Comment has 1001 characters; at most 1000"),
    ],
)
def test_what_is_no_slide_is_refused(path, query, comment, said):
    with pytest.raises(InputError, match=said):
        slide(path, query, comment)


def test_a_book_has_a_title_an_author_and_at_most_sixty_slides(new_mission, three):
    for title, author, said in ((" ", "A", "no title"), ("T", "", "who you are"), ("T" * 121, "A", "at most 120")):
        with pytest.raises(InputError, match=said):
            books.add(new_mission, "", MAP, author, title=title)
    with pytest.raises(InputError, match="No book “nowhere”"):
        books.add(new_mission, "nowhere", MAP, "A")
    full = replace(three, slides=tuple(slide("incidents", {"at": str(n)}) for n in range(MOST_SLIDES)))
    assert len(books.save(new_mission, full, "A").book.slides) == MOST_SLIDES
    with pytest.raises(InputError, match="at most 60 slides, and this would be 61"):
        books.add(new_mission, three.book_id, MAP, "A")
    assert books.opened(new_mission, three.book_id).revision == 4


def test_two_who_save_at_once_lose_nothing_and_the_second_is_told(new_mission, three):
    theirs = replace(
        three.said(1, "Koro first."), slides=(*three.said(1, "Koro first.").slides[:2], slide("mandate", ""))
    )
    mine = replace(three.moved(1, -1).said(1, "The map."), title="Mine")
    books.save(new_mission, theirs, "Binta")
    done = books.save(new_mission, mine, "Chaka")
    assert done.told == "Binta saved revision 4 meanwhile; it stays among the revisions, and its changes are kept."
    assert [(own.path, own.comment) for own in done.book.slides] == [
        ("footprint", "Koro first."), ("mandate", ""), ("incidents", "The map."),
    ]  # fmt: skip
    assert (done.book.title, done.book.revision) == ("Mine", 5)
    assert [own.author for own in books.history(new_mission, three.book_id)] == ["Awa", "Awa", "Awa", "Binta", "Chaka"]


def test_a_draft_of_another_mission_or_of_a_book_that_is_gone_is_refused(new_mission, three):
    for draft in (replace(three, book_id="gone"), replace(three, revision=9)):
        with pytest.raises(InputError, match="not saved in this mission"):
            books.save(new_mission, draft, "Awa")


some = st.permutations([Slide("incidents", "", "", str(n)) for n in range(4)]).map(lambda own: tuple(own[:3]))
a_list = st.tuples(
    some, st.lists(st.integers(5, 9).map(lambda n: Slide("", "", "new", str(n))), unique=True, max_size=2)
)


@given(a_list, a_list, st.text(max_size=20))
def test_a_merge_keeps_what_either_added_or_changed_and_brings_nothing_back(hers, his, comment):
    base = tuple(Slide("incidents", "", "", str(n)) for n in range(4))
    theirs = (*hers[0], *(replace(own, slide_id="h" + own.slide_id) for own in hers[1]))
    mine = tuple(replace(own, comment=comment) for own in his[0]) + tuple(his[1])
    whole = merged(base, theirs, mine)
    ids = [own.slide_id for own in whole]
    assert len(set(ids)) == len(ids)
    assert {*theirs[3:], *mine[3:]} <= set(whole)
    kept = {one.slide_id for one in theirs} & {one.slide_id for one in mine}
    assert kept <= set(ids)
    gone = {one.slide_id for one in base} - {one.slide_id for one in (*theirs, *mine)}
    assert not gone & set(ids), "what both took out"
    assert merged(base, base, mine) == mine
    assert [own for own in whole if own.slide_id in {one.slide_id for one in mine}] == [
        own for own in mine if own.slide_id in ids
    ], "my order and my words stand"
    assert from_json(to_json(whole)) == whole


def test_the_bundled_example_is_saved_in_the_users_copy():
    example = mission.load(mission.EXAMPLE)
    own = books.add(example, "", MAP, "Awa", title="Copy")
    assert books.latest(example) == []
    assert books.latest(mission.open_mission()) == [own]
