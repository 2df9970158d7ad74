"""The figures that come in the page itself: those of the view under the same link, for who asks, and nothing else."""

import asyncio
import re
from html import unescape

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from components import ahead, cached, serving
from components.access import sessions
from data import mission
from data.access.roles import EVERYTHING, Sight
from data.briefs import briefs
from data.briefs.briefs import Brief
from data.errors import InputError
from data.importing.run import import_files
from tests.data import made
from tests.pages.driver import open_page

LINKS = (
    {},
    {"period": "budgetyear"},
    {"from": "2019-01-01", "to": "2019-03-31", "type": "violent", "civilians": "1"},
    {"area": "Mopti"},
    {"precision": "1", "lang": "fr"},
    {"from": "2012-01-01", "to": "2012-02-01"},
    {"area": "<script>x</script>", "type": "nonsense"},
)


def figures(html):
    return [unescape(value) for value in re.findall(r"<strong>(.*?)</strong>", html)]


def title(html):
    return unescape(re.search(r'class="title"[^>]*>(.*?)</p>', html)[1])


def of(opened, query, sight=EVERYTHING):
    return ahead.html_of(opened, sight, {name: [value] for name, value in query.items()})


@pytest.mark.parametrize("query", LINKS, ids=str)
@pytest.mark.parametrize("which", ["example", "both"])
def test_title_and_figures_are_those_of_the_view(query, which, request, opens):
    opened = mission.load(mission.EXAMPLE)
    if which == "both":
        opened = opens(request.getfixturevalue("both"))
    html, shown = of(opened, query), open_page("briefing", query)
    assert title(html).replace("\u00a0", " ") == shown.title
    found = [own for body in shown.html for own in re.findall(r'class="value">(.*?)</div>', body)]
    values = [unescape(re.sub("<.*?>", "", own)) for own in found]
    assert len(values) == 5
    assert figures(html) == values
    assert "<script>x" not in html


def test_a_pinned_version_and_a_short_link_are_followed(both, opens):
    opened = opens(both)
    assert figures(of(opened, {"at": "1"})) != figures(of(opened, {}))
    briefs.save(opened, Brief("centre", "", "area=Mopti&from=2019-01-01&to=2019-06-30", "Awa", ""))
    briefs.save(opened, Brief("rows", "incidents", "area=Mopti", "Awa", ""))
    assert figures(of(opened, {"brief": "centre"})) == figures(
        of(opened, {"area": "Mopti", "from": "2019-01-01", "to": "2019-06-30"})
    )
    assert not of(opened, {"brief": "rows"})
    assert not of(opened, {"brief": "nothing"})
    assert not of(opened, {"book": "mlt"})


def test_a_post_gets_its_areas(example):
    opened = mission.load(mission.EXAMPLE)
    code = next(code for code in ahead.profiles.of(example) if ahead.profiles.chosen(example, code).areas)
    own = ahead.profiles.chosen(example, code).areas
    areas = ahead.html_of(opened, EVERYTHING, {"area": list(own)})
    assert figures(of(opened, {"briefing_profile": code})) == figures(areas) != figures(of(opened, {}))


def test_hostile_text_of_the_mission_is_escaped(new_mission, tmp_path):
    settings = new_mission.folder / "mission.toml"
    hostile = settings.read_text(encoding="utf-8").replace("handling = ", 'handling = "<img src=x onerror=1>" #')
    settings.write_text(hostile, encoding="utf-8")
    import_files(mission.load(new_mission.folder), [made.acled(tmp_path / "a.csv", {"event_id_cnty": "A"})], who="Awa")
    html = of(mission.load(new_mission.folder), {})
    assert "&lt;img" in html
    assert "<img" not in html


class Client:
    """Asks an app by hand, without a server."""

    def __init__(self, app):
        self.app = app

    def ask(self, method, address):
        """The answer."""

        async def answer():
            async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://here") as client:
                return await client.request(method, address)

        return asyncio.run(answer())

    def get(self, address):
        """What a browser gets."""
        return self.ask("GET", address)


@pytest.fixture
def client():
    """A server that answers as Streamlit does: one page for every address, and what is no page."""
    page = '<html><body><div id="root"></div></body></html>'
    routes = [
        Route("/text", lambda _asked: PlainTextResponse('<div id="root"></div>')),
        Route("/{path:path}", lambda _asked: HTMLResponse(page, headers={"etag": "x"})),
    ]
    return Client(Starlette(routes=routes, middleware=[Middleware(ahead.Ahead)]))


def test_they_stand_in_the_page_of_the_briefing_alone(client):
    answer = client.get("/?area=Mopti")
    assert len(figures(answer.text)) == 5
    assert answer.text.index('id="root"') < answer.text.index('id="ahead"')
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert "etag" not in answer.headers
    for other in ("/incidents", "/text", "/?book=mlt"):
        assert "ahead" not in client.get(other).text
    assert "ahead" not in client.ask("POST", "/").text


@pytest.mark.parametrize("claims", [None, {"email": "nobody@example.org"}])
def test_who_has_no_role_gets_none(client, monkeypatch, claims):
    monkeypatch.setattr(sessions, "is_set_up", lambda: True)
    monkeypatch.setattr(sessions, "of", lambda _cookies: claims)
    assert "ahead" not in client.get("/").text


def test_they_are_counted_in_the_sight_of_who_asks(client, monkeypatch):
    seen = []
    monkeypatch.setattr(ahead, "html_of", lambda _mission, sight, _query: seen.append(sight) or "")
    client.get("/")
    assert seen == [EVERYTHING]
    assert Sight(frozenset({"viewer"})) != EVERYTHING


@pytest.mark.parametrize("error", [InputError("gone"), ValueError("secret")])
def test_where_they_cannot_be_had_the_app_comes_without_them(client, monkeypatch, error):
    noted = []

    def fails():
        raise error

    monkeypatch.setattr(cached, "mission", fails)
    monkeypatch.setattr(serving, "noted", noted.append)
    answer = client.get("/")
    assert answer.status_code == 200
    assert "ahead" not in answer.text
    assert noted == ([] if isinstance(error, InputError) else [error])
