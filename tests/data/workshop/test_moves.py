import json
from datetime import UTC, datetime

import pandas as pd
import pytest
from hypothesis import given, settings

from data.errors import InputError
from data.footprint.schema import Bases
from data.workshop import moves
from data.workshop.moves import Draft
from tests.data.workshop.made import a_list_of_moves, a_move, as_of, bases, some_bases

GAO_AND_BER = bases("Gao", "Ber", opened="2014-01-01")


def applied(*steps, on=GAO_AND_BER):
    return moves.apply(on, steps)


def test_a_base_is_added_open_marked_and_without_invented_figures():
    added = applied(moves.add("Ogossagou", 13.9583, -3.5706, component_type="military", functions="protection"))
    assert added["name"].tolist() == ["Gao", "Ber", "Ogossagou"]
    assert added["draft"].tolist() == [False, False, True]
    new = added.iloc[2]
    assert (new["latitude"], new["longitude"], new["functions"]) == (13.9583, -3.5706, "protection")
    assert (new["type"], new["status"], new["source"], new["illustrative"]) == ("base", "open", "what-if", True)
    assert new[["personnel_military", "personnel_police", "personnel_civilian", "opened", "closed"]].isna().all()
    Bases.validate(added)


def test_a_closed_base_is_open_on_its_last_day_and_not_on_the_next():
    closed = applied(moves.close("b1", "2019-06-29"))
    assert as_of(closed, "2019-06-29") == ["Gao", "Ber"]
    assert as_of(closed, "2019-06-30") == ["Gao"]


def test_a_moved_base_keeps_all_but_its_point_and_stands_where_it_stood():
    moved = applied(moves.move("b0", 16.2, 0.5, name="Ansongo"))
    assert moved["name"].tolist() == ["Ansongo", "Ber"]
    assert moved.loc[0, ["latitude", "longitude"]].tolist() == [16.2, 0.5]
    assert moved.loc[0, "illustrative"], "no source states a base there"
    rest = [name for name in Bases.names() if name not in ("name", "latitude", "longitude", "illustrative")]
    pd.testing.assert_series_equal(moved.loc[0, rest], GAO_AND_BER.loc[0, rest])


def test_a_change_sets_what_it_names_and_an_empty_text_makes_it_unknown():
    step = moves.change("b1", component_type="civilian; military", functions="human rights", opened="", type="cob")
    row = applied(step).iloc[1]
    assert row["component_type"] == "military; civilian", "in the order of the components"
    assert (row["functions"], row["type"], row["name"]) == ("human rights", "cob", "Ber")
    assert pd.isna(row["opened"])


def test_later_moves_win():
    after = applied(moves.move("b0", 1, 1), moves.change("b0", name="X"), moves.move("b0", 2, 3, name="Y"))
    assert after.loc[0, ["name", "latitude", "longitude"]].tolist() == ["Y", 2.0, 3.0]


def test_an_added_base_can_be_moved_changed_and_closed():
    new = moves.add("Konna", 14.9, -3.9)
    steps = (new, moves.change(new.base_id, functions="medical"), moves.close(new.base_id, "2020-01-31"))
    row = applied(*steps).iloc[2]
    assert (row["name"], row["functions"], row["closed"]) == ("Konna", "medical", pd.Timestamp("2020-01-31"))


def test_moves_on_bases_that_are_not_there_are_skipped_and_said():
    gone, good, twice = moves.close("gone", "2019-06-29"), moves.change("b0", sector="East"), moves.add("Z", 1, 1)
    steps = (gone, good, twice, twice, moves.close("b1", "2013-01-01"))
    assert len(applied(*steps)) == 3
    left = moves.skipped(GAO_AND_BER, steps)
    assert [one.move for one in left] == [gone, twice, steps[4]]
    assert [one.reason for one in left] == [
        "The base gone is not in this version.",
        "A base of that id is there already.",
        "Ber would close before it opens.",
    ]


