"""The one-file HTML: every figure of its pages, no text of theirs as a script, small, and the same each time."""

import base64
import gzip
import hashlib
import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import numpy as np
import pytest

from data.deck import html, tips
from data.deck.onefile import colours, drawing, shown
from data.errors import InputError
from data.incidents.density import mercator
from data.pictures import spec
from data.words.palette import DARK, LIGHT, SHAPES
from tests.data.deck import onefile_pages

DAY = date(2026, 11, 26)


class Read(HTMLParser):
    """A file as a browser reads it: its text, its tags, and what its scripts hold."""

    def __init__(self, made):
        super().__init__()
        self.tags, self.texts, self.held, self._within = [], [], {}, ""
        self.feed(made.decode())

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag in ("script", "style"):
            self._within = dict(attributes).get("id", tag)

    def handle_endtag(self, tag):
        self._within = "" if tag in ("script", "style") else self._within

    def handle_data(self, data):
        if self._within:
            self.held[self._within] = self.held.get(self._within, "") + data
        else:
            self.texts.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.texts).split())

    def unpacked(self, name):
        return gzip.decompress(base64.b64decode(self.held[name])).decode()

    @property
    def figures(self):
        return json.loads(self.unpacked("figures"))


@pytest.fixture(scope="module")
def pages():
    scene = onefile_pages.scene()
    return [onefile_pages.first(scene), onefile_pages.second(scene), onefile_pages.hostile(scene)]


@pytest.fixture(scope="module")
def read(pages):
    return Read(html.file_of(pages, DAY))


def test_every_figure_of_the_pages_is_in_the_file(pages, read):
    page = pages[0]
    rows = [(name, str(count), "–") for name, count, _none in page.tables[0].rows]
    assert len(rows) == 50
    for name, count, unknown in rows:
        assert f"{name} {count} {unknown}" in read.text
    for own in page.measures:
        assert f"{own.label} {own.value}" in read.text
    for words in (*page.words.foot, page.words.disclaimer, page.words.mark, page.words.handling, "Page 2 of 3"):
        assert words in read.text
    assert "Rests on: count of recorded incidents" in read.text
    assert "Made on 26 Nov 2026" in read.text
    drawn = read.figures["pages"][0]
    assert [one["values"] for one in drawn["charts"][0]["series"]] == [list(s.values) for s in page.charts[0].series]
    assert read.figures["pages"][1]["charts"][0]["series"][0]["values"] == [0.5, None, 0.25, 0.412]
    assert read.figures["pages"][1]["charts"][0]["series"][0]["texts"] == ["0.5", "–", "0.25", "0.412"]


def test_the_map_answers_with_the_figures_of_its_areas(pages, read):
    areas = next(layer for layer in read.figures["pages"][0]["map"]["layers"] if layer["kind"] == "Areas")
    for name, count, _none in pages[0].tables[0].rows:
        told = [lines[0] for _colour, _hatch, own, lines in areas["rows"].values() if own == name]
        assert told == [f"{count} incident{'' if count == 1 else 's'}"]
    outlines = read.figures["outlines"][areas["outlines"]]
    assert {area for area, _name, _rings in outlines} == set(areas["rows"])
    places = next(layer for layer in read.figures["pages"][1]["map"]["layers"] if layer["kind"] == "Circles")
    assert all(name and lines for *_drawn, name, lines in places["rows"])
    towns = next(layer for layer in read.figures["pages"][0]["map"]["layers"] if layer["kind"] == "Signs")
    assert all(lines for *_drawn, lines in towns["rows"])


def test_an_area_without_figures_answers_what_its_colour_means(pages):
    page = replace(pages[0], tips={})
    (areas, *_rest) = drawing.Drawing(colours.Colours()).map(page)["layers"]
    counts = {own: count for own, count, _none in page.tables[0].rows}
    name, lines = next((name, lines) for _c, _h, name, lines in areas["rows"].values() if counts[name] == 0)
    assert name
    assert lines == ["Incidents per cercle: 0"]


def test_outlines_that_pages_share_stand_once(pages, read):
    assert len(read.figures["outlines"]) == 3  # what lies around, the regions, the cercles
    assert len(read.unpacked("figures")) < 400_000


def test_no_text_of_the_pages_becomes_a_tag_or_an_address(pages, read):
    tags = [tag for tag, _attributes in read.tags]
    assert tags.count("script") == 3
    assert not {"img", "iframe", "object", "link"} & set(tags)
    assert "window.pwned=1" in read.text
    assert "{{ 7*7 }}" in read.text
    for _tag, attributes in read.tags:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert attributes.get("href", "#").startswith(("#", "https://brief.example/"))
        assert "src" not in attributes


