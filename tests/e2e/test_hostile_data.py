"""A mission whose every text is hostile: none of it runs, on any page, map layer or tooltip; a raw payload does."""

import shutil

import pytest
from playwright.sync_api import expect

from data import mission
from tests.e2e.server import Server
from tests.e2e.test_map import click, features

IMG = '<img src=x onerror="window.top.pwned=1">'
PAYLOAD = IMG + "<script>window.top.pwned=1</script>"
TEXTS = {
    "incidents": ["notes", "location", "actor1", "actor2", "sub_event_type", "admin1", "admin2", "reported_by"],
    "areas": ["name", "source"],
    "bases": ["name", "sector", "functions", "source"],
    "mandates": ["title"],
    "priorities": ["title"],
    "tasks": ["title", "status_reason", "decision_asked", "lead_section", "progress_basis"],
    "source_figures": ["title", "wording", "citation"],
}
SETTINGS = f"""
name = '''{PAYLOAD}'''
country = "Mali"
handling = '''{PAYLOAD}'''
synthetic = '''{PAYLOAD}'''
credits = ['''{PAYLOAD}''']
[source_titles.sample]
title = '''{PAYLOAD}'''
terms = '''{PAYLOAD}'''
"""
PAGES = [
    "/",
    "/incidents?incidents_layer=areas",
    "/incidents?incidents_layer=places",
    "/footprint",
    "/mandate",
    "/data",
    "/incidents?from=2016-07-01&to=2019-12-31&incidents_event=DOC01",
]


@pytest.fixture(scope="module")
def hostile_server(browser, tmp_path_factory):
    folder = shutil.copytree(mission.EXAMPLE, tmp_path_factory.mktemp("hostile") / "mission")
    (folder / "mission.toml").write_text(SETTINGS, encoding="utf-8")
    made = mission.load(folder)

    def worsened(base):
        tables = {name: made.store.read(name, base) for name in TEXTS}
        return {n: t.assign(**{c: PAYLOAD + t[c].fillna("").astype(str) for c in TEXTS[n]}) for n, t in tables.items()}

    made.store.commit(worsened, who=PAYLOAD, what=PAYLOAD, settings=made.settings_text)
    with Server(tmp_path_factory.mktemp("home"), folder) as server:
        yield server


def fired(tab):
    """True where a payload ran."""
    return tab.page.evaluate("window.pwned") is not None


def hover_everything(tab):
    """Move onto every feature of the map, as the mouse would: the text of each tooltip that opens."""
    features(tab, "name")
    return tab.map().evaluate(
        """() => Object.values(map._layers).filter(l => l.feature && l.feature.properties.name).flatMap(layer => {
          layer.fire('mouseover', {latlng: map.getCenter(), originalEvent: {}}, true);
          const said = [...document.querySelectorAll('.leaflet-tooltip')].map(e => e.innerText);
          layer.fire('mouseout', {latlng: map.getCenter(), originalEvent: {}}, true);
          return said;
        })"""
    )


@pytest.mark.parametrize("path", PAGES)
def test_no_text_of_the_data_runs(path, tabs, hostile_server):
    tab = tabs(hostile_server)
    tab.open(path)
    with_map = not path.startswith(("/mandate", "/data"))
    main = tab.page.get_by_test_id("stMain")
    expect(main).to_contain_text(IMG)
    if with_map:
        said = hover_everything(tab)
        assert len(said) > 10
        assert all(IMG in text for text in said), "each tooltip shows the payload as text"
    tab.page.get_by_role("button", name="Copy link").click()
    expect(tab.page.get_by_test_id("stPopoverBody").locator("code").first).to_be_visible()
    assert not fired(tab)
    assert not tab.page.locator("img[src=x]").count()
    assert not with_map or not tab.map().locator("img[src=x]").count()


def test_a_click_on_a_hostile_area_runs_nothing(tabs, hostile_server):
    tab = tabs(hostile_server)
    tab.open("/incidents")
    click(tab, features(tab, "area_id")[0])
    tab.url_has(r"incidents_area=[^&]+")
    expect(tab.page.locator("h2.lp-section").filter(has_text=IMG).first).to_be_visible()
    assert not fired(tab)


def test_a_raw_payload_in_a_tooltip_does_run(tabs, hostile_server):
    """The control: without it the tests above would also pass where nothing had been drawn."""
    tab = tabs(hostile_server)
    tab.allowed = lambda fault: "/x" in fault and "404" in fault
    tab.open("/incidents")
    tab.map().evaluate("raw => L.tooltip({permanent: true}).setLatLng(map.getCenter()).setContent(raw).addTo(map)", IMG)
    tab.page.wait_for_function("window.pwned === 1")
