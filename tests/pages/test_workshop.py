"""Page Workshop without a browser: what a move does to the figures, step by step, and back."""

import pytest

from components.workshop.desk import DRAFT, PICKED
from data.workshop import moves
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
