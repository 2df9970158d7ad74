"""The map and the table of incidents: what is clicked is listed, carried by the link, and opened."""

import re

from playwright.sync_api import expect

from data import snapshot
from data.filters import Filters
from tests.e2e.watch import MAP

# Where the features of a map lie on the screen, by a property, most incidents first (they are sorted so).
FEATURES = """property => {
  const found = [];
  map.eachLayer(layer => {
    const own = layer.feature && layer.feature.properties;
    if (!own || own[property] === undefined) return;
    const path = layer._path || layer._icon, box = path.getBoundingClientRect();
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    if (hit === path) found.push({code: own[property], name: own.name, line: own.line,
                                  x: box.x + box.width / 2, y: box.y + box.height / 2});
  });
  return found;
}"""


def features(tab, key):
    """Features that can be clicked at their middle: code, name, tooltip's line and where."""
    for _look in range(200):  # not bound to a frame: the map's is made anew where its base changes
        found = tab.map().evaluate(FEATURES, key)
        if found:
            return found
        tab.page.wait_for_timeout(100)
    raise AssertionError(f"no feature of the map has {key}: {tab.page.url}")


def click(tab, feature):
    """Click a feature with the mouse, when the page rests."""
    tab.quiet()
    tab.page.locator(MAP).scroll_into_view_if_needed()
    box = tab.page.locator(MAP).bounding_box()
    tab.page.mouse.click(box["x"] + feature["x"], box["y"] + feature["y"])


def count_of(feature):
    """The count that a feature's tooltip says."""
    return int(re.match(r"[\d,]+", feature["line"])[0].replace(",", ""))


def selected(example_copy, link):
    shot = snapshot.load(example_copy, 1)
    return shot.select(Filters.from_query(link, shot.vocabulary).filters)


def heading(tab):
    """The heading of the table of incidents."""
    return tab.page.locator("h2.lp-section").filter(has_text="recorded incident").last


def test_a_click_on_an_area_lists_its_incidents_and_the_chip_removes_it(tab, example_copy):
    tab.open("/incidents")
    area = max(features(tab, "area_id"), key=count_of)
    assert count_of(area) == int((selected(example_copy, "")["area2_id"] == area["code"]).sum())
    click(tab, area)
    tab.url_has("incidents_area=" + re.escape(area["code"]).replace(":", "(:|%3A)"))
    expect(heading(tab)).to_have_text(f"{count_of(area)} recorded incidents – {area['name']}")
    tab.page.get_by_role("button", name=re.compile("✕")).first.click()
    expect(tab.page).not_to_have_url(re.compile("incidents_area"))
    expect(heading(tab)).not_to_contain_text(area["name"])


def test_another_area_can_be_clicked_after_the_first(tab):
    tab.open("/incidents")
    first, second, *_rest = sorted(features(tab, "area_id"), key=count_of, reverse=True)
    for area in (first, second, first):
        click(tab, area)
        expect(heading(tab)).to_contain_text(f"{count_of(area)} recorded incidents – {area['name']}")
        tab.quiet()


def alone(places):
    """Those that no other place lies near: a click on their middle can mean no other."""
    where = [tuple(float(part) for part in place["code"].split(",")) for place in places]
    near = [sum(abs(y - v) + abs(x - u) < 1 for v, u in where) for y, x in where]
    return [place for place, count in zip(places, near, strict=True) if count == 1]


def test_a_click_on_a_place_lists_its_incidents(tab, example_copy):
    tab.open("/incidents")
    tab.page.get_by_test_id("stMain").get_by_text("Places", exact=True).click()
    tab.url_has("incidents_layer=places")
    place = max(alone(features(tab, "place")), key=count_of)
    rows = selected(example_copy, "")
    latitude, longitude = (float(part) for part in place["code"].split(","))
    here = rows[(abs(rows["latitude"] - latitude) < 6e-5) & (abs(rows["longitude"] - longitude) < 6e-5)]
    click(tab, place)
    tab.url_has(r"incidents_place=[^&]+")
    assert tab.query["incidents_place"] == [place["code"]]
    expect(heading(tab)).to_contain_text(f"{len(here)} recorded incident")
    expect(heading(tab)).to_contain_text(f"– {place['name']}")


def test_a_row_of_the_table_opens_the_incidents_sheet(tab, example_copy):
    tab.open("/incidents?incidents_list=table")
    table = tab.page.get_by_test_id("stDataFrame").last
    table.scroll_into_view_if_needed()
    table.locator("canvas").first.click(position={"x": 15, "y": 52}, force=True)
    tab.url_has(r"incidents_event=[^&]+")
    event = tab.query["incidents_event"][0]
    assert event in set(selected(example_copy, "")["event_id"])
    expect(tab.page.locator("table.lp-table").filter(has_text="Actors, as attributed")).to_contain_text(event)


def test_a_documented_attack_shows_the_figures_of_other_sources(tab):
    tab.open("/incidents?from=2016-07-01&to=2019-12-31&incidents_event=DOC01")
    section = tab.page.locator("h2.lp-section").filter(has_text="Figures of other sources")
    expect(section).to_be_visible()
    figures = tab.page.locator("table.lp-table").filter(has_text="Citation")
    assert figures.locator("tbody tr").count() >= 1


LISTEN = """window.values = []; window.addEventListener('message', event => {
  if (event.data && event.data.type === 'streamlit:setComponentValue') window.values.push(event.data.value);
})"""


def test_a_map_that_nobody_clicked_sends_nothing(tab):
    tab.page.add_init_script(LISTEN)
    tab.open("/incidents?incidents_list=table")
    tab.map()
    tab.page.wait_for_function("document.querySelector('[data-testid=stDataFrame] canvas')")
    tab.quiet()
    assert tab.page.evaluate("window.values") == []


def test_hovering_an_area_opens_its_tooltip(tab):
    tab.open("/incidents")
    area = max(features(tab, "area_id"), key=count_of)
    tab.page.locator(MAP).scroll_into_view_if_needed()
    box = tab.page.locator(MAP).bounding_box()
    tab.page.mouse.move(box["x"] + area["x"], box["y"] + area["y"])
    expect(tab.page.frame_locator(MAP).locator(".leaflet-tooltip")).to_contain_text(area["line"])
