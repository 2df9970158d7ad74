"""Scenarios on page Workshop without a browser: saved, opened, merged, and what others save in the meantime."""

from dataclasses import replace

import pytest

from components.workshop import live, maps
from components.workshop.desk import AUTHOR, DRAFT
from data.workshop import moves, scenarios
from data.workshop.moves import Draft
from tests.pages.driver import open_page, ran

LINK = {"from": "2018-09-01", "to": "2019-06-30", "type": "violent"}
OGOSSAGOU = moves.add("Ogossagou", 13.9583, -3.5706)
KORO = moves.add("Koro", 14.07, -3.08)


@pytest.fixture
def room(mali_copy, opens):
    return opens(mali_copy)


def button(shown, label):
    return next(b for b in shown.app.button if b.label == label)


def write(shown, label, words):
    fields = [*shown.app.text_input, *shown.app.text_area]
    next(field for field in fields if field.label == label).set_value(words)


def drafted(shown, *made, **how):
    shown.app.session_state[DRAFT] = replace(shown.app.session_state[DRAFT], moves=made, **how)
    return ran(shown.app)


def named(shown, name="Awa"):
    shown.app.session_state[AUTHOR] = name
    return ran(shown.app)


def begun(room, *made):
    return scenarios.save(room, Draft(name="Centre first", moves=made), "Binta").scenario


def test_a_draft_is_saved_with_its_name_and_the_author_is_asked_once(room):
    shown = drafted(open_page("workshop", LINK), OGOSSAGOU)
    assert "Not saved: others cannot see it yet." in shown.text
    write(shown, "Name of the scenario", "Centre first")
    write(shown, "Your name, asked once", "Awa")
    button(shown, "Save for everyone").click()
    shown = ran(shown.app)
    assert "Saved as revision 1." in shown.text
    assert "Scenario “Centre first”, revision 1, saved by Awa" in shown.text
    (own,) = scenarios.latest(room)
    assert (own.moves, own.author, own.radius_km) == ((OGOSSAGOU,), "Awa", 50.0)
    assert "type=violent" in own.link
    assert shown.app.query_params["scenario"] == own.scenario_id
    assert "Your name, asked once" not in [field.label for field in shown.app.text_input]


def test_a_save_without_name_says_so_and_saves_nothing(room):
    shown = drafted(named(open_page("workshop", LINK)), OGOSSAGOU)
    button(shown, "Save for everyone").click()
    shown = ran(shown.app)
    assert "The scenario has no name; give it one." in shown.text
    assert scenarios.latest(room) == []


def test_what_another_saved_in_the_meantime_is_kept_and_told(room):
    own = begun(room)
    shown = drafted(named(open_page("workshop", LINK | {"scenario": own.scenario_id})), OGOSSAGOU)
    assert "Your changes since are not saved." in shown.text
    scenarios.save(room, own.draft().push(KORO), "Binta")
    shown = ran(shown.app)
    assert "Binta saved revision 2." in shown.advice
    assert shown.app.session_state[DRAFT].moves == (OGOSSAGOU,), "nothing is taken while something is not saved"
    button(shown, "Save mine, and keep both").click()
    shown = ran(shown.app)
    assert "Saved as revision 3. Binta saved meanwhile (revision 2)" in shown.text
    assert scenarios.opened(room, own.scenario_id).moves == (KORO, OGOSSAGOU)


def test_what_another_saved_appears_where_nothing_here_is_unsaved(room):
    own = begun(room)
    shown = open_page("workshop", LINK | {"scenario": own.scenario_id})
    scenarios.save(room, own.draft().push(OGOSSAGOU), "Binta")
    shown = ran(shown.app)
    assert "Binta saved revision 2." in shown.text
    assert "214 of 543" in shown.text


def test_what_others_save_one_after_the_other_appears_at_intervals(room):
    own = begun(room)
    shown = open_page("workshop", LINK | {"scenario": own.scenario_id})
    second = scenarios.save(room, own.draft().push(OGOSSAGOU), "Binta").scenario
    shown = ran(shown.app)
    assert "revision 2, saved by Binta" in shown.text
    scenarios.save(room, second.draft().push(KORO), "Chaka")
    shown = ran(shown.app)
    assert "revision 2, saved by Binta" in shown.text, "drawn anew a moment ago"
    shown.app.session_state[live.TAKEN] -= live.REST
    shown = ran(shown.app)
    assert "revision 3, saved by Chaka" in shown.text


