"""The one frozen `Filters` that every page and command shares, from and to the query string of a link."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlencode

import pandas as pd

from data import periods
from data.geography.find import folded
from data.i18n import LANGUAGES, _
from data.incidents import types
from data.periods import Period

PARAMETERS = (
    "from", "to", "period", "source", "type", "area", "actor", "civilians", "precision", "at", "scenario", "lang",
    "brief",
)  # fmt: skip
PRECISIONS = (1, 2, 3)
LONGEST_VALUE = 200
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Vocabulary:
    """What a link can name in one mission version.

    `days` holds the first and last day on record of each source; `sources` stand in the mission's order;
    `meetings` are the days on which its leadership met.
    """

    sources: tuple[str, ...] = ()
    days: Mapping[str, Period] = field(default_factory=dict)
    areas: pd.DataFrame | None = None
    actors: Mapping[str, str] = field(default_factory=dict)
    versions: int = 0
    meetings: tuple[date, ...] = ()
    today: date = field(default_factory=date.today)

    def span(self, source: str) -> Period:
        """First and last day on record of a source; the last year up to today where there is none."""
        return self.days.get(source, Period(self.today - timedelta(days=365), self.today))


@dataclass(frozen=True)
class Filters:
    """What is counted: a period, one source, and what narrows it. Empty `types`, `areas`, `actors` narrow nothing."""

    start: date
    end: date
    source: str = ""
    period: str | None = None
    types: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    civilians: bool = False
    precision: int = 3
    at: int | None = None
    scenario: str | None = None
    lang: str = "en"

    @property
    def span(self) -> Period:
        """The period as days."""
        return Period(self.start, self.end)

    def during(self, period: Period) -> "Filters":
        """The same filters over other days."""
        return replace(self, start=period.start, end=period.end, period=None)

    @classmethod
    def from_query(cls, query: str | Mapping[str, list[str]], vocabulary: Vocabulary) -> "Reading":
        """Filters from a link's query (`?from=…&type=…`) and a note for each thing that was ignored."""
        return _Reader(query_values(query), vocabulary).read()

    def to_query(self, complete: bool = False, default_source: str = "") -> dict[str, str | list[str]]:
        """The query that means these filters; `complete` writes every parameter, defaults too.

        `default_source` is the source that a link without one means: it need not be written.
        """
        period = self.period if complete or self.period != periods.DEFAULT else None
        days = {"period": period} if self.period else {"from": self.start.isoformat(), "to": self.end.isoformat()}
        query = days | {
            "source": self.source if complete or self.source != default_source else "",
            "type": list(self.types),
            "area": list(self.areas),
            "actor": list(self.actors),
            "civilians": "1" if self.civilians else "0" if complete else "",
            "precision": str(self.precision) if complete or self.precision != 3 else "",
            "at": str(self.at) if self.at else "",
            "scenario": self.scenario or "",
            "lang": self.lang if complete or self.lang != "en" else "",
        }
        return {key: value for key, value in query.items() if value}

    def query_for(
        self, default_source: str = "", complete: bool = False, **changes: object
    ) -> dict[str, str | list[str]]:
        """The query of a link to these filters with some changed; a name with an underscore is a page's own."""
        own = {key: str(value) for key, value in changes.items() if "_" in key}
        fields = {key: value for key, value in changes.items() if "_" not in key}
        return replace(self, **fields).to_query(complete, default_source) | own

    def to_link(self, complete: bool = False) -> str:
        """The same as text: `?from=…&to=…`."""
        return "?" + urlencode(self.to_query(complete), doseq=True)


@dataclass(frozen=True)
class Reading:
    """Filters read from a query, with what was ignored and why, a sentence each."""

    filters: Filters
    notes: tuple[str, ...] = ()


