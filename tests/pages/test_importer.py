"""Files dropped on page Data: what cannot be read hides nothing that can, and files are read and merged once."""

import pytest

from data.importing import run
from tests.data import made
from tests.pages.driver import ran
from tests.pages.test_mapper import dropped, sheet

FORM = "Say which column is which"


@pytest.fixture
def mine(new_mission, opens):
    return opens(new_mission)


@pytest.fixture
def good(tmp_path):
    """Name and bytes of a file of two incidents."""
    return "good.csv", made.acled(tmp_path / "good.csv", {"event_id_cnty": "A"}, {"event_id_cnty": "B"}).read_bytes()


@pytest.mark.parametrize("place", [0, 1, 2])
def test_files_that_cannot_be_read_are_each_named_and_the_good_one_is_imported(mine, good, place):
    files = [("letter.csv", b"%PDF-1.7"), ("book.xlsx", b"not a workbook")]
    files.insert(place, good)
    shown = dropped(*files)
    assert "good.csv: ACLED, layout since March 2023. 2 rows read, 2 accepted" in shown.text
    said = [error.value for error in shown.app.error]
    assert [any(name in words for words in said) for name in ("letter", "book")] == [True, True]
    assert len(said) == 2
    assert shown.app.button(key="import_go").label == "Import 2 rows"
    shown.app.button(key="import_go").click()
    assert "Version 1: 2 added" in ran(shown.app).text
    assert sorted(mine.store.read("incidents", 1)["event_id"]) == ["A", "B"]


def test_of_several_unknown_files_one_form_is_shown_and_the_others_wait(mine, good):
    shown = dropped(("week.csv", sheet()), good, ("bases.csv", b"Ref;Ville\nB1;Gao\n"))
    assert "2 rows read, 2 accepted" in shown.text
    assert shown.app.button(key="import_go").label == "Import 2 rows"
    assert shown.advice == [
        "bases.csv has no layout that is known here. Its columns can be said once those of week.csv are saved.",
        "week.csv has no layout that is known here. Say below what its columns are.",
    ]
    assert shown.text.count(FORM) == 1


def test_without_any_file_that_can_be_read_there_is_nothing_to_import(mine):
    shown = dropped(("a.csv", b"%PDF-1.7"), ("b.csv", b"%PDF-1.7"))
    assert [error.value.split(" is")[0] for error in shown.app.error] == ["a.csv", "b.csv"]
    assert not [button for button in shown.app.button if button.key == "import_go"]


def test_files_are_checked_and_merged_once_whatever_else_is_pressed(mine, good, monkeypatch):
    asked = []
    for name in ("check", "preview"):
        whole = getattr(run, name)
        monkeypatch.setattr(run, name, lambda *a, n=name, f=whole, **k: asked.append(n) or f(*a, **k))
    shown = dropped(good)
    for _time in range(2):
        shown = ran(shown.app)
    assert asked == ["check", "preview"]
    shown.app.checkbox(key="import_complete").check()
    ran(ran(shown.app).app)
    assert asked == ["check", "preview", "preview"], "a complete file does something else"
    assert "It would add 2, change 0" in shown.text


def test_what_the_files_would_do_is_told_anew_after_an_import(mine, good, tmp_path):
    shown = dropped(good)
    assert "It would add 2, change 0, leave 0 as they are" in shown.text
    run.import_files(mine, [made.acled(tmp_path / "other.csv", {"event_id_cnty": "A"})])
    assert "It would add 1, change 0, leave 1 as they are" in ran(shown.app).text
