"""ACLED, UCDP and HDX HAPI as their documents describe them, on this machine, with faults on demand."""

import hashlib
import json
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

USERNAME, PASSWORD = "officer@example.org", "Correct horse/battery+staple"
UCDP_TOKEN = "ucdp-token-5f1c"
APP_IDENTIFIER = "bGluY2hwaW46cGxhbm5lckBleGFtcGxlLm9yZw=="  # linchpin:planner@example.org
SECRETS = (USERNAME, PASSWORD, UCDP_TOKEN, APP_IDENTIFIER, "planner@example.org", "Correct+horse", "Correct%20horse")
PATHS = {"/api/acled/read": "acled", "/api/v2/coordination-context/conflict-events": "hdx"}
UCDP_VERSION = "25.1"


@dataclass
class Fault:
    """Something that goes wrong with a source's page, so many times."""

    source: str
    how: Callable[["Handler", bytes], None]
    page: int = 0
    times: int = 1


@dataclass
class Services:
    """The rows that the services hold, the faults to come, and what was asked."""

    rows: dict[str, list[dict]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    asked: list[tuple[str, int, int]] = field(default_factory=list)  # source or "token", page, status
    headers: list[dict[str, str]] = field(default_factory=list)
    forms: list[dict[str, str]] = field(default_factory=list)  # headers of forms
    urls: list[str] = field(default_factory=list)
    after: dict[tuple[str, int], list[Callable[[], None]]] = field(default_factory=dict)
    etags: bool = True
    most_rows: int = 10_000  # a cap of ACLED's own on a page
    tokens: dict[str, str] = field(default_factory=dict)  # valid access token: its refresh token
    grants: list[str] = field(default_factory=list)
    renewable: bool = True
    root: str = ""

    def fail(self, source: str, how: Callable[["Handler", bytes], None], page: int = 0, times: int = 1) -> None:
        """From now on a page of a source fails, so many times."""
        self.faults.append(Fault(source, how, page, times))

    def pages(self, source: str) -> list[int]:
        """Which pages of a source were asked for, in order."""
        return [page for name, page, _status in self.asked if name == source]

    def statuses(self, source: str) -> list[int]:
        """How a source answered, in order."""
        return [status for name, _page, status in self.asked if name == source]

    def secrets(self) -> tuple[str, ...]:
        """Everything that must be seen nowhere."""
        return (*SECRETS, *(t for pair in self.tokens.items() for t in pair), "access-", "refresh-")


class Handler(BaseHTTPRequestHandler):
    """One request to the services."""

    protocol_version = "HTTP/1.1"
    services: Services

    def log_message(self, *_args):
        """Nothing on standard error: the tests read it."""

    def do_POST(self):
        form = self._form()
        self.services.forms.append(dict(self.headers))
        grant = form.get("grant_type", "")
        known = form.get("username") == USERNAME and form.get("password") == PASSWORD
        renewed = self.services.renewable and form.get("refresh_token") in self.services.tokens.values()
        if form.get("client_id") != "acled" or not (known if grant == "password" else renewed):
            return self.answer(
                400, {"error": "invalid_grant", "error_description": f"bad {form.get('password')}"}, "token"
            )
        self.services.grants.append(grant)
        number = len(self.services.grants)
        self.services.tokens[f"access-{number}"] = f"refresh-{number}"
        tokens = {"access_token": f"access-{number}", "refresh_token": f"refresh-{number}", "expires_in": 86400}
        return self.answer(200, {"token_type": "Bearer", **tokens}, "token")

    def _form(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        return {name: values[0] for name, values in parse_qs(body).items()}

    def do_GET(self):
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        self.services.headers.append(dict(self.headers))
        self.services.urls.append(self.path)
        source = PATHS.get(url.path) or ("ucdp" if url.path.startswith("/api/gedevents/") else "")
        if not source:
            return self.answer(404, {"message": "no such path"}, "unknown")
        return getattr(self, source)(query, url.path)

    def acled(self, query, _path):
        if self.headers.get("Authorization", "").removeprefix("Bearer ") not in self.services.tokens:
            return self.answer(401, {"message": "The access token has expired."}, "acled", int(query["page"]) - 1)
        limit, page = min(int(query["limit"]), self.services.most_rows), int(query["page"]) - 1
        rows = [row for row in self.services.rows["acled"] if row["country"] == query["country"]]
        part = rows[page * limit : (page + 1) * limit]
        document = {"status": 200, "success": True, "last_update": 5, "count": len(part), "data": part}
        return self.page(document, "acled", page)

    def ucdp(self, query, path):
        page, size = int(query["page"]), int(query["pagesize"])
        if self.headers.get("x-ucdp-access-token") != UCDP_TOKEN:
            return self.answer(401, {"message": "API token required. Add header: x-ucdp-access-token"}, "ucdp", page)
        if not path.endswith("/" + UCDP_VERSION) or not 1 <= size <= 1000:
            return self.answer(404, {"message": "No such version"}, "ucdp", page)
        rows = [row for row in self.services.rows["ucdp"] if str(row["country_id"]) == query["Country"]]
        count = -(-len(rows) // size)
        document = {
            "TotalCount": len(rows),
            "TotalPages": count,
            "PreviousPageUrl": "",
            "NextPageUrl": f"https://elsewhere.example{path}?page={page + 1}" if page + 1 < count else "",
            "Result": rows[page * size : (page + 1) * size],
        }
        return self.page(document, "ucdp", page)

    def hdx(self, query, _path):
        limit, offset = int(query["limit"]), int(query["offset"])
        page = offset // limit
        if APP_IDENTIFIER not in (query.get("app_identifier"), self.headers.get("X-HDX-HAPI-APP-IDENTIFIER")):
            return self.answer(400, {"error": "Missing app identifier"}, "hdx", page)
        rows = [row for row in self.services.rows["hdx"] if row["location_code"] == query["location_code"]]
        return self.page({"data": rows[offset : offset + limit]}, "hdx", page)

    def page(self, document, source, page):
        """A page, or the fault that is due."""
        body = json.dumps(document).encode()
        fault = next((f for f in self.services.faults if (f.source, f.page) == (source, page) and f.times), None)
        if fault:
            fault.times -= 1
            self.services.asked.append((source, page, 0))
            return fault.how(self, body)
        etag = '"' + hashlib.md5(body).hexdigest() + '"'
        if self.services.etags and self.headers.get("If-None-Match") == etag:
            self.answer(304, None, source, page, {"ETag": etag})
        else:
            self.answer(200, document, source, page, {"ETag": etag} if self.services.etags else {})
        for then in self.services.after.get((source, page), []):
            then()
        return None

    def answer(self, status, document, source, page=0, headers=None):
        """An answer, noted."""
        self.services.asked.append((source, page, status))
        body = b"" if document is None else json.dumps(document).encode()
        self.send(status, body, {"Content-Type": "application/json", **(headers or {})})

    def send(self, status, body, headers=None, length=None):
        """Status, headers and body as they are."""
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)


def status(code, headers=None, document=None):
    """A fault: another status."""
    return lambda handler, _body: handler.send(code, json.dumps(document or {}).encode(), headers)


def cut(handler, body):
    """A fault: the connection ends in the middle of the body."""
    handler.send(200, body[: len(body) // 2], {"Content-Type": "application/json"}, length=len(body))
    handler.close_connection = True


def html(handler, _body):
    """A fault: a page for people, with status 200."""
    handler.send(200, b"<!DOCTYPE html><title>Please wait</title>", {"Content-Type": "text/html"})


def truncated(handler, body):
    """A fault: JSON that ends early, in an answer that is whole."""
    handler.send(200, body[: len(body) // 2], {"Content-Type": "application/json"})


def says(document):
    """A fault: another document."""
    return lambda handler, _body: handler.send(200, json.dumps(document).encode(), {"Content-Type": "application/json"})


def to(location):
    """A fault: a redirect."""
    return lambda handler, _body: handler.send(302, b"", {"Location": location})


def expired(handler, _body):
    """A fault: the token runs out at this page."""
    refresh = list(handler.services.tokens.values())
    handler.services.tokens.clear()
    handler.services.tokens.update({f"gone-{n}": token for n, token in enumerate(refresh)})
    handler.send(401, b'{"message": "The access token has expired."}')


def running(services):
    """The services listening on a free port of this machine; stop with `shutdown` and `server_close`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"services": services}))
    server.daemon_threads = True
    services.root = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return server


def numbers(rows, names=r"year|type_of_violence|where_prec|date_prec|country_id|best|high|low|id|deaths_.*"):
    """Rows of a CSV as the services give them: figures as numbers, empty cells as null."""
    whole = re.compile(names)
    return [
        {k: (int(v) if whole.fullmatch(k) and re.fullmatch(r"-?\d+", v) else v or None) for k, v in row.items() if k}
        for row in rows
    ]
