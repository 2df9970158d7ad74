"""Versions under several writers, after a kill, and for ever."""

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time

import pandas as pd
import pytest
from deltalake import DeltaTable

from data import mission
from data import store as store_module
from data.errors import InputError, StoreBusyError
from data.importing.run import import_files
from data.store import KEEP_FOR_EVER, Store
from data.tables import TABLES
from tests.data.made import acled, rows, written

WRITERS = 8
KILLS = 200 if os.environ.get("LINCHPIN_FULL") == "1" else 8
EVENTS = 60  # of each import that may be killed
KILLED_BEFORE_ITS_VERSION = """
import os, signal, sys
from data import mission, store
from data.importing.run import import_files

written = store.write_deltalake

def write_then_die(table, rows, *, mode, **options):
    if mode == "append":  # the row of `versions`, which comes last
        os.kill(os.getpid(), signal.SIGKILL)
    written(table, rows, mode=mode, **options)

store.write_deltalake = write_then_die
import_files(mission.load(sys.argv[1]), [sys.argv[2]])
"""


def frame(*names):
    return {"actors": pd.DataFrame({"actor_id": [f"id-{n}" for n in names], "name": list(names)}, dtype="str")}


def commit(store, change, what="test"):
    return store.commit(change, who="tester", what=what, settings="name = 'x'")


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "tables")


def import_one(folder, file):
    """What each writer process does."""
    import_files(mission.load(folder), [file], who=str(os.getpid()))


def test_eight_processes_lose_nothing(new_mission, tmp_path):
    files = [acled(tmp_path / f"{n}.csv", {"event_id_cnty": f"TST{n}", "actor1": f"Force {n}"}) for n in range(WRITERS)]
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload([__name__])
    writers = [server.Process(target=import_one, args=(new_mission.folder, file)) for file in files]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=120)
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    versions = new_mission.store.versions()
    assert [v.number for v in versions] == list(range(1, WRITERS + 1))
    assert len({v.who for v in versions}) == WRITERS
    for v in versions:
        assert len(new_mission.store.read("incidents", v.number)) == v.number
    assert set(new_mission.store.read("incidents", WRITERS)["event_id"]) == {f"TST{n}" for n in range(WRITERS)}
    assert len(new_mission.store.read("imports", WRITERS)) == WRITERS
    assert set(new_mission.store.read("actors", WRITERS)["name"]) >= {f"Force {n}" for n in range(WRITERS)}


def test_the_second_writer_starts_again_from_the_first_ones_version(store):
    bases = []

    def slow(base):
        bases.append(base)
        if base == 0:
            assert commit(store, lambda _base: frame("quick")) == 1
        return {"actors": pd.concat([store.read("actors", base), frame("slow")["actors"]])}

    assert commit(store, slow) == 2
    assert bases == [0, 1]
    assert list(store.read("actors", 2)["name"]) == ["quick", "slow"]


def test_a_writer_that_always_loses_gives_up_in_words(store, monkeypatch):
    monkeypatch.setattr("data.store.TRIES", 3)
    monkeypatch.setattr("data.store.time.sleep", lambda _seconds: None)

    def overtaken(_base):
        commit(store, lambda base: frame(f"first-{base}"))
        return frame("never")

    with pytest.raises(StoreBusyError, match="nothing was lost"):
        commit(store, overtaken)
    assert store.latest() == 3
    assert "never" not in set(store.read("actors", 3)["name"])


