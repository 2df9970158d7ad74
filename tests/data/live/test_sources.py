"""What each source is asked for, from the mission's settings and the environment."""

import pytest

from data.errors import InputError
from data.live.sources import ACLED, HDX, SOURCES, UCDP, address, iso3
from data.mission import NEW_SETTINGS, parse_settings

BASE = 'name = "M"\ncountry = "Mali"\n'


def settings(text=""):
    return parse_settings(BASE + text)


def test_without_settings_acled_and_hdx_take_the_mission_s_country():
    assert ACLED.query(settings()) == {"_format": "json", "country": "Mali"}
    assert HDX.query(settings()) == {"location_code": "MLI", "output_format": "json"}
    with pytest.raises(InputError, match=r"live\.ucdp = \{ version = .* Gleditsch-Ward number of Mali"):
        UCDP.path(settings())


def test_settings_go_before_the_mission_s_country_and_name_the_first_day():
    said = settings(
        'live.acled = { country = "South Sudan", since = 2018-01-01 }\n'
        'live.ucdp = { version = "25.0.6", country_number = 626, since = 2018-01-01 }\n'
        'live.hdx = { location_code = "SSD", since = 2018-01-01 }\n'
    )
    period = {"event_date": "2018-01-01|2099-12-31", "event_date_where": "BETWEEN"}
    assert ACLED.query(said) == {"_format": "json", "country": "South Sudan", **period}
    assert UCDP.path(said) == "/api/gedevents/25.0.6"
    assert UCDP.query(said) == {"Country": "626", "StartDate": "2018-01-01"}
    assert HDX.query(said) == {"location_code": "SSD", "output_format": "json", "start_date": "2018-01-01"}


def test_the_settings_shown_to_a_new_mission_are_valid():
    text = NEW_SETTINGS.format(name='"N"', country='"C"', code='"N"')
    shown = parse_settings(text.replace("# live.", "live."))
    assert shown.live.model_fields_set == set(SOURCES)


@pytest.mark.parametrize(
    "text",
    [
        'live.ucdp = { version = "../25", country_number = 432 }',
        'live.ucdp = { version = "25.1" }',
        'live.ucdp = { version = "25.1", country_number = "Mali" }',
        'live.hdx = { location_code = "Mali" }',
        'live.acled = { since = "yesterday" }',
        'live.acled = { contry = "Mali" }',
        "live.sage = {}",
    ],
)
def test_settings_that_cannot_be_are_refused_with_their_key(text):
    with pytest.raises(InputError, match=r"mission\.toml: live\."):
        settings(text)


@pytest.mark.parametrize(
    ("country", "code"),
    [("Mali", "MLI"), ("south sudan", "SSD"), ("Central African Republic", "CAF"), ("Haiti", "HTI"), ("Atlantis", "")],
)
def test_codes_of_countries(country, code):
    assert iso3(country) == code


def test_a_country_without_a_code_asks_for_the_setting():
    with pytest.raises(InputError, match=r"No country code is known for Atlantis: .* live\.hdx = \{ location_code"):
        HDX.query(parse_settings('name = "M"\ncountry = "Atlantis"'))


@pytest.mark.parametrize(
    "url", ["https://proxy.example/acled/", "http://127.0.0.1:8000", "http://localhost", "http://[::1]:80"]
)
def test_addresses_from_the_environment(monkeypatch, url):
    monkeypatch.setenv("LINCHPIN_ACLED_URL", url)
    assert address(ACLED) == url.rstrip("/")
    assert address(UCDP) == "https://ucdpapi.pcr.uu.se"


@pytest.mark.parametrize(
    "url",
    ["http://acleddata.com", "ftp://127.0.0.1", "acleddata.com", "https://", "https://u:hidden@x.org", "http://["],
)
def test_an_address_to_which_credentials_must_not_go_is_refused(monkeypatch, url):
    monkeypatch.setenv("LINCHPIN_ACLED_URL", url)
    with pytest.raises(InputError, match="LINCHPIN_ACLED_URL must be an address") as failed:
        address(ACLED)
    assert "hidden" not in str(failed.value)
