"""Parts Siting and Closing of page Workshop, without a browser."""

import pandas as pd
import pytest

from components.workshop.desk import DRAFT
from data.importing.run import import_files
from tests.data import made
from tests.pages.driver import open_page, ran

LINK = {"from": "2018-09-01", "to": "2019-06-30", "type": "violent"}


def opened(part, **more):
    return open_page("workshop", LINK | {"workshop_part": part} | more)


def button(shown, label):
    return next(b for b in shown.app.button if b.label.startswith(label))


def table_with(shown, first):
    return next(table for table in shown.tables if table and table[0] and any(first in cell for cell in table[0]))


@pytest.fixture
def real(mali, opens):
    return opens(mali)


def test_the_known_site_with_proof_and_runner_up(real):
    shown = opened("siting")
    assert (
        "Illustrative option: with 1 further base, 214 instead of 141 of 543 incidents lie within 50 km" in shown.text
    )
    assert "Proved: no other choice among 311 candidates does better on these events" in shown.text
    assert "Fitted on the same events" in shown.text
    assert table_with(shown, "Ogossagou")[0][2] == "73"
    assert table_with(shown, "Welingara")[0][1] == "71 instead of 73"
    assert "not protection or response" in shown.text


def test_the_button_puts_the_site_on_the_draft(real):
    shown = opened("siting")
    button(shown, "Add Ogossagou").click()
    shown = ran(shown.app)
    moves = shown.app.session_state[DRAFT].moves
    assert [(move.action, move.values["name"]) for move in moves] == [("add", "Ogossagou")]
    assert shown.title.startswith("With 1 change, 39 % of incidents")
    assert "214 instead of 141" not in shown.text, "the draft's bases are kept: the next best is looked for"


def test_several_sites_are_all_added(real):
    shown = opened("siting", workshop_add="3")
    assert "310 instead of 141 of 543" in shown.text
    button(shown, "Add all").click()
    shown = ran(shown.app)
    assert len(shown.app.session_state[DRAFT].moves) == 3
    assert "310 of 543" in shown.text


def test_each_of_several_sites_has_its_next_best(real):
    shown = opened("siting", workshop_add="3")
    choice = next(own for own in shown.app.button_group if own.label.startswith("Next best"))
    names = [option.split(" ", 1)[1] for option in choice.options]
    assert f"Next best, instead of {names[0]}" in shown.text
    assert len(names) == 3
    choice.set_value(2)
    shown = ran(shown.app)
    assert f"Next best, instead of {names[2]}" in shown.text
    assert f"Next best, instead of {names[0]}" not in shown.text


def test_a_link_carries_the_question(real):
    shown = opened("siting", workshop_weight="civilians", workshop_objective="distance", workshop_candidates="seats")
    assert "events that target civilians lie within" in shown.text
    assert "Mean distance to the nearest base town" in shown.text
    assert shown.notes == []
    assert len(opened("siting", workshop_add="9").notes) == 1


def test_everything_in_reach_names_what_no_candidate_reaches(real):
    shown = opened("siting", workshop_objective="cover", workshop_candidates="seats")
    assert "where no candidate reaches" in shown.text


def test_tests_of_a_choice_run_on_a_press(real):
    shown = opened("siting")
    assert "Out of sample" not in shown.text
    button(shown, "Test this choice").click()
    shown = ran(shown.app)
    assert "Chosen again in 1 of 9 single years" in shown.text
    assert table_with(shown, "Ogossagou")
    assert "bring 73 more incidents within reach there, and 56 in Jul 2019 – Jun 2020" in shown.text
    assert "With exact locations only (236 incidents): Ogossagou" in shown.text


def test_nothing_to_site_for(real):
    shown = open_page("workshop", LINK | {"workshop_part": "siting", "from": "1990-01-01", "to": "1990-02-01"})
    assert "Illustrative option" not in shown.text


