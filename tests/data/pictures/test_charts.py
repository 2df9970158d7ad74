"""Charts: bars as high as their values, every name on the paper, gaps where nothing is known."""

from itertools import pairwise
from math import isnan

import pytest

from data.pictures import charts, spec
from data.pictures.sheet import Sheet
from tests.data.pictures import made
from tests.data.pictures.made import BLUE, RED


def drawn(chart, notes=()):
    """The axes of a chart."""
    picture = made.chart_of(chart, notes)
    sheet = Sheet(picture.words)
    charts.draw(sheet, picture)
    return sheet.figure.axes[0]


def test_bars_stack_to_their_totals():
    bars = drawn(made.STACKED).patches
    assert [bar.get_height() for bar in bars] == [3, 0, 4, 1, 2, 0]
    assert [bar.get_y() for bar in bars] == [0, 0, 0, 3, 0, 4]
    said = made.said(made.svg(made.chart_of(made.STACKED)))
    for words in ("Battles", "Riots", "incidents a month", "Apr 2019", "Jun 2019"):
        assert words in said


def test_totals_stand_on_few_bars_only():
    def chart(count):
        return spec.Stacked([f"s{n}" for n in range(count)], (spec.Series("A", RED, [77_001] * count),), "n")

    assert made.said(made.svg(made.chart_of(chart(3)))).count("77,001") == 3
    assert "77,001" not in made.said(made.svg(made.chart_of(chart(60))))


def test_names_of_many_steps_are_thinned_and_do_not_meet():
    steps = [f"Month {n} 2019" for n in range(300)]
    axes = drawn(spec.Stacked(steps, (spec.Series("A", RED, [1] * 300),), "n"))
    labels = [label for label in axes.get_xticklabels() if label.get_text()]
    assert 3 < len(labels) < 20
    edges = [label.get_window_extent(axes.figure.canvas.get_renderer()) for label in labels]
    assert all(one.x1 < other.x0 for one, other in pairwise(edges))


def test_lying_bars_carry_their_texts_and_say_what_is_left_out():
    names = [f"Area {n}" for n in range(40)]
    said = made.said(
        made.svg(made.chart_of(spec.Bars(names, list(range(40, 0, -1)), [f"{n} of 900" for n in range(40)], RED, "n")))
    )
    assert "Area 0" in said
    assert "0 of 900" in said
    assert "Area 39" not in said
    assert "and 16 more, not shown" in said


def test_long_names_of_categories_take_two_lines_at_most():
    axes = drawn(spec.Bars(["A long name of a group " * 30], [1], ["1"], RED, "n"))
    name = axes.get_yticklabels()[0].get_text()
    assert name.count("\n") == 1
    assert name.endswith("…")


def test_an_unknown_value_is_a_gap():
    series = (spec.Series("A", RED, [1, None, 3]), spec.Series("B", BLUE, [2, 2, 2], "--"))
    first, second = drawn(spec.Lines(["a", "b", "c"], series, "n")).lines
    assert [isnan(value) for value in first.get_ydata()] == [False, True, False]
    assert second.get_linestyle() == "--"


def test_series_apart_stand_beside_each_other_and_carry_their_own_figures():
    series = (spec.Series("A", RED, [10, None]), spec.Series("B", BLUE, [4, 7]))
    chart = spec.Stacked(["a", "b"], series, "n", apart=True)
    bars = drawn(chart).patches
    assert [(bar.get_y(), bar.get_height()) for bar in bars] == [(0, 10), (0, 4), (0, 7)]
    assert bars[0].get_x() + bars[0].get_width() <= bars[1].get_x() + 1e-9
    figures = [text.get_text() for text in drawn(chart).texts]
    assert figures == ["10", "4", "7"], "no total, and nothing where nothing is known"


def test_a_step_of_which_nothing_is_known_carries_no_total():
    series = (spec.Series("A", RED, [3, None, 0]), spec.Series("B", BLUE, [None, None, None]))
    axes = drawn(spec.Stacked(["a", "b", "c"], series, "n"))
    assert [(text.xy[0], text.get_text()) for text in axes.texts] == [(0, "3"), (2, "0")]


def test_values_below_zero_hang_below_it():
    series = (spec.Series("A", RED, [3, -2]), spec.Series("B", BLUE, [-4, -1]))
    axes = drawn(spec.Stacked(["a", "b"], series, "n"))
    assert [(bar.get_y(), bar.get_height()) for bar in axes.patches] == [(0, 3), (0, -2), (0, -4), (-2, -1)]
    assert axes.get_ylim()[0] < -4
    assert axes.get_ylim()[1] > 3
    assert [text.get_text() for text in axes.texts] == ["−1", "−3"]
    low, _high = drawn(spec.Lines(["a", "b"], series, "n")).get_ylim()
    assert low < -4


def test_lying_bars_go_both_ways_and_an_unknown_one_has_none():
    axes = drawn(spec.Bars(["a", "b", "c"], [5, -3, None], ["5", "−3", "–"], RED, "n"))
    assert [bar.get_width() for bar in axes.patches] == [5, -3, 0]
    assert axes.get_xlim() == (-3, 5)
    assert [text.xy[0] for text in axes.texts] == [5, 0, 0]


def test_shares_have_ticks_between_whole_numbers():
    series = (spec.Series("A", RED, [0.25, 0.5]),)
    axes = drawn(spec.Lines(["a", "b"], series, "share"))
    assert axes.get_ylim()[1] < 1
    assert any(0 < tick < 0.5 for tick in axes.get_yticks())


@pytest.mark.parametrize(
    "chart",
    [
        spec.Stacked([], (), "n"),
        spec.Bars([], [], [], RED, "n"),
        spec.Lines([], (), "n"),
        spec.Stacked(["a"], (spec.Series("A", RED, [0]),), "n"),
        spec.Bars(["a"], [0], ["0"], RED, "n"),
        spec.Lines(["a"], (spec.Series("A", RED, [None]),), "n"),
    ],
    ids=lambda chart: f"{type(chart).__name__}{len(getattr(chart, 'steps', None) or getattr(chart, 'categories', ()))}",
)
def test_nothing_to_draw_is_drawn(chart):
    assert made.pixels(made.chart_of(chart)).shape == (1654, 2338, 3)


def test_notes_stand_below_the_chart():
    assert "One event makes May." in made.said(made.svg(made.chart_of(made.STACKED, ("One event makes May.",))))
