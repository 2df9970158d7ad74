"""The briefing's figures in the page itself: readable on a slow link seconds before the app, at 1 MB, has come.

They are counted by the functions that the view counts by, for who asks, under the filters of the address. The app takes
them away when its own stand (`browser/ahead.js`).
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components import assets, cached, serving
from components.access import gate, sessions, who
from data import i18n
from data.access.roles import LOCAL, Sight
from data.briefing import measures, profiles
from data.briefs import briefs
from data.deck.model import Measure
from data.deck.pages import compared
from data.deck.pages.asked import Asked
from data.errors import InputError
from data.filters import Filters, query_values
from data.i18n import _, isolated
from data.mission import Mission
from data.scene import Scene
from data.snapshot import pinned
from data.words import formats, headlines, stated

ROOT = b'<div id="root"></div>'
NAMED = "briefing_profile"
ELSEWHERE = ("book", "slide")  # what opens another view in the briefing's place
Query = Mapping[str, list[str]]


class Ahead:
    """Middleware that puts the figures into the page of the briefing; any other answer goes as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, with more in it."""
        if scope["type"] != "http" or scope["method"] != "GET" or gate.within(scope["path"]) != "/":
            await self.app(scope, receive, send)
            return
        started: Message = {}
        parts: list[bytes] = []

        async def with_figures(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.update(message)
                return
            parts.append(message.get("body", b""))
            if message.get("more_body"):
                return
            headers, body = MutableHeaders(scope=started), b"".join(parts)
            if started["status"] == 200 and headers.get("content-type", "").startswith("text/html") and ROOT in body:
                body = body.replace(ROOT, ROOT + await run_in_threadpool(_of_request, Request(scope)))
                headers["content-length"] = str(len(body))
                del headers["etag"], headers["last-modified"]
            await send(started)
            await send({"type": "http.response.body", "body": body})

        await self.app(scope, receive, with_figures)


def _of_request(asked: Request) -> bytes:
    """The figures for who asks; nothing where there are none, or where they cannot be had: the app says why."""
    try:
        mission = cached.mission()
        person = LOCAL
        if sessions.is_set_up():
            person = who.of_claims(sessions.of(asked.cookies) or {}, mission.settings.access)
        if not person.roles:
            return b""
        return html_of(mission, person.sight, query_values("?" + asked.url.query)).encode()
    except InputError:
        return b""
    except Exception as error:
        serving.noted(error)
        return b""


def html_of(mission: Mission, sight: Sight, query: Query) -> str:
    """Title, marks and figures of the briefing under a link's query, as HTML; empty where it opens another view."""
    query = _meant(mission, query)
    if any(name in query for name in ELSEWHERE):
        return ""
    latest = mission.store.latest()
    shot = cached.snapshot(mission, pinned(query, latest) or latest, sight)
    filters = Filters.from_query(query, shot.vocabulary).filters
    if set(query) <= {NAMED, "lang"} and (areas := profiles.chosen(shot, query.get(NAMED, [""])[0]).areas):
        filters = replace(filters, areas=areas)
    if not filters.source:
        return ""
    i18n.use(filters.lang)
    return _html(Scene(shot, filters, used_by="briefing"))


def _meant(mission: Mission, query: Query) -> Query:
    """The query that a short link names, where it is one of the briefing; one that opens elsewhere for another view."""
    name = query.get("brief", [""])[0]
    found = briefs.find(mission, name) if name else None
    if not name:
        return query
    if found is None or found.path:
        return {"book": []}
    return found.values | {key: query[key] for key in ("lang",) if key in query}


def _html(scene: Scene) -> str:
    shot, filters = scene.snapshot, scene.filters
    km = shot.settings.reach_km
    found = cached.once(shot, ("briefing", filters, km), partial(measures.of, shot, filters, km))  # as the view asks
    title = headlines.incidents(shot, filters, shot.select(filters))
    figures = compared.five(Asked(scene, "briefing", {}), found, km)
    facts = [isolated(shot.settings.name), formats.period(filters.span), *stated.narrowed(scene)]
    facts.append(_("Source: {source}").format(source=shot.settings.source_title(filters.source)))
    facts.append(_("version {number}").format(number=shot.number))
    follows = " ".join(filter(None, (stated.reports_late(scene), _("The map and the answers follow …"))))
    marks = "".join(f"<b>{escape(mark)}</b>" for mark in (scene.handling, scene.mark) if mark)
    return (
        f'<style>{STYLE}</style><section id="ahead" aria-label="{escape(_("Figures, while the view loads"))}">'
        f'<p class="marks">{marks} {escape(" · ".join(facts))}</p>'
        f'<p class="title" role="heading" aria-level="1">{escape(title)}</p>'
        f"<dl>{''.join(map(_figure, figures))}</dl>"
        f'<p class="marks">{escape(follows)}</p></section>'
        f'<script src="{escape(gate.base() + assets.AHEAD)}" defer></script>'
    )


def _figure(own: Measure) -> str:
    beside = "".join(f"<span>{escape(line)}</span>" for line in own.beside)
    return f"<div><dt>{escape(own.label)}</dt><dd><strong>{escape(own.value)}</strong>{beside}</dd></div>"


STYLE = """
#ahead { position: fixed; inset: 0; z-index: 10; overflow: auto; box-sizing: border-box; padding: 1.2rem; margin: 0;
  font: 15px/1.4 "Source Sans 3", "Segoe UI", Roboto, Arial, sans-serif; color-scheme: light dark;
  background: light-dark(#FBFBFA, #14181C); color: light-dark(#1F2933, #E6EAED); }
body:has(h1.lp-title) #ahead { display: none; }
#ahead .marks { font-size: 13px; color: light-dark(#52606D, #A3B0BA); margin: 0 0 .6rem; }
#ahead .marks b { border: 1px solid; border-radius: 4px; padding: .1rem .4rem; margin-right: .4rem; font-size: 11px; }
#ahead .title { font-size: 1.45rem; font-weight: 700; line-height: 1.25; margin: 0 0 .8rem; }
#ahead dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .8rem; margin: 0 0 1rem }
#ahead dl > div { border: 1px solid light-dark(#D9DEE3, #323B43); border-radius: 6px; padding: .6rem .7rem; }
#ahead dt { font-size: 13px; } #ahead dd { margin: 0; } #ahead strong { display: block; font-size: 1.6rem; }
#ahead span { display: block; font-size: 12.5px; color: light-dark(#52606D, #A3B0BA); }
"""
