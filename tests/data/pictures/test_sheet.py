"""The paper: everything that must be on it is on it, within its edges, however long."""

import pytest

from data.pictures.lettering import Measure
from data.pictures.sheet import HEIGHT, MARGIN, WIDTH, Box, Sheet
from tests.data.pictures import made


def test_marks_title_source_and_disclaimer_are_on_the_paper():
    said = made.said(made.svg(made.map_of(link="https://example.org/?at=3")))
    for words in (
        "Twelve incidents in Mopti",
        "Apr–Jun 2019",
        "MINUSMA",
        "UNCLASSIFIED",
        "Synthetic data",
        "Source: ACLED, data to 30 Jun 2019.",
        "Version 3.",
        made.DISCLAIMER,
        "https://example.org/?at=3",
    ):
        assert words in said, words
    assert said.count("UNCLASSIFIED") == 2, "at the head and at the foot"


@pytest.mark.parametrize(
    "other",
    [
        {"title": "A long finding about many areas " * 12},
        {"title": "W" * 400, "subtitle": "W" * 400},
        {"mark": "Synthetic data, not real incidents, " * 5, "handling": "Strictly " * 20},
        {"foot": ("A credit that goes on and on. " * 8,) * 4, "link": "https://example.org/?" + "x" * 700},
        {"mission": "M" * 300},
    ],
    ids=lambda other: next(iter(other)),
)
def test_long_words_wrap_within_the_margins_and_leave_room(other):
    sheet = Sheet(made.words(**other))
    measure = Measure()
    for text in sheet.figure.texts:
        x, y = text.get_position()
        font = text.get_fontproperties()
        wide = measure.width(text.get_text(), font.get_size(), font.get_weight() == "bold")
        left = x * WIDTH - (wide if text.get_ha() == "right" else 0)
        assert left >= MARGIN - 0.01, text.get_text()
        assert left + wide <= WIDTH - MARGIN + 0.01, text.get_text()
        assert 0.1 < y * HEIGHT < HEIGHT - 0.1, text.get_text()
    lines = [text.get_position()[1] * HEIGHT for text in sheet.figure.texts]
    assert not [y for y in lines if sheet.body.bottom < y < sheet.body.top]
    assert sheet.body.height > 2.5


def test_a_long_title_is_whole():
    title = " ".join(f"word{n}" for n in range(60))
    said = made.said(made.svg(made.map_of(title=title)))
    assert title in said


def test_boxes_know_where_they_meet():
    one = Box(0, 0, 2, 1)
    assert one.overlaps(Box(1.9, 0.5, 1, 1))
    assert not one.overlaps(Box(2.1, 0, 1, 1))
    assert one.overlaps(Box(2.1, 0, 1, 1), gap=0.2)
    assert Box(0.5, 0.5, 1, 0.5).within(one)
    assert not Box(0.5, 0.6, 1, 0.5).within(one)
