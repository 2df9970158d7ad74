"""The briefing on a slow link: what a first and a later visit cost in bytes until its text stands."""

import pytest

from data import mission
from tests.bench import server, slow


@pytest.fixture(scope="module")
def found(browser):
    """An empty page and the app, visited once each, and the app again."""
    with server.servers(mission.EXAMPLE, ("floor", "ours")) as running:
        yield slow.measure(browser, running["ours"].port, running["floor"].port)


def test_the_briefing_costs_little_beyond_an_empty_page(found):
    assert 10_000 < found.cold <= slow.MOST_COLD, str(found)


def test_a_later_visit_has_its_text_after_few_bytes(found):
    assert 200 < found.http <= slow.MOST_HTTP, str(found)
    assert 5_000 < found.socket <= slow.MOST_SOCKET, str(found)


def test_title_and_figures_stand_before_the_map_is_drawn_and_no_chart_of_plotly_is(found):
    assert 0 < found.before_drawing < 60, str(found)
    assert not found.plotly
