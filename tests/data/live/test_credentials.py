"""Credentials come from where they may stand, are asked for in one sentence, and are seen nowhere."""

import logging
import traceback

import pytest

from data import mission
from data.cli import main
from data.errors import InputError
from data.live import credentials
from data.live.credentials import Credentials, find, given
from data.live.refresh import refresh
from tests.data.live import services as local
from tests.data.live.services import cut, expired, status
from tests.data.made import UCDP as UCDP_ROW

BOTH = {"username": "u@example.org", "password": "pass word"}


@pytest.fixture
def unset(monkeypatch, tmp_path):
    """No credential anywhere; gives the project's secrets.toml to write."""
    for names in credentials.NAMES.values():
        for variable in names.values():
            monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(credentials, "PROJECT_SECRETS", tmp_path / "project.toml")
    return tmp_path / "project.toml"


def test_the_environment_goes_before_the_mission_s_file_and_that_before_the_project_s(unset, tmp_path, monkeypatch):
    folder = tmp_path / "mission"
    folder.mkdir()
    assert not given("ucdp", folder)
    unset.write_text('[ucdp]\ntoken = "project"\n[acled]\nusername = "u"\n')
    assert find("ucdp", "UCDP", folder)["token"] == "project"
    (folder / "secrets.toml").write_text('[ucdp]\ntoken = "mission"\n[acled]\npassword = "p"\n')
    assert find("ucdp", "UCDP", folder)["token"] == "mission"
    assert find("acled", "ACLED", folder).values == {"username": "u", "password": "p"}
    monkeypatch.setenv("UCDP_TOKEN", " environment ")
    assert find("ucdp", "UCDP", folder)["token"] == "environment"
    assert given("ucdp", folder)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (
            "acled",
            "T needs credentials: set ACLED_USERNAME and ACLED_PASSWORD, or username and password under [acled] in "
            "secrets.toml; see https://acleddata.com.",
        ),
        (
            "ucdp",
            "T needs credentials: set UCDP_TOKEN, or token under [ucdp] in secrets.toml; "
            "see https://ucdp.uu.se/apidocs/.",
        ),
        (
            "hdx",
            "T needs credentials: set HDX_APP_IDENTIFIER, or app_identifier under [hdx] in secrets.toml; "
            "see https://hapi.humdata.org/docs.",
        ),
    ],
)
def test_what_is_missing_is_named_with_where_to_get_it(unset, tmp_path, code, sentence):
    with pytest.raises(InputError) as failed:
        find(code, "T", tmp_path)
    assert str(failed.value) == sentence


def test_one_of_two_is_not_enough(unset, tmp_path, monkeypatch):
    monkeypatch.setenv("ACLED_USERNAME", "u@example.org")
    with pytest.raises(InputError, match="ACLED_PASSWORD"):
        find("acled", "ACLED", tmp_path)


@pytest.mark.parametrize("content", [b"[ucdp\ntoken = hidden-1", b"\xff\xfe\x00", b'token = "hidden-1'])
def test_a_file_that_cannot_be_read_is_named_without_a_part_of_it(unset, tmp_path, content):
    unset.write_bytes(content)
    with pytest.raises(InputError, match=r"project\.toml is not valid TOML") as failed:
        find("ucdp", "UCDP", tmp_path)
    assert "hidden" not in str(failed.value)


@pytest.mark.parametrize("section", ["ucdp = 3", "[ucdp]", "[ucdp]\ntoken = ''", "[[ucdp]]\ntoken = 'x'"])
def test_a_section_that_holds_nothing_is_missing(unset, tmp_path, section):
    unset.write_text(section)
    with pytest.raises(InputError, match="UCDP_TOKEN"):
        find("ucdp", "UCDP", tmp_path)


@pytest.mark.parametrize("token", ["two words", "line\nbreak", "Ségou", "tab\tbed"])
def test_a_token_that_cannot_be_sent_is_refused_without_it(unset, tmp_path, monkeypatch, token):
    monkeypatch.setenv("UCDP_TOKEN", token)
    with pytest.raises(InputError, match="UCDP_TOKEN holds a character") as failed:
        find("ucdp", "UCDP", tmp_path)
    assert token not in str(failed.value)


