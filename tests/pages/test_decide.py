"""A decision put on record on page Workshop without a browser: what is missing, the record, its files, and the list."""

from io import BytesIO

import docx
import pytest

from components.workshop.desk import DRAFT
from data import mission
from data.workshop import decisions, moves, scenarios
from data.workshop.moves import Draft
from tests.pages.driver import open_page, ran

LINK = {"from": "2018-09-01", "to": "2019-06-30", "type": "violent", "workshop_part": "decide"}
WRITTEN = {
    "Title": "A base at Ogossagou",
    "What was decided": "Open a base at Ogossagou.",
    "Why": "Most events that target civilians lie out of reach.",
    "Decided by (post)": "Force Commander",
    "What stops or is delayed": "Patrols to Boni are delayed.",
    "Who is told": "Sector West; the Governor of Mopti.",
}


@pytest.fixture
def room(mali_copy, opens):
    return opens(mali_copy)


@pytest.fixture
def koro(room):
    return scenarios.save(room, Draft(name="Koro").push(moves.add("Koro", 14.07, -3.08)), "Planner").scenario


@pytest.fixture
def ogossagou(room, koro):
    draft = Draft(name="Ogossagou").push(moves.add("Ogossagou", 13.9583, -3.5706))
    return scenarios.save(room, draft, "Planner").scenario


@pytest.fixture
def page(ogossagou):
    return open_page("workshop", {**LINK, "scenario": ogossagou.scenario_id})


def field(shown, label):
    return next(own for own in (*shown.app.text_input, *shown.app.text_area) if own.label == label)


def written(shown):
    for label, words in WRITTEN.items():
        field(shown, label).set_value(words)
    return named(shown)


def named(shown, name="Planner"):
    if "decision_author" in [own.key for own in shown.app.text_input]:
        shown.app.text_input(key="decision_author").set_value(name)
    return shown


def button(shown, label):
    return next(own for own in shown.app.button if own.label == label)


def put_on_record(shown):
    button(shown, "Put on record and lock the scenario").click()
    return ran(shown.app)


def decided(shown, *, against=None):
    if against:
        shown.app.multiselect(key="decide_alternatives").set_value([against.scenario_id])
        shown = ran(shown.app)
        field(shown, "Why Koro (revision 1) was not chosen").set_value("Under water in August.")
    return put_on_record(written(shown))


def test_without_a_scenario_it_says_what_to_do(room):
    shown = open_page("workshop", LINK)
    assert "No scenario is saved yet" in shown.text
    assert "On record" not in [own.label for own in shown.app.button]


def test_the_choice_stands_beside_today_in_figures(page):
    rows = next(table for table in page.tables if len(table) == 2 and table[0][0] == "Today")
    assert rows[0][1:3] == ["13", "26 % · 141"]
    assert rows[1][:3] == ["Ogossagou (revision 1)", "14", "39 % · 214"]
    assert "Within 50 km, straight line, of a base town; not protection or response." in page.text


def test_what_is_missing_is_named_and_what_was_written_stays(page, room):
    field(page, "Title").set_value("A base")
    shown = put_on_record(named(page))
    assert "Still to be written: What was decided; Why; Decided by (post); What stops or is delayed" in shown.text
    assert field(shown, "Title").value == "A base"
    assert decisions.latest(room) == []


def test_unsaved_changes_in_hand_are_told(page):
    assert "save them first" not in page.text
    page.app.session_state[DRAFT] = page.app.session_state[DRAFT].push(moves.add("Koro", 14.07, -3.08))
    assert "are not in revision 1, which would be decided on: save them first" in ran(page.app).text


def test_a_mission_without_an_address_is_told_before_it_is_recorded(page, room, opens):
    told = "no public_url, so the record’s link has no address that others can open"
    assert told in page.text
    settings = room.folder / "mission.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('public_url = ""', 'public_url = "https://linchpin.example"'), encoding="utf-8")
    opens(mission.load(room.folder))
    assert told not in ran(page.app).text


def test_an_alternative_needs_its_why_not(page, koro):
    page.app.multiselect(key="decide_alternatives").set_value([koro.scenario_id])
    assert "Say in one line why “Koro” was not chosen" in put_on_record(written(ran(page.app))).text


