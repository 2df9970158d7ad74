"""Page Workshop without a browser: what a move does to the figures, step by step, and back."""

from datetime import date

import pandas as pd
import pytest

from components import share
from components.workshop import compare, desk, measures
from components.workshop.desk import DRAFT, PICKED
from data.footprint import demand, population, reach
from data.workshop import moves, scenarios
from data.workshop.moves import Draft
from tests.pages.driver import open_page, ran

LINK = {"from": "2018-09-01", "to": "2019-06-30", "type": "violent"}
OGOSSAGOU = (13.9583, -3.5706)


@pytest.fixture
def page(mali, opens):
    opens(mali)
    return open_page("workshop", LINK)


def button(shown, label):
    return next(b for b in shown.app.button if b.label == label)


def drafted(shown, *made):
    shown.app.session_state[DRAFT] = Draft(moves=tuple(made))
    return ran(shown.app)


def test_today_is_what_page_footprint_and_the_command_say(page):
    assert page.title.startswith("26 % of incidents in Sept 2018 – Jun 2019 lay within 50 km, straight line")
    for figure in ("141 of 543", "239 of 1,692", "75 of 310", "146 of 1,019"):
        assert figure in page.text
    assert "not protection or response" in page.text
    assert "of 14,517,176 people in areas of level 1, as if evenly spread" in page.text


def test_people_within_reach_are_those_of_the_command(page, mali_now):
    shown = drafted(page, moves.add("Ogossagou", *OGOSSAGOU))
    bases = reach.open_on(mali_now.table("bases"), date(2019, 6, 30))[["latitude", "longitude"]]
    after = pd.concat([bases, pd.DataFrame([OGOSSAGOU], columns=["latitude", "longitude"])])
    today, then = (population.within(mali_now.areas, own.drop_duplicates(), 50).covered for own in (bases, after))
    assert then > today > 0
    assert f"{then - today:,} more than today" in shown.text


def test_a_base_typed_by_name_brings_the_known_gain(page):
    next(field for field in page.app.text_input if field.label == "Place").set_value("ogossa")
    shown = ran(page.app)
    button(shown, "Take this place").click()
    shown = ran(shown.app)
    assert "A new base here" in shown.text
    button(shown, "Add to the draft").click()
    shown = ran(shown.app)
    assert shown.title.startswith("With 1 change, 39 % of incidents in Sept 2018 – Jun 2019 instead of 26 % lie within")
    assert "214 of 543" in shown.text
    assert "73 more" in shown.text
    assert "+73 incidents" in shown.text
    assert "Add a base at Ogossagou" in shown.text
    assert "Into reach, by cercles" in shown.text
    button(shown, "Undo").click()
    shown = ran(shown.app)
    assert "141 of 543" in shown.text
    button(shown, "Redo").click()
    assert "214 of 543" in ran(shown.app).text


def test_steps_add_up_to_the_whole(page, mali_now):
    bases = mali_now.table("bases").set_index("name")["base_id"]
    shown = drafted(
        page, moves.add("Ogossagou", *OGOSSAGOU), moves.close(bases["Douentza"], "2019-06-29"),
        moves.move(bases["Ber"], 14.3, -3.0),
    )  # fmt: skip
    steps = next(table for table in shown.tables if table[-1][1] == "All together")
    gains = [int(row[2].split(" ")[0].replace("+", "").replace("−", "-").replace(",", "")) for row in steps]
    assert gains[0] == 73
    assert sum(gains[:-1]) == gains[-1]
    assert f"{141 + gains[-1]} of 543" in shown.text
    assert "Out of reach, by cercles" in shown.text


def test_a_base_that_is_picked_can_be_closed(page, mali_now):
    douentza = mali_now.table("bases").set_index("name")["base_id"]["Douentza"]
    page.app.session_state[PICKED] = {"base": douentza}
    shown = ran(page.app)
    assert "Douentza" in shown.text
    button(shown, "Close").click()
    shown = ran(shown.app)
    assert "Close Douentza: last day 29 Jun 2019." in shown.text
    assert "12 base" not in shown.title


def test_a_move_that_is_no_longer_possible_says_why(page):
    shown = drafted(page, moves.close("geopko:gone", "2019-01-01"))
    assert "is not in this version" in shown.text
    assert "141 of 543" in shown.text


def test_hostile_names_are_text(page):
    name = "<img src=x onerror=alert(1)>"
    shown = drafted(page, moves.add(name, *OGOSSAGOU))
    assert name not in "".join(shown.html)
    assert "&lt;img src=x onerror=alert(1)&gt;" in "".join(shown.html)


def test_the_presenter_steps_through_today_each_change_and_the_result(page):
    page.app.session_state[DRAFT] = Draft(moves=(moves.add("Ogossagou", *OGOSSAGOU),))
    page.app.session_state["workshop_present"] = "1"
    shown = ran(page.app)
    assert shown.title.endswith("what if?")
    titles = []
    for _slide in range(2):
        button(shown, "Next").click()
        shown = ran(shown.app)
        titles.append(shown.title)
    assert titles[0].startswith("Add a base at Ogossagou")
    assert titles[1].startswith("With 1 change, 39 %")
    assert button(shown, "Next").disabled
    button(shown, "Leave").click()
    assert "Change the footprint" in ran(shown.app).text


def test_without_incidents_nothing_is_compared(mali, opens):
    opens(mali)
    shown = open_page("workshop", {"from": "2030-01-01", "to": "2030-01-31"})
    assert shown.title.startswith("No incident recorded")


def saved(mission, name, *made):
    return scenarios.save(mission, Draft(name=name, moves=made), "Awa").scenario


