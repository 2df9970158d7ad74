"""Bases edited in the page: shown before they are saved, checked, told when another came first; files to download."""

import shutil

import pandas as pd
import pytest

from data import edit, mission
from data.importing.run import import_files
from tests.data.made import written
from tests.pages.driver import open_page, ran

PART = {"footprint_part": "bases"}
HOSTILE = '<img src=x onerror="alert(1)">'


@pytest.fixture
def own(tmp_path, opens):
    """A copy of the example to write to."""
    return opens(mission.load(shutil.copytree(mission.EXAMPLE, tmp_path / "own")))


def stored(own):
    return own.store.read("bases", own.store.latest()).set_index("base_id")


def widget(shown, start):
    """The one field whose key starts so."""
    kinds = ("text_input", "selectbox", "multiselect", "date_input", "checkbox", "button")
    found = [w for kind in kinds for w in shown.app.get(kind) if str(w.key or "").startswith(start)]
    assert len(found) == 1, (start, [w.key for w in found])
    return found[0]


def fill(shown, **values):
    for name, value in values.items():
        widget(shown, f"base_{name}_").set_value(value)
    return ran(shown.app)


def save(shown):
    widget(shown, "base_save").click()
    return ran(shown.app)


def choose(shown, base_id):
    widget(shown, "base_edited").set_value(base_id)
    return ran(shown.app)


def planned(shown):
    """What saving would change, as the page says it: column → (before, after)."""
    table = next(frame.value for frame in shown.app.main.dataframe if "After" in frame.value)
    return {row.Column: (row.Before, row.After) for row in table.itertuples()}


def test_every_base_is_listed_with_its_dates_and_source(own):
    table = next(frame.value for frame in open_page("footprint", PART).app.main.dataframe if "Opened" in frame.value)
    assert table["Id"].tolist() == list(stored(own).index)
    lere = table[table["Id"] == "ex:lere"].iloc[0]
    assert (lere["Type"], lere["Status today"], str(lere["Closed"])) == (
        "Company operating base",
        "Closed",
        "2017-12-31",
    )


def test_a_base_is_added_after_what_it_changes_was_shown(own):
    shown = open_page("footprint", PART)
    assert widget(shown, "base_save").disabled
    shown = fill(shown, name="Hombori", latitude="15,28", longitude="-1.7", type="tob",
                 component=["military", "police"], functions=["medical", "market patrols"])  # fmt: skip
    told = planned(shown)
    assert told["name"] == ("", "Hombori")
    assert told["functions"] == ("", "medical; market patrols")
    assert own.store.latest() == 1
    shown = save(shown)
    assert "Base Hombori added. This is version 2." in shown.text.replace("\u2068", "").replace("\u2069", "")
    (row,) = stored(own)[lambda frame: frame["name"] == "Hombori"].to_dict("records")
    assert (row["latitude"], row["type"], row["component_type"]) == (15.28, "tob", "military; police")
    assert pd.isna(row["personnel_military"])
    assert widget(shown, "base_name_").value == ""


def test_a_base_is_changed_cell_by_cell(own):
    shown = choose(open_page("footprint", PART), "ex:ber")
    assert widget(shown, "base_name_").value == "Ber"
    assert widget(shown, "base_save").disabled
    shown = fill(shown, sector="East", status="closed")
    assert planned(shown) == {"status": ("open", "closed"), "sector": ("West", "East")}
    save(shown)
    assert stored(own).loc["ex:ber", ["sector", "status"]].tolist() == ["East", "closed"]
    untouched = mission.load(mission.EXAMPLE).store.read("bases", 1).set_index("base_id").drop(index="ex:ber")
    pd.testing.assert_frame_equal(stored(own).drop(index="ex:ber"), untouched)


@pytest.mark.parametrize(("name", "value"), [("latitude", "north"), ("longitude", "500"), ("name", " ")])
def test_what_cannot_be_saved_is_said_while_it_is_typed(own, name, value):
    shown = fill(choose(open_page("footprint", PART), "ex:ber"), **{name: value})
    assert f"ex:ber, {name}: “{value}”, expected" in shown.text
    assert widget(shown, "base_save").disabled


