"""The record of exports and changes: added to, never changed, by one or by many at once."""

import shutil
import threading

import pytest

from data import mission
from data.access import handling
from data.audit import log
from data.audit.log import Export
from data.books import books
from data.books.slides import slide
from data.cli import main
from data.importing.run import import_files
from tests.data import made


@pytest.fixture
def own(new_mission, tmp_path):
    import_files(new_mission, [made.acled(tmp_path / "a.csv", {"event_id_cnty": "A"})], who="Awa")
    return new_mission


def test_exports_versions_and_saves_stand_together_the_newest_first(own):
    log.note(own, Export("rows.csv", "Binta", ("viewer",), "incidents", "?type=violent", 1))
    books.add(own, "", slide("incidents", "", ""), "Chaka", title="MLT")
    handling.mark(own, "incidents", "acled", "confidential", "Awa")
    table = log.entries(own)
    assert table["action"].tolist() == ["marks", "books", "export", "version"]
    assert table["who"].tolist() == ["Awa", "Chaka", "Binta", "Awa"]
    assert table["saved_at"].is_monotonic_decreasing
    assert table.loc[2, "what"] == "rows.csv"


def test_nothing_on_record_can_be_changed():
    offered = {name for name, own in vars(log).items() if callable(own) and own.__module__ == log.__name__}
    assert offered == {"Export", "note", "_journal", "_file", "entries"}


def test_of_many_who_export_at_once_none_is_lost(own):
    threads = [threading.Thread(target=log.note, args=(own, Export(f"{n}.csv", f"user {n}"))) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(log.entries(own).query("action == 'export'")["what"]) == [f"{n}.csv" for n in range(8)]


def test_what_leaves_the_bundled_example_is_on_record_and_the_example_stays_as_it_is():
    example = mission.load(mission.EXAMPLE)
    before = sorted(path.name for path in (mission.EXAMPLE / "tables").iterdir())
    count = len(log.entries(example))
    log.note(example, Export("rows.csv"))
    assert len(log.entries(example)) == count + 1
    assert sorted(path.name for path in (mission.EXAMPLE / "tables").iterdir()) == before
    assert not mission.example_copy().exists()


@pytest.mark.parametrize(
    "command",
    [
        ["export", "--out", "rows.csv"],
        ["brief", "--out", "brief.xlsx"],
        ["report", "--kind", "cpas", "--out", "report.xlsx"],
        ["template", "--filled", "--out", "register.xlsx"],
    ],
    ids=lambda command: command[0],
)
def test_a_command_that_writes_a_file_is_on_record(command, tmp_path, monkeypatch):
    own = mission.load(shutil.copytree(mission.EXAMPLE, tmp_path / "example"))
    monkeypatch.chdir(tmp_path)
    assert main([*command, "--mission", str(own.folder), "--role", "analyst"]) == 0
    newest = log.entries(own).iloc[0]
    assert (newest["action"], newest["what"]) == ("export", command[-1])
