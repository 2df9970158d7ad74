"""Sign-in against an identity provider: each role sees its own, nobody else anything, wrong tokens are refused."""

import http.cookiejar
import json
import re
import shutil
import time
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from data import mission
from tests.e2e import phone
from tests.e2e.provider import ACCESS, FAULTS, Provider
from tests.e2e.provider import SECRET as CLIENT_SECRET
from tests.e2e.server import Server

USER = "_streamlit_user"
SECRET = "k" * 40
# What only some may have: asked without a session, none of it answers.
GUARDED = (
    "/", "/incidents?type=violent", "/workshop", "/data?data_part=imports", "/nowhere", "/_stcore/host-config",
    "/_stcore/metrics", "/_stcore/script-health-check", "/media/0123456789abcdef.csv", "/assets/made/0123abc.js",
    "/_stcore/upload_file/a/b", "/_stcore/agent/openapi.json", "/_stcore/agent/interact", "/_stcore/agent/mcp",
    "/app/static/x", "/_stcore", "//incidents", "/static/../incidents", "/component/../media/x", "/%5c/incidents",
)  # fmt: skip
OPEN = ("/_stcore/health", "/health", "/ready", "/signin", "/assets/leaflet/leaflet.js")


class Browserless:
    """Asks a server by hand, with cookies, and follows no redirect."""

    def __init__(self, server):
        self.url, self.jar = server.url, http.cookiejar.CookieJar()
        stay = type("Stay", (urllib.request.HTTPRedirectHandler,), {"redirect_request": lambda *_given: None})
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), stay)

    def get(self, address, **headers):
        """Status, headers and text of an answer."""
        asked = urllib.request.Request(address if "://" in address else self.url + address, headers=headers)
        try:
            with self.opener.open(asked, timeout=30) as answer:
                return answer.status, answer.headers, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as answer:
            return answer.code, answer.headers, answer.read().decode(errors="replace")

    def sign_in(self):
        """All steps of a sign-in; what the first page answers then."""
        _status, headers, _text = self.get("/signin/go")
        for _step in range(4):
            target = headers["Location"]
            status, headers, _text = self.get(target)
            if status not in (302, 303):
                break
        return self.get("/")


def cookie(secret=SECRET, **changes):
    """A session's cookie as Streamlit writes it, some claims changed."""
    claims = {"iss": "x", "sub": "1", "iat": int(time.time()), "email": "viewer@example.org", "is_logged_in": True}
    return create_signed_value(secret, USER, json.dumps(claims | changes)).decode()


@pytest.fixture(scope="module")
def provider():
    with Provider() as own:
        yield own


@pytest.fixture(scope="module")
def signed(provider, tmp_path_factory):
    """The app on a copy of the example with roles, behind sign-in."""
    folder = shutil.copytree(mission.EXAMPLE, tmp_path_factory.mktemp("signed") / "example")
    settings = folder / "mission.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + ACCESS, encoding="utf-8")
    with Server(tmp_path_factory.mktemp("signed_home"), folder, secrets=provider.secrets_of) as server:
        yield server


@pytest.fixture
def as_role(provider, signed, tabs):
    """Signs a role in by the browser, at a page; `claims` of the provider beside the address."""

    def enter(email, path="/", **claims):
        provider.fault, provider.claims = "", {"sub": email, "email": email, "name": email.partition("@")[0], **claims}
        tab = tabs(signed)
        tab.allowed = lambda fault: fault.startswith(f"left the host: {provider.url}/authorize")
        tab.page.goto(f"{signed.url}{path}")
        expect(tab.page.get_by_role("heading", name="Sign in to Linchpin")).to_be_visible()
        tab.page.get_by_role("link", name="Sign in").click()
        return tab

    return enter


@pytest.mark.parametrize("path", GUARDED)
def test_without_a_session_nothing_of_the_mission_is_answered(path, signed):
    status, headers, text = Browserless(signed).get(path)
    assert status in (303, 400, 401, 404), path
    assert status != 303 or headers["Location"] == "/signin"
    assert not re.search("MINUSMA|Mopti|<title>Streamlit", text), path


@pytest.mark.parametrize("path", OPEN)
def test_what_says_nothing_of_the_mission_is_open(path, signed):
    status, _headers, text = Browserless(signed).get(path)
    assert status == 200
    assert "MINUSMA" not in text


def test_a_websocket_without_a_session_is_refused(signed):
    from websockets.exceptions import InvalidStatus
    from websockets.sync.client import connect

    with pytest.raises(InvalidStatus) as refused:
        connect(signed.url.replace("http", "ws") + "/_stcore/stream")
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("fault", FAULTS)
def test_a_token_that_is_wrong_gives_no_session(fault, provider, signed):
    provider.fault, provider.claims = fault, {"email": "viewer@example.org"}
    own = Browserless(signed)
    status, headers, _text = own.sign_in()
    assert (status, headers["Location"]) == (303, "/signin")


