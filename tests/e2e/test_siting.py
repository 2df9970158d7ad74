"""Siting, closing and the names on the workshop's maps, in a browser."""

import pytest
from playwright.sync_api import expect

from data.workshop import moves, scenarios
from data.workshop.moves import Draft
from tests.e2e.watch import MAP

LINK = "/workshop?from=2018-09-01&to=2019-06-30&type=violent"
# The names of base towns that are written on a map, each with its box.
NAMES = """() => [...document.querySelectorAll(".lp-town")].filter(e => e.style.visibility !== "hidden").map(e => {
  const { left, top, right, bottom } = e.getBoundingClientRect();
  return [e.textContent, left, top, right, bottom];
})"""
PLACED = "() => [...document.querySelectorAll('.lp-town')].every(e => e.style.transform || e.style.visibility)"


@pytest.fixture
def room(tabs, serve, mali_copy):
    return tabs(serve(mali_copy.folder)), mali_copy


def names(frame):
    """What is written, once every name has found its side; no two of them cover each other."""
    frame.wait_for_function(PLACED)
    found = {name: box for name, *box in frame.evaluate(NAMES)}
    pairs = [(a, b) for a in found for b in found if a < b and _meet(found[a], found[b])]
    assert not pairs, f"names that cover each other: {pairs}"
    return set(found)


def _meet(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_drafted_bases_are_named_before_those_of_today(room):
    tab, mission = room
    douentza = "geopko:MINUSMA:douentza"
    made = (
        moves.add("Ogossagou", 13.96, -3.57), moves.move(douentza, 14.35, -3.61, name="Bandiagara"),
        moves.add("Koro", 14.07, -3.08),
    )  # fmt: skip
    draft = Draft(name="Centre")
    for one in made:
        draft = draft.push(one)
    own = scenarios.save(mission, draft, "Awa").scenario
    drafted = {"Ogossagou", "Bandiagara", "Koro"}
    tab.open(f"{LINK}&scenario={own.scenario_id}")
    assert names(tab.map()) >= drafted
    tab.open(f"{LINK}&workshop_part=compare&workshop_compared={own.scenario_id}")
    expect(tab.page.locator(MAP)).to_have_count(3)
    frames = [handle.content_frame() for handle in tab.page.locator(MAP).element_handles()]
    for frame in frames:
        frame.locator(".leaflet-interactive").first.wait_for(state="attached")
    today, then, _difference = map(names, frames)
    assert "Douentza" in today
    assert then >= drafted


def test_the_best_site_is_named_on_its_map_and_goes_onto_the_draft(room):
    tab, _mission = room
    tab.open(f"{LINK}&workshop_part=siting&workshop_add=2")
    expect(tab.page.get_by_text("Proved: no other choice")).to_be_visible()
    choice = tab.page.get_by_role("radiogroup", name="Next best, instead of which place")
    sites = [text.split(" ", 1)[1] for text in choice.get_by_role("radio").all_inner_texts()]
    assert len(sites) == 2
    assert names(tab.map()) >= set(sites)
    choice.get_by_role("radio").nth(1).click()
    expect(tab.page.get_by_text(f"Next best, instead of {sites[1]}", exact=True)).to_be_visible()
    tab.page.get_by_role("button", name="Add all to the draft").click()
    tab.shows("With 2 changes")
    assert names(tab.map()) >= set(sites)


def test_closing_asks_for_protected_places_first(room):
    tab, _mission = room
    page = tab.open(f"{LINK}&workshop_part=closing")
    expect(page.get_by_text("No place is protected.", exact=False)).to_be_visible()
    expect(page.get_by_text("authorised_military = …", exact=False)).to_be_visible()
    box = page.get_by_role("combobox", name="Protected places")
    for town in ("Aguelhok", "Ber"):
        tab.pick(box, town)
    page.get_by_role("button", name="These places are protected").click()
    expect(page.get_by_text("loses least", exact=False)).to_be_visible()
    page.get_by_role("button", name="Add to the draft").click()
    tab.shows("With 1 change")
