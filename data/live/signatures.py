"""How requests are signed: a header for UCDP and HDX HAPI, a token of OAuth for ACLED."""

from typing import Protocol

import requests

from data.errors import InputError
from data.i18n import _
from data.live.credentials import Credentials

TOKEN_PATH = "/oauth/token"
HEADERS = {"ucdp": ("x-ucdp-access-token", "token"), "hdx": ("X-HDX-HAPI-APP-IDENTIFIER", "app_identifier")}
REFUSED = (400, 401)


class Poster(Protocol):
    """What a signature needs of a client: to send a form, unsigned, and read the answer."""

    def post(self, path: str, form: dict[str, str]) -> tuple[int, object]: ...


class Header:
    """A credential that goes with each request as a header. HAPI takes it as a parameter too; URLs are logged."""

    def __init__(self, code: str, credentials: Credentials) -> None:
        name, key = HEADERS[code]
        self._header = {name: credentials[key]}

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers.update(self._header)
        return request

    def prepare(self, client: Poster) -> None:
        """Nothing to do before the first request."""

    def renew(self, client: Poster) -> bool:
        """False: a refused header stays refused."""
        return False


class AcledToken:
    """ACLED's OAuth: user name and password give a token of a day, which a second token renews. Neither is saved."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self._access = self._refresh = ""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._access}"
        return request

    def prepare(self, client: Poster) -> None:
        """A first token, where there is none."""
        if not self._access:
            self.renew(client)

    def renew(self, client: Poster) -> bool:
        """True with a new token: from the second token, else from user name and password."""
        if self._refresh and self._asked(client, grant_type="refresh_token", refresh_token=self._refresh):
            return True
        names = {name: self._credentials[name] for name in ("username", "password")}
        if self._asked(client, grant_type="password", scope="authenticated", **names):
            return True
        raise InputError(
            _("ACLED does not accept the user name and password: check ACLED_USERNAME and ACLED_PASSWORD.")
        )

    def _asked(self, client: Poster, **form: str) -> bool:
        status, document = client.post(TOKEN_PATH, {**form, "client_id": "acled"})
        if status in REFUSED:
            return False
        tokens = document if isinstance(document, dict) else {}
        access, refresh = (tokens.get(name) for name in ("access_token", "refresh_token"))
        if not isinstance(access, str) or not access.isascii() or not access.isprintable() or not access:
            raise InputError(_("ACLED answered the sign-in without a token; try again later."))
        self._access, self._refresh = access, refresh if isinstance(refresh, str) else ""
        self._credentials.add(self._access, self._refresh)
        return True


def signature(code: str, credentials: Credentials) -> Header | AcledToken:
    """The signature of a source's requests."""
    return AcledToken(credentials) if code == "acled" else Header(code, credentials)
