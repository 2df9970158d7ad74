"""Pictures as a user gets them: a click gives a file, drawn by the server without any other host."""

import xml.etree.ElementTree as ET

import pytest
from PIL import Image


def picture(tab, opener, name, folder):
    """The file that a button of a picture's popover gives."""
    button = tab.page.get_by_role("button", name=name, exact=True)
    if not button.is_visible():
        tab.page.get_by_role("button", name=opener).click()
    with tab.page.expect_download(timeout=60_000) as given:
        button.click()
    path = folder / given.value.suggested_filename
    given.value.save_as(path)
    return path


@pytest.mark.parametrize(
    ("page", "opener"), [("/", "Picture of the map"), ("/", "Picture of the months"), ("/footprint", "Picture")]
)
def test_a_click_gives_the_picture(page, opener, tab, tmp_path):
    tab.open(page)
    tab.map()  # once it is drawn the page has its height: a popover opened before would move out of the window
    title = tab.page.locator("h1.lp-title").inner_text()
    png = picture(tab, opener, "PNG", tmp_path)
    assert Image.open(png).size == (2338, 1654)
    svg = ET.parse(picture(tab, opener, "SVG", tmp_path)).getroot()
    words = " ".join("".join(element.itertext()) for element in svg.iter("{http://www.w3.org/2000/svg}text"))
    assert ("Most incidents since" if opener.endswith("months") else title) in words
    assert "Source: Synthetic example" in words
