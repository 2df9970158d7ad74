"""Random states of a view, and query strings that are broken in every way, both from a seed."""

import random
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote, urlencode

from components.links import Parameter
from components.views import VIEWS, View
from data.filters import Filters
from data.i18n import LANGUAGES
from data.incidents import types
from data.periods import offered
from data.snapshot import Snapshot

# Values of parameters that are no list, some that mean something in the example.
MEANT = {
    "incidents_scale": ["1,5,15,30", "2,4,8,16"],
    "incidents_month": ["2019-11", "2019-10..2019-12"],
    "incidents_type": ["battles", "explosions"],
    "incidents_shape": ["14,-4;14,-3;15,-3"],
    "incidents_inview": ["1"],
    "incidents_view": ["-5,13,-2,16,2"],
    "footprint_asof": ["2019-06-30", "2018-01-01"],
    "footprint_layers": ["sectors", "other_forces,sectors"],
    "workshop_slide": ["1", "2"],
    "mandate_days": ["10", "90"],
    "mandate_quarter": ["2019Q3", "2019Q4"],
}

# What the example cannot show: no area has its population.
NOT_SHOWN = {("incidents_measure", "per_100k")}


@dataclass(frozen=True)
class State:
    """A view with filters and its own parameters."""

    view: View
    filters: Filters
    own: dict[str, str]

    @property
    def query(self) -> dict[str, str | list[str]]:
        """The short query, as a page link writes it."""
        return self.filters.to_query() | self.own

    @property
    def link(self) -> str:
        """The same as an address."""
        return f"/{self.view.path}?{urlencode(self.query, doseq=True)}"


def some(shot: Snapshot, count: int, seed: int) -> list[State]:
    """So many states over all views in turn."""
    chance = random.Random(seed)
    return [_state(shot, VIEWS[n % len(VIEWS)], chance) for n in range(count)]


def _state(shot: Snapshot, view: View, chance: random.Random) -> State:
    own = {}
    for parameter in view.own:
        values = _values(parameter, shot)
        if values and chance.random() < 0.3:
            value = chance.choice(values)
            own |= {parameter.name: value} if value != parameter.default else {}
    return State(view, _filters(shot, chance), own)


def _values(parameter: Parameter, shot: Snapshot) -> list[str]:
    if parameter.means:
        return [value for value in MEANT.get(parameter.name, []) if parameter.means(value, shot)]
    every = list(parameter.known(shot) if parameter.known else parameter.accepted)[:200]
    return [value for value in every if (parameter.name, value) not in NOT_SHOWN]


def _filters(shot: Snapshot, chance: random.Random) -> Filters:
    words, source = shot.vocabulary, shot.vocabulary.sources[0]
    span = words.span(source)
    start = span.start + timedelta(days=chance.randrange((span.end - span.start).days - 200))
    end = start + timedelta(days=chance.randrange(200))
    query = {"from": start.isoformat(), "to": end.isoformat()}
    if chance.random() < 0.4:
        query = {"period": chance.choice(offered(words.meetings, span.end))}
    several = {
        "type": chance.sample([*types.GROUPS, *types.CODES], chance.choice((0, 0, 1, 3))),
        "area": chance.sample(list(words.areas["area_id"]), chance.choice((0, 0, 1, 4))),
        "actor": chance.sample(list(words.actors), chance.choice((0, 0, 0, 1))),
    }
    one = {
        "civilians": chance.choice("0001"),
        "precision": chance.choice("1233"),
        "lang": chance.choice(LANGUAGES),
        "at": chance.choice(("", "", "1")),
    }
    reading = Filters.from_query(query | several | {key: value for key, value in one.items() if value}, words)
    assert not reading.notes, reading.notes
    return reading.filters


NAMES = (
    *(
        "from",
        "to",
        "period",
        "source",
        "type",
        "area",
        "actor",
        "civilians",
        "precision",
        "at",
        "lang",
        "brief",
        "book",
    ),
    *("brief", "book", "slide", "scenario", "incidents_part", "incidents_month", "mandate_item", "footprint_asof"),
)
NONSENSE = (
    *("null", "NaN", "-1", "1e9", "0x10", "true", "[]", "{}", "２０１９", "2019-13-45", "0000-00-00", "9999-99-99"),
    *("' OR 1=1--", "<script>top.pwned=1</script>", "<img src=x onerror=1>", "{{7*7}}", "${7*7}", "../../etc/passwd"),
    *("\x00", "\u202eevil", "%2e%2e%2f", "%253Cscript%253E", "é\u0301", "文字", "🙂", "a" * 3000, "__proto__"),
    *("; DROP TABLE incidents", "\r\nX: y", "&&=="),
)


def broken(count: int, seed: int) -> list[str]:
    """So many query strings, each with at least one thing that no page can take."""
    chance = random.Random(seed)
    return [_broken(chance) for _n in range(count)]


def _broken(chance: random.Random) -> str:
    pairs = [("type", "violent")] if chance.random() < 0.4 else []
    for _n in range(chance.randint(1, 5)):
        name = chance.choice(NAMES) if chance.random() < 0.8 else chance.choice(NONSENSE)
        pairs += [(name, chance.choice(NONSENSE))] * chance.choice((1, 1, 1, 3))
    if chance.random() < 0.2:
        pairs += [("from", "2019-12-31"), ("to", "2019-01-01")]
    pairs.append(("precision", chance.choice(NONSENSE)))
    text = urlencode(pairs, errors="replace")
    return quote(text, safe="&=") if chance.random() < 0.15 else text