def test_a_decision_is_shown_as_it_is_on_record(page, room, koro):
    shown = decided(page, against=koro)
    (own,) = decisions.latest(room)
    assert own.words.told == "Sector West; the Governor of Mopti."
    assert own.measures.footprints[2].why_not == "Under water in August."
    assert "On record. The scenario is locked" in shown.text
    for said in (*WRITTEN.values(), "Add a base at Ogossagou", "Ogossagou (revision 2): chosen", "Incidents, of 543",
                 "39 % 214", "Under water in August.", "Programme criticality", "violent", "Version 3"):  # fmt: skip
        assert said in shown.text, said
    assert scenarios.opened(room, own.chosen).is_locked
    assert shown.app.session_state["workshop_decision"] == own.decision_id
    assert own.decision_id in shown.app.query_params["workshop_decision"]
    assert own.chosen.partition("@")[0] in "".join(shown.app.query_params["scenario"])


def test_its_link_opens_the_record_for_everyone(page, room):
    decided(page)
    (own,) = decisions.latest(room)
    again = open_page("workshop", {**LINK, "workshop_decision": own.decision_id, "from": "2019-01-01"})
    assert "Sept 2018 – Jun 2019" in again.text
    assert "26 % 141" in again.text
    href = next(part for part in "".join(again.html).split('"') if part.startswith("/workshop?"))
    assert f"scenario={own.chosen.replace('@', '%40')}" in href
    assert again.text.count("What the map does not know") == 1
    button(again, "Another decision").click()
    again = ran(again.app)
    assert "Put a decision on record" in again.text
    assert again.app.selectbox(key="decide_chosen").value != own.chosen.partition("@")[0]


def test_a_second_decision_on_it_takes_the_place_of_the_first(page, room):
    shown = decided(page)
    button(shown, "Another decision").click()
    shown = ran(shown.app)
    assert "decided on this scenario already" in put_on_record(written(shown)).text
    first = decisions.latest(room)[0]
    shown.app.selectbox(key="decide_field_replaces").set_value(first.decision_id)
    shown = put_on_record(shown)
    assert "Takes the place of" in shown.text
    assert decisions.replaced(decisions.latest(room)).keys() == {first.decision_id}
    shown.app.session_state["workshop_decision"] = first.decision_id
    assert "took its place" in ran(shown.app).text


def test_hostile_words_are_text(page, room):
    name = "<img src=x onerror=alert(1)>"
    for label in WRITTEN:
        field(page, label).set_value(name)
    html = "".join(put_on_record(named(page, name)).html)
    assert len(decisions.latest(room)) == 1
    assert name not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html


def test_a_decision_that_is_not_there_says_so(page):
    shown = open_page("workshop", {**LINK, "workshop_decision": "0123456789abcdef"})
    assert "No decision 0123456789abcdef is on record" in shown.text


def test_the_files_hold_the_record_and_a_map(page, room, monkeypatch):
    from components.workshop import on_record

    made = {}
    monkeypatch.setattr(on_record, "_later", lambda make: made.setdefault(make.args[-1], make) or make)
    decided(page)
    text = docx.Document(BytesIO(made[".docx"]()))
    words = [own.text for own in text.paragraphs]
    assert "Open a base at Ogossagou." in words
    assert len(text.inline_shapes) == 1
    assert made[".pdf"]().startswith(b"%PDF-")
    assert made[".pdf"]() == made[".pdf"]()


def test_the_briefing_shows_decisions_that_stand(page, room):
    put_on_record(written(page))
    shown = open_page("briefing", {"from": "2019-04-01", "to": "2019-06-30"})
    assert "Decided on the footprint" in shown.text
    assert "A base at Ogossagou" in shown.text
    assert "Force Commander" in shown.text
    assert "Patrols to Boni are delayed." in shown.text
    assert "Open the record →" in shown.links


def test_a_briefing_without_decisions_has_no_such_heading(room):
    assert "Decided on the footprint" not in open_page("briefing", {"from": "2019-04-01", "to": "2019-06-30"}).text
