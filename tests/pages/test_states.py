"""Five hundred random states of the views: link and page agree; five thousand broken query strings: a note each."""

from urllib.parse import parse_qs, urlsplit

import pytest

from components import links, views
from data.filters import Filters, query_values, unknown_parameters
from tests.pages import states
from tests.pages.driver import open_page

COUNT, BATCHES, SEED = 500, 10, 20190630
WIDGETS = {
    "filter_types": lambda f: list(f.types),
    "filter_areas": lambda f: list(f.areas),
    "filter_actors": lambda f: list(f.actors),
    "filter_civilians": lambda f: f.civilians,
    "filter_precision": lambda f: f.precision,
    "filter_period": lambda f: f.period or links.CHOSEN_DAYS,
    "filter_source": lambda f: f.source,
}


@pytest.fixture(scope="module")
def every(example):
    return states.some(example, COUNT, SEED)


def figures(shown):
    """All that a page says in titles, figures, tables and notes."""
    return shown.titles, shown.tables, shown.text


def test_each_state_is_read_back_from_its_link(every, example):
    for state in every:
        for link in (state.filters.to_link(), state.filters.to_link(complete=True), "?" + urlsplit(state.link).query):
            reading = Filters.from_query(link, example.vocabulary)
            assert reading.filters == state.filters, link
            assert reading.notes == ()


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_state_opens_with_its_widgets_and_the_page_s_own_link_opens_the_same(batch, every, example):
    given = kept = 0
    for state in every[batch::BATCHES]:
        shown = open_page(state.view.key, state.query)
        assert shown.notes == [note for note in shown.notes if "records run from" in note], state.link
        assert widgets(shown) == {key: expected(state.filters) for key, expected in WIDGETS.items()}, state.link
        own = parameters(state.view, shown)
        given += len(state.own)
        kept += sum(own[name] == value for name, value in state.own.items())
        full = links.full_link("", state.view.path, state.filters, ())
        again = open_page(state.view.key, parse_qs(urlsplit(full).query) | {n: v for n, v in own.items() if v})
        assert parameters(state.view, again) == own, state.link
        assert widgets(again) == widgets(shown), state.link
        assert figures(again) == figures(shown), state.link
    assert kept >= 0.8 * given, "what a page cannot show it replaces; all else it keeps"


def widgets(shown):
    """The values of the filters' widgets."""
    return {key: shown.app.session_state[key] for key in WIDGETS}


def parameters(view, shown):
    """The page's own parameters, as they stand after the run."""
    return {own.name: shown.app.session_state[own.name] or own.default for own in view.own}


@pytest.fixture(scope="module")
def broken():
    return states.broken(5000, SEED)


def test_five_thousand_broken_query_strings_are_read_with_a_note_each(broken, example):
    for number, text in enumerate(broken):
        view = views.VIEWS[number % len(views.VIEWS)]
        own = (*view.own, *views.EVERYWHERE)
        query = query_values("?" + text)
        notes = [*Filters.from_query(query, example.vocabulary).notes]
        notes += unknown_parameters(query, tuple(parameter.name for parameter in own))
        notes += filter(None, (parameter.read(query, example)[1] for parameter in own))
        assert notes, text
        assert all(len(note) < 600 for note in notes), text


@pytest.mark.parametrize("view", views.VIEWS, ids=lambda view: view.key)
def test_a_page_opens_on_broken_query_strings_with_a_note(view, broken):
    for text in broken[views.VIEWS.index(view) :: len(broken) // 12]:
        shown = open_page(view.key, query_values("?" + text))
        assert len(shown.titles) == 1, text
        assert shown.notes, text
        assert "pwned" not in "".join(body for body in shown.html if "<script" in body), text
