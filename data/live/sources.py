"""The table of live sources: where each answers, how it is asked for a page, and what a page says.

Read in public documents: ACLED's address and OAuth (its API documentation); UCDP's address, parameters and answer (its
OpenAPI file, and an example whose first page is number 0), its header and 5,000 requests a day; HDX HAPI's parameters,
header, 10,000 rows a page and one request a second (its documentation and terms). Not verified against the services:
that any of them answers conditional requests, that 5,000 is what ACLED gives on a page, that its pages keep one order,
and whether a key of its answer counts all rows. Nothing here relies on them.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from babel import Locale
from babel.core import get_global

from data.errors import InputError
from data.i18n import _
from data.mission import Settings

LOCAL = {"127.0.0.1", "localhost", "::1"}  # may be asked without TLS
LAST_DAY = "2099-12-31"  # ACLED wants both ends of a period; a fixed one keeps the query the same from day to day


@dataclass(frozen=True)
class Source:
    """One service. `page` gives the parameters of a page from its number (0 first), the rows before it and its size."""

    code: str
    title: str
    root: str
    path: Callable[[Settings], str]
    query: Callable[[Settings], dict[str, str]]
    page: Callable[[int, int, int], dict[str, int]]
    page_size: int
    rows: str  # the key of the answer that holds the rows
    row_key: Callable[[dict], str]
    total: str = ""  # the key that counts all rows of the query, where there is one
    pause_s: float = 1.0  # the least time between two requests, in seconds

    @property
    def environment(self) -> str:
        """The variable that names another address of this service."""
        return f"LINCHPIN_{self.code.upper()}_URL"


def address(source: Source) -> str:
    """Scheme and host of a service, from the environment where it names another; credentials go nowhere else."""
    url = (os.environ.get(source.environment) or source.root).strip().rstrip("/")
    try:
        parts = urlsplit(url)
        sound = parts.hostname and "@" not in parts.netloc and not parts.query
    except ValueError:
        sound = False
    if not sound or (parts.scheme != "https" and (parts.scheme != "http" or parts.hostname not in LOCAL)):
        raise InputError(
            _("{variable} must be an address that begins with https:// (http:// for this machine only).").format(
                variable=source.environment
            )
        )
    return url


def iso3(country: str) -> str:
    """The ISO 3166 code of three letters of a country's English name; empty where the name is not known."""
    codes = [code for code, name in Locale("en").territories.items() if name.casefold() == country.casefold()]
    aliases = get_global("territory_aliases")
    letters = (alias for alias, now in aliases.items() if len(alias) == 3 and alias.isalpha() and now == codes[:1])
    return next(letters, "")


def _acled(settings: Settings) -> dict[str, str]:
    live = settings.live.acled
    query = {"_format": "json", "country": live.country or settings.country}
    if live.since:
        query |= {"event_date": f"{live.since}|{LAST_DAY}", "event_date_where": "BETWEEN"}
    return query


def _ucdp_path(settings: Settings) -> str:
    if not settings.live.ucdp:
        raise InputError(
            _(
                "mission.toml does not say which rows of UCDP to fetch: add a line such as live.ucdp = "
                '{{ version = "25.1", country_number = 432 }}, with the Gleditsch-Ward number of {country}.'
            ).format(country=settings.country)
        )
    return f"/api/gedevents/{settings.live.ucdp.version}"


def _ucdp(settings: Settings) -> dict[str, str]:
    _ucdp_path(settings)  # says what mission.toml must name
    live = settings.live.ucdp
    return {"Country": str(live.country_number)} | ({"StartDate": live.since.isoformat()} if live.since else {})


def _hdx(settings: Settings) -> dict[str, str]:
    live = settings.live.hdx
    code = live.location_code or iso3(settings.country)
    if not code:
        raise InputError(
            _(
                "No country code is known for {country}: add a line such as live.hdx = {{ location_code = "
                '"MLI" }} to mission.toml, with its ISO 3166 code of three letters.'
            ).format(country=settings.country)
        )
    query = {"location_code": code, "output_format": "json"}
    return query | ({"start_date": live.since.isoformat()} if live.since else {})


def _whole_row(row: dict) -> str:
    """HAPI's rows have no id; no two are the same."""
    return json.dumps(row, sort_keys=True)


ACLED = Source(
    code="acled",
    title="ACLED",
    root="https://acleddata.com",
    path=lambda _settings: "/api/acled/read",
    query=_acled,
    page=lambda number, _before, size: {"page": number + 1, "limit": size},
    page_size=5000,
    rows="data",
    row_key=lambda row: str(row.get("event_id_cnty")),
)
UCDP = Source(
    code="ucdp",
    title="UCDP",
    root="https://ucdpapi.pcr.uu.se",
    path=_ucdp_path,
    query=_ucdp,
    page=lambda number, _before, size: {"page": number, "pagesize": size},
    page_size=1000,
    rows="Result",
    row_key=lambda row: str(row.get("id")),
    total="TotalCount",
)
HDX = Source(
    code="hdx",
    title="HDX HAPI",
    root="https://hapi.humdata.org",
    path=lambda _settings: "/api/v2/coordination-context/conflict-events",
    query=_hdx,
    page=lambda _number, before, size: {"offset": before, "limit": size},
    page_size=10_000,
    rows="data",
    row_key=_whole_row,
)
SOURCES = {source.code: source for source in (ACLED, UCDP, HDX)}
