"""Contrast by WCAG 2.1: text at least 4.5:1 and marks at least 3:1, on the page and in both themes."""

import pytest

from components import palette
from components.palette import DARK, LIGHT

THEMES = {"light": LIGHT, "dark": DARK}
# Colours that ../shared/look/README.md itself gives and that stay below 3:1 on its own page colour.
# The word or the sign beside them carries the meaning too.
FAINT_AS_GIVEN = {("light", "explosions"), ("light", "riots")}


def contrast(one, other):
    """Contrast ratio of two colours, 1 to 21."""
    return palette.contrast(palette.luminance(one), palette.luminance(other))


def test_the_measure_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def texts():
    for theme, colours in THEMES.items():
        for name in ("text", "quiet", "action"):
            for ground in ("page", "side"):
                yield theme, name, getattr(colours, name), ground
        for code, colour in colours.statuses.items():
            yield theme, code, colour, "page"


@pytest.mark.parametrize(("theme", "name", "colour", "ground"), [*texts()])
def test_text_can_be_read(theme, name, colour, ground):
    assert contrast(colour, getattr(THEMES[theme], ground)) >= 4.5


def marks():
    for theme, colours in THEMES.items():
        for kind in ("types", "components", "statuses"):
            for code, colour in getattr(colours, kind).items():
                yield theme, code, colour


@pytest.mark.parametrize(("theme", "name", "colour"), [*marks()])
def test_marks_can_be_seen(theme, name, colour):
    ratio = contrast(colour, THEMES[theme].page)
    if (theme, name) in FAINT_AS_GIVEN:
        assert ratio < 3, f"{name} reaches {ratio:.2f}:1 now: take it out of FAINT_AS_GIVEN"
    else:
        assert ratio >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_classes_go_one_way_in_lightness(theme):
    steps = [palette.luminance(colour) for colour in THEMES[theme].classes]
    assert steps == sorted(steps, reverse=theme == "light")
    assert contrast(THEMES[theme].classes[0], THEMES[theme].classes[-1]) >= 3


def test_both_themes_name_the_same_things():
    for kind in ("types", "components", "statuses"):
        assert list(getattr(LIGHT, kind)) == list(getattr(DARK, kind))


def test_every_status_and_component_has_its_own_sign_and_word():
    assert len(set(palette.SIGNS.values())) == len(LIGHT.statuses)
    assert len(set(palette.SHAPES.values())) == len(LIGHT.components)
    assert all(palette.status_name(code) for code in LIGHT.statuses)
    assert all(palette.component_name(code) for code in LIGHT.components)


def test_an_unknown_theme_is_light():
    assert palette.of("light") is LIGHT
    assert palette.of("dark") is DARK