def test_what_all_in_a_room_see_is_worked_out_once_a_language(room, monkeypatch):
    own = begun(room, OGOSSAGOU, KORO)
    made, reach_layers = [], maps.reach_layers
    monkeypatch.setattr(maps, "reach_layers", lambda desk, after: made.append(after) or reach_layers(desk, after))
    link = LINK | {"scenario": own.scenario_id}
    first, second = open_page("workshop", link), open_page("workshop", link)
    assert (first.title, first.tables) == (second.title, second.tables)
    assert len(made) == 1
    assert open_page("workshop", link | {"lang": "fr"}).title
    assert len(made) == 2
    wider = open_page("workshop", link | {"workshop_radius": "100"})
    assert len(made) == 3
    assert wider.title != first.title


def test_a_sheet_of_others_is_offered_and_typing_is_never_undone(room):
    own = begun(room)
    shown = open_page("workshop", LINK | {"scenario": own.scenario_id})
    scenarios.save(room, replace(own.draft(), sheet=own.sheet.with_item("water", "problem", "Salt")), "Binta")
    shown = ran(shown.app)
    assert "Binta saved revision 2." in shown.advice
    assert shown.app.text_area(key="sheet_words_water").value == ""
    button(shown, "Show revision 2").click()
    shown = ran(ran(shown.app).app)
    assert shown.app.text_area(key="sheet_words_water").value == "Salt"


def test_a_pinned_revision_stays_when_others_save(room):
    own = begun(room, OGOSSAGOU)
    scenarios.save(room, own.draft().push(KORO), "Binta")
    shown = ran(open_page("workshop", LINK | {"scenario": own.code}).app)
    assert "revision 1, saved by Binta" in shown.text
    assert "saved revision 2" not in shown.text


def test_a_decided_scenario_says_so_and_is_duplicated(room):
    own = begun(room, OGOSSAGOU)
    scenarios.lock(room, own.code, "Chief SPU")
    shown = named(open_page("workshop", LINK | {"scenario": own.scenario_id}))
    assert "It was decided and is locked: duplicate it to change it." in shown.text
    assert shown.app.text_area(key="sheet_words_water").disabled
    for label in ("Undo", "Redo"):
        assert button(shown, label).disabled
        assert "duplicate it to change it" in button(shown, label).help
    write(shown, "Name of the duplicate", "Centre second")
    button(shown, "Duplicate").click()
    shown = ran(shown.app)
    assert "Scenario “Centre second”, revision 1, saved by Awa" in shown.text
    assert scenarios.latest(room)[0].moves == (OGOSSAGOU,)


def test_own_changes_upon_a_locked_scenario_can_be_taken_back(room):
    own = begun(room, OGOSSAGOU)
    shown = named(open_page("workshop", LINK | {"scenario": own.scenario_id}))
    scenarios.lock(room, own.code, "Chief SPU")
    shown = drafted(ran(shown.app), OGOSSAGOU, KORO)
    assert not button(shown, "Undo").disabled
    button(shown, "Undo").click()
    assert button(ran(shown.app), "Undo").disabled


def test_the_sheet_and_a_dissent_are_saved_with_the_scenario(room):
    own = begun(room, OGOSSAGOU)
    shown = named(open_page("workshop", LINK | {"scenario": own.scenario_id}))
    shown.app.text_area(key="sheet_words_airstrip").set_value("Laterite, 1,200 m")
    shown = ran(shown.app)
    assert shown.app.selectbox(key="sheet_state_airstrip").value == "known"
    shown.app.selectbox(key="sheet_state_airstrip").set_value("open")
    shown = ran(shown.app)
    assert "Known: 0" in shown.text
    shown.app.selectbox(key="sheet_state_airstrip").set_value("known")
    shown = ran(shown.app)
    write(shown, "Office or section, never a person", "UNPOL <b>")
    write(shown, "What it does not agree with, and why", "Too far.")
    button(shown, "Record the dissent").click()
    shown = ran(shown.app)
    assert "Known: 1" in shown.text
    assert "UNPOL <b>" in shown.text
    button(shown, "Save for everyone").click()
    ran(shown.app)
    sheet = scenarios.opened(room, own.scenario_id).sheet
    assert (sheet.item("airstrip").state, sheet.item("airstrip").words) == ("known", "Laterite, 1,200 m")
    assert [(one.office, one.words) for one in sheet.dissents] == [("UNPOL <b>", "Too far.")]


