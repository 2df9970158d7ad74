"""Letters: what data says is shown as it is, on lines that fit."""

import pytest

from data.pictures.lettering import LONGEST, Measure, clean
from tests.data.pictures.made import HOSTILE, SEEN


def test_unseen_characters_go_and_what_is_seen_stays():
    assert clean(HOSTILE) == SEEN
    assert clean("two\nlines\tand\u2028three\u200b\ufeff") == "two lines and three"
    assert clean("Côte d’Ivoire – 5 €") == "Côte d’Ivoire – 5 €"


def test_an_isolated_name_from_right_to_left_keeps_its_isolation():
    assert clean("\u2068موبتي\u2069: 12") == "\u2068موبتي\u2069: 12"


def test_a_long_text_is_cut_with_a_sign():
    assert len(clean("x" * 5000)) == LONGEST
    assert clean("x" * 5000).endswith("…")


@pytest.mark.parametrize("text", ["one two three four five six seven", "Llanfairpwllgwyngyll" * 5, "a " * 40])
def test_wrapped_lines_fit_and_lose_no_letter(text):
    measure = Measure()
    lines = measure.wrapped(text, 10, 1.2)
    assert len(lines) > 1
    assert all(measure.width(line, 10) <= 1.2 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_figure_and_its_unit_stay_on_one_line():
    measure = Measure()
    text = clean("one  two 26\u00a0% of all")
    assert text == "one two 26\u00a0% of all"
    width = measure.width("one two 26", 10) + 0.01
    assert measure.wrapped(text, 10, width) == ["one two", "26\u00a0% of all"]


def test_bold_is_wider_and_size_counts():
    measure = Measure()
    assert measure.width("Mopti", 10, bold=True) > measure.width("Mopti", 10)
    assert measure.width("Mopti", 20) == pytest.approx(2 * measure.width("Mopti", 10), rel=0.05)


def test_nothing_to_wrap_is_no_line():
    assert Measure().wrapped("", 10, 1) == []
