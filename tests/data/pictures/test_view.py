"""The projection and the scale bar, against the geodesic on the WGS84 ellipsoid."""

import numpy as np
import pytest
from pyproj import Geod

from data.pictures import scale
from data.pictures.sheet import Box
from data.pictures.view import fitted

BODY = Box(0.5, 1.0, 10.8, 5.9)
MALI = (-12.24, 10.14, 4.27, 25.0)
PLACES = {"Mali": MALI, "Mopti": (-5.0, 13.5, -2.0, 15.5), "south of the equator": (12.0, -13.4, 31.3, 5.4)}


@pytest.mark.parametrize("name", PLACES)
def test_the_view_holds_what_it_must_and_fills_its_box(name):
    west, south, east, north = PLACES[name]
    view = fitted(PLACES[name], BODY)
    assert view.west < west < east < view.east
    assert view.south < south < north < view.north
    middle = np.radians((south + north) / 2)
    a_degree_east = BODY.width / (view.east - view.west)
    a_degree_north = BODY.height / (view.north - view.south)
    assert a_degree_east / a_degree_north == pytest.approx(np.cos(middle))


def test_inches_and_degrees_are_each_others_inverse():
    view = fitted(MALI, BODY)
    x, y = view.inches(-4.2, 14.5)
    assert view.degrees(float(x), float(y)) == pytest.approx((-4.2, 14.5))


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("share", [0.02, 0.5, 0.98])
def test_the_bar_is_as_long_as_it_says_at_its_latitude(name, share):
    view = fitted(PLACES[name], BODY)
    left, bottom = BODY.left + 0.6, BODY.bottom + share * BODY.height
    longitude, latitude = view.degrees(left, bottom)
    km = scale.length_km(view, latitude)
    end, _latitude = view.degrees(left + view.inches_east(km, latitude), bottom)
    metres = Geod(ellps="WGS84").inv(longitude, latitude, end, latitude)[2]
    assert metres / 1000 == pytest.approx(km, rel=0.001)


@pytest.mark.parametrize("name", PLACES)
def test_the_bar_is_round_and_neither_short_nor_long(name):
    view = fitted(PLACES[name], BODY)
    km = scale.length_km(view, (view.south + view.north) / 2)
    assert f"{km:e}"[0] in "125"
    assert 0.3 * scale.LONGEST < view.inches_east(km, (view.south + view.north) / 2) <= scale.LONGEST


def test_the_scale_of_another_latitude_would_be_wrong():
    """The reason why the bar names its latitude: over Mali, a kilometre's inches differ by a tenth."""
    view = fitted(MALI, BODY)
    assert view.inches_east(100, 25) / view.inches_east(100, 10) == pytest.approx(
        np.cos(np.radians(10)) / np.cos(np.radians(25)), rel=0.01
    )


def test_a_single_point_has_a_view():
    view = fitted((1.0, 2.0, 1.0, 2.0), BODY)
    assert view.west < 1 < view.east
    assert view.south < 2 < view.north
