"""The layers of the incident map, and what filters what: clicks, months, types, shapes and views, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from data import snapshot
from data.filters import Filters
from data.incidents import report
from tests.e2e.test_map import alone, click, count_of, features
from tests.e2e.watch import MAP

OTHER_LAYERS = {"places": "place", "cells": "cell"}
VIEW = "() => [map.getCenter().lat, map.getCenter().lng, map.getZoom()].map(x => Math.round(x * 1000) / 1000)"


def meant(example_copy, tab):
    """What the data layer counts under the link that the tab shows."""
    shot = snapshot.load(example_copy, 1)
    query = tab.page.url.partition("?")[2]
    reading = Filters.from_query(query, shot.vocabulary)
    rows, notes = report.rows_of(shot, reading.filters, query)
    assert (reading.notes, notes) == ((), [])
    return len(rows)


def listed(tab, example_copy):
    """Wait until the list says what the link means, and give it."""
    tab.quiet()
    count = meant(example_copy, tab)
    expect(heading(tab)).to_contain_text(re.compile(rf"^\s*{count:,} .*incident"))
    return count


def heading(tab):
    """The heading of the list of incidents."""
    return tab.page.locator("h2.lp-section").filter(has_text=re.compile(r"^\s*[\d,]+ .*incident")).last


def chips(tab):
    return tab.page.locator(".st-key-chips").get_by_role("button")


@pytest.mark.parametrize(("layer", "key"), OTHER_LAYERS.items())
def test_a_shape_of_a_layer_is_chosen_by_a_click_and_its_chip_removes_it(tab, example_copy, layer, key):
    tab.open(f"/incidents?incidents_layer={layer}")
    everything = listed(tab, example_copy)
    found = features(tab, key)
    shape = max(alone(found) if key == "place" else found, key=count_of)
    click(tab, shape)
    tab.url_has(f"incidents_{key}=[^&]+")
    assert listed(tab, example_copy) == count_of(shape) < everything
    expect(chips(tab)).to_have_count(1)
    chips(tab).click()
    expect(tab.page).not_to_have_url(re.compile(f"incidents_{key}="))
    assert listed(tab, example_copy) == everything


def test_what_is_known_by_region_only_is_hatched_and_never_a_point(tab, example_copy):
    for layer in ("places", "cells", "density"):
        tab.open(f"/incidents?incidents_layer={layer}")
        hatched = tab.map().evaluate(
            "() => Object.values(map._layers).filter(l => l.feature?.properties.region_id)"
            ".map(l => [l._path.getAttribute('class'), getComputedStyle(l._path).fill])"
        )
        assert hatched, layer
        assert all("lp-hatched" in css and "#lp-hatch" in fill for css, fill in hatched)


def test_density_is_one_picture_below_a_legend_in_its_unit(tab):
    tab.open("/incidents?incidents_layer=density")
    tab.map()
    picture = tab.page.frame_locator(MAP).locator("img.lp-density")
    expect(picture).to_be_visible()
    assert picture.evaluate("e => e.complete && e.naturalWidth") > 100
    expect(tab.page.locator(".lp-legend")).to_contain_text("Incidents per 1,000 km², each spread over about 25 km")


def test_deaths_and_levels_are_chosen_and_the_link_carries_them(tab):
    tab.open("/incidents?incidents_measure=fatalities&incidents_level=1")
    expect(tab.page.locator(".lp-legend").first).to_contain_text("Reported deaths per region")
    assert len(features(tab, "area_id")) <= 10
    tab.page.get_by_text("Hexagons", exact=True).click()
    expect(tab.page.locator(".lp-legend").first).to_contain_text("Reported deaths per hexagon")
    tab.url_has("incidents_layer=cells", "incidents_measure=fatalities", "incidents_level=1")


def bar(tab, index):
    """The middle of one month's bar on the screen."""
    chart = tab.page.get_by_test_id("stPlotlyChart").first
    chart.scroll_into_view_if_needed()
    box = chart.locator(".bars .point path").nth(index).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_bar_filters_the_map_and_the_list_and_a_stretch_of_months_too(tab, example_copy):
    tab.open("/incidents?from=2019-01-01&to=2019-06-30&type=violent")
    tab.map()
    expect(tab.page.locator(".bars .point path").first).to_be_visible()
    everything = listed(tab, example_copy)
    areas = sum(map(count_of, features(tab, "area_id")))
    tab.page.mouse.click(*bar(tab, 2))
    tab.url_has("incidents_month=2019-03")
    march = listed(tab, example_copy)
    assert 0 < march < everything
    assert sum(map(count_of, features(tab, "area_id"))) < areas
    chips(tab).first.click()
    expect(tab.page).not_to_have_url(re.compile("incidents_month"))
    assert listed(tab, example_copy) == everything
    for month in (2, 3):
        tab.page.get_by_role("slider").first.press("ArrowRight")
        tab.url_has(rf"incidents_month=2019-0{month}\.\.2019-06")
        tab.quiet()
    assert march < listed(tab, example_copy) < everything


def test_a_type_filters_map_and_months(tab, example_copy):
    tab.open("/incidents?from=2019-01-01&to=2019-06-30")
    tab.map()
    everything = listed(tab, example_copy)
    tab.page.get_by_role("radio", name=re.compile("^Battles")).or_(
        tab.page.get_by_role("button", name=re.compile("^Battles"))
    ).first.click()
    tab.url_has("incidents_type=battles")
    assert listed(tab, example_copy) < everything
    expect(tab.page.get_by_test_id("stPlotlyChart").first.locator(".trace.bars")).to_have_count(1)