def test_a_process_killed_half_way_leaves_the_last_good_version(new_mission, tmp_path, subprocess_env):
    files = [acled(tmp_path / f"{n}.csv", {"event_id_cnty": n}) for n in ("ONE", "TWO", "THREE")]
    import_files(new_mission, [files[0]])
    script = [sys.executable, "-c", KILLED_BEFORE_ITS_VERSION, str(new_mission.folder), str(files[1])]
    killed = subprocess.run(script, env=subprocess_env, check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    incidents = DeltaTable(str(new_mission.folder / "tables" / "incidents"))
    assert incidents.version() > new_mission.store.version(1).tables["incidents"], "it died after its table was written"
    assert new_mission.store.latest() == 1
    assert list(new_mission.store.read("incidents", 1)["event_id"]) == ["ONE"]
    _mission, (report,) = import_files(new_mission, [files[2]])
    assert (report.added, report.version) == (1, 2)
    assert set(new_mission.store.read("incidents", 2)["event_id"]) == {"ONE", "THREE"}


def import_when_told(folder, files, started):
    """What a process does that may be killed at any moment after it said that it started."""
    made = mission.load(folder)
    started.set()
    import_files(made, files)


def files_of_round(folder, number):
    """New events with an actor of their own, and one base."""
    events = [{"event_id_cnty": f"R{number}E{n}", "actor1": f"Force {number}"} for n in range(EVENTS)]
    base = {"base_id": f"b{number}", "name": "Gao", "type": "base", "status": "open", "latitude": "16.3",
            "longitude": "-0.1", "opened": "2013-07-01", "source": "test", "illustrative": "no"}  # fmt: skip
    return [acled(folder / f"{number}.csv", *events), written(folder / f"b{number}.csv", rows(base))]


def assert_whole(store, number):
    """Version `number` has what its imports brought: of each all events, one base and its actor."""
    tables = {name: store.read(name, number) for name in store.version(number).tables}
    assert {"incidents", "bases", "actors", "imports"} <= set(tables)
    for name, table in tables.items():
        TABLES[name].model.validate(table)
    assert set(tables["incidents"].groupby("import_id").size()) == {EVENTS}
    assert len(tables["incidents"]) == number * EVENTS
    assert (len(tables["bases"]), len(tables["imports"])) == (number, 2 * number)
    assert set(tables["incidents"]["actor1"]) <= set(tables["actors"]["name"])


def test_a_process_killed_at_any_moment_leaves_the_version_before_or_after(new_mission, tmp_path):
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload([__name__])  # processes begin with everything imported

    def imported_by_a_process(number, after):
        """Import a round's files in a process that is killed `after` so many seconds; how long it lived."""
        started = server.Event()
        writer = server.Process(
            target=import_when_told, args=(new_mission.folder, files_of_round(tmp_path, number), started)
        )
        writer.start()
        assert started.wait(60)
        begun = time.monotonic()
        writer.join(after)
        writer.kill()
        writer.join(60)
        return time.monotonic() - begun

    usual = max(imported_by_a_process(number, 60) for number in (0, 1))
    assert new_mission.store.latest() == 2
    moments = random.Random(7)
    made = [0, 0]
    for number in range(2, KILLS + 2):
        before = new_mission.store.latest()
        imported_by_a_process(number, moments.uniform(0, usual))
        reopened = mission.load(new_mission.folder)
        after = reopened.store.latest()
        assert after in (before, before + 1)
        assert_whole(reopened.store, after)
        made[after - before] += 1
    print(f"{KILLS} killed: {made[0]} before their version, {made[1]} after it; an import takes {usual:.2f} s")
    latest = new_mission.store.latest()
    _mission, reports = import_files(new_mission, files_of_round(tmp_path, KILLS + 2))
    assert [report.version for report in reports] == [latest + 1] * 2
    for number in range(1, latest + 2):
        assert_whole(new_mission.store, number)


def test_old_versions_stay_as_they_were(store):
    for n in range(1, 6):
        commit(store, lambda base, n=n: frame(*range(n)), what=f"step {n}")
    for n in range(1, 6):
        assert len(store.read("actors", n)) == n
        assert store.version(n).what == f"step {n}"


def test_a_version_keeps_tables_that_it_did_not_change(store):
    commit(store, lambda _base: frame("a"))
    mandates = pd.DataFrame({"mandate_id": ["2480"], "title": ["x"], "adopted": [pd.Timestamp("2019-06-28")]})
    commit(store, lambda _base: {"mandates": mandates})
    assert list(store.read("actors", 2)["name"]) == ["a"]
    assert store.read("mandates", 1).empty
    assert store.read("mandates", 2)["adopted"].tolist() == [pd.Timestamp("2019-06-28")]


def test_a_change_that_returns_nothing_makes_no_version(store):
    assert commit(store, lambda _base: {}) is None
    assert store.latest() == 0


def test_an_error_in_a_change_is_passed_on_and_leaves_no_version(store):
    def fails(_base):
        raise InputError("no")

    with pytest.raises(InputError, match="no"):
        commit(store, fails)
    assert store.versions() == []


def test_delta_lake_is_told_to_keep_every_version(store):
    commit(store, lambda _base: frame("a"))
    for table in ("versions", "actors"):
        assert DeltaTable(f"{store.root}/{table}").metadata().configuration == KEEP_FOR_EVER


@pytest.mark.parametrize("number", [-1, 0, 2, 999])
def test_unknown_version_names_those_there_are(store, number):
    commit(store, lambda _base: frame("a"))
    with pytest.raises(InputError, match="1 to 1"):
        store.version(number)


def test_empty_mission_reads_as_empty_tables(store):
    assert (store.latest(), store.versions()) == (0, [])
    empty = store.read("incidents", 0, ["source", "event_date"], ("source",))
    assert list(empty) == ["source", "event_date"]
    assert empty["source"].dtype == "category"
    assert str(empty["event_date"].dtype).startswith("datetime64")


def test_reading_some_rows_and_columns(store):
    commit(store, lambda _base: frame("a", "b", "c"))
    assert store.read("actors", 1, ["name"], only=("name", ["b"])).to_dict("list") == {"name": ["b"]}
    assert store.read("actors", 1, only=("name", [])).empty


def test_rows_by_key_are_those_of_the_whole_table_wherever_they_lie(store):
    """Keys in the first, a middle and the last group of rows, and one that is nowhere."""
    names = [f"n{n}" for n in range(120_001)]
    commit(store, lambda _base: frame(*names))
    wanted = ["n0", "n60000", "n120000", "nowhere"]
    found = store.read("actors", 1, only=("name", wanted))
    whole = store.read("actors", 1)
    pd.testing.assert_frame_equal(found, whole[whole["name"].isin(wanted)].reset_index(drop=True))
    assert found["name"].tolist() == wanted[:3]


def test_a_row_by_key_leaves_the_texts_of_other_groups_unread(store, monkeypatch):
    commit(store, lambda _base: frame(*(f"n{n}" for n in range(120_001))))
    groups = []
    narrowed = store_module._with_matches
    monkeypatch.setattr(store_module, "_with_matches", lambda *given: groups.append(narrowed(*given)) or groups[0])
    store.read("actors", 1, only=("name", ["n60000"]))
    assert [group.to_table(["name"]).num_rows for group in groups] == [50_000]


def test_a_store_made_anew_in_the_same_folder_shows_its_own_versions(store, tmp_path):
    commit(store, lambda _base: frame("old"), what="old")
    assert store.versions()[0].what == "old"
    (tmp_path / "tables").rename(tmp_path / "thrown away")
    commit(store, lambda _base: frame("new"), what="new")
    assert [v.what for v in store.versions()] == ["new"]


def test_versions_tell_who_when_and_with_which_settings(store):
    commit(store, lambda _base: frame("a"), what="import x.csv")
    (version,) = store.versions()
    assert (version.who, version.what, version.settings) == ("tester", "import x.csv", "name = 'x'")
    assert version.committed_at.tzinfo is not None
    assert version.tables == {"actors": DeltaTable(f"{store.root}/actors").version()}
