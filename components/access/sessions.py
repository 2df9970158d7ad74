"""The session of a request: who the identity provider said it is, in the cookie that Streamlit signs at sign-in.

The cookie's signature, origin and age are checked here, at each request and each run: Streamlit itself accepts one for
30 days, and after sign-out still. What was signed out is remembered until the server ends.
"""

import json
import time
from collections import OrderedDict
from collections.abc import Mapping

from streamlit import auth_util
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from data.access.settings import AccessSettings
from data.errors import InputError
from data.mission import open_mission

NEEDED = ("redirect_uri", "cookie_secret")
OF_PROVIDER = ("client_id", "client_secret", "server_metadata_url")
SHORTEST_SECRET = 32
CLOCKS_APART_S = 300
MOST_REMEMBERED = 10_000
SETTINGS_KEPT_S = 10

Claims = dict[str, object]
_signed_out: OrderedDict[str, None] = OrderedDict()
_settings: dict[str, tuple[float, AccessSettings]] = {}


def is_set_up() -> bool:
    """Whether people sign in: `secrets.toml` has a section `[auth]`."""
    return bool(auth_util.get_secrets_auth_section())


def providers() -> list[str]:
    """The identity providers of `[auth]`, by the names that Streamlit gives them."""
    section = dict(auth_util.get_secrets_auth_section())
    named = [name for name, own in section.items() if hasattr(own, "get") and own.get("client_id")]
    return (["default"] if section.get("client_id") else []) + named


def lacking() -> list[str]:
    """What `[auth]` lacks, in words for the log; nothing where it is whole or not there."""
    section = dict(auth_util.get_secrets_auth_section())
    if not section:
        return []
    missing = [key for key in NEEDED if not section.get(key)]
    for name in providers() or ["default"]:
        own = section if name == "default" else section[name]
        missing += [key if name == "default" else f"{name}.{key}" for key in OF_PROVIDER if not own.get(key)]
    if section.get("cookie_secret") and len(str(section["cookie_secret"])) < SHORTEST_SECRET:
        missing.append(f"a cookie_secret of {SHORTEST_SECRET} characters or more")
    return missing


def access() -> AccessSettings:
    """The mission's settings of access as they are now, read anew every few seconds; the strictest where none opens."""
    now = time.monotonic()
    read, kept = _settings.get("now", (-float("inf"), AccessSettings()))
    if now - read > SETTINGS_KEPT_S:
        try:
            kept = open_mission().settings.access
        except InputError:
            kept = AccessSettings()
        _settings["now"] = now, kept
    return kept


def of(cookies: Mapping[str, str]) -> Claims | None:
    """The claims of a request's session; None where it has none, or one that is forged, foreign, old or signed out."""
    claims = _claims(cookies)
    return claims if claims and _holds(claims) else None


def _claims(cookies: Mapping[str, str]) -> Claims | None:
    secret = get_cookie_secret()

    def one(name: str) -> bytes | None:
        raw = cookies.get(name)
        return decode_signed_value(secret, name, raw.encode("latin-1", "replace")) if raw and secret else None

    try:
        whole = auth_util.get_cookie_with_chunks(one, USER_COOKIE_NAME)
        claims = json.loads(whole) if whole else None
    except (ValueError, UnicodeError):
        return None
    return claims if isinstance(claims, dict) else None


def _holds(claims: Claims) -> bool:
    """Whether a session is of this app, not too old, not of the future, and was not signed out."""
    issued = claims.get("iat")
    if not isinstance(issued, int | float) or isinstance(issued, bool) or claims.get("is_logged_in") is not True:
        return False
    if claims.get("origin") != auth_util.get_origin_from_redirect_uri():
        return False
    age = time.time() - issued
    return -CLOCKS_APART_S <= age <= access().session_hours * 3600 and _key(claims) not in _signed_out


def sign_out(cookies: Mapping[str, str]) -> None:
    """Refuse the session of these cookies from now on."""
    claims = _claims(cookies)
    if claims:
        _signed_out[_key(claims)] = None
        while len(_signed_out) > MOST_REMEMBERED:
            _signed_out.popitem(last=False)


def _key(claims: Claims) -> str:
    return json.dumps([claims.get(name) for name in ("iss", "sub", "iat", "provider")], default=str)
