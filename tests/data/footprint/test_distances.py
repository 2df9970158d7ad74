import numpy as np
import pandas as pd
import pytest
from pyproj import Geod

from data.footprint import distances
from tests.data.footprint.test_nearby import made

GEOD = Geod(ellps="WGS84")


def test_each_cell_is_the_geodesic_of_its_two_ends():
    random = np.random.default_rng(1)
    ends = pd.DataFrame({"latitude": random.uniform(-90, 90, 9), "longitude": random.uniform(-180, 180, 9)})
    places, towns = ends.head(5), ends.tail(4)
    found = distances.km(places, towns)
    assert found.shape == (5, 4)
    for row, place in enumerate(places.itertuples()):
        for column, town in enumerate(towns.itertuples()):
            metres = GEOD.inv(place.longitude, place.latitude, town.longitude, town.latitude)[2]
            assert found[row, column] == pytest.approx(metres / 1000, abs=1e-9)


def test_without_towns_or_places_the_table_has_no_cell():
    ends = pd.DataFrame({"latitude": [1.0], "longitude": [2.0]})
    assert distances.km(ends, ends.head(0)).shape == (1, 0)
    assert distances.km(ends.head(0), ends).shape == (0, 1)


def test_bases_of_one_point_are_one_town_with_all_that_they_have():
    bases = made(
        {"longitude": 2.0, "name": "Gao", "functions": "medical; aviation"},
        {"longitude": 1.0, "component_type": None, "illustrative": True},
        {"longitude": 2.0, "component_type": "civilian; military", "functions": "human rights; medical"},
    )
    found = distances.towns(bases)
    assert found["name"].tolist() == ["Gao", "Town 1"]
    assert found["rows"].tolist() == [(0, 2), (1,)]
    assert found["component_type"].fillna("?").tolist() == ["military; civilian", "?"]
    assert found["functions"].fillna("?").tolist() == ["medical; aviation; human rights", "?"]
    assert found["illustrative"].tolist() == [False, True]
    assert distances.towns(bases.head(0)).empty
