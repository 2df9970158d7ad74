"""The popover “Files”: nothing before it is opened; a file on a click, with its errors in words."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from components import files
from data.deck import formats
from data.errors import InputError
from tests.pages.driver import open_page, ran


@pytest.fixture(autouse=True)
def _written_as_text(monkeypatch):
    for ending in formats.WRITERS:
        monkeypatch.setitem(formats.WRITERS, ending, "tests.data.deck.writer")


def opened(key, query=None):
    """A view with its popover open."""
    shown = open_page(key, query)
    shown.app.session_state[files.OPEN] = True
    return ran(shown.app)


def click(shown, key):
    shown.app.button(key=key).click()
    return ran(shown.app)


def test_nothing_of_it_is_there_before_it_is_opened():
    shown = open_page("incidents")
    assert not [button for button in shown.app.button if button.key.startswith("files_")]


def test_page_data_has_no_files():
    assert not [button for button in opened("data").app.button if button.key.startswith("files_")]


def test_a_click_makes_the_file_of_the_view():
    shown = opened("footprint", {"footprint_radius": "100", "period": "budgetyear"})
    assert files.MADE not in shown.app.session_state
    shown.app.radio(key=files.FORMAT).set_value(".pdf")
    shown = click(shown, "files_one")
    made = shown.app.session_state[files.MADE]
    assert made.name == "linchpin_footprint_sample_2018-07-01_2019-06-30.pdf"
    assert shown.title in made.file.decode().splitlines()[1].replace("\u00a0", " ")
    assert [one.label for one in shown.app.get("download_button") if one.key == "files_save"]
    shown.app.radio(key=files.FORMAT).set_value(".xlsx")  # another format: that file is no longer offered
    assert not [one for one in ran(shown.app).app.get("download_button") if one.key == "files_save"]


def test_a_click_makes_one_for_each_field_office(example):
    shown = click(opened("briefing"), "files_offices")
    made = shown.app.session_state[files.MADE]
    assert made.name.endswith("_offices.zip")
    names = ZipFile(BytesIO(made.file)).namelist()
    assert len(names) == len(example.table("field_offices"))


def test_what_cannot_be_made_says_why(monkeypatch):
    def refuses(*_given):
        raise InputError("<b>Too large</b>")

    monkeypatch.setattr(formats, "write", refuses)
    shown = click(opened("mandate"), "files_one")
    assert "<b>Too large</b>" in shown.text
    assert files.MADE not in shown.app.session_state