def test_the_policy_allows_the_files_own_scripts_and_no_host(read):
    (policy,) = [a["content"] for t, a in read.tags if a.get("http-equiv") == "Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data:"
    assert set(rules) == {"default-src", "script-src", "style-src", "img-src", "base-uri", "form-action"}
    held = [read.held["script"], read.unpacked("leaflet")]
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in held]
    assert rules["script-src"] == " ".join(f"'sha256-{own}'" for own in hashes)
    assert not re.search(r"url\((?!#)", read.held["style"])


def test_it_is_small_and_the_same_each_time(pages, tmp_path):
    html.write(pages, tmp_path / "one.html", DAY)
    html.write(pages, tmp_path / "two.html", DAY)
    made = (tmp_path / "one.html").read_bytes()
    assert made == (tmp_path / "two.html").read_bytes()
    assert len(made) < 400_000
    html.write(pages, tmp_path / "two.html", date(2026, 11, 27))
    assert made != (tmp_path / "two.html").read_bytes()


def test_a_file_that_is_too_large_gets_coarser_outlines_and_then_is_refused(pages, tmp_path, monkeypatch):
    fine, coarse = (len(html.file_of(pages[:1], DAY, tolerance)) for tolerance in (0.0, 0.02))
    assert coarse < fine
    monkeypatch.setattr(html, "MOST_BYTES", coarse)
    html.write(pages[:1], tmp_path / "brief.html", DAY)
    assert (tmp_path / "brief.html").stat().st_size == coarse
    monkeypatch.setattr(html, "MOST_BYTES", 1000)
    with pytest.raises(InputError, match="choose fewer views"):
        html.write(pages[:1], tmp_path / "none.html", DAY)
    assert not (tmp_path / "none.html").exists()


def test_without_pages_there_is_no_file(tmp_path):
    with pytest.raises(InputError, match="no page"):
        html.write([], tmp_path / "none.html", DAY)


def test_colours_of_print_have_one_dark_sister_each():
    pairs = set(zip(colours.flat(LIGHT), colours.flat(DARK), strict=True))
    assert len(dict(pairs)) == len(pairs)
    own = colours.Colours()
    assert own.name("#A63D2A") == "var(--cA63D2A)"
    assert own.name("red;} body{display:none") == colours.OTHERWISE
    assert f"--cA63D2A:{DARK.classes[4]}" in own.style().partition("dark)")[2]
    assert "display:none" not in own.style()


def test_cells_say_numbers_as_they_are():
    assert [shown.text(v) for v in (1234, 1234.56, 0.4123, 41.27, None, float("nan"), 0, "a", "")] == [
        "1,234",
        "1,234.6",
        "0.412",
        "41.3",
        "–",
        "–",
        "0",
        "a",
        "–",
    ]


def test_an_image_of_even_latitudes_is_moved_to_the_maps_projection():
    south, north, height = 10.0, 25.0, 300
    rows = drawing._mercator_rows(height, south, north)
    edge = 16.0  # where the image changes
    first = int(np.argmax(north - (rows + 0.5) / height * (north - south) < edge))
    at = (mercator(north) - mercator(edge)) / (mercator(north) - mercator(south)) * height
    assert abs(first - at) <= 1
    assert abs(first - (north - edge) / (north - south) * height) > 2


def test_every_layer_a_print_map_can_have_is_drawn(pages):
    ring = [(0.0, 14.0), (1.0, 14.0), (1.0, 15.0)]
    layers = (
        spec.Areas(pages[0].map.land, {pages[0].map.land["features"][0]["properties"]["area_id"]: "#A63D2A"}, {}),
        spec.Borders(pages[0].map.land),
        spec.Cells([ring], ["#A63D2A"]),
        spec.Raster(np.zeros((4, 4, 4)), (0.0, 14.0, 1.0, 15.0)),
        spec.Rings([ring, ring]),
        spec.Signs([spec.Sign(0.5, 14.5, tuple(SHAPES), "Gao")]),
        spec.Labels([spec.Label(0.5, 14.5, "Gao 3", "3")]),
    )
    told = {tips.key(tips.CELL, 0.0, 14.0): tips.Tip("Cell", ("3 incidents",))}
    made = drawing.Drawing(colours.Colours()).map(
        replace(pages[0], map=replace(pages[0].map, layers=layers), tips=told)
    )
    kinds = {layer["kind"]: layer for layer in made["layers"]}
    assert set(kinds) == {layer.__name__ for layer in spec.Layer.__args__} - {"Circles"}
    assert kinds["Cells"]["rows"][0][2:] == ["Cell", ["3 incidents"]]
    assert kinds["Raster"]["image"].startswith("data:image/png;base64,")
    assert len(kinds["Rings"]["rows"]) == 1
