"""What is kept of a view that is saved to be opened again, in a book or under a short name: its page and its query."""

import re
from collections.abc import Mapping
from urllib.parse import urlencode

from data.errors import InputError
from data.filters import query_values
from data.i18n import _

PATH = re.compile(r"[a-z]{0,40}")
LONGEST_QUERY = 4000
# What belongs to whoever opens a link, not to the view that it opens.
NOT_KEPT = ("book", "slide", "brief", "lang")


def query_of(link: str | Mapping[str, str | list[str]]) -> str:
    """The query of a view's link, without what belongs to whoever opens it."""
    return urlencode({k: values for k, values in query_values(link).items() if k not in NOT_KEPT}, doseq=True)


def check(path: str, query: str) -> None:
    """An InputError where a page or query cannot be kept."""
    if not PATH.fullmatch(path):
        raise InputError(_("“{path}” is no page; take the view from the page itself.").format(path=path[:60]))
    if len(query) > LONGEST_QUERY:
        words = _("The link of this view has {found} characters; at most {most} are kept, so choose fewer things.")
        raise InputError(words.format(found=len(query), most=LONGEST_QUERY))