@pytest.mark.parametrize(
    ("action", "values", "said"),
    [
        ("raze", {}, "add, move, close, change"),
        ("add", {"name": "X", "latitude": 1.0}, "needs longitude"),
        ("add", {"name": " ", "latitude": 1.0, "longitude": 1.0}, "name the town"),
        ("add", {"name": "X" * 121, "latitude": 1.0, "longitude": 1.0}, "121 characters"),
        ("add", {"name": "a\nb", "latitude": 1.0, "longitude": 1.0}, "one line"),
        ("move", {"latitude": 90.1, "longitude": 1.0}, "from −90 to 90"),
        ("move", {"latitude": float("nan"), "longitude": 1.0}, "from −90 to 90"),
        ("move", {"latitude": True, "longitude": 1.0}, "from −90 to 90"),
        ("move", {"latitude": "1", "longitude": 1.0}, "from −90 to 90"),
        ("move", {"latitude": 1.0, "longitude": 1.0, "type": "cob"}, "given “type”"),
        ("close", {}, "needs closed"),
        ("close", {"closed": "30/06/2019"}, "a day as 2019-06-30"),
        ("close", {"closed": "20190630"}, "a day as 2019-06-30"),
        ("close", {"closed": "0001-01-01"}, "a day as 2019-06-30"),
        ("change", {}, "Nothing is changed"),
        ("change", {"type": "castle"}, "mission_hq"),
        ("change", {"component_type": "navy"}, "military, police, civilian"),
        ("change", {"functions": "; ".join(map(str, range(21)))}, "at most 20"),
        ("change", {"opened": "2019-02-01", "closed": "2019-01-31"}, "cannot close"),
        ("change", {"personnel_military": "7"}, "given “personnel_military”"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(action, values, said):
    with pytest.raises(InputError, match=said):
        moves.made(action, "b0", values)


def test_sentences_for_people():
    names = moves.names_of(GAO_AND_BER)
    said = [
        moves.words(one, names)
        for one in (
            moves.add("Konna", 14.95, -3.9, type="cob"),
            moves.move("b0", 16.0, 0.5),
            moves.move("b0", 16.0, 0.5, name="Ansongo"),
            moves.close("b1", "2019-06-29"),
            moves.change("b1", functions="medical", closed=""),
        )
    ]
    assert said == [
        "Add a base at Konna (14.95, −3.9); type company operating base.",
        "Move Gao to 16, 0.5.",
        "Move Gao to Ansongo (16, 0.5).",
        "Close Ber: last day 29 Jun 2019.",
        "Change Ber: functions medical, closed unknown.",
    ]


@given(some_bases(), a_list_of_moves())
@settings(deadline=None)
def test_applying_is_pure_whole_and_valid(table, steps):
    before = table.copy(deep=True)
    after = moves.apply(table, steps)
    pd.testing.assert_frame_equal(table, before)
    Bases.validate(after)
    assert list(after) == [*Bases.names(), "draft"]
    assert after["base_id"].is_unique
    assert after["base_id"].tolist()[: len(table)] == table["base_id"].tolist(), "bases keep their order"
    done = [one for one in steps if one not in {left.move for left in moves.skipped(table, steps)}]
    assert set(after.loc[after["draft"], "base_id"]) == {one.base_id for one in done}
    untouched = after[~after["draft"]]
    pd.testing.assert_frame_equal(
        untouched[Bases.names()].reset_index(drop=True),
        table[table["base_id"].isin(untouched["base_id"])].reset_index(drop=True),
    )
    pd.testing.assert_frame_equal(after, moves.apply(table, done))


@given(some_bases(), a_list_of_moves(6), a_list_of_moves(6))
@settings(deadline=None)
def test_moves_made_in_two_goes_come_out_as_in_one(table, first, second):
    at_once = moves.apply(table, first + second)[Bases.names()]
    pd.testing.assert_frame_equal(moves.apply(moves.apply(table, first), second)[Bases.names()], at_once)


@given(a_list_of_moves())
@settings(deadline=None)
def test_json_brings_every_move_back(steps):
    assert moves.from_json(moves.to_json(steps)) == steps


def test_moves_from_json_are_checked_again():
    good = moves.move("b0", 1, 2)
    record = json.loads(moves.to_json([good]))[0]
    assert moves.from_json(json.dumps([record])) == (good,)
    for hostile in (
        "", "null", "7", '{"a": 1}', "[1]", "[" * 100_000, '[{"action": "add"}]', "[NaN]", '"' + "x" * 3_000_000 + '"',
        json.dumps([record | {"values": {"latitude": 1e999, "longitude": 0}}]),
        json.dumps([record | {"values": {"latitude": 1, "longitude": 0, "__class__": "x"}}]),
        json.dumps([record | {"values": {"latitude": True, "longitude": 2}}]),  # equal to what was read before
        json.dumps([record | {"made_at": "yesterday"}]),
        json.dumps([record | {"base_id": "b" * 201}]),
        json.dumps([record | {"who": {"a": "b"}}]),
        json.dumps([record] * 501),
    ):  # fmt: skip
        with pytest.raises(InputError):
            moves.from_json(hostile)
    assert moves.from_json(json.dumps([record])) == (good,)


def test_who_and_when_stand_on_each_move():
    before = datetime.now(UTC).replace(microsecond=0)
    one = moves.close("b0", "2019-06-29", who="P. Lanner")
    assert one.who == "P. Lanner"
    assert before <= one.made_at <= datetime.now(UTC)
    assert one.move_id != moves.close("b0", "2019-06-29").move_id


@given(a_list_of_moves(), a_move())
@settings(deadline=None)
def test_undo_and_redo_are_each_others_way_back(steps, new):
    draft = Draft()
    seen = [draft]
    for one in steps:
        draft = draft.push(one)
        seen.append(draft)
    back = draft
    for expected in reversed(seen[:-1]):
        back = back.undo()
        assert back.moves == expected.moves
    assert back.undo() == back, "nothing is left to undo"
    forth = back
    for expected in seen[1:]:
        forth = forth.redo()
        assert forth.moves == expected.moves
    assert forth == draft
    assert forth.redo() == forth, "nothing is left to redo"
    pushed = draft.undo().push(new)
    assert pushed.undone == ()
    assert pushed.moves == (*steps[:-1], new)


def test_a_draft_keeps_at_most_500_moves():
    one = moves.close("b0", "2019-06-29")
    with pytest.raises(InputError, match="at most 500"):
        Draft(moves=(one,) * 500).push(one)
