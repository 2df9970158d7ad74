"""Maps: what data says is escaped in every layer, no script comes from elsewhere, and few objects carry many events."""

import json
import re

import pytest

from components import maps
from components.palette import LIGHT
from data.geography.outlines import Context

HOSTILE = '<img src=x onerror="window.top.pwned=1">'
SCRIPT = "</script><script>window.top.pwned=1</script>"
SQUARE = {"type": "Polygon", "coordinates": [[[0, 14], [1, 14], [1, 15], [0, 15], [0, 14]]]}
OUTLINES = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "geometry": SQUARE, "properties": {"area_id": "wof:1", "name": HOSTILE}},
        {"type": "Feature", "geometry": SQUARE, "properties": {"area_id": "wof:2", "name": SCRIPT}},
    ],
}
VALUES = {key: maps.AreaValue(3, 1, f"3 {HOSTILE}") for key in ("wof:1", "wof:2")}
PLACE = {"latitude": 14.5, "longitude": 0.5, "incidents": 3, "geo_precision": 1, "place": "14.5000,0.5000"}
BASE = {"latitude": 14.5, "longitude": 0.5, "components": ("military",)}


def base(credit="Synthetic"):
    return maps.base_map(Context(OUTLINES, (-1.0, 13.0, 2.0, 16.0)), OUTLINES, LIGHT, credit)


def rendered(*layers, credit="Synthetic"):
    """The whole map as the page that Leaflet would run."""
    map_ = base(credit)
    if layers:
        maps.group(*layers).add_to(map_)
    return map_.get_root().render()


def hostile_layers(text):
    return {
        "areas": [maps.areas({**OUTLINES, "features": [_named(text)]}, {"wof:1": maps.AreaValue(3, 1, text)}, LIGHT)],
        "borders": [maps.borders(OUTLINES, LIGHT)],
        "places": [maps.places([PLACE | {"name": text, "line": text}], LIGHT)],
        "bases": maps.bases([BASE | {"name": text, "line": text}], LIGHT),
    }


def _named(text):
    return {"type": "Feature", "geometry": SQUARE, "properties": {"area_id": "wof:1", "name": text}}


@pytest.mark.parametrize("text", [HOSTILE, SCRIPT, "a' + alert(1) + '", "`${alert(1)}`"], ids=lambda t: t[:12])
@pytest.mark.parametrize("kind", ["areas", "borders", "places", "bases"])
def test_text_from_data_is_escaped_in_every_layer(kind, text):
    drawn = rendered(*hostile_layers(text)[kind])
    assert "<img src=x" not in drawn
    assert "<script>window" not in drawn
    assert "\\u003cimg" not in drawn, "JSON's escape is undone by the browser"
    assert "\\u003cscript\\u003ewindow" not in drawn


def test_the_check_sees_raw_text():
    """What the test above looks for is there when a layer does not escape."""
    raw = maps.places([PLACE | {"name": "", "line": ""}], LIGHT)
    raw.data["features"][0]["properties"]["name"] = HOSTILE
    drawn = rendered(raw)
    assert "<img src=x" in drawn or "\\u003cimg" in drawn


@pytest.mark.parametrize("kind", ["areas", "places"])
def test_the_words_are_there_escaped(kind):
    assert "&lt;img" in rendered(*hostile_layers(HOSTILE)[kind]).replace("\\u0026", "&")


def test_the_label_of_a_base_town_is_escaped():
    layers = maps.bases([BASE | {"name": HOSTILE, "line": "x"}], LIGHT)
    labels = [
        f["properties"]["label"] for layer in layers for f in layer.data["features"] if "label" in f["properties"]
    ]
    assert labels == ["&lt;img src=x onerror=&quot;window.top.pwned=1&quot;&gt;"]


def test_the_mission_mark_is_escaped_in_the_attribution():
    assert "<img src=x" not in rendered(credit=HOSTILE)
    assert "\\u003cimg" not in rendered(credit=HOSTILE)


def test_the_map_loads_scripts_and_styles_from_the_app_only():
    drawn = rendered(*hostile_layers("Koro")["areas"], *hostile_layers("Koro")["bases"])
    sources = re.findall(r"""<(?:script|link)[^>]*(?:src|href)="([^"]+)""", drawn)
    assert sources
    assert [source for source in sources if not source.startswith("/assets/")] == []


def test_no_national_emblem_stands_in_the_corner():
    drawn = rendered()
    assert 'setPrefix("Leaflet")' in drawn


def test_events_are_few_features_not_one_object_each():
    records = [PLACE | {"latitude": 10 + i / 1000, "name": "x", "line": "y"} for i in range(2000)]
    layer = maps.places(records, LIGHT)
    assert len(layer.data["features"]) == 2000
    assert len(maps.group(layer)._children) == 1


def test_the_base_map_is_the_same_from_run_to_run():
    scripts = [re.sub(r"[0-9a-f]{32}", "", base().get_root().render()) for _run in range(2)]
    assert scripts[0] == scripts[1]


def test_an_area_without_a_value_is_not_drawn():
    layer = maps.areas(OUTLINES, {"wof:1": VALUES["wof:1"]}, LIGHT, chosen="wof:1")
    assert [f["properties"]["area_id"] for f in layer.data["features"]] == ["wof:1"]
    assert layer.data["features"][0]["properties"]["chosen"] is True


def test_nothing_to_draw_is_drawn():
    empty = {"type": "FeatureCollection", "features": []}
    assert rendered(maps.areas(empty, {}, LIGHT), maps.places([], LIGHT), maps.rings([], LIGHT), *maps.bases([], LIGHT))


def test_circles_grow_with_incidents_by_their_area():
    records = [PLACE | {"incidents": n, "place": str(n), "name": "x", "line": "y"} for n in (100, 25, 1)]
    radii = [f["properties"]["radius"] for f in maps.places(records, LIGHT).data["features"]]
    assert radii[0] == pytest.approx(2 * radii[1])
    assert radii == sorted(radii, reverse=True), "small circles lie on top of large ones"


def test_features_are_plain_json():
    named = {"name": "x", "line": "y"}
    for layer in (maps.places([PLACE | named], LIGHT), *maps.bases([BASE | named], LIGHT)):
        json.dumps(layer.data)