def query_values(query: str | Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The values of each parameter of a query."""
    if isinstance(query, str):
        text = query.split("?", 1)[-1] if "?" in query else query
        grouped: dict[str, list[str]] = {}
        for key, value in parse_qsl(text, keep_blank_values=True):
            grouped.setdefault(key, []).append(value)
        return grouped
    return {key: [value] if isinstance(value, str) else list(value) for key, value in query.items()}


class _Reader:
    """Reads one query; each method reads one parameter and notes what it must ignore."""

    def __init__(self, pairs: dict[str, list[str]], vocabulary: Vocabulary) -> None:
        self.pairs, self.vocabulary, self.notes = pairs, vocabulary, []

    def read(self) -> Reading:
        source = self._source()
        start, end, period = self._days(source)
        filters = Filters(
            start=start,
            end=end,
            period=period,
            source=source,
            types=self._types(),
            areas=self._areas(),
            actors=self._known("actor", tuple(self.vocabulary.actors)),
            civilians=self._one_of("civilians", ("0", "1"), "0") == "1",
            precision=int(self._one_of("precision", ("1", "2", "3"), "3")),
            at=self._at(),
            scenario=self._scenario(),
            lang=self._one_of("lang", LANGUAGES, "en"),
        )
        return Reading(filters, tuple(self.notes))

    def _ignore(self, key: str, value: str, accepted: str) -> None:
        self.notes.append(
            _("“{key}={value}” was ignored: expected {accepted}.").format(
                key=key, value=_shown(value), accepted=accepted
            )
        )

    def _single(self, key: str) -> str | None:
        values = self.pairs.get(key, [])
        for extra in values[1:]:
            self._ignore(key, extra, _("one value only"))
        value = values[0].strip() if values else ""
        return value[:LONGEST_VALUE] or None

    def _one_of(self, key: str, accepted: tuple[str, ...], default: str) -> str:
        value = self._single(key)
        if value is None or value in accepted:
            return value or default
        self._ignore(key, value, " / ".join(accepted))
        return default

    def _known(self, key: str, accepted: tuple[str, ...]) -> tuple[str, ...]:
        values = list(dict.fromkeys(v.strip() for v in self.pairs.get(key, []) if v.strip()))
        for value in values:
            if value not in accepted:
                self._ignore(key, value, _("a code that this mission has"))
        return tuple(v for v in values if v in accepted)

    def _source(self) -> str:
        sources = self.vocabulary.sources
        return self._one_of("source", sources, sources[0] if sources else "")

    def _types(self) -> tuple[str, ...]:
        codes = []
        for value in self.pairs.get("type", []):
            code = types.code_of(value)
            if code is None:
                self._ignore("type", value, ", ".join((*types.GROUPS, *types.CODES)))
            elif code not in codes:
                codes.append(code)
        return tuple(codes)

    def _areas(self) -> tuple[str, ...]:
        ids = []
        for value in self.pairs.get("area", []):
            area_id = find_area(value.strip(), self.vocabulary.areas)
            if area_id is None:
                self._ignore("area", value, _("an area of this mission, by id or name"))
            elif area_id not in ids:
                ids.append(area_id)
        return tuple(ids)

    def _at(self) -> int | None:
        value = self._single("at")
        if value is None:
            return None
        if value.isascii() and value.isdigit() and len(value) < 9 and 1 <= int(value) <= self.vocabulary.versions:
            return int(value)
        if value.isascii() and value.isdigit() and int(value) > self.vocabulary.versions:
            self._gone(value)
        else:
            self._ignore("at", value, _("a version from 1 to {latest}").format(latest=self.vocabulary.versions))
        return None

    def _gone(self, value: str) -> None:
        """Say that a pinned version is not there, and that other figures stand in its place."""
        words = _(
            "This link is pinned to version {number} (“at={number}”), which is not in this mission. Its newest, "
            "version {latest}, is shown instead: figures may differ."
        )
        self.notes.append(words.format(number=_shown(value), latest=self.vocabulary.versions))

    def _scenario(self) -> str | None:
        value = self._single("scenario")
        if value is None or (len(value) < LONGEST_VALUE and value.isprintable()):
            return value
        self._ignore("scenario", value, _("the name of a saved scenario"))
        return None

    def _day(self, key: str) -> date | None:
        value = self._single(key)
        if value is None:
            return None
        try:
            day = date.fromisoformat(value) if ISO_DAY.fullmatch(value) else None
        except ValueError:
            day = None
        if day is None or not 1900 <= day.year <= 2200:
            self._ignore(key, value, _("a day as 2019-06-30"))
            return None
        return day

    def _days(self, source: str) -> tuple[date, date, str | None]:
        span = self.vocabulary.span(source)
        start, end = self._day("from"), self._day("to")
        if start and end and start > end:
            self._ignore("from", start.isoformat(), _("a day not after “to”"))
            start = end = None
        meetings = self.vocabulary.meetings
        named = self._one_of("period", periods.offered(meetings, span.end), periods.DEFAULT)
        if start is None and end is None:
            rolling = periods.resolve(named, span.end, meetings)
            return rolling.start, rolling.end, named
        start = start or min(span.start, end or span.start)
        return start, end or max(span.end, start), None


def find_area(text: str, areas: pd.DataFrame | None) -> str | None:
    """The `area_id` for an id, a bare name (its highest level) or `Region/Cercle`; None where there is none.

    Case and accents make no difference. `areas` has the columns area_id, level, name, parent_id.
    """
    if areas is None or not text or len(text) > LONGEST_VALUE:
        return None
    if text in set(areas["area_id"]):
        return text
    *parents, name = [folded(part) for part in text.split("/")]
    names = {area_id: folded(own) for area_id, own in zip(areas["area_id"], areas["name"], strict=True)}
    for area in areas.sort_values("level", kind="stable").itertuples():
        if names[area.area_id] == name and (not parents or names.get(area.parent_id) == parents[-1]):
            return area.area_id
    return None


def _shown(value: str) -> str:
    """The beginning of a value, without characters that nobody sees."""
    return "".join(c if c.isprintable() else "\ufffd" for c in value[:60]) + ("…" if len(value) > 60 else "")


def unknown_parameters(query: str | Mapping[str, list[str]], page_parameters: tuple[str, ...] = ()) -> tuple[str, ...]:
    """A note for each parameter that neither the filters nor the page know."""
    return tuple(
        _("“{key}” was ignored: no such parameter is known here.").format(key=_shown(key))
        for key in query_values(query)
        if key not in PARAMETERS and key not in page_parameters
    )