def test_who_comes_second_is_told_and_loses_nothing_of_the_first(own):
    shown = fill(choose(open_page("footprint", PART), "ex:ber"), sector="East")
    seen = next(row for row in edit.cells_of(own.store.read("bases", 1)) if row["base_id"] == "ex:ber")
    edit.save(own, "bases", [edit.changed(seen, functions="medical")], what="first")
    shown = save(shown)
    assert "ex:ber was changed by another meanwhile (functions is now “medical”" in shown.text
    assert stored(own).loc["ex:ber", ["sector", "functions"]].tolist() == ["West", "medical"]
    widget(shown, "base_again").click()
    shown = fill(ran(shown.app), sector="East")
    save(shown)
    assert stored(own).loc["ex:ber", ["sector", "functions"]].tolist() == ["East", "medical"]


def test_another_base_saved_meanwhile_is_kept(own):
    shown = fill(choose(open_page("footprint", PART), "ex:ber"), sector="East")
    seen = next(row for row in edit.cells_of(own.store.read("bases", 1)) if row["base_id"] == "ex:gao")
    edit.save(own, "bases", [edit.changed(seen, sector="Elsewhere")], what="first")
    save(shown)
    assert stored(own)["sector"][["ex:ber", "ex:gao"]].tolist() == ["East", "Elsewhere"]


def test_a_mistake_is_deleted_after_it_was_confirmed(own):
    shown = choose(open_page("footprint", PART), "ex:ber")
    assert not [button for button in shown.app.button if button.key == "base_delete"]
    widget(shown, "base_sure_").check()
    shown = ran(shown.app)
    widget(shown, "base_delete").click()
    ran(shown.app)
    assert "ex:ber" not in stored(own).index
    assert "ex:ber" in set(own.store.read("bases", 1)["base_id"])


def test_the_bundled_example_is_copied_before_the_first_save():
    shown = open_page("footprint", PART)
    assert any("bundled example is read-only" in text for text in shown.advice)
    shown = save(fill(choose(shown, "ex:ber"), sector="East"))
    copy = mission.load(mission.example_copy())
    assert stored(copy).loc["ex:ber", "sector"] == "East"
    assert mission.load(mission.EXAMPLE).store.latest() == 1


def test_an_old_version_is_not_edited(own):
    seen = edit.cells_of(own.store.read("bases", 1))[0]
    edit.save(own, "bases", [edit.changed(seen, sector="x")], what="second")
    shown = open_page("footprint", PART | {"at": "1"})
    assert any("This is version 1." in text for text in shown.advice)
    assert not [button for button in shown.app.button if button.key == "base_save"]


def test_a_mission_without_bases_gets_its_first_one_here(incidents_only):
    shown = fill(open_page("footprint", PART), name="Gao", latitude="16.27", longitude="-0.04")
    shown = save(shown)
    assert stored(incidents_only)["name"].tolist() == ["Gao"]
    assert "within" in shown.title


def test_template_and_list_are_offered(own):
    keys = {
        element.proto.id.rpartition("file_")[2]
        for element in open_page("footprint", PART).app.main.get("download_button")
    }
    assert {"bases_template.xlsx", "bases_template.csv", "bases.xlsx", "bases.csv"} <= keys


def test_hostile_names_stay_text(own, tmp_path):
    row = {"base_id": "h1", "name": HOSTILE, "type": "cob", "status": "open", "latitude": "14", "longitude": "-3",
           "functions": HOSTILE, "source": HOSTILE}  # fmt: skip
    force = {"force": HOSTILE, "name": HOSTILE, "location": HOSTILE, "latitude": "14", "longitude": "-3"}
    sector = {"sector": HOSTILE, "area_id": "ex:ML-KY", "hq": HOSTILE, "source": HOSTILE}
    files = [written(tmp_path / f"{i}.csv", pd.DataFrame([cells])) for i, cells in enumerate((row, force, sector))]
    # The example gives way to real rows only in the user's own copy of it; this is another mission.
    import_files(own, files, who="tester")
    for query in (PART, {"footprint_layers": "other_forces,sectors,colocation"}):
        shown = open_page("footprint", query)
        assert HOSTILE in shown.text or "footprint_layers" in query
        assert not any("<img" in body for body in shown.html)
    shown = choose(open_page("footprint", PART), "h1")
    shown = fill(shown, sector=HOSTILE)
    assert not any("<img" in body for body in save(shown).html)
