"""Fifty random states in the browser: the address bar's link, opened cold in another one, shows the same."""

import pytest

from data import snapshot
from tests.pages import states

COUNT, SEED = 50, 2019
# The figures of a page: its title, strip and tables.
FIGURES = """() => [...document.querySelectorAll('h1.lp-title, .lp-figure .value, table.lp-table td')]
  .map(e => e.textContent.trim()).join('|')"""


@pytest.mark.parametrize("half", [0, 1])
def test_the_address_of_a_state_opens_cold_with_the_same_figures(half, tabs, example_server, example_copy, shot):
    out = tabs(example_server)
    for state in states.some(shot, COUNT, SEED)[half::2]:
        page = out.open(state.link)
        figures, address = page.evaluate(FIGURES), page.url.removeprefix(example_server.url)
        cold = tabs(example_server)
        cold.open(address)
        assert cold.page.evaluate(FIGURES) == figures, state.link
        cold.check()
        cold.page.close()
        assert figures.split("|")[0]


@pytest.fixture(scope="module")
def shot(example_copy):
    """The example in memory."""
    return snapshot.load(example_copy, 1)
