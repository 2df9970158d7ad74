from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from components import links, views
from components.links import Parameter
from data.filters import PARAMETERS, Filters

ROLLING = Filters(start=date(2019, 10, 1), end=date(2019, 12, 31), period="quarter", source="sample")
NARROW = Filters(
    start=date(2018, 9, 1),
    end=date(2019, 6, 30),
    source="acled",
    types=("violent", "riots"),
    areas=("wof:1", "wof:2"),
    actors=("a0123456789",),
    civilians=True,
    precision=2,
    scenario="dry season & roads",
    lang="fr",
)


def query(link):
    return parse_qs(urlsplit(link).query)


def full(chosen, pinned=None, own=(), path="incidents"):
    return links.full_link("https://x.org/linchpin", path, chosen, own, pinned)


def test_a_live_link_writes_defaults_too():
    assert query(full(ROLLING)) == {
        "period": ["quarter"], "source": ["sample"], "civilians": ["0"], "precision": ["3"], "lang": ["en"],
    }  # fmt: skip


def test_a_full_link_has_every_parameter_that_says_something():
    said = query(full(NARROW))
    assert set(said) == set(PARAMETERS) - {"period", "at", "brief"}
    assert said["type"] == ["violent", "riots"]
    assert said["area"] == ["wof:1", "wof:2"]
    assert said["scenario"] == ["dry season & roads"]


def test_a_pinned_link_has_fixed_days_and_the_version():
    said = query(full(ROLLING, pinned=7))
    assert said["at"] == ["7"]
    assert (said["from"], said["to"]) == (["2019-10-01"], ["2019-12-31"])
    assert "period" not in said


def test_the_address_is_the_missions_own():
    assert full(ROLLING).startswith("https://x.org/linchpin/incidents?")
    assert full(ROLLING, path="").startswith("https://x.org/linchpin/?")


def test_own_parameters_of_the_page_are_written_with_their_defaults():
    parameter = Parameter("incidents_layer", ("areas", "places"), "areas")
    assert query(full(ROLLING, own=(parameter,)))["incidents_layer"] == ["areas"]


def test_a_query_for_another_page_keeps_the_filters_and_adds_its_own():
    said = links.query_for(NARROW, areas=("wof:3",), mandate_status="overdue")
    assert said["area"] == ["wof:3"]
    assert said["type"] == ["violent", "riots"]
    assert said["mandate_status"] == "overdue"


@pytest.mark.parametrize(
    ("asked", "value", "noted"),
    [
        ({}, "areas", False),
        ({"incidents_layer": ["places"]}, "places", False),
        ({"incidents_layer": ["<b>"]}, "areas", True),
    ],
)
def test_a_parameter_takes_what_it_accepts(asked, value, noted):
    read, note = Parameter("incidents_layer", ("areas", "places"), "areas").read(asked, None)
    assert read == value
    assert bool(note) is noted


def test_a_long_value_is_cut():
    assert len(Parameter("incidents_event").read({"incidents_event": ["x" * 10_000]}, None)[0]) == links.LONGEST_VALUE


def test_own_parameters_carry_the_prefix_of_their_page():
    for view in views.VIEWS:
        for parameter in view.own:
            assert parameter.name.startswith(f"{view.key}_")
            assert parameter.name not in PARAMETERS
