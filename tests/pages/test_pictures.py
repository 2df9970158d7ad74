"""The button “Picture” on the pages: made when clicked, of what the page shows, in the language of its link."""

import threading
import xml.etree.ElementTree as ET

import pytest
import streamlit as st

from components.frame import DISCLAIMER
from data import mission
from data.importing.run import import_files
from data.pictures import files
from tests.data import made
from tests.data.pictures.made import said
from tests.pages.driver import open_page

KEYS = {"briefing": ["map", "months"], "footprint": ["footprint"]}


@pytest.fixture
def offered(monkeypatch):
    """The buttons of pictures by their keys: what a click runs, and the file's name."""
    buttons = {}
    real = st.download_button

    def button(label, **given):
        if given["key"].startswith("picture_"):
            buttons[given["key"].removeprefix("picture_")] = given
        return real(label, **given)

    monkeypatch.setattr(st, "download_button", button)
    return buttons


def clicked(button):
    """The file that a click makes, in a thread that knows nothing of the page."""
    files_made = []
    thread = threading.Thread(target=lambda: files_made.append(button["data"]()))
    thread.start()
    thread.join()
    return files_made[0]


def words(button):
    return said(ET.fromstring(clicked(button)))


@pytest.mark.parametrize("page", KEYS)
def test_nothing_is_drawn_before_a_click(page, offered, monkeypatch):
    drawn = []
    monkeypatch.setattr(files, "drawn", lambda picture, ending: drawn.append(ending) or b"made")
    open_page(page)
    assert sorted(offered) == sorted(f"{key}{ending}" for key in KEYS[page] for ending in (".png", ".svg"))
    assert drawn == []
    assert clicked(offered[f"{KEYS[page][0]}.png"]) == b"made"
    assert drawn == [".png"]


@pytest.mark.parametrize(("page", "key"), [("briefing", "map"), ("footprint", "footprint")])
def test_the_picture_of_a_map_says_what_the_page_says(page, key, offered):
    shown = open_page(page)
    assert clicked(offered[f"{key}.png"]).startswith(b"\x89PNG")
    text = words(offered[f"{key}.svg"])
    for part in (
        shown.title,
        "Synthetic example data",
        "UNCLASSIFIED – EXAMPLE",
        "Source: Synthetic example",
        DISCLAIMER,
    ):
        assert part in text, part
    assert "Illustrative, no source states them" in " ".join(text.split())
    assert offered[f"{key}.svg"]["file_name"] == f"linchpin_{key}_sample_2019-10-01_2019-12-31.svg"


def test_the_picture_of_months_has_the_pages_finding(offered):
    shown = open_page("briefing")
    text = words(offered["months.svg"])
    finding = text[text.index("Most incidents since") :].split(" Oct–Dec 2019")[0]
    assert finding in shown.text
    assert "before" in text


def test_a_picture_speaks_the_language_of_its_link(offered):
    open_page("briefing", {"lang": "fr"})
    assert "oct.–déc. 2019" in words(offered["map.svg"])


def test_a_public_address_stands_below_the_picture(new_mission, tmp_path, opens, offered):
    settings = new_mission.settings_text.replace('public_url = ""', 'public_url = "https://linchpin.example"')
    (new_mission.folder / "mission.toml").write_text(settings)
    import_files(mission.load(new_mission.folder), [made.acled(tmp_path / "acled.csv", {})], who="tester")
    opens(new_mission)
    open_page("briefing", {"type": "violent"})
    text = words(offered["map.svg"]).replace(" ", "")
    assert "https://linchpin.example/?" in text
    assert "at=1" in text
    assert "type=violent" in text


def test_no_public_address_no_link(offered):
    open_page("briefing", {"type": "violent"})
    assert "http" not in words(offered["map.svg"])


KEPT_BACK = "\n[source_titles.acled]\nexport = false\n"


def test_exact_positions_of_events_that_may_not_leave_are_in_no_file(mali_copy, opens, offered):
    (mali_copy.folder / "mission.toml").write_text(mali_copy.settings_text + KEPT_BACK)
    opens(mali_copy)
    shown = open_page("footprint")
    assert list(offered) == ["footprint.png"]
    assert "No SVG, which would hold exact positions." in shown.text
    offered.clear()
    open_page("briefing")
    assert "map.svg" in offered, "counts may leave"


@pytest.mark.usefixtures("incidents_only")
def test_a_mission_without_areas_and_bases_has_a_picture(offered):
    open_page("briefing")
    assert "3 recorded incidents" in words(offered["map.svg"])
