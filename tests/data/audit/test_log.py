"""The record of exports and changes: added to, never changed, by one or by many at once."""

import shutil
import threading

import pandas as pd
import pytest
from deltalake import write_deltalake

from data import mission
from data.access import handling
from data.audit import log
from data.audit.log import Export
from data.books import books
from data.books.slides import slide
from data.cli import main
from data.errors import StoreBusyError
from data.importing.run import import_files
from data.schema import to_arrow
from data.tables import TABLES
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


def test_a_command_that_cannot_be_put_on_record_leaves_no_file(tmp_path, monkeypatch, capsys):
    own = mission.load(shutil.copytree(mission.EXAMPLE, tmp_path / "example"))

    def full(*_given):
        raise StoreBusyError("busy")

    monkeypatch.setattr(log, "note", full)
    out = tmp_path / "out"
    out.mkdir()
    for command in (["export", "--out", "rows.csv"], ["brief", "--out", "offices", "--each-office"]):
        asked = [*command[:2], str(out / command[2]), *command[3:]]
        assert main([*asked, "--mission", str(own.folder)]) == 2
    assert list(out.iterdir()) == []
    assert "busy" in capsys.readouterr().err


def test_a_command_says_who_takes_what_in_which_edition(tmp_path):
    own = mission.load(shutil.copytree(mission.EXAMPLE, tmp_path / "example"))
    out = str(tmp_path / "rows.csv")
    assert main(["export", "--out", out, "--edition", "partners", "--who", "Binta", "--mission", str(own.folder)]) == 0
    newest = log.entries(own).iloc[0]
    assert (newest["who"], newest["what"]) == ("Binta", f"{out} · Country team and OCHA")


def test_what_is_refused_is_no_export_on_record(tmp_path):
    own = mission.load(shutil.copytree(mission.EXAMPLE, tmp_path / "example"))
    out = str(tmp_path / "rows.csv")
    assert main(["export", "--out", out, "--edition", "state", "--mission", str(own.folder)]) == 2
    assert "export" not in log.entries(own)["action"].tolist()


def test_the_record_of_the_users_copy_outlives_the_copy():
    copy = mission.load(mission.EXAMPLE).writable()
    log.note(copy, Export("rows.csv", "Awa"))
    log.note(copy, Export("up to version 2", "Awa", action=log.RESET))
    mission.reset_example()
    kept = log.entries(mission.open_mission())
    assert kept["action"].tolist()[:2] == ["reset", "export"]
    assert kept["who"].tolist()[:2] == ["Awa", "Awa"]


def test_rows_from_before_a_column_was_there_are_read(own):
    """The record of the first builds has neither edition nor action."""
    model = TABLES["exports"].model
    old = pd.DataFrame([{"saved_at": pd.Timestamp("2026-11-01", tz="UTC"), "who": "Awa", "file": "old.csv"}])
    rows = to_arrow(model.shape(old), model).drop_columns(["edition", "action"])
    write_deltalake(f"{own.store.root}/exports", rows, mode="overwrite", schema_mode="overwrite")
    log.note(own, Export("new.csv", "Binta", edition="state"))
    exports = log.entries(own).query("action == 'export'")
    assert exports["what"].tolist() == ["new.csv · Host State and Council", "old.csv"]
