"""The parts of page Incidents: each opens by its link, says its numbers, and gives its pictures."""

import io

import pytest
from PIL import Image

from components import picture_button
from data.filters import Filters
from tests.pages.driver import open_page

LINK = {"from": "2019-01-01", "to": "2019-06-30"}


def pictures(shown):
    """The buttons that give a picture, by their key."""
    return {b.key: b for b in shown.app.main.get("download_button") if str(b.key).startswith("picture_")}


def made(monkeypatch, query):
    """What each PNG button of a page would give, drawn in this thread."""
    from data.pictures import files

    found = {}

    def offer(_context, make, key, **_options):
        found[key] = files.drawn(make(), ".png")

    monkeypatch.setattr(picture_button, "offer", offer)
    assert open_page("incidents", query).title
    return found


@pytest.mark.parametrize(
    ("own", "keys"),
    [
        ({}, ["incidents_areas", "incidents_months"]),
        ({"incidents_measure": "change"}, ["incidents_areas", "incidents_months"]),
        ({"incidents_layer": "places"}, ["incidents_places", "incidents_months"]),
        ({"incidents_layer": "cells"}, ["incidents_cells", "incidents_months"]),
        ({"incidents_layer": "density"}, ["incidents_density", "incidents_months"]),
        ({"incidents_part": "play"}, ["incidents_frame"]),
        ({"incidents_part": "compare"}, ["incidents_period_1", "incidents_period_2", "incidents_difference"]),
    ],
    ids=str,
)
def test_every_map_and_chart_gives_its_picture(monkeypatch, own, keys):
    found = made(monkeypatch, LINK | own)
    assert sorted(found) == sorted(keys)
    for png in found.values():
        picture = Image.open(io.BytesIO(png))
        assert picture.width >= 1600
        assert len(set(picture.convert("L").resize((60, 40)).tobytes())) > 5, "it has ink"


def test_two_periods_say_both_counts(example):
    counts = [
        len(example.select(Filters.from_query(link, example.vocabulary).filters))
        for link in ("from=2019-01-01&to=2019-06-30", "from=2018-07-01&to=2018-12-31")
    ]
    text = open_page("incidents", LINK | {"incidents_part": "compare"}).text
    assert all(f"{count:,} incidents" in text for count in counts)


def test_periods_that_the_records_do_not_cover_are_not_compared():
    shown = open_page("incidents", {"from": "2016-08-01", "to": "2016-12-31", "incidents_part": "compare"})
    assert any("nothing can be compared" in note for note in shown.notes)


@pytest.mark.parametrize("part", ["map", "play", "compare", "change", "actors"])
@pytest.mark.parametrize(
    "chosen",
    [
        {"incidents_month": "2019-03"},
        {"incidents_type": "protests", "incidents_area": "ex:ML-GA"},
        {"incidents_shape": "10,-12;10,-11.9;10.1,-12"},
    ],
    ids=str,
)
def test_each_part_opens_under_any_choice_also_one_that_leaves_nothing(part, chosen):
    shown = open_page("incidents", LINK | chosen | {"incidents_part": part})
    assert shown.title
    assert shown.notes == []
    assert [button for button in shown.app.button if str(button.key).startswith("chip")]


def test_one_day_is_a_period_too():
    shown = open_page("incidents", {"from": "2019-03-23", "to": "2019-03-23", "incidents_part": "play"})
    assert "23 Mar 2019" in shown.title
