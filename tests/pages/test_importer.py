"""Files dropped on page Data: what cannot be read hides nothing that can, and files are read and merged once."""

import pytest

from components import import_found
from data import mission
from data.importing import run
from data.importing.run import Report
from tests.data import made
from tests.pages.driver import ran
from tests.pages.test_mapper import dropped, sheet

HOSTILE = '<img src=x onerror="alert(1)">'
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
    assert shown.app.button(key="import_go").label == "Import 2 new rows"
    shown.app.selectbox(key="import_mark").set_value("confidential")
    ran(shown.app).app.button(key="import_go").click()
    assert "Version 1: 2 added" in ran(shown.app).text
    assert sorted(mine.store.read("incidents", 1)["event_id"]) == ["A", "B"]


def test_of_several_unknown_files_one_form_is_shown_and_the_others_wait(mine, good):
    shown = dropped(("week.csv", sheet()), good, ("bases.csv", b"Ref;Ville\nB1;Gao\n"))
    assert "2 rows read, 2 accepted" in shown.text
    assert shown.app.button(key="import_go").label == "Import 2 new rows"
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


def four(tmp_path):
    """Files of one incident each: two that are there already, a refused one, a new one."""
    rows = {"old": {}, "bad": {"event_date": "2019-13-45"}, "new": {}, "older": {}}
    return {name: made.acled(tmp_path / f"{name}.csv", {"event_id_cnty": name} | cells) for name, cells in rows.items()}


def test_what_needs_attention_comes_first_and_what_says_nothing_is_folded(mine, tmp_path):
    files = four(tmp_path)
    run.import_files(mine, [files["old"], files["older"]])
    shown = dropped(*((path.name, path.read_bytes()) for path in files.values()))
    lines = [line.value.split(":")[0] for line in shown.app.main.get("text") if "rows read" in line.value]
    assert lines == ["bad.csv", "new.csv", "old.csv", "older.csv"]
    (folded,) = (block.label for block in shown.app.main.expander if "further" in block.label)
    assert folded == "2 further files: 2 rows, all accepted, nothing would change"
    table = shown.tables[0]
    assert table[0][:3] == ["2", "event_date", "2019-13-45"] and table[0][3].startswith("expected a day as 2019-03-23")
    assert shown.app.button(key="import_go").label == "Import 1 new row, leave out 1 row"


def test_a_button_that_would_change_nothing_says_so(mine, good, tmp_path):
    shown = dropped(good)
    (tmp_path / "again.csv").write_bytes(good[1])
    run.import_files(mine, [tmp_path / "again.csv"])
    button = ran(shown.app).app.button(key="import_go")
    assert (button.label, button.disabled) == ("Nothing to import", True)


@pytest.mark.parametrize(
    ("counts", "label"),
    [
        ({"added": 1200}, "Import 1,200 new rows"),
        ({"changed": 1}, "Import 1 change"),
        ({"added": 1, "changed": 2, "removed": 3}, "Import 1 new row and 2 changes, remove 3 rows"),
        ({"removed": 1, "unchanged": 5}, "Remove 1 row"),
        ({"unchanged": 5}, ""),
    ],
)
def test_the_button_says_what_it_does(counts, label, good, tmp_path):
    parsed = run.check([_saved(tmp_path, good)], mission.load(mission.EXAMPLE))[0].parsed
    assert import_found.button([Report(parsed, **counts)]) == label


def test_refused_cells_stay_text(mine, tmp_path):
    path = made.acled(tmp_path / "odd.csv", {"event_id_cnty": "A", "event_date": HOSTILE})
    shown = dropped(("odd.csv", path.read_bytes()))
    assert all("<img" not in body for body in shown.html)
    assert HOSTILE in shown.tables[0][0][2]


def _saved(tmp_path, file):
    (tmp_path / file[0]).write_bytes(file[1])
    return tmp_path / file[0]