def test_a_link_opens_a_saved_scenario_and_a_pinned_one_its_revision(mali_copy, opens):
    opens(mali_copy)
    first = saved(mali_copy, "Centre", moves.add("Ogossagou", *OGOSSAGOU))
    scenarios.save(mali_copy, first.draft().push(moves.add("Koro", 14.07, -3.08)), "Binta")
    newest = open_page("workshop", LINK | {"scenario": first.scenario_id})
    assert newest.title.startswith("With 2 changes")
    pinned = open_page("workshop", LINK | {"scenario": first.code})
    pinned.app.session_state[share.OPEN] = True
    pinned = ran(pinned.app)
    assert pinned.title.startswith("With 1 change, 39 %")
    assert any(f"scenario={first.scenario_id}%401" in code.value for code in pinned.app.code)
    gone = open_page("workshop", LINK | {"scenario": "nowhere"})
    assert any("No scenario nowhere is saved" in note for note in gone.notes)


def test_scenarios_stand_side_by_side_with_today(mali_copy, opens):
    opens(mali_copy)
    one = saved(mali_copy, "Centre", moves.add("Ogossagou", *OGOSSAGOU))
    other = saved(mali_copy, "<b>East</b>", moves.add("Koro", 14.07, -3.08))
    ids = f"{one.scenario_id},{other.scenario_id}"
    shown = open_page("workshop", LINK | {"workshop_part": "compare", "workshop_compared": ids})
    table = next(rows for rows in shown.tables if rows[0][0] == "Today")
    assert [row[1] for row in table] == ["13", "14", "14"]
    assert table[0][2] == "26 % · 141"
    assert table[1][2] == "39 % · 214 +73"
    assert table[2][0] == "<b>East</b> (revision 1)"
    assert "<b>East</b>" not in "".join(shown.html)
    assert "Where they differ" in shown.text
    assert _difference_of(shown) == ["Centre (revision 1)", "<b>East</b> (revision 1)"]
    alone = open_page("workshop", LINK | {"workshop_part": "compare", "workshop_compared": other.scenario_id})
    assert _difference_of(alone) == ["<b>East</b> (revision 1)", "Today"]


def _difference_of(shown):
    """What stands in “Of” and “Less” where the compared ones differ."""
    boxes = {box.label: box for box in shown.app.selectbox if box.label in ("Of", "Less")}
    return [boxes[label].options[boxes[label].index] for label in ("Of", "Less")]


def test_people_stand_beside_the_measures_where_areas_carry_them(mali_copy, mali_now, opens):
    opens(mali_copy)
    one = saved(mali_copy, "Centre", moves.add("Ogossagou", *OGOSSAGOU))
    shown = open_page("workshop", LINK | {"workshop_part": "compare", "workshop_compared": one.scenario_id})
    table = next(rows for rows in shown.tables if rows[0][0] == "Today")
    bases = reach.open_on(mali_now.table("bases"), date(2019, 6, 30))[["latitude", "longitude"]]
    after = pd.concat([bases, pd.DataFrame([OGOSSAGOU], columns=["latitude", "longitude"])])
    today, then = (population.within(mali_now.areas, own.drop_duplicates(), 50).covered for own in (bases, after))
    assert table[0][6].endswith(f" · {today:,}")
    assert table[1][6].endswith(f" · {then:,} +{then - today:,}")
    assert "People: of 14,517,176 in areas of level 1, as if evenly spread." in shown.text


def test_people_of_areas_without_a_figure_stay_unknown():
    own = population.Population(2, 500, 100, ("Gao", "Kidal"), pd.DataFrame())
    assert measures.people_words(own).endswith("Unknown, and not counted, in 2 areas: Gao, Kidal.")
    assert "unknown" in measures.people_words(None)


def test_areas_of_two_footprints_add_up_to_their_difference(mali_copy, opens):
    opens(mali_copy)
    one = saved(mali_copy, "Centre", moves.add("Ogossagou", *OGOSSAGOU))
    shown = open_page("workshop", LINK | {"scenario": one.scenario_id})
    here = shown.app.session_state["page_context"]
    own = desk.Desk(
        here, (rows := here.snapshot.select(here.filters)), demand.of(rows), here.filters.end, 50, one.draft()
    )
    table = compare.by_area(own, own.effect.after, own.effect.before, 2)
    assert table["difference"].sum() == 73
    assert (table["one"] <= table["incidents"]).all()


def test_without_a_saved_scenario_compare_says_what_to_do(mali_copy, opens):
    opens(mali_copy)
    shown = open_page("workshop", LINK | {"workshop_part": "compare"})
    assert any("No scenario is saved yet" in text for text in shown.advice)


def test_the_name_of_a_base_picks_the_base(page):
    next(field for field in page.app.text_input if field.label == "Place").set_value("Gao")
    shown = ran(page.app)
    button(shown, "Take this place").click()
    shown = ran(shown.app)
    assert "A new base here" not in shown.text
    assert button(shown, "Close")


def test_a_duplicate_takes_the_changes_in_hand(mali_copy, opens):
    opens(mali_copy)
    one = saved(mali_copy, "Centre", moves.add("Ogossagou", *OGOSSAGOU))
    shown = open_page("workshop", LINK | {"scenario": one.scenario_id})
    shown.app.session_state[DRAFT] = one.draft().push(moves.add("Koro", 14.07, -3.08))
    shown = ran(shown.app)
    own = next(f for f in shown.app.text_input if f.label == "Name of the duplicate")
    own.set_value("Both")
    next(f for f in shown.app.text_input if f.key == "duplicate_author").set_value("Awa")
    next(b for b in shown.app.button if b.label == "Duplicate").click()
    shown = ran(shown.app)
    assert shown.title.startswith("With 2 changes")
    assert [len(s.moves) for s in sorted(scenarios.latest(mali_copy), key=lambda s: s.name)] == [2, 1]
