"""Texts within sentences: a name that turns the direction of letters turns nothing else."""

import pytest

from data.i18n import _, isolated, ngettext

FSI, PDI, RLO = "\u2068", "\u2069", "\u202e"


def test_a_plain_name_stays_as_it_is():
    assert _("{area}: {n}").format(area="Ménaka", n=5) == "Ménaka: 5"


@pytest.mark.parametrize("name", [f"Koro{RLO}", "غاو", "\u200fKoro"])
def test_a_name_that_turns_is_isolated_in_a_sentence(name):
    assert _("{area}: {n}").format(area=name, n=2019) == f"{FSI}{name}{PDI}: 2019"
    assert ngettext("{n} in {area}", "{n} in {area}", 2).format(n=2, area=name) == f"2 in {FSI}{name}{PDI}"


@pytest.mark.parametrize("name", [f"a{FSI}b", f"a{PDI}b{RLO}", f"{PDI}{PDI}{FSI}{FSI}x", f"{FSI}a{PDI}{RLO}"])
def test_no_name_breaks_out_of_its_isolation(name):
    """Every opened one is closed at the end, and not before."""
    depth, whole = 0, isolated(name)
    for at, letter in enumerate(whole):
        depth += (letter == FSI) - (letter == PDI)
        assert depth > 0 or at == len(whole) - 1
    assert depth == 0
