"""What leaves by a page is on record, which administrators alone may read; what cannot be recorded is not given."""

import pytest

from components import audited, files
from components.access import who
from data import mission
from data.access.roles import Person
from data.audit import log
from data.deck import formats
from data.errors import StoreBusyError
from tests.pages.driver import open_page, ran


@pytest.fixture(autouse=True)
def _written_as_text(monkeypatch):
    for ending in formats.WRITERS:
        monkeypatch.setitem(formats.WRITERS, ending, "tests.data.deck.writer")


def exported():
    """A file of a view, made."""
    shown = open_page("footprint")
    shown.app.session_state[files.OPEN] = True
    ran(shown.app).app.button(key="files_one").click()
    return ran(shown.app)


def test_a_file_of_a_view_is_on_record_for_administrators():
    name = exported().app.session_state[files.MADE].name
    shown = open_page("data", {"data_part": "audit"})
    assert "Who did what" in shown.text
    assert name in shown.text
    assert "Export" in shown.text


@pytest.mark.parametrize("role", ["viewer", "planner", "analyst"])
def test_others_have_no_such_part(role, monkeypatch):
    exported()

    def person(_mission):
        own = Person("somebody", "", frozenset({role}))
        who.st.session_state[who.KEY] = own
        return own

    monkeypatch.setattr(who, "person", person)
    shown = open_page("data", {"data_part": "audit"})
    assert "Who did what" not in shown.text
    assert "linchpin_footprint" not in shown.text


def test_what_cannot_be_put_on_record_is_not_given(monkeypatch):
    def busy(*_given):
        raise StoreBusyError("busy")

    monkeypatch.setattr(log, "note", busy)
    shown = exported()
    assert files.MADE not in shown.app.session_state
    assert "busy" in shown.text


def test_a_click_that_cannot_be_put_on_record_gives_a_sentence(monkeypatch, example):
    def full(*_given):
        raise OSError("no space left")

    export = log.Export("rows.csv")
    monkeypatch.setattr(audited, "of", lambda _context, _file, _edition: export)
    context = type("Context", (), {"snapshot": example})
    assert audited.recorded(context, "rows.csv", lambda: b"rows")() == b"rows"
    assert log.entries(mission.load(mission.EXAMPLE)).iloc[0]["what"] == "rows.csv"
    monkeypatch.setattr(log, "note", full)
    assert audited.recorded(context, "rows.csv", lambda: b"rows")().startswith(b"This file could not be put on record")