def draw(tab, kind, path):
    """Draw on the map with a tool, along points given as shares of its width and height."""
    tab.map()
    tab.page.frame_locator(MAP).locator(f".lp-tools a[data-kind={kind}]").click()
    tab.page.locator(MAP).scroll_into_view_if_needed()
    box = tab.page.locator(MAP).bounding_box()
    points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in path]
    tab.page.mouse.move(*points[0])
    tab.page.mouse.down()
    for point in points[1:]:
        tab.page.mouse.move(*point, steps=6)
    tab.page.mouse.up()


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("box", [(0.3, 0.5), (0.8, 0.85)]),
        ("lasso", [(0.3, 0.6), (0.55, 0.5), (0.85, 0.6), (0.8, 0.85), (0.4, 0.9), (0.3, 0.6)]),
    ],
)
@pytest.mark.parametrize("layer", ["places", "areas"])
def test_a_shape_drawn_on_the_map_filters_all_the_rest(tab, example_copy, kind, path, layer):
    tab.open(f"/incidents?from=2018-01-01&to=2019-12-31&incidents_layer={layer}")
    everything = listed(tab, example_copy)
    before = tab.map().evaluate(VIEW)
    draw(tab, kind, path)
    tab.url_has("incidents_shape=[^&]+")
    assert 0 < listed(tab, example_copy) < everything
    assert tab.map().evaluate(VIEW) == pytest.approx(before, abs=0.05), "drawing does not drag the map"
    expect(tab.page.frame_locator(MAP).locator("path.lp-shape")).to_have_count(1)
    link = tab.page.url
    tab.page.goto(link)
    assert 0 < listed(tab, example_copy) < everything


def test_only_what_the_map_shows(tab, example_copy):
    tab.open("/incidents?from=2018-01-01&to=2019-12-31")
    everything = listed(tab, example_copy)
    tab.map()
    tab.page.get_by_text("Only what the map shows").click()
    tab.url_has("incidents_inview=1", "incidents_view=[^&]+")
    whole = listed(tab, example_copy)
    assert whole <= everything
    tab.turn((14.5, -3.5, 8), lambda **limit: expect(heading(tab)).not_to_contain_text(f"{whole:,} ", **limit))
    near = listed(tab, example_copy)
    assert 0 < near < whole
    link = tab.page.url
    tab.page.goto(link)
    tab.map()
    assert listed(tab, example_copy) == near
    assert tab.map().evaluate("() => Math.round(map.getZoom())") == 8, "the link opens the same view"


def test_the_map_keeps_its_view_and_never_blanks_while_filters_change(tab, example_copy):
    tab.open("/incidents?from=2018-01-01&to=2019-12-31")
    frame = tab.map()
    frame.evaluate("() => { window.mine = true; map.setView([14.6, -3.4], 7.5, {animate: false}); }")
    frame.evaluate(
        """() => { window.blank = 0; new MutationObserver(() => {
            if (!document.querySelectorAll('path.leaflet-interactive').length) window.blank += 1;
        }).observe(document.querySelector('.leaflet-overlay-pane'), {childList: true, subtree: true}); }"""
    )
    before = frame.evaluate(VIEW)
    tab.page.get_by_test_id("stSidebar").get_by_text("Only events targeting civilians").click()
    tab.url_has("civilians=1")
    listed(tab, example_copy)
    tab.page.get_by_test_id("stMain").get_by_text("Hexagons", exact=True).click()
    tab.url_has("incidents_layer=cells")
    listed(tab, example_copy)
    assert features(tab, "cell")
    assert tab.map().evaluate("() => window.mine") is True, "the map was not made anew"
    assert tab.map().evaluate(VIEW) == pytest.approx(before, abs=0.05)
    assert tab.map().evaluate("() => window.blank") <= 2, "one layer takes the place of another at once"


def test_hexagons_are_finer_where_the_map_is_zoomed_in(tab):
    tab.open("/incidents?from=2018-01-01&to=2019-12-31&incidents_layer=cells")
    words = tab.page.locator(".lp-legend").first
    expect(words).to_contain_text("Incidents per hexagon of about")
    coarse = words.inner_text()
    features(tab, "cell")
    near = tab.map().evaluate("() => map.getZoom()") + 3
    size = re.search(r"[\d,]+ km²", coarse)[0]
    tab.turn((14.5, -3.5, near), lambda **limit: expect(words).not_to_contain_text(f"about {size}", **limit))
    area = [int(re.search(r"([\d,]+) km²", text)[1].replace(",", "")) for text in (coarse, words.inner_text())]
    assert area[1] < area[0] / 6


def test_classes_hold_until_the_user_re_scales(tab):
    tab.open("/incidents?from=2018-01-01&to=2019-12-31")
    legend = tab.page.locator(".lp-legend .classes").first
    wide = legend.inner_text()
    tab.page.get_by_test_id("stSidebar").get_by_text("Only events targeting civilians").click()
    tab.url_has("civilians=1", r"incidents_scale=[\d.]+(%2C|,).*")
    tab.quiet()
    assert legend.inner_text() == wide
    link = tab.page.url
    tab.page.get_by_role("button", name="Re-scale").click()
    expect(tab.page).not_to_have_url(re.compile("incidents_scale"))
    tab.quiet()
    assert legend.inner_text() != wide
    tab.open(link.removeprefix(tab.base))
    assert tab.page.locator(".lp-legend .classes").first.inner_text() == wide, "a link brings its classes"
