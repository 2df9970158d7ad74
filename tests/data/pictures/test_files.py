"""Files: a PNG of the right size with something on it, an SVG that is XML, both the same each time, both harmless."""

import io
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image

from data.pictures import files, spec
from tests.data.pictures import made
from tests.data.pictures.made import BLUE, HOSTILE, RED, SEEN

PICTURES = {
    "map": made.map_of(made.circles(), spec.Signs([spec.Sign(1, 15, ("military", "police"), "Sévaré")])),
    "stacked": made.chart_of(made.STACKED),
    "bars": made.chart_of(spec.Bars(["Koro", "Bankass"], [30, 12], ["30", "12"], RED, "incidents")),
    "lines": made.chart_of(spec.Lines(["Apr", "May"], (spec.Series("A", RED, [1, None]),), "deaths")),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_png_is_a4_across_at_200_dpi_with_ink_on_it(name):
    image = Image.open(io.BytesIO(files.drawn(PICTURES[name], ".png")))
    assert (image.format, image.size) == ("PNG", (2338, 1654))
    assert round(image.info["dpi"][0]) == 200
    grey = np.asarray(image.convert("L"))
    assert 0.005 < (grey < 200).mean() < 0.9
    assert (grey[:20] == 255).all(), "the upper edge is empty"
    assert (grey[-20:] == 255).all(), "the lower edge is empty"


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("ending", [".png", ".svg"])
def test_the_same_picture_is_the_same_bytes(name, ending):
    assert files.drawn(PICTURES[name], ending) == files.drawn(PICTURES[name], ending)


def test_pictures_drawn_at_once_are_those_drawn_alone():
    alone = {name: files.drawn(picture, ".svg") for name, picture in PICTURES.items()}
    with ThreadPoolExecutor(4) as threads:
        names = [*PICTURES] * 2
        together = list(threads.map(lambda name: files.drawn(PICTURES[name], ".svg"), names))
    assert [alone[name] == drawn for name, drawn in zip(names, together, strict=True)] == [True] * len(names)


def test_files_say_what_they_are_and_not_when_or_with_what():
    png = Image.open(io.BytesIO(files.drawn(PICTURES["map"], ".png"))).info
    assert png["Title"] == "Twelve incidents in Mopti"
    assert "Source: ACLED" in png["Source"]
    assert "Software" not in png
    svg = files.drawn(PICTURES["map"], ".svg").decode()
    assert "<title>Twelve incidents in Mopti</title>" in svg
    assert "dc:date" not in svg
    assert "Matplotlib v" not in svg


HOSTILE_PICTURES = {
    "words": made.map_of(**dict.fromkeys(("title", "subtitle", "mission", "handling", "mark", "link"), HOSTILE)),
    "foot": made.map_of(foot=(HOSTILE,), disclaimer=HOSTILE),
    "legend": made.map_of(legends=(spec.Legend(HOSTILE, (spec.Key("fill", HOSTILE, RED),)),)),
    "town": made.map_of(spec.Signs([spec.Sign(0.5, 15, ("military",), HOSTILE)])),
    "label": made.map_of(spec.Labels([spec.Label(1.5, 15, HOSTILE)])),
    "steps": made.chart_of(spec.Stacked([HOSTILE], (spec.Series("a", RED, [1]), spec.Series("b", BLUE, [2])), "n")),
    "series": made.chart_of(spec.Lines(["x"], (spec.Series(HOSTILE, RED, [1]), spec.Series("b", BLUE, [2])), HOSTILE)),
    "categories": made.chart_of(spec.Bars([HOSTILE], [1], [HOSTILE], RED, HOSTILE), notes=(HOSTILE,)),
}


@pytest.mark.parametrize("name", HOSTILE_PICTURES)
def test_hostile_text_is_text(name):
    root = made.svg(HOSTILE_PICTURES[name])
    assert not [element for element in root.iter() if "script" in element.tag or "foreignObject" in element.tag]
    shown = made.said(root)
    assert SEEN[:25].casefold() in shown.casefold(), shown
    assert "\u202e" not in shown
    files.drawn(HOSTILE_PICTURES[name], ".png")


def test_a_dollar_sign_is_no_formula():
    assert "costs $x^2$ and $5" in made.said(made.svg(made.map_of(title="costs $x^2$ and $5")))


def test_no_address_but_those_of_the_format_stands_in_an_svg():
    svg = files.drawn(PICTURES["map"], ".svg").decode()
    hosts = {part.split("/")[0] for part in svg.replace("https://", "http://").split("http://")[1:]}
    assert hosts <= {"www.w3.org", "purl.org", "creativecommons.org"}
    assert 'href="http' not in svg
