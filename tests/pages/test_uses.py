"""The handling mark of a view is the strictest of what it reads: each table that it reads is among those it uses."""

import pytest

from components import views
from data.access import handling
from data.access.handling import UNMARKABLE, USES
from data.snapshot import Snapshot
from tests.pages.driver import open_page

OF_FRAME = {"calendar", "field_offices", "incidents"}  # read for periods and profiles on every page; nothing is shown
LINKS = [
    (view.key, parameter.name, value)
    for view in views.VIEWS
    if view.key in USES
    for parameter in view.own
    if parameter.name.endswith("_part")
    for value in parameter.accepted
]


@pytest.fixture
def read(monkeypatch):
    """The tables that were read, by whatever is drawn; what the mark itself asks for is not counted."""
    names, real, marks = set(), Snapshot.table, handling.for_tables

    def table(self, name):
        names.add(name)
        return real(self, name)

    def for_tables(snapshot, asked, source):
        before = set(names)
        found = marks(snapshot, asked, source)
        names.intersection_update(before)
        return found

    monkeypatch.setattr(Snapshot, "table", table)
    monkeypatch.setattr(handling, "for_tables", for_tables)
    return names


@pytest.mark.parametrize(("key", "name", "value"), [*LINKS, ("briefing", "period", "quarter")])
def test_every_table_that_a_view_reads_is_among_those_it_is_marked_by(key, name, value, read):
    open_page(key, {name: value})
    assert read
    assert read - UNMARKABLE - OF_FRAME - set(USES[key]) == set()
