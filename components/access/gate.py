"""What stands before every route: who has not signed in gets the sign-in page, and nothing of the mission.

Without sign-in the app answers its own machine alone, unless `mission.toml` says otherwise in a whole sentence.
"""

import re
from collections.abc import Mapping
from html import escape
from ipaddress import ip_address
from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import auth_util, config

from components.access import sessions
from data.i18n import _

SIGN_IN, GO = "/signin", "/signin/go"
WANTED = "linchpin_wanted"  # the cookie with where somebody wanted to go
WANTED_S, LONGEST_WANTED = 900, 3000
LOG_OUT = "/auth/logout"
# Open to all: code of the app itself, routes that say nothing, and the way in.
OPEN = re.compile(
    r"/static/.*|/favicon\.(ico|png)|/assets/(leaflet|markercluster|linchpin)/.*|/component/[\w.]+/(?!.*\.\.).*"
    r"|/_stcore/health|/health|/ready|/auth/(login|logout)|/oauth2callback|/signin(/go)?"
)
# Not pages: what is no page answers 401 in place of the way in.
NO_PAGE = re.compile(r"/(_stcore|media|assets|component|app|healthz)(/.*)?")
LOOPBACK = ("localhost",)


class Gate:
    """Middleware that lets pass what may be seen by who asks."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, or refuse, or show the way in."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        refusal = _answer(HTTPConnection(scope))
        if refusal is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            await refusal(scope, receive, send)


def _answer(asked: HTTPConnection) -> Response | None:
    """What is answered in place of the app; None where the app answers."""
    if not sessions.is_set_up():
        return None if may_be_reached(asked) else PlainTextResponse(not_reachable(), status_code=403)
    path = within(asked.scope["path"])
    if path == LOG_OUT:
        sessions.sign_out(asked.cookies)
    if path in (SIGN_IN, GO):
        return _way_in(asked, path)
    if OPEN.fullmatch(path):
        return None
    if sessions.of(asked.cookies) is not None:
        return _back(asked, path)
    if NO_PAGE.fullmatch(path) or asked.scope.get("method") not in ("GET", "HEAD"):
        return PlainTextResponse(_("Sign in first."), status_code=401)
    answer = RedirectResponse(f"{base()}{SIGN_IN}", status_code=303)
    wanted = f"{path}?{asked.scope['query_string'].decode('latin-1')}".rstrip("?")
    if path != "/" or asked.scope["query_string"]:
        answer.set_cookie(WANTED, quote(wanted[:LONGEST_WANTED], safe=""), max_age=WANTED_S, httponly=True,
                          samesite="lax", path=base() or "/")  # fmt: skip
    return answer


def base() -> str:
    """The path that the app is served under, without a slash at its end; empty for the root."""
    own = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{own}" if own else ""


def within(path: str) -> str:
    """A path as it is within the app."""
    return path.removeprefix(base()) or "/" if base() and (path + "/").startswith(base() + "/") else path


def _back(asked: HTTPConnection, path: str) -> Response | None:
    """After sign-in Streamlit leads to the first page: from there on to where somebody wanted to go."""
    if path != "/" or WANTED not in asked.cookies:
        return None
    answer = RedirectResponse(f"{base()}{wanted_of(asked.cookies)}", status_code=303)
    answer.delete_cookie(WANTED, path=base() or "/")
    return answer


def wanted_of(cookies: Mapping[str, str]) -> str:
    """Where somebody wanted to go: a path of this app with its query, never another place."""
    wanted = unquote(cookies.get(WANTED, ""))
    inside = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    parts = urlsplit(wanted) if inside else None
    known = parts is not None and not (parts.scheme or parts.netloc or "\\" in parts.path)
    return wanted if known and not OPEN.fullmatch(parts.path) else "/"


def _way_in(asked: HTTPConnection, path: str) -> Response:
    """The sign-in page; and for `/signin/go` the way to the identity provider."""
    known = sessions.providers()
    if path == GO:
        name = asked.query_params.get("provider", known[0] if known else "")
        if name not in known:
            return RedirectResponse(f"{base()}{SIGN_IN}", status_code=303)
        token = quote(auth_util.encode_provider_token(name))
        return RedirectResponse(f"{base()}/auth/login?provider={token}", status_code=303)
    if sessions.of(asked.cookies) is not None:
        return RedirectResponse(f"{base()}/", status_code=303)
    return HTMLResponse(_page(known), headers={"Cache-Control": "no-store"})


def _page(known: list[str]) -> str:
    buttons = "".join(
        f'<a href="{escape(base())}{GO}?provider={quote(name)}">'
        f"{escape(_('Sign in') if len(known) == 1 else _('Sign in with {name}').format(name=name))}</a>"
        for name in known
    )
    words = _("The planning picture of a mission. Only those who are given a role see it.")
    return PAGE.format(title=escape(_("Sign in to Linchpin")), words=escape(words), buttons=buttons)


PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>{title}</title><style>
body {{ font: 17px/1.45 "Source Sans 3", "Segoe UI", Roboto, Arial, sans-serif; margin: 0; min-height: 100vh;
  display: grid; place-items: center; background: light-dark(#FBFBFA, #14181C); color: light-dark(#1F2933, #E6EAED); }}
main {{ max-width: 24rem; padding: 1.5rem; }} h1 {{ font-size: 1.5rem; margin: 0 0 .4rem; }} p {{ margin: 0 0 1.4rem; }}
a {{ display: block; padding: .7rem 1rem; margin: 0 0 .6rem; border-radius: 6px; text-align: center; font-weight: 600;
  text-decoration: none; background: light-dark(#1B6CA8, #6DB3E8); color: light-dark(#fff, #14181C); }}
</style></head><body><main><h1>{title}</h1><p>{words}</p>{buttons}</main></body></html>
"""


def may_be_reached(asked: HTTPConnection) -> bool:
    """Whether a request without sign-in is answered: from this machine to this machine, or as `mission.toml` allows."""
    if sessions.access().without_sign_in:
        return True
    headers = asked.headers
    forwarded = any(name in headers for name in ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip"))
    server = (asked.scope.get("server") or ("127.0.0.1", 0))[0]
    return not forwarded and is_loopback(server) and is_loopback(_host(headers))


def _host(headers: Headers) -> str:
    """The name in header Host, without its port."""
    host = headers.get("host", "")
    return host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]


def is_loopback(name: str | None) -> bool:
    """Whether a name or address means this machine alone."""
    if not name:
        return False
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name.rstrip(".").casefold() in LOOPBACK


def not_reachable() -> str:
    """Why the app is not served beyond its machine, and what to do."""
    return _(
        "Linchpin answers its own machine alone as long as nobody has to sign in. Set up [auth] in "
        ".streamlit/secrets.toml (see README, “Share it safely”), or write the sentence that README gives into "
        "mission.toml under access.without_sign_in."
    )


def check_address() -> None:
    """End the process with a sentence where it would listen beyond its machine without sign-in, or with half of it.

    SystemExit carries the sentence.
    """
    if lacking := sessions.lacking():
        raise SystemExit(_("[auth] in .streamlit/secrets.toml lacks {keys}.").format(keys=", ".join(lacking)))
    address = config.get_option("server.address")
    if not sessions.is_set_up() and not sessions.access().without_sign_in and not is_loopback(address):
        raise SystemExit(not_reachable())
