"""Names on printed maps: the United Nations' for its members, none where a name would be a statement."""

import pytest

from data.geography import names, outlines

WORLD = set(outlines.world()["name"])


def test_every_name_of_the_tables_is_on_the_map_of_the_world():
    assert set(names.SHORT_NAMES) <= WORLD
    assert names.UNNAMED <= WORLD
    assert not names.UNNAMED & set(names.SHORT_NAMES)


def test_no_printed_name_is_an_abbreviation():
    printed = {names.printed(name) for name in WORLD} - {""}
    assert [name for name in printed if "." in name] == []
    assert {"Mali", "Democratic Republic of the Congo", "South Sudan", "Côte d’Ivoire"} <= printed


def test_as_many_states_are_named_as_the_united_nations_have_members_on_this_map():
    """193 members, and Western Sahara; Tuvalu is too small for the map."""
    assert len({names.printed(name) for name in WORLD} - {""}) == 193 - 1 + 1


@pytest.mark.parametrize("name", ["Kosovo", "N. Cyprus", "Somaliland", "Taiwan", "Falkland Is."])
def test_territories_in_dispute_carry_no_name(name):
    assert names.printed(name) == ""


def test_land_is_cut_off_at_the_bounds():
    bounds = (-6.0, 12.0, 0.0, 16.0)
    land = outlines.land(bounds)
    assert {"Mali", "Burkina Faso"} <= set(land["name"])
    assert "France" not in set(land["name"])
    west, south, east, north = land.total_bounds
    assert (west, south, east, north) == pytest.approx(bounds, abs=0.01)
