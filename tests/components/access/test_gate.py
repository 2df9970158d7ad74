"""Without sign-in the app answers its own machine alone, unless mission.toml has the whole sentence."""

import pytest
from starlette.requests import HTTPConnection

from components.access import gate, sessions
from data.access.settings import WITHOUT_SIGN_IN, AccessSettings


def asked(server="127.0.0.1", host="127.0.0.1:8501", **headers):
    raw = [
        (b"host", host.encode()),
        *((name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()),
    ]
    return HTTPConnection({"type": "http", "path": "/", "headers": raw, "server": (server, 8501), "query_string": b""})


def listening(monkeypatch, address):
    """The app told to listen on an address."""
    real = gate.config.get_option
    monkeypatch.setattr(gate.config, "get_option", lambda name: address if name == "server.address" else real(name))


@pytest.fixture
def access(monkeypatch):
    """Sets what mission.toml says under access."""
    return lambda **given: monkeypatch.setattr(sessions, "access", lambda: AccessSettings(**given))


@pytest.mark.parametrize(
    ("request_", "answered"),
    [
        (asked(), True),
        (asked(host="localhost"), True),
        (asked(server="::1", host="[::1]:8501"), True),
        (asked(server="10.0.0.7"), False),
        (asked(host="evil.example"), False),
        (asked(host="127.0.0.1.evil.example"), False),
        (asked(host=""), False),
        (asked(x_forwarded_for="203.0.113.9"), False),
        (asked(forwarded="for=203.0.113.9"), False),
        (asked(x_real_ip="203.0.113.9"), False),
    ],
)
def test_who_is_answered_without_sign_in(request_, answered, access):
    access()
    assert gate.may_be_reached(request_) is answered
    access(without_sign_in=WITHOUT_SIGN_IN)
    assert gate.may_be_reached(request_)


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "::", "10.0.0.7", "planning.example"])
def test_it_does_not_begin_to_listen_beyond_its_machine(address, access, monkeypatch):
    access()
    listening(monkeypatch, address)
    with pytest.raises(SystemExit, match="answers its own machine alone"):
        gate.check_address()
    access(without_sign_in=WITHOUT_SIGN_IN)
    gate.check_address()


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "127.0.0.5"])
def test_it_listens_on_its_own_machine(address, access, monkeypatch):
    access()
    listening(monkeypatch, address)
    gate.check_address()


@pytest.mark.parametrize(
    "left_out", ["redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url"]
)
def test_half_of_a_sign_in_is_refused(left_out, monkeypatch):
    whole = dict.fromkeys(("redirect_uri", "client_id", "client_secret", "server_metadata_url"), "x")
    whole["cookie_secret"] = "k" * 40
    section = {key: value for key, value in whole.items() if key != left_out}
    monkeypatch.setattr(sessions.auth_util, "get_secrets_auth_section", lambda: section)
    with pytest.raises(SystemExit, match=left_out):
        gate.check_address()


def test_a_short_secret_is_refused(monkeypatch):
    section = dict.fromkeys(("redirect_uri", "client_id", "client_secret", "server_metadata_url"), "x")
    monkeypatch.setattr(sessions.auth_util, "get_secrets_auth_section", lambda: section | {"cookie_secret": "short"})
    with pytest.raises(SystemExit, match="32 characters"):
        gate.check_address()


def test_a_sentence_that_is_not_the_sentence_opens_nothing():
    with pytest.raises(ValueError, match="without_sign_in"):
        AccessSettings(without_sign_in="yes")