def test_a_token_that_is_right_gives_one(provider, signed):
    provider.fault, provider.claims = "", {"email": "viewer@example.org"}
    own = Browserless(signed)
    status, _headers, text = own.sign_in()
    assert status == 200
    assert "<title>Streamlit" in text
    assert own.get("/media/0123456789abcdef.csv")[0] == 404, "the app answers"


@pytest.mark.parametrize(
    "made",
    [
        lambda url: cookie("another secret of forty characters......", origin=url),
        lambda url: cookie(origin="https://elsewhere.example"),
        lambda url: cookie(origin=url, iat=int(time.time()) - 9 * 3600),
        lambda url: cookie(origin=url, iat=int(time.time()) + 3600),
        lambda url: cookie(origin=url, iat=None),
        lambda url: cookie(origin=url, iat=True),
        lambda url: cookie(origin=url, is_logged_in=False),
        lambda url: cookie(origin=url)[:-9],
        lambda url: cookie(origin=url).replace(".", "!"),
        lambda _url: json.dumps({"email": "viewer@example.org"}).replace('"', "'"),
        lambda _url: "chunks-2",
        lambda _url: "",
    ],
    ids="forged foreign old future no-day no-number signed-out cut broken bare chunks none".split(),
)  # fmt: skip
def test_a_cookie_that_is_none_of_ours_is_refused(made, signed):
    status, headers, _text = Browserless(signed).get("/incidents", Cookie=f"{USER}={made(signed.url)}")
    assert (status, headers["Location"]) == (303, "/signin")


def test_a_cookie_of_ours_is_taken(signed):
    assert Browserless(signed).get("/incidents", Cookie=f"{USER}={cookie(origin=signed.url)}")[0] == 200


@pytest.mark.parametrize(
    "wanted", ["//elsewhere.example", "/\\elsewhere.example", "https://elsewhere.example", "%2F%2Felsewhere.example"]
)
def test_the_way_back_never_leads_elsewhere(wanted, signed):
    header = f"{USER}={cookie(origin=signed.url)}; linchpin_wanted={wanted}"
    status, headers, _text = Browserless(signed).get("/", Cookie=header)
    assert status == 303
    assert headers["Location"] == "/"


def test_a_deep_link_opens_after_sign_in_signing_out_ends_it_and_the_old_cookie_is_refused(as_role, signed):
    tab = as_role("planner@example.org", "/incidents?from=2019-01-01&to=2019-03-31&type=violent")
    tab.url_has("from=2019-01-01", "type=violent")
    tab.shows("violent incidents in Jan–Mar 2019")
    expect(tab.page.get_by_text("planner · planner")).to_be_visible()
    held = {one["name"]: one["value"] for one in tab.context.cookies()}
    tab.page.get_by_role("button", name="Sign out").click()
    expect(tab.page.get_by_role("heading", name="Sign in to Linchpin")).to_be_visible()
    status, headers, _text = Browserless(signed).get("/incidents", Cookie=f"{USER}={held[USER]}")
    assert (status, headers["Location"]) == (303, "/signin")


def test_a_group_gives_its_role_and_a_viewer_sees_no_plans(as_role):
    planner = as_role("somebody@example.org", "/workshop", groups=["spu-planners"])
    planner.shows("what if?")
    viewer = as_role("viewer@example.org", "/workshop")
    main = viewer.page.get_by_test_id("stMain")
    expect(main).to_contain_text("This page is shown to planners")
    expect(viewer.page.get_by_test_id("stSidebar").get_by_role("link", name="Workshop")).to_have_count(0)


def test_who_has_no_role_sees_one_sentence(as_role):
    tab = as_role("nobody@example.org", "/incidents")
    expect(tab.page.get_by_test_id("stMain")).to_contain_text("nobody@example.org has no role in this mission.")
    assert "MINUSMA" not in tab.page.content()
    unverified = as_role("planner@example.org", "/incidents", email_verified=False)
    expect(unverified.page.get_by_test_id("stMain")).to_contain_text("has no role in this mission.")


def test_no_secret_is_in_the_log_of_the_server(signed):
    log = signed.log.read_text(encoding="utf-8", errors="replace")
    assert SECRET not in log
    assert CLIENT_SECRET not in log
    assert not re.search(r"eyJ[\w-]+\.eyJ", log), "no token"


def test_on_a_slow_phone_the_figures_are_readable_in_8_seconds_and_before_the_map(as_role, signed, browser):
    """Cold but for the session's cookies, on 1 Mbit/s and 600 ms; once more where the machine stood still."""
    tab = as_role("viewer@example.org")
    tab.shows("recorded incidents")
    own = phone.visit(browser, f"{signed.url}/", tab.context.cookies())
    if own.seconds["ahead"] >= 8:
        own = phone.visit(browser, f"{signed.url}/", tab.context.cookies())
    print(own)
    assert own.seconds["ahead"] < 8, own
    assert own.seconds["ahead"] < own.seconds["map"]
    assert own.ahead == own.figures, "the same figures as the app's own"
    assert len(own.ahead) == 5
    assert own.seconds["map"] > 5, "the link was slow: an empty page alone is more than 1 MB"
