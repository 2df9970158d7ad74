"""What reaches a screen reader of a map and a chart: the accessibility tree of the browser has their finding."""

import re

LINK = "/incidents?from=2019-01-01&to=2019-06-30"
MAP = r"Incidents per cercle: most in .+ \(\d+\)"
CHART = r"Incidents a month, Jan 2019 to Jun 2019: most in \w+ 2019 \(\d+\)"


def names(tab, role):
    """The names of all that has a role in the page's accessibility tree."""
    session = tab.context.new_cdp_session(tab.page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [node["name"]["value"] for node in nodes if node.get("role", {}).get("value") == role and node.get("name")]


def test_a_screen_reader_meets_the_finding_before_map_and_chart_and_their_rows_when_asked(tab):
    page = tab.open(LINK)
    frame = tab.map()
    texts = names(tab, "StaticText")
    assert [text for text in texts if re.match(MAP, text)], "the words before the map"
    assert re.match(MAP, frame.locator("[role=region]").get_attribute("aria-label")), "the map in its frame"
    page.locator(".js-plotly-plot").wait_for()
    assert [name for name in names(tab, "figure") if re.match(CHART, name)], "the chart"
    fold = page.locator(".st-key-told_map_incidents")
    assert not fold.locator("table").count()
    fold.get_by_text("Data as a table").click()
    fold.locator("table.lp-table tbody tr").nth(20).wait_for()
    assert "Bankass" in fold.locator("table").inner_text()
