"""Maps: each layer leaves its colour, what must look different does, and nothing covers the land."""

import re

import numpy as np
import pytest
import shapely
from pyproj import Geod

from data.pictures import maps, room, spec
from data.pictures.sheet import WIDTH, Box, Sheet
from data.pictures.view import fitted
from data.words.palette import LIGHT
from tests.data.pictures import made
from tests.data.pictures.made import BLUE, RED

GREEN = "#00FF00"
LAYERS = {
    "areas": spec.Areas(made.LAND, {"a": GREEN}),
    "cells": spec.Cells([made.square(0.2, 14.2, 0.8, 14.8)], [GREEN]),
    "raster": spec.Raster(np.broadcast_to([0.0, 1.0, 0.0, 1.0], (4, 6, 4)), (0.2, 14.2, 1.8, 15.8)),
}


@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_leaves_its_colour(name):
    assert made.ink(made.map_of(), GREEN) == 0
    assert made.ink(made.map_of(LAYERS[name]), GREEN) > 2000


def test_an_area_without_a_fill_keeps_the_lands_colour():
    one = made.ink(made.map_of(spec.Areas(made.LAND, {"a": GREEN})), GREEN)
    both = made.ink(made.map_of(spec.Areas(made.LAND, {"a": GREEN, "b": GREEN})), GREEN)
    assert both == pytest.approx(2 * one, rel=0.05)


def test_the_rows_of_a_raster_go_from_north_to_south():
    rgba = np.zeros((2, 1, 4))
    rgba[0], rgba[1] = (0, 1, 0, 1), (0, 0, 1, 1)
    drawn = made.pixels(made.map_of(spec.Raster(rgba, made.BOUNDS), legends=())).astype(int)
    green = np.nonzero((drawn[..., 1] > 240) & (drawn[..., 0] < 20) & (drawn[..., 2] < 20))[0]
    blue = np.nonzero((drawn[..., 2] > 240) & (drawn[..., 0] < 20) & (drawn[..., 1] < 20))[0]
    assert len(green)
    assert green.max() < blue.min()


def test_a_hatch_adds_lines_to_its_area_only():
    fills = {"a": GREEN, "b": GREEN}
    plain = made.map_of(spec.Areas(made.LAND, fills), legends=())
    hatched = made.map_of(spec.Areas(made.LAND, fills, {"a": "///"}), legends=())
    west, east = np.array_split((made.pixels(plain) != made.pixels(hatched)).any(axis=2), 2, axis=1)
    assert west.sum() > 2000
    assert east.sum() == 0


def test_exact_and_near_places_look_different():
    def drawn(exact):
        return made.svg(made.map_of(made.circles(1, [exact]), legends=()))

    dashed = [e for e in drawn(False).iter() if "stroke-dasharray: 2" in e.get("style", "")]
    assert dashed
    assert not [e for e in drawn(True).iter() if "stroke-dasharray: 2" in e.get("style", "")]


def test_circles_lie_where_they_should_and_are_as_large_as_they_should():
    picture = made.map_of(spec.Circles([0.5], [15.0], [10.0], [True], [RED]), legends=(), mark="")
    sheet = Sheet(picture.words)
    x, y = fitted(picture.bounds, sheet.body).inches(0.5, 15.0)
    red = made.pixels(picture).astype(int)
    own = (red[..., 0] - red[..., 2] > 60) & (red[..., 0] - red[..., 1] > 40)
    rows, columns = np.nonzero(own)
    assert columns.mean() == pytest.approx(float(x) * 200, abs=2)
    assert 1654 - rows.mean() == pytest.approx(float(y) * 200, abs=2)
    assert np.ptp(columns) == pytest.approx(2 * (10 + 0.4) / 72 * 200, abs=3)


def test_each_component_has_a_shape_of_its_own():
    drawn = {}
    for component in LIGHT.components:
        svg = made.svg(made.map_of(spec.Signs([spec.Sign(1, 15, (component,))]), legends=()))
        colour = LIGHT.components[component].lower()
        uses = [e for e in svg.iter(f"{made.SVG}use") if f"fill: {colour}" in e.get("style", "")]
        assert len(uses) == 1, component
        shapes = {e.get("id"): e.get("d") for e in svg.iter(f"{made.SVG}path") if e.get("id")}
        target = uses[0].get("{http://www.w3.org/1999/xlink}href")[1:]
        drawn[component] = re.sub(r"[\d.-]+", "", shapes[target]).split(), len(made.numbers({"d": shapes[target]}))
    assert len({str(shape) for shape in drawn.values()}) >= 3
    assert drawn["military"] != drawn["police"] != drawn["civilian"]


def test_reach_of_two_near_towns_is_one_shape():
    near = spec.Rings([made.square(0, 14, 1, 15), made.square(0.5, 14.5, 1.5, 15.5)])
    far = spec.Rings([made.square(0, 14, 0.4, 14.4), made.square(1.5, 15.5, 1.9, 15.9)])

    def closed(layer):
        style = f"stroke: {LIGHT.action.lower()}"
        paths = [e for e in made.svg(made.map_of(layer, legends=())).iter(f"{made.SVG}path") if e.get("d")]
        return [e.get("d").lower().count("m ") for e in paths if style in e.get("style", "")]

    assert closed(near) == [1]
    assert closed(far) == [2]


