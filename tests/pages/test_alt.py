"""Each map and chart says its finding in words and has its rows: on every view and part, and in the source."""

import ast
import re

import pytest

from components import views
from data.filters import Filters
from data.incidents import summary
from data.words import formats
from tests.pages.driver import ROOT, open_page, ran

LINK = {"from": "2019-01-01", "to": "2019-06-30"}
# Maps and charts of each view and part that has any; one drawn anew is counted here.
STATES = [
    *(({"incidents_part": own}, "incidents", n) for own, n in {"map": 2, "play": 1, "compare": 3, "change": 0}.items()),
    *(({"incidents_layer": layer}, "incidents", 2) for layer in views.LAYER.accepted[1:]),
    ({"incidents_measure": "change"}, "incidents", 2),
    *(({"footprint_part": part}, "footprint", n) for part, n in {"map": 1, "reach": 0, "gaps": 1}.items()),
    ({"footprint_play": "year"}, "footprint", 1),
    *(({"workshop_part": part}, "workshop", 1) for part in ("whatif", "siting")),
    ({"workshop_present": "1"}, "workshop", 1),
    *(({"mandate_part": part}, "mandate", n) for part, n in {"tasks": 0, "plan": 1, "cpas": 1}.items()),
    *(({"evidence_part": part}, "evidence", n) for part, n in {"chain": 1, "operations": 0}.items()),
    ({}, "data", 0),
    ({}, "briefing", None),
]  # fmt: skip
# All that Streamlit can draw with.
DRAWERS = {
    "plotly_chart", "altair_chart", "vega_lite_chart", "pydeck_chart", "bar_chart", "line_chart", "area_chart",
    "scatter_chart", "map", "graphviz_chart", "pyplot", "image", "iframe",
}  # fmt: skip


def figures(shown):
    """How many maps, charts and pictures are on the page."""
    drawn = [shown.app.main.get(kind) for kind in ("component_instance", "plotly_chart")]
    return sum(map(len, drawn)) + sum(len(re.findall(r"<img|<svg", body)) for body in shown.html)


def said(shown):
    """The words of each, for a screen reader."""
    hidden = [words for body in shown.html for words in re.findall(r'class="lp-told">(.*?)</p>', body)]
    pictures = [words for body in shown.html for words in re.findall(r'<img[^>]* alt="(.*?)"', body)]
    return [*hidden, *pictures, *(chart.proto.alt for chart in shown.app.main.get("plotly_chart"))]


@pytest.mark.parametrize(("own", "page", "count"), STATES, ids=str)
def test_each_map_and_chart_has_its_words_and_its_rows(own, page, count):
    shown = open_page(page, LINK | own)
    words = said(shown)
    assert figures(shown) == len(words), words
    assert count in (None, len(words))
    assert [text for text in words if not re.search(r"\d", text)] == [], "each names a figure"
    placed = [text for text in words if "Its figures as a table: " in text]
    closed = [fold for fold in shown.app.main.get("expander") if "told_" in fold.proto.id]
    pictures = sum(body.count("<img") for body in shown.html)
    assert len(closed) + len(placed) >= len(words) - pictures, "each has its rows, or says where they stand"
    assert not any(fold.children for fold in closed), "rows are sent to nobody who does not ask"


def opened(page, query, *keys):
    """The page with folds open, and the rows of each as text."""
    shown = open_page(page, query)
    for key in keys:
        shown.app.session_state[key] = True
    ran(shown.app)
    bodies = [html.proto.body for key in keys for html in shown.app.get_by_key(key).get("html")]
    found = [re.findall(r"<tbody>(.*?)</tbody>", body, re.S) for body in bodies]
    return [[re.findall(r"<td[^>]*>(.*?)</td>", row) for row in rows[0].split("<tr>")[1:]] for rows in found if rows]


def test_the_rows_of_a_map_and_a_chart_are_those_of_the_data_layer(example):
    rows = example.select(Filters.from_query({key: [value] for key, value in LINK.items()}, example.vocabulary).filters)
    by_area, by_month = opened("incidents", LINK, "told_map_incidents", "told_chart_incidents_months")
    expected = summary.by_area(rows, example.areas, 2)
    assert [row[:3] for row in by_area] == [
        [name, formats.number(n), formats.number(deaths)]
        for name, n, deaths in expected[["name", "incidents", "fatalities"]].itertuples(index=False)
    ]
    assert sum(int(row[-1].replace(",", "")) for row in by_month) == len(rows)
    assert [row[0] for row in by_month] == [f"{month} 2019" for month in ("Jan", "Feb", "Mar", "Apr", "May", "Jun")]


@pytest.mark.parametrize(
    ("page", "own", "key", "cell"),
    [
        ("mandate", {"mandate_part": "plan"}, "told_chart_plan_gantt", "2423."),
        ("mandate", {"mandate_part": "cpas"}, "told_chart_cpas_course", "2019Q2"),
        ("footprint", {"footprint_play": "year"}, "told_map_footprint", "14"),
        ("incidents", {"incidents_part": "compare"}, "told_map_compare_difference", "Mopti"),
    ],
)
def test_a_fold_opens(page, own, key, cell):
    (rows,) = opened(page, LINK | own, key)
    assert any(cell in text for row in rows for text in row)


def test_an_indicator_over_time_says_its_last_value(example):
    item = f"indicator/{example.table('indicators')['indicator_id'].iloc[0]}"
    shown = open_page("mandate", {"mandate_part": "progress", "mandate_item": item})
    (chart,) = shown.app.main.get("plotly_chart")
    assert re.search(r"as measured by|no measurement up to", chart.proto.alt)
    assert len(said(shown)) == figures(shown)


def calls(path):
    """The names of functions and methods that a module calls, with their object."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
        ):
            yield node.func.value.id, node.func.attr
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield "", node.func.id


def test_nothing_draws_but_by_the_two_functions_that_want_the_words():
    """`layers.draw` and `charts.draw` take `alt`; what draws by another way would have none."""
    drawn = {}
    for path in [*(ROOT / "components").rglob("*.py"), *(ROOT / "pages").glob("*.py")]:
        for owner, name in calls(path):
            if (owner == "st" and name in DRAWERS) or name == "st_folium" or (owner, name) == ("maps", "show"):
                drawn.setdefault(name, set()).add(path.relative_to(ROOT / "components").as_posix())
    assert drawn == {"plotly_chart": {"charts.py"}, "st_folium": {"maps.py"}, "show": {"layers.py"}}
