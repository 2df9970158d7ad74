"""Columns mapped on page Data: what is asked, the live preview, saving, and files recognised afterwards."""

import pytest

from data import mission
from data.importing import mappings, samples
from tests.data import made
from tests.data.importing.test_samples import HEAD, ROWS
from tests.pages.driver import open_page, ran

KEY = "mapper_"


def dropped(*files, page=None):
    """Page Data with files dropped on it."""
    shown = page or open_page("data")
    shown.app.file_uploader[0].set_value([(name, content, "text/csv") for name, content in files])
    return ran(shown.app)


def sheet(*rows, head=HEAD):
    return "\n".join([head, *(rows or ROWS)]).encode()


def field(shown, kind, ending):
    """The one widget of a kind whose key ends so."""
    found = [w for w in getattr(shown.app, kind) if w.key and w.key.startswith(KEY) and w.key.endswith(ending)]
    assert len(found) == 1, [w.key for w in getattr(shown.app, kind)]
    return found[0]


def answered(shown, code="sage", order="day_first"):
    """The form with the source and the order of days said."""
    field(shown, "text_input", "_source").set_value(code)
    shown.app.radio[0].set_value(order)
    return ran(shown.app)


def word(shown, label):
    return next(w for w in shown.app.selectbox if w.label.startswith(label))


def save(shown, name=""):
    if name:
        next(w for w in shown.app.text_input if w.key.endswith("_saved_as")).set_value(name)
        shown = ran(shown.app)
    shown.app.button(key="mapper_save").click()
    return ran(shown.app)


@pytest.fixture
def mine(new_mission, opens):
    return opens(new_mission)


def test_an_unknown_file_brings_the_form_with_its_columns_guessed(mine):
    shown = dropped(("week.csv", sheet()))
    assert "week.csv has no layout that is known here. Say below what its columns are." in shown.advice
    assert field(shown, "selectbox", "_event_date").value == "date_de_l_incident"
    assert field(shown, "selectbox", "_fatalities_best").value == "tues"
    assert field(shown, "selectbox", "_geo_precision_all").value == "2"
    assert field(shown, "text_input", "_country_all").value == "Mali"
    assert "14,45 · 14,08 · 16,27" in shown.text
    assert "Still to say: Short code of their source, the order of day and month" in shown.text
    assert shown.app.button(key="mapper_save").disabled
    assert not [b for b in shown.app.button if b.key == "import_go"]


def test_the_order_of_days_is_asked_with_both_readings(mine):
    radio = dropped(("week.csv", sheet())).app.radio[0]
    assert radio.options == ["day first: 3 Apr 2020", "month first: 4 Mar 2020"]
    assert radio.value is None
    told = dropped(("week.csv", sheet("23/04/2020;EEI;;;14;-3;;;")))
    assert not told.app.radio


def test_the_preview_follows_each_choice(mine):
    shown = answered(dropped(("week.csv", sheet(*ROWS, "08/04/2020;EEI;;;lost;-3;;;"))))
    assert "4 rows read, 3 accepted, 1 rejected, 0 duplicates." in shown.text
    assert "2 event type not recognised" in shown.text
    rows, refused = (frame.value for frame in shown.app.dataframe[:2])
    assert rows["Day"].tolist() == ["3 Apr 2020", "5 May 2020", "7 Jun 2020"]
    assert refused[["Column", "Value"]].to_numpy().tolist() == [["Lat", "lost"]]
    word(shown, "EEI").set_value("explosions")
    rows = ran(shown.app).app.dataframe[0].value
    assert rows["Type of event"].tolist() == ["Explosions and remote violence"] * 2 + ["Battles"]
    field(shown, "selectbox", "_latitude").set_value("long")
    assert "4 rows read, 4 accepted" in ran(shown.app).text


def test_a_saved_mapping_imports_this_file_and_knows_the_next(mine):
    shown = answered(dropped(("week.csv", sheet())))
    word(shown, "EEI").set_value("explosions")
    shown = save(ran(shown.app), "SAGE weekly")
    assert "Saved as mappings/sage_weekly.toml" in shown.text
    assert "week.csv: SAGE weekly. 3 rows read, 3 accepted" in shown.text
    shown.app.selectbox(key="import_mark").set_value("confidential")
    ran(shown.app).app.button(key="import_go").click()
    assert "Version 1: 3 added" in ran(shown.app).text
    kept = mappings.load(mine.folder)["sage_weekly"]
    assert kept.constants == {"source": "sage", "geo_precision": "2", "country": "Mali"}
    assert (kept.day_order, kept.values) == ("day_first", {"event_type": {"EEI": "explosions", "Battles": "battles"}})
    assert kept.columns["sub_event_type"] == "Type", "the source's own words stay"
    # Days of the next file do not tell day from month: the mapping does.
    later = dropped(("next.csv", sheet("09/08/2020;EEI;Koro;Koro;14;-3;1;Inventé;")))
    assert "next.csv: SAGE weekly. 1 rows read, 1 accepted" in later.text
    assert "9 Aug 2020" in later.text
    assert "Read with the saved mapping “sage_weekly”, known by its columns." in later.text


