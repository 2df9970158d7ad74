"""An identity provider of OpenID Connect for tests: it signs in whoever it is told, with tokens that may be wrong."""

import base64
import json
import secrets
import socket
import threading
import time
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "linchpin", "a secret of the tests"
FAULTS = ("forged", "expired", "audience", "issuer", "nonce", "none", "future")
ROLES = {
    "viewer@example.org": "viewer",
    "planner@example.org": "planner",
    "analyst@example.org": "analyst",
    "administrator@example.org": "administrator",
}
ACCESS = "\n[access.people]\n" + "".join(f'"{email}" = ["{role}"]\n' for email, role in ROLES.items())
ACCESS += '[access.groups]\n"spu-planners" = ["planner"]\n'


class Provider:
    """One on a free port. `claims` are those of whoever signs in next, `fault` is what is wrong with the token."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.claims: dict[str, object] = {}
        self.fault = ""
        self._key, self._other = (RSAKey.generate_key(2048, {"kid": "tests"}) for _n in range(2))
        self._nonces: dict[str, str] = {}
        app = Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._metadata),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
                Route("/jwks", self._jwks),
            ]
        )
        self._server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=self.port, log_level="error"))

    def __enter__(self) -> "Provider":
        threading.Thread(target=self._server.run, daemon=True).start()
        while not self._server.started:
            time.sleep(0.02)
        return self

    def __exit__(self, *_raised: object) -> None:
        self._server.should_exit = True

    def secrets_of(self, app_url: str) -> str:
        """The section `[auth]` of an app at an address."""
        return (
            f'[auth]\nredirect_uri = "{app_url}/oauth2callback"\ncookie_secret = "{"k" * 40}"\n'
            f'client_id = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
            f'server_metadata_url = "{self.url}/.well-known/openid-configuration"\n'
        )

    async def _metadata(self, _request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/jwks",
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def _authorize(self, request: Request) -> Response:
        asked, code = request.query_params, secrets.token_hex(8)
        self._nonces[code] = asked.get("nonce", "")
        query = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{query}", status_code=302)

    async def _token(self, request: Request) -> Response:
        form = await request.form()
        nonce = self._nonces.pop(str(form["code"]))
        return JSONResponse({"access_token": "a", "token_type": "Bearer", "id_token": self._signed(nonce)})

    async def _jwks(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})

    def _signed(self, nonce: str) -> str:
        now = int(time.time())
        claims: dict[str, object] = {"iss": self.url, "sub": "1", "aud": CLIENT, "iat": now, "exp": now + 3600}
        claims |= {"nonce": nonce} | self.claims
        claims |= {
            "expired": {"iat": now - 7200, "exp": now - 3600},
            "audience": {"aud": "another app"},
            "issuer": {"iss": "http://127.0.0.1:1"},
            "nonce": {"nonce": "of another sign-in"},
            "future": {"iat": now + 9000, "exp": now + 9999},
        }.get(self.fault, {})
        if self.fault == "none":
            parts = (json.dumps(part).encode() for part in ({"alg": "none"}, claims))
            return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + "."
        key = self._other if self.fault == "forged" else self._key
        return jwt.encode({"alg": "RS256", "kid": "tests"}, claims, key)
