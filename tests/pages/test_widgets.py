"""Filters by the sidebar's widgets: the page, the link and the next run agree."""

import pytest

from data.filters import find_area
from tests.pages.driver import PAGES, open_page, ran


def widget(kind, key):
    """A sidebar's widget by its key."""
    return next(w for w in kind if w.key == key)


@pytest.mark.parametrize("page", PAGES)
def test_a_link_sets_the_widgets(page):
    app = open_page(page, {"period": "28d", "type": "violent", "area": "Mopti", "civilians": "1", "precision": "2"}).app
    assert widget(app.selectbox, "filter_period").value == "28d"
    assert widget(app.multiselect, "filter_types").value == ["violent"]
    assert len(widget(app.multiselect, "filter_areas").value) == 1
    assert widget(app.toggle, "filter_civilians").value is True
    assert widget(app.selectbox, "filter_precision").value == 2


def test_a_link_of_days_shows_them():
    app = open_page("incidents", {"from": "2018-09-01", "to": "2019-06-30"}).app
    assert widget(app.selectbox, "filter_period").value == "days"
    assert [str(day) for day in app.date_input[0].value] == ["2018-09-01", "2019-06-30"]


def test_a_widget_changes_the_page():
    shown = open_page("incidents")
    widget(shown.app.multiselect, "filter_types").set_value(["violent"])
    narrowed = ran(shown.app)
    assert "violent incidents" in narrowed.title
    widget(shown.app.selectbox, "filter_period").set_value("28d")
    assert "violent incidents in 4 Dec – 31 Dec 2019" in ran(shown.app).title


def test_the_chosen_task_says_where_it_works():
    shown = open_page("mandate")
    first = shown.tables[0][0][0].split()[0]
    widget(shown.app.selectbox, "mandate_task").set_value(first)
    chosen = ran(shown.app)
    assert "That is the setting of the task, not its effect." in chosen.text
    assert "See these incidents →" in chosen.links


def test_the_chip_shows_all_incidents_again(example):
    mopti = find_area("Mopti/Mopti", example.areas)
    shown = open_page("incidents", {"incidents_area": mopti})
    heading = [body for body in shown.html if "– Mopti" in body]
    assert heading, "the table's heading names the area"
    shown.app.button(key="chip_incidents_area").click()
    assert not [body for body in ran(shown.app).html if "– Mopti" in body]
