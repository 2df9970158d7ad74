"""Saving what-ifs: revisions without gap, merges that lose nothing, many writers, kills."""

import multiprocessing
import os
import random
import time
from dataclasses import replace

import pytest
from deltalake import DeltaTable
from hypothesis import given, settings

from data import journal as journal_module
from data import mission
from data.errors import InputError
from data.journal import Journal
from data.workshop import moves, scenarios
from data.workshop.moves import Draft
from tests.data.workshop.made import a_list_of_moves

WRITERS, SAVES = 8, 25
KILLS = 200 if os.environ.get("LINCHPIN_FULL") == "1" else 8
NORTH = Draft(name="North first", description="Keep Ber")
CLOSE_BER, CLOSE_GAO = moves.close("ber", "2019-06-29"), moves.close("gao", "2019-06-29")
WATER = ("water", "problem", "One borehole")


def forget():
    """As in a process that has read nothing yet."""
    for known in (journal_module._read, journal_module._seen, journal_module._last):
        known.clear()


def saved(made, draft, author="P. Lanner", **how):
    return scenarios.save(made, draft, author, **how).scenario


def test_a_scenario_comes_back_as_it_was_saved(new_mission):
    sheet = NORTH.sheet.with_item(*WATER).with_dissent("Human Rights Division", "No.", "2019-07-02")
    own = saved(new_mission, replace(NORTH.push(CLOSE_BER), sheet=sheet), link="?source=acled", radius_km=75.0)
    again = scenarios.opened(mission.load(new_mission.folder), own.scenario_id)
    assert again == own
    assert (again.revision, again.status, again.action, again.author) == (1, "draft", "saved", "P. Lanner")
    assert (again.moves, again.sheet, again.link, again.radius_km) == ((CLOSE_BER,), sheet, "?source=acled", 75.0)
    assert again.draft() == replace(
        NORTH, scenario_id=own.scenario_id, base_revision=1, moves=(CLOSE_BER,), sheet=sheet
    )


def test_a_save_makes_no_mission_version(mali_copy):
    before = mali_copy.store.latest()
    own = saved(mali_copy, NORTH)
    assert mali_copy.store.latest() == before == own.version


def test_revisions_stay_as_they_were_and_open_by_their_number(new_mission):
    first = saved(new_mission, NORTH)
    second = saved(new_mission, first.draft().push(CLOSE_BER))
    assert [own.code for own in scenarios.history(new_mission, first.scenario_id)] == [first.code, second.code]
    assert scenarios.opened(new_mission, first.code).moves == ()
    assert scenarios.opened(new_mission, first.scenario_id) == second
    with pytest.raises(InputError, match="revisions 1 to 2, not 3"):
        scenarios.opened(new_mission, f"{first.scenario_id}@3")
    for hostile in ("²", "-1", "0", "9" * 5_000, ""):
        with pytest.raises(InputError, match="revisions 1 to 2"):
            scenarios.opened(new_mission, f"{first.scenario_id}@{hostile}")
    with pytest.raises(InputError, match="No scenario nowhere"):
        scenarios.opened(new_mission, "nowhere")


def test_the_newest_revision_of_each_the_last_saved_first(new_mission):
    first, other = saved(new_mission, NORTH), saved(new_mission, replace(NORTH, name="Centre"))
    again = saved(new_mission, first.draft().push(CLOSE_BER))
    assert scenarios.latest(new_mission) == [again, other]


@pytest.mark.parametrize(("draft", "author", "said"), [(Draft(), "A", "no name"), (NORTH, " ", "who you are")])
def test_a_save_needs_a_name_and_an_author(new_mission, draft, author, said):
    with pytest.raises(InputError, match=said):
        scenarios.save(new_mission, draft, author)
    assert scenarios.latest(new_mission) == []


def test_saving_what_did_not_change_makes_no_revision(new_mission):
    own = saved(new_mission, NORTH)
    assert saved(new_mission, own.draft(), "Somebody Else") == own
    assert len(scenarios.history(new_mission, own.scenario_id)) == 1


def test_two_who_save_at_once_lose_nothing_and_are_told(new_mission):
    base = saved(new_mission, NORTH.push(CLOSE_BER))
    theirs = base.draft().push(CLOSE_GAO).push(moves.add("Konna", 14.9, -3.9))
    theirs = replace(theirs, description="Keep Ber and Konna", sheet=theirs.sheet.with_item(*WATER))
    mine = base.draft().undo().push(moves.change("gao", functions="medical", name="Gao"))
    mine = replace(mine, sheet=mine.sheet.with_item("airstrip", "known", "Laterite"))
    saved(new_mission, theirs, "A. Diallo")
    whole = scenarios.save(new_mission, mine, "P. Lanner")
    assert whole.scenario.moves == (*theirs.moves[1:], mine.moves[-1]), "theirs, without what I took out, then mine"
    assert whole.scenario.description == "Keep Ber and Konna"
    assert {code: own.state for code, own in whole.scenario.sheet.items.items()} == {
        "airstrip": "known", "water": "problem",
    }  # fmt: skip
    assert (whole.scenario.revision, whole.scenario.base_revision) == (3, 1)
    assert whole.scenario.merged_from == f"{base.scenario_id}@2"
    assert whole.told == (
        "A. Diallo saved meanwhile (revision 2); both are kept in the one that was saved now. "
        "Both changed Gao: the later change stands."
    )