def test_names_of_towns_and_areas_are_text_and_none_covers_another():
    towns = [spec.Sign(0.4 + 0.3 * n, 15, ("military",), f"Town {n}") for n in range(4)]
    same = [spec.Label(1.0, 14.5, f"Area {n} 12", str(n)) for n in range(30)]
    picture = made.map_of(spec.Signs(towns), spec.Labels(same), legends=())
    said = made.texts(made.svg(picture))
    assert [f"Town {n}" in said for n in range(4)] == [True] * 4
    assert "Area 0 12" in said
    assert len([text for text in said if text.startswith("Area")]) <= 3
    assert "Area 29 12" not in said


def test_a_label_without_room_for_its_name_shows_its_figure():
    in_the_way = [spec.Label(1.35, 15.0, f"Name {n} that is long") for n in range(2)]
    labels = [spec.Label(1.0, 15.0, "A long name of an area 12", "12"), *in_the_way]
    labels += [spec.Label(1.35, 15.0, "Another long name 34", "34")]
    said = made.texts(made.svg(made.map_of(spec.Labels(labels), legends=())))
    assert "A long name of an area 12" in said
    assert "12" not in said
    assert "Another long name 34" not in said
    assert "34" in said


def test_the_scale_text_and_the_bar_agree_with_the_geodesic():
    picture = made.map_of(legends=())
    root = made.svg(picture)
    words = next(text for text in made.texts(root) if text.endswith(" km"))
    km = float(words.removesuffix(" km").replace(",", ""))
    sheet = Sheet(picture.words)
    view = fitted(picture.bounds, sheet.body)
    bars = [
        made.numbers(e) for e in root.iter(f"{made.SVG}path") if f"fill: {LIGHT.text.lower()}" in e.get("style", "")
    ]
    bar = next(points for points in bars if np.ptp(points[1::2]) == pytest.approx(0.05 * 72, abs=0.01))
    left, right = min(bar[::2]) / 72, max(bar[::2]) / 72
    bottom = sheet.figure.get_figheight() - max(bar[1::2]) / 72
    (west, latitude), (east, _same) = view.degrees(left, bottom), view.degrees(left + 2 * (right - left), bottom)
    assert Geod(ellps="WGS84").inv(west, latitude, east, latitude)[2] / 1000 == pytest.approx(km, rel=0.002)
    assert any(text.startswith("at ") and "° N" in text for text in made.texts(root))
    assert "N" in made.texts(root)


FRAME = Box(0, 0, 10, 6)


def test_a_legend_stands_in_the_emptiest_corner():
    land = shapely.box(0, 0, 10, 3)
    own = room.Ink(land, np.array([[1.0, 5.0]]))
    box, covered = room.emptiest(own, FRAME, 2, 1.5)
    assert (box.left, box.top) == pytest.approx((10 - room.GAP - 2, 6 - room.GAP))
    assert covered == 0
    taken, covered = room.emptiest(own, FRAME, 2, 1.5, (box,))
    assert not taken.overlaps(box)
    assert covered == pytest.approx(room.A_MARK)


def test_the_ink_under_a_box_is_its_share_of_land_and_its_places():
    own = room.Ink(shapely.box(0, 0, 1, 6), np.array([[1.5, 1.0], [9.0, 1.0]]))
    assert own.under(Box(0, 0, 2, 2)) == pytest.approx(0.5 + room.A_MARK)


@pytest.mark.parametrize("full", [True, False])
def test_where_no_corner_is_empty_the_legend_stands_beside_the_map(full):
    land = made.outlines(a=made.square(-9, 10, 11, 20)) if full else made.LAND
    picture = spec.MapPicture(made.words(), made.BOUNDS, land, (), (made.KEYS,))
    sheet = Sheet(picture.words)
    maps.draw(sheet, picture)
    map_ = sheet.figure.axes[0].get_position().width * WIDTH
    assert (map_ < sheet.body.width - 1) == full
    title = next(text for text in sheet.figure.texts if text.get_text() == "Incidents per cercle")
    assert (title.get_position()[0] * WIDTH > sheet.body.left + map_) == full


def test_neighbours_are_named_as_the_united_nations_name_them():
    land = made.outlines(a=made.square(21, 4, 25, 6))
    picture = spec.MapPicture(made.words(), (18.0, 2.0, 28.0, 8.0), land, (), (), "Central African Republic")
    said = made.said(made.svg(picture))
    assert "DEMOCRATIC REPUBLIC OF THE CONGO" in said
    assert "CENTRAL AFRICAN" not in said, "the mission's own country"


def test_a_mission_without_areas_shows_its_country():
    empty = {"type": "FeatureCollection", "features": []}
    bounds = (-12.3, 10.1, 4.3, 25.0)
    without = made.ink(spec.MapPicture(made.words(), bounds, empty, (), (), "Nowhere"), LIGHT.land)
    assert made.ink(spec.MapPicture(made.words(), bounds, empty, (), (), "Mali"), LIGHT.land) > without + 100_000


def test_colours_of_the_picture_are_those_of_paper():
    assert made.ink(made.map_of(spec.Areas(made.LAND, {"a": BLUE})), "#FFFFFF") > 500_000
