"""Attempts of each role, signed in by the browser, to find what it may not see: all that its browser is sent is read.

Pages and links by what came over the WebSocket and stands in the page, then routes, exports, pictures and errors; the
same roles on the command line. A table of attempts; who may see a secret does find it.
"""

import re

import pytest
from playwright.sync_api import expect

from data.cli import main
from tests.data.access.secret_mission import EVENT, HIDDEN, NOTE, OPERATION, PROTECTED, READY, REQUEST, planted
from tests.e2e.provider import ACCESS, Provider
from tests.e2e.server import Server
from tests.pages.test_roles import text_of

SPAN = "from=2019-10-01&to=2020-06-30"
PAGES = (
    "/?area=Mopti/Koro", f"/incidents?incidents_event={EVENT}", f"/incidents?incidents_event={PROTECTED}",
    "/incidents?incidents_list=table", "/footprint?footprint_part=assets", "/workshop",
    "/workshop?workshop_part=closing",
    "/mandate?mandate_part=plan", "/mandate?mandate_part=register&mandate_table=operations",
    "/mandate?mandate_part=register&mandate_table=activities", "/evidence?evidence_area=ex:ML-MO-KORO",
    "/evidence?evidence_part=operations", "/evidence?evidence_part=operations&evidence_operation=OP-X",
    "/data?data_part=tables", "/data?data_part=imports", "/data?data_part=audit", "/data?data_part=handover",
)  # fmt: skip
ERRORS = (
    "/incidents?incidents_event=%00", "/evidence?evidence_operation=OP-Y%27%3B&evidence_part=operations",
    "/nowhere?evidence_operation=OP-X",
)  # fmt: skip
ROUTES = (
    "/", "/?brief=x", "/health", "/ready", "/_stcore/metrics", "/_stcore/host-config", "/_stcore/agent/openapi.json",
    "/media/0123456789abcdef.csv", "/assets/made/0123abc.js", "/app/static/mission.toml",
)  # fmt: skip
EXPORTS = (  # a view, its popover, the button in it
    ("/incidents", re.compile(r"Export [\d,]+ rows"), "CSV"),
    ("/incidents", re.compile(r"Export [\d,]+ rows"), "Excel"),
    ("/footprint?footprint_part=map", "Export base towns", "CSV"),
    ("/evidence?evidence_part=areas", "Export areas", "CSV"),
    ("/mandate", "Export tasks", "CSV"),
    ("/incidents", "Picture", "SVG"),
    ("/footprint?footprint_part=map", "Picture", "SVG"),
)
COMMANDS = (
    ["summary"],
    ["operations"],
    ["evidence", "--area", "Mopti/Koro"],
    ["tasks"],
    ["coverage", "--radius-km", "50"],
)
ROLES = tuple(HIDDEN)


@pytest.fixture(scope="module")
def secrets(tmp_path_factory):
    own = planted(tmp_path_factory.mktemp("browsed") / "example")
    settings = own.folder / "mission.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + ACCESS, encoding="utf-8")
    return own


@pytest.fixture(scope="module")
def provider():
    with Provider() as own:
        yield own


@pytest.fixture(scope="module")
def server(browser, secrets, provider, tmp_path_factory):
    with Server(tmp_path_factory.mktemp("browsed_home"), secrets.folder, secrets=provider.secrets_of) as running:
        yield running


class Person:
    """One browser in which a role is signed in; keeps all that it is sent."""

    def __init__(self, browser, server, provider, role):
        email = f"{role}@example.org"
        provider.fault, provider.claims = "", {"sub": email, "email": email, "name": role}
        self.base, self.role, self.sent = server.url, role, []
        self.context = browser.new_context(viewport={"width": 1400, "height": 900})
        self.page = self.context.new_page()
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._take))
        self.page.goto(server.url)
        self.page.get_by_role("link", name="Sign in").click()
        expect(self.page.get_by_text(f"{role} · {role}")).to_be_visible(timeout=60_000)

    def _take(self, frame):
        self.sent.append(frame if isinstance(frame, bytes) else frame.encode())

    def opened(self, link):
        """All that a link brings, once the page rests."""
        self.sent.clear()
        self.page.goto(f"{self.base}{link}{'&' if '?' in link else '?'}{SPAN}")
        expect(self.page.locator("[data-testid=stApp][data-test-script-state=notRunning] h1")).not_to_have_count(
            0, timeout=60_000
        )
        self.page.wait_for_timeout(300)
        return self.told()

    def told(self):
        """What came and what stands there."""
        return b"".join(self.sent).decode(errors="replace") + self.page.content() + self.page.url

    def taken(self, link, drawer, button):
        """The text of a file that a page gives."""
        self.opened(link)
        self.page.get_by_role("button", name=drawer).first.click()
        with self.page.expect_download(timeout=60_000) as given:
            self.page.get_by_role("button", name=button, exact=True).first.click()
        with open(given.value.path(), "rb") as file:
            return text_of(file.read())


@pytest.fixture(scope="module")
def people(browser, server, provider):
    """Who is signed in by role; each signs in once."""
    known = {}

    def of(role):
        if role not in known:
            known[role] = Person(browser, server, provider, role)
        return known[role]

    yield of
    for one in known.values():
        one.context.close()


def found(role, text):
    return [word for word in HIDDEN[role] if word in text]


@pytest.mark.parametrize("link", PAGES)
@pytest.mark.parametrize("role", ROLES)
def test_no_page_or_link_sends_what_is_hidden(role, link, people):
    assert found(role, people(role).opened(link)) == []


@pytest.mark.parametrize("link", ERRORS)
@pytest.mark.parametrize("role", ROLES)
def test_no_error_tells_what_is_hidden(role, link, people):
    told = people(role).opened(link)
    assert found(role, told) == []
    assert "Traceback" not in told


@pytest.mark.parametrize("role", ROLES)
def test_no_route_answers_with_what_is_hidden(role, people):
    for route in ROUTES:
        answer = people(role).context.request.get(people(role).base + route)
        assert found(role, answer.text()) == [], route
        assert answer.status < 500, route


@pytest.mark.parametrize(("link", "drawer", "button"), EXPORTS, ids=lambda own: str(own)[:24])
@pytest.mark.parametrize("role", ROLES)
def test_no_export_or_picture_holds_what_is_hidden(role, link, drawer, button, people):
    text = people(role).taken(link, drawer, button)
    assert len(text) > 200
    assert found(role, text) == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda own: own[0])
@pytest.mark.parametrize("role", ROLES)
def test_no_command_tells_what_is_hidden(role, command, secrets, capsys):
    main([*command, "--mission", str(secrets.folder), "--link", f"?{SPAN}", "--role", role, "--json"])
    said = capsys.readouterr()
    assert found(role, said.out + said.err) == []


def test_who_may_see_a_secret_is_sent_it(people):
    """Else none of the attempts above could find one."""
    planner, analyst = people("planner"), people("analyst")
    assert OPERATION in planner.opened("/evidence?evidence_part=operations&evidence_operation=OP-X")
    shown = planner.opened("/footprint?footprint_part=assets")
    assert READY in shown
    assert REQUEST in shown
    assert NOTE in analyst.opened(f"/incidents?incidents_event={EVENT}")
    assert NOTE in analyst.taken("/incidents", re.compile(r"Export [\d,]+ rows"), "CSV")


def test_there_are_more_than_80_attempts():
    assert len(ROLES) * (len(PAGES) + len(ERRORS) + len(ROUTES) + len(EXPORTS) + len(COMMANDS)) >= 80
