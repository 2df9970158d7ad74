import pytest

from data.errors import InputError
from data.workshop import sheet
from data.workshop.sheet import Dissent, Item, Sheet

HRD = ("Human Rights Division", "The office at Ber is the last north of the river.", "2019-07-02")


def test_every_item_is_open_until_somebody_says_otherwise():
    assert {Sheet().item(code).state for code in sheet.ITEMS} == {"open"}
    assert list(sheet.names()) == list(sheet.ITEMS)
    assert list(sheet.state_names()) == list(sheet.STATES)


def test_what_was_said_comes_back_from_json():
    said = Sheet().with_item("water", "problem", "One borehole.\nDry in May.").with_dissent(*HRD)
    assert sheet.from_json(sheet.to_json(said)) == said
    assert said.item("water") == Item("problem", "One borehole.\nDry in May.")
    assert said.dissents == (Dissent(*HRD),)
    assert sheet.from_json("") == Sheet()


def test_first_words_make_an_open_item_known_and_a_state_that_was_chosen_stays():
    known = Sheet().with_words("water", "One borehole")
    assert known.item("water") == Item("known", "One borehole")
    assert known.with_words("water", " ").item("water") == Item()
    asked = Sheet().with_item("water", "open", "Asked the engineers")
    assert asked.with_words("water", "Asked them twice").item("water").state == "open"
    problem = Sheet().with_item("water", "problem", "")
    assert problem.with_words("water", "Salt").item("water") == Item("problem", "Salt")
    assert problem.with_words("water", "").item("water").state == "problem"


def test_the_same_dissent_stands_once_and_can_be_taken_back():
    twice = Sheet().with_dissent(*HRD).with_dissent(*HRD)
    assert len(twice.dissents) == 1
    assert twice.without_dissent(Dissent(*HRD)) == Sheet()


@pytest.mark.parametrize("office", ["", "a\nb", "x" * 121])
def test_a_dissent_has_one_office(office):
    with pytest.raises(InputError):
        Sheet().with_dissent(office, "No.", "2019-07-02")


@pytest.mark.parametrize(
    "text", ["[]", "7", "{", '{"items": {"moat": {"state": "open", "words": ""}}}', '{"items": []}',
             '{"items": {"water": {"state": "wet", "words": ""}}}', '{"dissents": [{"office": "A"}]}',
             '{"dissents": [{"office": "A", "words": "b", "recorded_on": "soon"}]}', "[" * 100_000],
)  # fmt: skip
def test_what_is_no_sheet_is_refused(text):
    with pytest.raises(InputError):
        sheet.from_json(text)


def test_words_that_are_too_long_are_refused_with_their_length():
    with pytest.raises(InputError, match="4001 characters"):
        Sheet().with_item("water", "known", "x" * 4_001)


def test_merged_sheets_keep_what_each_said():
    before = Sheet().with_item("water", "open", "?").with_dissent(*HRD)
    theirs = before.with_item("water", "known", "Two boreholes").with_dissent("UNPOL", "Too far.", "2019-07-03")
    mine = before.with_item("airstrip", "problem", "Laterite").with_dissent("Mission Support", "No.", "2019-07-03")
    both = sheet.merged(before, theirs, mine)
    assert (both.item("water").state, both.item("airstrip").state) == ("known", "problem")
    assert [one.office for one in both.dissents] == ["Human Rights Division", "UNPOL", "Mission Support"]
    mine_too = mine.with_item("water", "problem", "Salt")
    assert sheet.merged(before, theirs, mine_too).item("water") == Item("problem", "Salt"), "the later stands"
    assert Dissent(*HRD) not in sheet.merged(before, theirs, mine.without_dissent(Dissent(*HRD))).dissents