def test_a_mapping_changed_on_another_file_keeps_the_words_that_this_one_lacks(mine):
    first = answered(dropped(("week.csv", sheet())))
    word(first, "EEI").set_value("explosions")
    save(ran(first.app))
    shown = dropped(("next.csv", sheet("09/08/2020;Émeute;Koro;Koro;14;-3;1;Inventé;")))
    shown.app.toggle[-1].set_value(True)
    shown = ran(shown.app)
    assert field(shown, "selectbox", "_start").value == "sage"
    word(shown, "Émeute").set_value("riots")
    shown = ran(shown.app)
    assert "There is a mapping of this name: saving replaces it." in shown.text
    shown = save(shown)
    assert mappings.load(mine.folder)["sage"].values["event_type"] == {
        "EEI": "explosions", "Battles": "battles", "Émeute": "riots"
    }  # fmt: skip
    assert not shown.app.toggle[-1].value, "the form is closed"


def test_a_known_layout_can_be_mapped_and_read_as_before(mine, tmp_path):
    content = made.acled(tmp_path / "a.csv").read_bytes()
    shown = dropped(("a.csv", content))
    assert "ACLED, layout since March 2023" in shown.text
    shown.app.toggle[-1].set_value(True)
    shown = ran(shown.app)
    field(shown, "text_input", "_source").set_value("other")
    shown = save(ran(shown.app), "own way")
    assert "a.csv: own way. 1 rows read, 1 accepted" in shown.text
    empty = dropped(page=shown)
    assert "ACLED, layout since March 2023" in dropped(("a.csv", content), page=empty).text


def test_bases_are_mapped_with_constants_for_what_has_no_column(mine):
    shown = dropped(("bases.csv", b"Ref;Ville;Lat;Long\nB1;Gao;16,27;-0,04\n"))
    field(shown, "selectbox", "_table").set_value("bases")
    shown = ran(shown.app)
    assert "Still to say: Type of base, Status" in shown.text
    field(shown, "selectbox", "_type_all").set_value("base")
    field(shown, "selectbox", "_status_all").set_value("open")
    shown = save(ran(shown.app), "Camps")
    assert "bases.csv: Camps. 1 rows read, 1 accepted" in shown.text


def test_a_word_without_a_code_is_refused_until_it_has_one(mine):
    rows = ["23/04/2020;EEI;;;14;-3;;;sûr", "23/04/2020;EEI;;;15;-3;;;1"]
    shown = dropped(("week.csv", sheet(*rows, head=HEAD.replace("Source", "Precision"))))
    assert "2 rows read, 1 accepted, 1 rejected" in shown.text
    word(shown, "sûr").set_value("1")
    assert "2 rows read, 2 accepted, 0 rejected" in ran(shown.app).text


def test_only_first_rows_are_looked_at_and_the_page_says_so(mine, monkeypatch):
    monkeypatch.setattr(samples, "ROWS", 2)
    shown = answered(dropped(("week.csv", sheet())))
    assert "the first 2 rows are looked at here, all at import" in shown.text
    assert "Of the first rows of the file: 2 rows read" in shown.text
    assert "3 rows read, 3 accepted" in save(shown).text


def test_the_example_is_copied_and_the_page_says_so():
    shown = answered(dropped(("week.csv", sheet())))
    assert "saving makes a copy of your own, which opens from then on" in shown.text
    shown = save(shown)
    assert list(mappings.load(mission.example_copy())) == ["sage"]
    assert not (mission.EXAMPLE / mappings.FOLDER).exists()
    assert "week.csv: sage. 3 rows read, 3 accepted" in shown.text


def test_of_several_files_the_unknown_one_is_mapped(mine, tmp_path):
    shown = dropped(("a.csv", made.acled(tmp_path / "a.csv").read_bytes()), ("week.csv", sheet()))
    assert "week.csv has no layout that is known here. Say below what its columns are." in shown.advice
    shown = save(answered(shown))
    assert "a.csv: ACLED, layout since March 2023." in shown.text
    assert "week.csv: sage. 3 rows read" in shown.text


def test_a_file_that_is_no_table_brings_no_form(mine):
    shown = dropped(("week.xlsx", b"not a workbook"))
    assert "week.xlsx is not a readable table" in shown.text
    assert "Say which column is which" not in shown.text


@pytest.mark.parametrize("name", ["../../x", "…", "a" * 60])
def test_a_name_never_leaves_the_folder(name, mine):
    shown = save(answered(dropped(("week.csv", sheet()))), name)
    written = [path.relative_to(mine.folder).as_posix() for path in mine.folder.parent.rglob("*.toml")]
    assert [path for path in written if not path.startswith(("mappings/", "mission.toml"))] == []
    assert len(written) == 2 or "A mapping's name must be letters and figures" in shown.text
