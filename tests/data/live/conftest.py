"""The services on this machine, a mission that knows them, and credentials in the environment."""

import csv
from dataclasses import replace

import pytest

from data import mission
from data.live import credentials
from data.live.sources import ACLED, HDX, SOURCES, UCDP
from tests.data.live import services as local
from tests.data.made import ACLED_NOW

LIVE = 'live.ucdp = { version = "25.1", country_number = 652 }\n'


@pytest.fixture
def services(monkeypatch, tmp_path):
    """The services, without rows; their addresses and credentials stand in the environment."""
    made = local.Services(rows={"acled": [], "ucdp": [], "hdx": []})
    server = local.running(made)
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for source in SOURCES.values():
        monkeypatch.setenv(source.environment, made.root)
    monkeypatch.setenv("ACLED_USERNAME", local.USERNAME)
    monkeypatch.setenv("ACLED_PASSWORD", local.PASSWORD)
    monkeypatch.setenv("UCDP_TOKEN", local.UCDP_TOKEN)
    monkeypatch.setenv("HDX_APP_IDENTIFIER", local.APP_IDENTIFIER)
    monkeypatch.setattr(credentials, "PROJECT_SECRETS", tmp_path / "no secrets.toml")
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def small_pages(monkeypatch):
    """Sources with small pages and no pause between them."""
    for source, size in ((ACLED, 1000), (UCDP, 100), (HDX, 40)):
        monkeypatch.setitem(SOURCES, source.code, replace(source, page_size=size, pause_s=0))


@pytest.fixture
def slept():
    """Every wait that was asked for, in seconds; call it instead of `time.sleep`."""

    class Slept(list):
        def __call__(self, seconds):
            self.append(seconds)

    return Slept()


@pytest.fixture
def live_mission(new_mission):
    """A mission without data that says which rows of UCDP it wants."""
    (new_mission.folder / "mission.toml").write_text(new_mission.settings_text + LIVE)
    return mission.load(new_mission.folder)


def read_csv(path):
    """Rows of a CSV as dicts."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def mali_file(shared_data):
    """ACLED's file of 4,318 events in Mali, 10,174 deaths."""
    return shared_data / "acled/mali_2020-11-06.csv"


@pytest.fixture
def ucdp_file(shared_data):
    """A thousand events of UCDP GED, 265 of them in Syria (country 652)."""
    return shared_data / "ucdp/ged231_sample_1000.csv"


@pytest.fixture
def real_rows(services, mali_file, ucdp_file):
    """The services hold the rows of the real files, and made ones for HAPI."""
    services.rows["acled"] = local.numbers(read_csv(mali_file), "fatalities|year")
    services.rows["ucdp"] = local.numbers(read_csv(ucdp_file))
    services.rows["hdx"] = hapi_rows(100)
    return services.rows


@pytest.fixture
def made_rows(services):
    """The services hold made rows: five events of ACLED over three pages of two are enough for most faults."""
    services.rows["acled"] = [ACLED_NOW | {"event_id_cnty": f"MLI{n}", "fatalities": n} for n in range(5)]
    services.rows["hdx"] = hapi_rows(5)
    return services.rows


@pytest.fixture
def two_a_page(monkeypatch):
    """Sources of two rows a page and no pause."""
    for source in (ACLED, UCDP, HDX):
        monkeypatch.setitem(SOURCES, source.code, replace(source, page_size=2, pause_s=0))


def hapi_rows(count):
    """Rows as HAPI gives them, one area a month; made up."""
    return [
        {
            "location_code": "MLI", "location_name": "Mali", "admin1_code": "ML05", "admin1_name": "Mopti",
            "admin2_code": None, "admin_level": 1, "event_type": "political_violence", "events": n, "fatalities": 2 * n,
            "reference_period_start": f"{2015 + n // 12}-{n % 12 + 1:02}-01T00:00:00", "reference_period_end": None,
        }
        for n in range(count)
    ]  # fmt: skip