@given(a_list_of_moves(6), a_list_of_moves(6), a_list_of_moves(6))
@settings(deadline=None)
def test_a_merge_loses_nothing_that_anybody_made_and_brings_nothing_back(base, hers, his):
    base, hers, his = (tuple({one.move_id: one for one in some}.values()) for some in (base, hers, his))
    theirs, mine = base[1:] + hers, base[:-1] + his
    whole = scenarios.merged_moves(base, theirs, mine)
    assert set(hers) | set(his) <= set(whole)
    assert not {*base[:1], *base[-1:]} & set(whole), "each took out one"
    assert set(base[1:-1]) <= set(whole)
    assert len(set(whole)) == len(whole)
    assert scenarios.merged_moves(base, base, mine) == mine
    assert set(scenarios.merged_moves(base, mine, theirs)) == set(whole), "who saves first changes the order only"


def test_a_locked_scenario_refuses_and_its_duplicate_takes_over(new_mission):
    own = saved(new_mission, NORTH.push(CLOSE_BER))
    locked = scenarios.lock(new_mission, own.code, "Chief SPU")
    assert (locked.status, locked.revision, locked.moves) == ("decided", 2, own.moves)
    assert scenarios.lock(new_mission, own.code, "Chief SPU") == locked, "once"
    for draft in (own.draft().push(CLOSE_GAO), locked.draft().push(CLOSE_GAO)):
        with pytest.raises(InputError, match="duplicate it"):
            scenarios.save(new_mission, draft, "P. Lanner")
    copy = scenarios.duplicate(new_mission, locked.code, "P. Lanner", "North second")
    assert (copy.revision, copy.status, copy.merged_from, copy.name) == (1, "draft", locked.code, "North second")
    assert saved(new_mission, copy.draft().push(CLOSE_GAO)).moves == (CLOSE_BER, CLOSE_GAO)


def test_what_others_have_overtaken_is_not_locked(new_mission):
    own = saved(new_mission, NORTH)
    saved(new_mission, own.draft().push(CLOSE_BER), "A. Diallo")
    with pytest.raises(InputError, match="revision 2 since"):
        scenarios.lock(new_mission, own.code, "Chief SPU")


def test_the_bundled_example_is_saved_in_the_users_copy():
    example = mission.load(mission.EXAMPLE)
    own = saved(example, NORTH)
    assert scenarios.latest(example) == []
    assert not (mission.EXAMPLE / "tables" / "scenarios").exists()
    assert scenarios.opened(mission.open_mission(), own.code) == own


def test_a_scenario_of_a_mission_that_was_thrown_away_is_not_revived(new_mission):
    with pytest.raises(InputError, match="not saved in this mission"):
        scenarios.save(new_mission, replace(NORTH, scenario_id="gone", base_revision=3), "P. Lanner")


def save_many(folder, scenario_id, writer, go):
    """What each writer process does: opens once, and saves 25 times without looking again."""
    made = mission.load(folder)
    draft = scenarios.opened(made, scenario_id).draft()
    go.wait(60)
    for number in range(SAVES):
        draft = draft.push(moves.add(f"{writer}-{number}", 1.0, 1.0))
        scenarios.save(made, draft, f"Writer {writer}")


