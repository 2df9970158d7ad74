"""Maps: what goes to the browser is short, the same from run to run, closes no tag, and comes from nowhere else.

That texts are escaped when they are drawn is tested in the browser: tests/e2e/test_hostile_data.py.
"""

import json
import re

import pytest
from streamlit_folium import generate_leaflet_string

from components import maps
from data.words.palette import LIGHT

SCRIPT = "</script><script>window.top.pwned=1</script>"
AREAS = {"kind": "areas", "level": 2, "rows": [["wof:1", 2, SCRIPT, 3, 4, 1, 1, 1]], "colours": [], "chosen": ""}


def base(credit="Synthetic", **changes):
    made = {"outlines": "/assets/made/a.js", "bounds": (-1.0, 13.0, 2.0, 16.0), "colours": LIGHT, "credit": credit}
    return maps.Base(**made | changes)


def rendered(*layers, **changes):
    """The whole map as the page that Leaflet would run."""
    map_ = maps.base_map(base(**changes))
    page = map_.get_root().render()
    if not layers:
        return page
    changing = generate_leaflet_string(maps.group(maps.Drawing(list(layers))).add_to(map_), base_id="group")
    return f"{page}<script>{changing}</script>"


@pytest.mark.parametrize("text", [SCRIPT, "<!--", "a & b", "\u2028", 'a" + alert(1) + "'])
def test_a_text_is_a_literal_that_closes_no_tag(text):
    literal = maps.js({"name": text})
    assert not set("<>&\u2028") & set(literal)
    assert json.loads(literal) == {"name": text}


def test_what_is_no_number_is_refused():
    with pytest.raises(ValueError, match="Out of range"):
        maps.js(float("nan"))


def test_neither_a_layer_nor_the_credit_closes_the_script():
    drawn = rendered(AREAS, credit=SCRIPT)
    assert "<script>window.top" not in drawn
    assert drawn.count("window.top.pwned=1") == 2, "both are there, as texts"


def test_the_map_loads_scripts_and_styles_from_the_app_only():
    sources = re.findall(r"""<(?:script|link)[^>]*(?:src|href)="([^"]+)""", rendered(AREAS))
    assert len(sources) >= 5
    assert [source for source in sources if not source.startswith("/assets/")] == []


def test_outlines_come_by_their_address_and_not_with_each_run():
    drawn = rendered(AREAS)
    assert 'src="/assets/made/a.js"' in drawn
    assert "coordinates" not in drawn


def test_the_base_map_is_the_same_from_run_to_run():
    scripts = [re.sub(r"[0-9a-f]{32}", "", rendered()) for _run in range(2)]
    assert scripts[0] == scripts[1]


def test_layers_are_drawn_by_one_call():
    assert rendered(AREAS, AREAS, {"kind": "borders", "level": 1}).count("LP.draw(") == 1


def test_a_view_and_what_the_page_follows_go_with_the_layers():
    group = maps.group(maps.Drawing([AREAS], "bounds", [-1.0, 13.0, 2.0, 16.0]))
    drawing = next(iter(group._children.values())).drawing
    assert json.loads(drawing)[1:] == ["bounds", [-1.0, 13.0, 2.0, 16.0]]
