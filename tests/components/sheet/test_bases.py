import pytest

from components.sheet import bases


@pytest.mark.parametrize(
    ("km", "about", "said"),
    [
        (0.0, False, "0 km"),
        (1.23, False, "1.2 km"),
        (9.96, False, "10 km"),
        (46.7, False, "47 km"),
        (1234.5, False, "1,234 km"),
        (46.7, True, "about 45 km"),
        (5.0, True, "about 5 km"),
        (4.9, True, "under 5 km"),
    ],
)
def test_a_distance_is_no_more_exact_than_the_place(km, about, said):
    assert bases.distance(km, about) == said
