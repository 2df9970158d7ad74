import pandas as pd
import pytest

from data.geography import find

PLACES = pd.DataFrame(
    [("Ogossagou", 13.9583, -3.5706), ("Ménaka", 15.9182, 2.4022), ("Mopti", 14.49, -4.18), ("Near Mopti", 14.6, -4.0),
     ("Ogossagou", 13.9583, -3.5706)],
    columns=["location", "latitude", "longitude"],
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names"),
    [("menaka", ["Ménaka"]), ("MOPTI", ["Mopti", "Near Mopti"]), ("ogo", ["Ogossagou"]), ("", []), ("  ", []),
     ("nowhere (", []), ("13.96, -3.57", ["13.96, -3.57"])],
)  # fmt: skip
def test_places_by_what_is_typed(text, names):
    assert find.find(PLACES, text)["name"].tolist() == names


@pytest.mark.parametrize(
    ("text", "point"),
    [("13.96, -3.57", (13.96, -3.57)), ("13.96 -3.57", (13.96, -3.57)), ("91, 0", None), ("0; 181", None), ("13", None),
     ("Mopti 2", None)],
)  # fmt: skip
def test_coordinates(text, point):
    assert find.coordinates(text) == point


def test_the_nearest_name():
    assert find.nearest_name(PLACES, 15, 2) == "Ménaka"
    assert find.nearest_name(PLACES.iloc[:0], 15, 2) == ""


def test_the_nearest_name_across_the_date_line():
    islands = pd.DataFrame({"location": ["West", "East"], "latitude": [0.0, 0.0], "longitude": [170.0, -179.0]})
    assert find.nearest_name(islands, 0, 179) == "East"
