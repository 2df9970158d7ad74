"""Short links on the pages: kept by name, opened cold, in another language, pinned; one that is not there is said."""

import re
from urllib.parse import unquote

import pytest
import segno

from components import brief_links
from data.briefs import briefs
from data.briefs.briefs import Brief
from tests.pages.driver import open_page

QUERY = "from=2018-09-01&to=2019-06-30&type=violent&source=acled"


@pytest.fixture
def room(mali_copy, opens):
    return opens(mali_copy)


def kept(room, name="2019-06-centre", path="footprint", query=QUERY):
    return briefs.save(room, Brief(name, path, query, "Awa", "The Centre"))


def test_a_short_link_opens_its_view_cold(room):
    kept(room)
    shown = open_page("briefing", {"brief": "2019-06-centre"})
    assert shown.title.startswith("26 % of incidents in ")
    assert shown.notes == []
    assert "brief" not in shown.app.query_params


def test_it_opens_in_the_language_of_who_opens_it(room):
    kept(room, path="")
    assert "sept. 2018" in open_page("briefing", {"brief": "2019-06-centre", "lang": "fr"}).title


def test_a_pinned_one_opens_its_version(room):
    kept(room, path="incidents", query=f"{QUERY}&at=1")
    shown = open_page("briefing", {"brief": "2019-06-centre"})
    assert any("Pinned to version 1" in text for text in shown.advice)


@pytest.mark.parametrize("name", ["2019-06-center", "../../etc", "<img src=x onerror='1'>", "x" * 5000, "\x00"])
def test_one_that_is_not_there_is_said_with_those_that_look_like_it(room, name):
    kept(room)
    shown = open_page("briefing", {"brief": name})
    assert shown.title.startswith(tuple("0123456789"))
    assert "No short link" in shown.notes[0]
    assert ("2019-06-centre" in shown.notes[0]) is (name == "2019-06-center")


def test_the_code_is_that_of_the_link():
    link = "https://linchpin.example/?brief=2019-06-centre"
    drawn = unquote(brief_links.qr(link))
    assert "fill='#fff'" in drawn
    assert "stroke='#000'" in drawn
    size = segno.make(link, error="m", micro=False).symbol_size(border=4)[0]
    assert re.search(r"viewBox='0 0 (\d+) ", drawn)[1] == str(size)


def test_a_pinned_version_that_never_was_is_said_and_what_is_shown_instead(room):
    shown = open_page("incidents", {"at": "99"})
    assert shown.title
    assert any("pinned to version 99" in note and "version 3, is shown instead" in note for note in shown.notes)


def test_a_pinned_version_whose_files_are_gone_is_said_and_nothing_stands_in_its_place(room):
    pinned = room.store.version(1)
    gone = list((room.folder / "tables" / "incidents").glob("*.parquet"))
    assert pinned.tables["incidents"] >= 0
    for file in gone:
        file.unlink()
    shown = open_page("incidents", {"at": "1"})
    assert "Version 1 of this mission can no longer be read" in shown.text
    assert shown.titles == []