def test_history_shows_each_revision_and_opens_it_as_it_was(room):
    own = begun(room, OGOSSAGOU)
    scenarios.save(room, own.draft().push(KORO), "Awa")
    shown = open_page("workshop", LINK | {"scenario": own.scenario_id})
    rows = [[row[0], row[2], row[3], row[4]] for table in shown.tables for row in table if row[-1] == "saved"]
    assert rows == [["2", "Awa", "2", "saved"], ["1", "Binta", "1", "saved"]]
    shown.app.selectbox(key="history_which").set_value(1)
    shown = ran(shown.app)
    button(shown, "Show it as it was").click()
    shown = ran(shown.app)
    assert shown.app.query_params["scenario"] == own.code
    assert shown.title.startswith("With 1 change")


def test_another_scenario_is_opened_and_one_begun_anew(room):
    begun(room, OGOSSAGOU)
    shown = open_page("workshop", LINK)
    button(shown, "Open it").click()
    shown = ran(shown.app)
    assert shown.title.startswith("With 1 change")
    button(shown, "Begin anew").click()
    shown = ran(shown.app)
    assert "141 of 543" in shown.text
    assert "scenario" not in shown.app.query_params


def test_a_click_in_the_very_run_that_finds_what_others_saved_is_not_lost(room):
    own = begun(room)
    shown = open_page("workshop", LINK | {"scenario": own.scenario_id})
    write(shown, "Place", "ogossa")
    shown = ran(shown.app)
    button(shown, "Take this place").click()
    shown = ran(shown.app)
    scenarios.save(room, own.draft().push(KORO), "Binta")
    button(shown, "Add to the draft").click()
    shown = ran(shown.app)
    assert [one.values["name"] for one in shown.app.session_state[DRAFT].moves] == ["Ogossagou"]
    assert "Binta saved revision 2." in shown.advice


def test_a_place_that_was_picked_stays_when_others_save(room):
    own = begun(room)
    shown = open_page("workshop", LINK | {"scenario": own.scenario_id})
    write(shown, "Place", "ogossa")
    shown = ran(shown.app)
    scenarios.save(room, own.draft().push(KORO), "Binta")
    button(shown, "Take this place").click()
    shown = ran(shown.app)
    assert "Binta saved revision 2." in shown.text
    assert "A new base here" in shown.text
    button(shown, "Add to the draft").click()
    shown = ran(shown.app)
    assert [one.values["name"] for one in shown.app.session_state[DRAFT].moves] == ["Koro", "Ogossagou"]


def test_the_word_of_a_save_stays_when_others_save_at_once(room, monkeypatch):
    own = begun(room)
    shown = drafted(named(open_page("workshop", LINK | {"scenario": own.scenario_id})), OGOSSAGOU)
    saved = scenarios.save

    def overtaken(*given, **how):
        done = saved(*given, **how)
        saved(room, done.scenario.draft().push(KORO), "Binta")
        return done

    monkeypatch.setattr(scenarios, "save", overtaken)
    button(shown, "Save for everyone").click()
    shown = ran(shown.app)
    assert "Saved as revision 2. Binta saved revision 3." in shown.text
    monkeypatch.undo()
    assert "saved revision" not in ran(shown.app).text, "said once"


def test_saving_what_did_not_change_says_so(room):
    own = begun(room, OGOSSAGOU)
    shown = named(open_page("workshop", LINK | {"scenario": own.scenario_id}))
    button(shown, "Save for everyone").click()
    assert "Nothing had changed: revision 1 stands." in ran(shown.app).text


def test_page_data_counts_revisions_that_belong_to_no_version(room):
    own = begun(room)
    scenarios.save(room, own.draft().push(KORO), "Awa")
    shown = open_page("data", {"data_part": "tables"})
    counts = {row[0]: row[1] for table in shown.tables for row in table if len(row) == 4}
    assert (counts["scenarios"], counts["decisions"]) == ("2", "0")
    assert counts["bases"] == str(len(room.store.read("bases", room.store.latest())))
