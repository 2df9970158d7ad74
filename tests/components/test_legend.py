import itertools

import pytest

from components import legend
from data.incidents import scales
from data.words.palette import DARK, LIGHT


@pytest.mark.parametrize("most", [0, 1, 2, 5, 10, 29, 57, 100, 251, 1000, 5000, 100_000])
def test_classes_cover_every_count_once(most):
    scale = scales.breaks(most)
    steps = [scale.step(count) for count in range(min(most, 4000) + 1)]
    assert steps[0] == 0
    assert steps == sorted(steps)
    assert scale.step(most) <= 4
    assert len(scale.labels()) == len(LIGHT.classes) == len(DARK.classes) == 5


def test_only_zero_is_in_the_first_class():
    for most in (1, 10, 100, 1000):
        scale = scales.breaks(most)
        assert scale.step(0) == 0
        assert scale.step(1) == 1


def test_lower_bounds_rise_and_the_largest_count_of_many_scales_is_in_the_top_class():
    for most in range(1, 3000):
        lows = scales.breaks(most).lows
        assert all(a < b for a, b in itertools.pairwise(lows))
        assert most < 2.2 * lows[3]


def test_labels_say_the_bounds():
    assert scales.breaks(40).labels() == ["0", "1–4", "5–14", "15–29", "30+"]
    assert scales.breaks(5000).labels()[-1] == "3,000+"
    assert scales.breaks(3).labels() == ["0", "1", "2", "3", "4+"]


def test_a_legend_escapes_its_title():
    drawn = legend.classes(scales.breaks(10), "<script>", LIGHT)
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn


def test_the_legend_of_bases_names_only_those_that_are_there():
    drawn = legend.bases(["military"], LIGHT, 50)
    assert "■" in drawn
    assert "▲" not in drawn
    assert "50 km, straight line" in drawn
