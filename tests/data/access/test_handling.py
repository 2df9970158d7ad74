"""Handling marks: the highest of what a view reads; real data has none until somebody gives it one."""

import pytest

from data import mission, snapshot
from data.access import handling
from data.access.handling import UNMARKED
from data.cli import main
from data.errors import InputError
from data.importing.run import import_files
from tests.data import made


@pytest.fixture
def real(new_mission, tmp_path):
    import_files(new_mission, [made.acled(tmp_path / "a.csv", {"event_id_cnty": "A"})], who="tester")
    return new_mission


def of(own, view="briefing", source="acled"):
    return handling.for_view(snapshot.load(own, own.store.latest()), view, source)


def test_real_data_has_no_mark_until_it_is_given_one_and_the_newest_counts(real):
    assert of(real) == handling.Mark(UNMARKED, mission.NOT_MARKED)
    handling.mark(real, "incidents", "acled", "confidential", "Awa")
    assert of(real).words == "Confidential"
    handling.mark(real, "incidents", "acled", "strictly_confidential", "Binta")
    assert of(real).words == "Strictly Confidential"
    assert of(real, source="ucdp").level == UNMARKED, "another source has a mark of its own"


def test_the_strictest_of_the_tables_that_a_view_reads_counts(example_copy):
    shot = snapshot.load(example_copy, 1)
    assert handling.for_view(shot, "briefing", "sample").words == "Unclassified – example"
    handling.mark(example_copy, "tasks", "", "strictly_confidential", "Awa")
    handling.mark(example_copy, "bases", "", "confidential", "Awa")
    assert handling.for_view(shot, "briefing", "sample").words == "Strictly Confidential"
    assert handling.for_view(shot, handling.INCIDENTS_ALONE, "sample").words == "Unclassified – example"
    assert handling.for_tables(shot, ("bases",), "sample").words == "Confidential"
    assert handling.for_view(shot, "data", "sample").words == "Strictly Confidential"


@pytest.mark.parametrize(
    ("words", "level"),
    [("Unclassified – example", 0), ("CONFIDENTIAL", 1), ("Strictly Confidential", 2), ("UN Official", 3), ("", 3)],
)
def test_words_of_the_settings_have_a_level(words, level):
    assert handling.read(words).level == level


def test_what_is_asked_at_import_is_asked_once(real):
    assert handling.unmarked(real, real.settings, [("incidents", "acled"), ("areas", ""), ("bases", "")]) == [
        ("incidents", "acled"), ("bases", ""),
    ]  # fmt: skip
    handling.mark(real, "incidents", "acled", "unclassified", "Awa")
    assert handling.unmarked(real, real.settings, [("incidents", "acled")]) == []


@pytest.mark.parametrize(("level", "author"), [("secret", "Awa"), ("", "Awa"), ("confidential", " ")])
def test_what_is_no_mark_is_refused(level, author, real):
    with pytest.raises(InputError):
        handling.mark(real, "incidents", "acled", level, author)


def test_the_command_says_what_has_no_mark_and_gives_one(new_mission, tmp_path, capsys):
    file = made.acled(tmp_path / "a.csv", {"event_id_cnty": "A"})
    main(["import", str(file), "--mission", str(new_mission.folder)])
    assert "Not yet marked: incidents (acled)." in capsys.readouterr().err
    main(["import", str(file), "--mission", str(new_mission.folder), "--handling", "confidential"])
    assert "Not yet marked" not in capsys.readouterr().err
    assert of(mission.load(new_mission.folder)).words == "Confidential"


@pytest.fixture
def example_copy(tmp_path):
    import shutil

    return mission.load(shutil.copytree(mission.EXAMPLE, tmp_path / "example"))
