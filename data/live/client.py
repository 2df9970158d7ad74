"""One service over HTTP: signed requests with a pause between them, tried again where that can help."""

import random
import time
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import requests

from data import APP_VERSION
from data.errors import InputError
from data.i18n import _
from data.live import answers
from data.live.answers import LONGEST_WORDS, Answer
from data.live.credentials import NAMES, Credentials
from data.live.signatures import signature
from data.live.sources import Source

TRIES = 6
TIMEOUT_S = (10, 90)  # to connect, and between two parts of an answer
FIRST_WAIT_S, LONGEST_WAIT_S = 2.0, 60.0
LONGEST_RETRY_AFTER_S = 900.0
AGAIN = {429, 500, 502, 503, 504}
REDIRECTS = {301, 302, 303, 307, 308}
MOST_REDIRECTS = 3


class Client:
    """Asks one service at one address. Credentials go to no other host, and into no message."""

    def __init__(
        self, source: Source, root: str, credentials: Credentials, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.source, self.root, self._credentials, self._sleep = source, root, credentials, sleep
        self._signature = signature(source.code, credentials)
        self._session = requests.Session()
        self._session.headers.update({"User-Agent": f"Linchpin/{APP_VERSION}", "Accept": "application/json"})
        self._asked_at = -source.pause_s

    def get(self, path: str, params: dict[str, object], headers: dict[str, str] | None = None) -> Answer:
        """The answer to a signed request: 200 with JSON, or 304 to conditions in `headers`; else an InputError."""
        self._signature.prepare(self)
        answer = self._answer(
            lambda: self._sent("GET", path, params=params, headers=headers, auth=self._signature), renew=True
        )
        if answer.status == requests.codes.ok and answer.document is None:
            raise InputError(
                _("{title} answered with something else than JSON; nothing was imported, try again later.").format(
                    title=self.source.title
                )
            )
        if answer.status != requests.codes.ok and not (headers and answer.status == requests.codes.not_modified):
            raise InputError(self._refusal(answer))
        return answer

    def post(self, path: str, form: dict[str, str]) -> tuple[int, object]:
        """Status and JSON of the answer to an unsigned form."""
        answer = self._answer(lambda: self._sent("POST", path, data=form, auth=_unsigned))
        if answer.status not in (requests.codes.ok, requests.codes.bad_request, requests.codes.unauthorized):
            raise InputError(self._refusal(answer))
        return answer.status, answer.document

    def _answer(self, send: Callable[[], requests.Response], renew: bool = False) -> Answer:
        """The first answer that is no passing fault; a token that ran out is renewed once."""
        fault = ""
        for tried in range(TRIES):
            wait_s = None
            try:
                answer = answers.read(send())
            except requests.RequestException as error:  # its text can hold the URL, and so is not told
                fault = _broken(self.source, error)
            else:
                if answer.status == requests.codes.unauthorized and renew and self._signature.renew(self):
                    renew = False
                    continue
                if answer.status not in AGAIN:
                    return answer
                fault, wait_s = str(answer.status), answer.retry_after_s
            if tried < TRIES - 1:
                self._sleep(self._wait_s(tried, wait_s))
        words = _("{title} gave no answer in {tries} tries ({fault}); try again later, fetched pages are kept.")
        raise InputError(words.format(title=self.source.title, tries=TRIES, fault=fault))

    def _wait_s(self, tried: int, retry_after_s: float | None) -> float:
        """Seconds until the next try: what the service asks for, else doubling, with a part left to chance."""
        if retry_after_s is None:
            return min(LONGEST_WAIT_S, FIRST_WAIT_S * 2**tried) * random.uniform(0.5, 1)
        if retry_after_s > LONGEST_RETRY_AFTER_S:
            words = _("{title} asks to wait {minutes} minutes; try again then, fetched pages are kept.")
            raise InputError(words.format(title=self.source.title, minutes=round(retry_after_s / 60)))
        return retry_after_s

    def _sent(self, method: str, path: str, **options: object) -> requests.Response:
        """The response, after redirects within the same host; a form follows none."""
        url = self.root + path
        for _hop in range(MOST_REDIRECTS + 1):
            response = self._once(method, url, **options)
            if response.status_code not in REDIRECTS:
                return response
            url, options["params"] = _within(url, response.headers.get("Location", "")), None
            if method != "GET" or not url:
                break
        words = _("{title} sends requests on to another address, which are not followed; check {variable}.")
        raise InputError(words.format(title=self.source.title, variable=self.source.environment))

    def _once(self, method: str, url: str, **options: object) -> requests.Response:
        """One request, after the pause that the source wants."""
        wait_s = self._asked_at + self.source.pause_s - time.monotonic()
        if wait_s > 0:
            self._sleep(wait_s)
        self._asked_at = time.monotonic()
        try:
            return self._session.request(method, url, allow_redirects=False, timeout=TIMEOUT_S, **options)
        except ValueError:  # an address or a redirect that is none
            raise requests.exceptions.InvalidURL from None

    def _refusal(self, answer: Answer) -> str:
        """Why the service refuses, and what to check."""
        said = self._credentials.redacted(answer.words)[:LONGEST_WORDS].rstrip(" .")
        why = f"{answer.status}, {said}" if said else str(answer.status)
        if answer.status in (requests.codes.unauthorized, requests.codes.forbidden):
            words = _("{title} refuses access ({why}): check {variables}, and that the account may use the API.")
        else:
            words = _("{title} refuses the request ({why}): check live.{code} in mission.toml.")
        variables = _(" and ").join(NAMES[self.source.code].values())
        return words.format(title=self.source.title, why=why, variables=variables, code=self.source.code)


def _unsigned(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """No signature; given so that none is looked for in a .netrc file."""
    return request


def _within(url: str, location: str) -> str:
    """Where a redirect leads; empty where that is another scheme, host or port."""
    try:
        target = urljoin(url, location)
        old, new = urlsplit(url), urlsplit(target)
        same = (old.scheme, old.hostname, old.port) == (new.scheme, new.hostname, new.port)
    except ValueError:
        return ""
    return target if same else ""


def _broken(source: Source, error: requests.RequestException) -> str:
    """In words, why a request got no answer; an InputError where trying again cannot help."""
    if isinstance(error, requests.exceptions.SSLError):
        words = _("The certificate of {title} is not trusted here: name your network's in REQUESTS_CA_BUNDLE.")
        raise InputError(words.format(title=source.title)) from None
    if isinstance(error, ValueError):  # a URL or a header that cannot be sent
        raise InputError(
            _("{title} cannot be asked: check {variable}.").format(title=source.title, variable=source.environment)
        ) from None
    return _("no answer in time") if isinstance(error, requests.Timeout) else _("the connection broke off")