def test_closing_is_refused_until_places_are_protected(real):
    shown = opened("closing")
    assert any("No place is protected" in words for words in shown.advice)
    assert "loses least" not in shown.text
    assert "no authorised ceiling" in shown.text
    assert "write authorised_military = … and authorised_police = … into mission.toml" in shown.text
    assert "No mandate in force in this period has priorities here" in shown.text
    select = next(m for m in shown.app.multiselect if m.label.startswith("Protected places"))
    at = [option.split(" ")[0] for option in select.options]
    select.set_value([at.index("Aguelhok"), at.index("Ber")])
    shown = ran(shown.app)
    button(shown, "These places are protected").click()
    shown = ran(shown.app)
    ranked = table_with(shown, "")
    assert not {"Aguelhok", "Ber"} & {row[0] for table in shown.tables for row in table}
    assert ranked
    assert "loses least" in shown.text
    button(shown, "Add to the draft").click()
    shown = ran(shown.app)
    closed = shown.app.session_state[DRAFT].moves
    assert [move.action for move in closed] == ["close"]


def test_priorities_protect_by_the_areas_of_their_tasks(mali_copy, opens, tmp_path):
    areas = mali_copy.store.read("areas", mali_copy.store.latest())
    kidal = areas.loc[(areas["level"] == 1) & (areas["name"] == "Kidal"), "area_id"].iloc[0]
    tables = {
        "mandates": {"mandate_id": ["S1"], "title": ["One"], "adopted": ["2018-06-28"], "expires": ["2019-06-30"]},
        "priorities": {"priority_id": ["p1"], "mandate_id": ["S1"], "rank": ["1"], "title": ["The agreement <b>"]},
        "tasks": {
            "task_id": ["1"], "mandate_id": ["S1"], "priority_id": ["p1"], "title": ["North"],
            "area_ids": [kidal], "status": ["no_data"],
        },
    }  # fmt: skip
    files = [tmp_path / f"{name}.csv" for name in tables]
    for file, table in zip(files, tables.values(), strict=True):
        pd.DataFrame(table).to_csv(file, index=False)
    for file, kind in zip(files, tables, strict=True):
        import_files(mali_copy, [file], kind=kind, who="tester")
    opens(mali_copy)
    shown = opened("closing")
    protects = table_with(shown, "The agreement <b>")[0][2]
    assert table_with(shown, "The agreement <b>")[0][1] == "Kidal"
    assert "Aguelhok" in protects
    assert "Kidal" in protects
    button(shown, "These places are protected").click()
    shown = ran(shown.app)
    assert "What each priority loses" in shown.text


def test_hostile_names_of_places_are_shown_as_text(new_mission, tmp_path, opens):
    hostile = "<img src=x onerror=alert(1)> [x](http://evil.example) *b*"
    one = {"event_date": "2019-03-05", "location": hostile}
    days = [one | {"event_id_cnty": f"TST{i}", "latitude": f"14.{i}"} for i in range(9)]
    import_files(new_mission, [made.acled(tmp_path / "acled.csv", *days)], who="tester")
    base = {
        "base_id": "b", "name": hostile, "type": "cob", "status": "open", "latitude": "16", "longitude": "0",
        "component_type": "military",
    }  # fmt: skip
    pd.DataFrame([base, base | {"base_id": "c", "longitude": "1"}]).to_csv(tmp_path / "bases.csv", index=False)
    import_files(new_mission, [tmp_path / "bases.csv"], kind="bases", who="tester")
    opens(new_mission)
    for part in ("siting", "closing"):
        shown = open_page("workshop", {"from": "2019-03-01", "to": "2019-03-31", "workshop_part": part})
        assert not any("<img" in body for body in shown.html)
        assert hostile[:20] in shown.text or part == "closing"
        labels = [b.label for b in shown.app.button] + [o for m in shown.app.multiselect for o in m.options]
        assert not any("[x](" in label for label in labels)
