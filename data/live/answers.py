"""What a service answered: its status, its JSON, and what it says of itself in words."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import requests

LONGEST_WORDS = 160
FAR_S = 1e9  # no wait is longer


@dataclass(frozen=True)
class Answer:
    """One answer: `document` is None where the body is no JSON, `status` the body's own where that reports a fault."""

    status: int
    document: object
    etag: str = ""
    last_modified: str = ""
    retry_after_s: float | None = None

    @property
    def words(self) -> str:
        """The service's own words for a fault, unredacted and of any length; empty where it has none."""
        body = self.document if isinstance(self.document, dict) else {}
        said = (body.get(key) for key in ("message", "error_description", "error", "detail", "messages"))
        return next((text if isinstance(text, str) else str(text) for text in said if text), "")


def read(response: requests.Response) -> Answer:
    """The answer in a response. ACLED reports some faults with status 200 and `"success": false`."""
    try:
        document = response.json()
    except (ValueError, RecursionError):
        document = None
    status = response.status_code
    if status == requests.codes.ok and isinstance(document, dict) and document.get("success") is False:
        own = document.get("status")
        status = own if isinstance(own, int) and own >= requests.codes.bad_request else requests.codes.bad_request
    headers = response.headers
    return Answer(
        status,
        document,
        headers.get("ETag", ""),
        headers.get("Last-Modified", ""),
        _seconds(headers.get("Retry-After")),
    )


def _seconds(retry_after: str | None) -> float | None:
    """Seconds to wait from a header Retry-After, which holds seconds or a moment."""
    if not retry_after:
        return None
    if retry_after.strip().isdecimal():
        return min(float(retry_after), FAR_S)
    try:
        moment = parsedate_to_datetime(retry_after)
    except (ValueError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
