"""One written finding of the briefing: a sentence with numbers, the test behind it, and the view that confirms it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

CHANGED, THREAT, PLACED, DOING = "changed", "threat", "placed", "doing"
QUESTIONS = (CHANGED, THREAT, PLACED, DOING)


@dataclass(frozen=True)
class Finding:
    """What a rule found under the filters.

    `numbers` are the figures in the sentence by name; `changes` are what its view changes of the filters (fields of
    `Filters`) and that view's own parameters (names with an underscore), as `Filters.query_for` takes them.
    """

    code: str  # of the rule
    question: str  # one of `QUESTIONS`
    text: str
    test: str  # the threshold or test behind it, in words
    weight: float  # the more, the more important
    page: str  # key of the view that confirms it
    changes: Mapping[str, object] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)