def test_eight_processes_that_save_25_times_each_lose_nothing(new_mission):
    """Files are put into one twice meanwhile: see `MOST_FILES`."""
    own = saved(new_mission, NORTH)
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload([__name__])
    go = server.Event()
    writers = [
        server.Process(target=save_many, args=(new_mission.folder, own.scenario_id, writer, go))
        for writer in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    go.set()
    for writer in writers:
        writer.join(300)
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    history = scenarios.history(new_mission, own.scenario_id)
    assert [revision.revision for revision in history] == list(range(1, WRITERS * SAVES + 2))
    every = {f"{writer}-{number}" for writer in range(WRITERS) for number in range(SAVES)}
    assert [len(revision.moves) for revision in history] == list(range(len(every) + 1)), "a move more each time"
    assert {one.values["name"] for one in history[-1].moves} == every
    forget()
    assert scenarios.history(new_mission, own.scenario_id) == history, "the same from the files alone"


def save_when_told(folder, scenario_id, number, started):
    """What a process does that may be killed at any moment after it said that it started."""
    made = mission.load(folder)
    draft = scenarios.opened(made, scenario_id).draft().push(moves.add(f"round {number}", 1.0, 1.0))
    started.set()
    scenarios.save(made, draft, "P. Lanner")


def test_a_process_killed_in_a_save_leaves_the_revision_before_or_after(new_mission):
    own = saved(new_mission, NORTH)
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload([__name__])

    def saved_by_a_process(number, after):
        started = server.Event()
        writer = server.Process(target=save_when_told, args=(new_mission.folder, own.scenario_id, number, started))
        writer.start()
        assert started.wait(60)
        begun = time.monotonic()
        writer.join(after)
        writer.kill()
        writer.join(60)
        return time.monotonic() - begun

    usual = max(saved_by_a_process(number, 60) for number in (0, 1))
    names = ["round 0", "round 1"]
    moments, made = random.Random(7), [0, 0]
    for number in range(2, KILLS + 2):
        saved_by_a_process(number, moments.uniform(0, usual))
        forget()
        history = scenarios.history(mission.load(new_mission.folder), own.scenario_id)
        now = [one.values["name"] for one in history[-1].moves]
        assert now in (names, [*names, f"round {number}"])
        assert [revision.revision for revision in history] == list(range(1, len(now) + 2))
        made[len(now) - len(names)] += 1
        names = now
    print(f"{KILLS} killed in a save: {made[0]} before their revision, {made[1]} after it; a save takes {usual:.2f} s")
    final = saved(new_mission, scenarios.opened(new_mission, own.scenario_id).draft().push(CLOSE_BER))
    assert final.revision == len(names) + 2
    for at, revision in enumerate(scenarios.history(new_mission, own.scenario_id)[:-1]):
        assert [one.values["name"] for one in revision.moves] == names[:at]


def test_many_files_become_one_and_nothing_is_forgotten(new_mission, monkeypatch):
    monkeypatch.setattr(journal_module, "MOST_FILES", 5)
    own = saved(new_mission, NORTH)
    stamps = [scenarios.stamp(new_mission)]
    for number in range(12):
        own = saved(new_mission, own.draft().push(moves.add(str(number), 1.0, 1.0)))
        stamps.append(scenarios.stamp(new_mission))
    assert stamps == sorted(set(stamps)), "it grows with each save"
    assert stamps[-1] == scenarios.stamp(mission.load(new_mission.folder))
    own_journal = Journal(new_mission.store, "scenarios")
    assert len(journal_module._read[own_journal._path]) <= 6, "files that were put together leave memory"
    forget()
    assert [one.revision for one in scenarios.history(new_mission, own.scenario_id)] == list(range(1, 14))


def test_of_two_who_put_files_together_at_once_one_does_and_no_row_stands_twice(new_mission, monkeypatch):
    own = saved(new_mission, NORTH)
    for number in range(5):
        own = saved(new_mission, own.draft().push(moves.add(str(number), 1.0, 1.0)))
    own_journal = Journal(new_mission.store, "scenarios")
    first, second = DeltaTable(own_journal._path), DeltaTable(own_journal._path)
    monkeypatch.setattr(journal_module, "MOST_FILES", 3)
    own_journal._tidy(first)
    own_journal._tidy(second)
    assert len(DeltaTable(own_journal._path).file_uris()) == 1
    assert [one.revision for one in scenarios.history(new_mission, own.scenario_id)] == list(range(1, 7))
    before = DeltaTable(own_journal._path, version=3)
    assert before.to_pyarrow_dataset().count_rows() == 3, "old versions stay readable"


def test_the_stamp_of_a_mission_without_scenarios_is_0_and_an_old_one_is_forgotten(new_mission, tmp_path):
    assert scenarios.stamp(new_mission) == 0
    own = saved(new_mission, NORTH)
    saved(new_mission, own.draft().push(CLOSE_BER))
    high = scenarios.stamp(new_mission)
    (new_mission.folder / "tables" / "scenarios").rename(tmp_path / "thrown away")
    saved(new_mission, NORTH)
    assert 0 < scenarios.stamp(new_mission) < high


def test_a_table_made_anew_with_as_many_rows_shows_its_own(new_mission, tmp_path):
    saved(new_mission, NORTH)
    before = scenarios.stamp(new_mission)
    assert [own.name for own in scenarios.latest(new_mission)] == ["North first"]
    (new_mission.folder / "tables" / "scenarios").rename(tmp_path / "thrown away")
    saved(new_mission, Draft(name="Centre"))
    assert scenarios.stamp(new_mission) == before
    assert [own.name for own in scenarios.latest(new_mission)] == ["Centre"]