def test_secrets_are_hidden_in_every_form():
    held = Credentials({**BOTH, "app_identifier": local.APP_IDENTIFIER})
    held.add("access-1")
    said = ("u@example.org", "u%40example.org", "pass word", "pass+word", "pass%20word", "access-1",
            local.APP_IDENTIFIER, "planner@example.org")  # fmt: skip
    assert [held.redacted(form) for form in said] == ["***"] * len(said)
    assert held.redacted("nothing to hide") == "nothing to hide"
    assert not any(secret in repr(held) for secret in BOTH.values())


def test_a_short_secret_leaves_words_legible():
    assert Credentials({"token": "a"}).redacted("ask again") == "ask again"


def test_the_example_file_holds_every_key_and_no_value():
    import re
    import tomllib

    path = credentials.PROJECT_SECRETS.with_name("secrets.toml.example")
    text = path.read_text(encoding="utf-8")
    assert tomllib.loads(text) == {}
    shown = tomllib.loads(re.sub(r"^# (?=\[|\w+ = )", "", text, flags=re.M))
    assert set(shown.pop("auth")) == {
        "redirect_uri",
        "cookie_secret",
        "client_id",
        "client_secret",
        "server_metadata_url",
    }
    assert shown == {code: dict.fromkeys(names, "") for code, names in credentials.NAMES.items()}
    for names in credentials.NAMES.values():
        assert all(variable in text for variable in names.values())


def test_a_credential_in_mission_toml_is_refused_and_not_repeated():
    with pytest.raises(InputError, match=r"live\.ucdp\.token") as failed:
        mission.parse_settings(
            'name = "M"\ncountry = "Mali"\nlive.ucdp = { version = "25.1", country_number = 432, token = "hidden-1" }\n'
        )
    assert "hidden" not in str(failed.value)


def told_back(secret):
    """A fault: the service repeats what it was given."""
    return status(400, document={"message": f"you said {secret}"})


FAULTS = {
    "none": lambda services: None,
    "a cut": lambda services: [services.fail(code, cut, times=9) for code in ("acled", "ucdp", "hdx")],
    "a refusal that repeats the secret": lambda services: [
        services.fail(code, told_back(secret), times=9)
        for code, secret in (("acled", local.PASSWORD), ("ucdp", local.UCDP_TOKEN), ("hdx", local.APP_IDENTIFIER))
    ],
    "a token that runs out": lambda services: services.fail("acled", expired, page=1, times=9),
}


@pytest.fixture
def impatient(monkeypatch):
    """Two tries, without a wait."""
    monkeypatch.setattr("data.live.client.TRIES", 2)
    monkeypatch.setattr("data.live.client.FIRST_WAIT_S", 0.0)


@pytest.mark.parametrize("case", FAULTS)
@pytest.mark.usefixtures("made_rows", "two_a_page", "impatient")
def test_credentials_are_seen_nowhere(services, live_mission, case, capfd, caplog):
    caplog.set_level(logging.DEBUG)
    services.rows["ucdp"] = [UCDP_ROW | {"id": 1, "country_id": 652}]
    FAULTS[case](services)
    main(["refresh", "--mission", str(live_mission.folder), "--json"])
    seen = ""
    try:
        refresh(live_mission, ["hdx" if case != "a token that runs out" else "acled"])
        assert case == "none"
    except InputError as failed:
        assert case != "none"
        seen = "".join(traceback.format_exception(failed)) + repr(failed)
    out, err = capfd.readouterr()
    seen += out + err + caplog.text + "".join(services.urls)
    seen += "".join(p.read_text(encoding="latin-1") for p in live_mission.folder.rglob("*") if p.is_file())
    assert "urllib3" in caplog.text
    assert [secret for secret in services.secrets() if secret in seen] == []
    assert "password=" not in seen
    if case == "none":
        assert services.headers[-1]["X-HDX-HAPI-APP-IDENTIFIER"] == local.APP_IDENTIFIER
