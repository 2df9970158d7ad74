"""Pictures made of little, for tests: a square country between 14 and 16° N, and readers of what was drawn."""

import io
import re
import xml.etree.ElementTree as ET

import numpy as np
from PIL import Image

from data.pictures import files, spec

SVG = "{http://www.w3.org/2000/svg}"
DISCLAIMER = "The boundaries and names shown do not imply endorsement."
HOSTILE = "</text><script>alert(1)</script> $x^2$ a\u202eb\x00c"
SEEN = "</text><script>alert(1)</script> $x^2$ ab c"  # of HOSTILE, what a reader of the picture sees


def square(west, south, east, north):
    """A ring."""
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def outlines(**rings):
    """A collection of one polygon an area_id."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Polygon", "coordinates": [ring]},
            "properties": {"area_id": area, "name": area},
        }
        for area, ring in rings.items()
    ]
    return {"type": "FeatureCollection", "features": features}


LAND = outlines(a=square(0, 14, 1, 16), b=square(1, 14, 2, 16))
BOUNDS = (0.0, 14.0, 2.0, 16.0)
RED, BLUE = "#A63D2A", "#1B6CA8"
KEYS = spec.Legend("Incidents per cercle", (spec.Key("fill", "1–9", RED), spec.Key("note", "a note")))


def words(**other):
    """What stands around a picture."""
    given = {
        "title": "Twelve incidents in Mopti",
        "subtitle": "Apr–Jun 2019",
        "mission": "MINUSMA",
        "handling": "Unclassified",
        "mark": "Synthetic data",
        "foot": ("Source: ACLED, data to 30 Jun 2019.", "Version 3."),
        "disclaimer": DISCLAIMER,
    }
    return spec.Words(**{**given, **other})


def map_of(*layers, legends=(KEYS,), **other):
    """A map of the square country."""
    return spec.MapPicture(words(**other), BOUNDS, LAND, layers, legends)


def chart_of(chart, notes=(), **other):
    """A chart."""
    return spec.ChartPicture(words(disclaimer="", **other), chart, notes)


STACKED = spec.Stacked(
    ["Apr 2019", "May 2019", "Jun 2019"],
    (spec.Series("Battles", RED, [3, 0, 4]), spec.Series("Riots", BLUE, [1, 2, 0])),
    "incidents a month",
)


def circles(count=3, exact=(True, False, True)):
    """Places along a line."""
    at = np.linspace(0.3, 1.7, count)
    return spec.Circles(at, np.full(count, 15.0), np.linspace(9, 3, count), np.array(exact), [RED])


def pixels(picture):
    """A picture's PNG as an array of red, green, blue."""
    return np.asarray(Image.open(io.BytesIO(files.drawn(picture, ".png"))).convert("RGB"))


def svg(picture):
    """A picture's SVG, parsed: not well-formed XML raises."""
    return ET.fromstring(files.drawn(picture, ".svg"))


def texts(root):
    """The texts of an SVG, in the order in which they were drawn."""
    return ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]


def said(root):
    """All text on the page, on one line."""
    return " ".join(" ".join(texts(root)).split())


def ink(picture, colour):
    """How many pixels of a PNG have a colour, `#RRGGBB`, or almost."""
    wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return int((np.abs(pixels(picture).astype(int) - wanted).max(axis=2) <= 6).sum())


def numbers(element):
    """The numbers of a path."""
    return [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", element.get("d", ""))]
