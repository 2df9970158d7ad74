"""Links read and written: the one module between the URL, the session's state and `Filters`.

The URL is read when it differs from what this session last read or wrote (a cold link, Back, a page link), and
written when the filters differ from what it says. Values are codes, never labels.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from data import periods
from data.filters import Filters, unknown_parameters
from data.i18n import LANGUAGES, _
from data.periods import Period
from data.snapshot import Snapshot, pinned

CHOSEN_DAYS = "days"
# Session keys of the filters' widgets, and of what has no widget.
PERIOD, DAYS, SOURCE, TYPES, AREAS = "filter_period", "filter_days", "filter_source", "filter_types", "filter_areas"
ACTORS, CIVILIANS, PRECISION = "filter_actors", "filter_civilians", "filter_precision"
AT, SCENARIO, REVISION, LANG = "link_at", "link_scenario", "link_scenario_revision", "link_lang"
NOTES, QUERY, DEFAULT_SOURCE = "link_notes", "link_query", "link_default_source"
NEXT_SOURCE = "link_next_source"
LONGEST_VALUE = 2000
MOST_NAMED = 8

Query = dict[str, list[str]]


@dataclass(frozen=True)
class Parameter:
    """A page's own parameter: its name in links and in the session, its values (any text for none), its default.

    `known` gives the values that a mission version has, where they are not the same for all; `means` says whether a
    value means something in one, where it is no list, and `example` shows such a value. `secret` says which values
    stand in no link: they are kept in the session alone.
    """

    name: str
    accepted: tuple[str, ...] = ()
    default: str = ""
    known: Callable[[Snapshot], tuple[str, ...]] | None = None
    means: Callable[[str, Snapshot], bool] | None = None
    example: str = ""
    secret: Callable[[str, Snapshot], bool] | None = None  # values that no link may carry

    def read(self, query: Query, snapshot: Snapshot) -> tuple[str, str | None]:
        """Its value in a query, the default for none; and a note where the value was ignored."""
        value = query.get(self.name, [self.default])[0][:LONGEST_VALUE]
        note = _("“{key}={value}” was ignored: expected {accepted}.")
        if self.means:
            right = value == self.default or self.means(value, snapshot)
            said = note.format(key=self.name, value=value[:60], accepted=self.example)
            return (value, None) if right else (self.default, said)
        accepted = self.known(snapshot) if self.known else self.accepted
        if value == self.default or not (accepted or self.known) or value in accepted:
            return value, None
        shown = " / ".join(accepted[:MOST_NAMED]) + (" …" if len(accepted) > MOST_NAMED else "")
        return self.default, note.format(key=self.name, value=value[:60], accepted=shown or _("nothing yet"))

    @property
    def value(self) -> str:
        """Its value in this session."""
        return st.session_state.get(self.name, self.default) or self.default


def current_query() -> Query:
    """The URL's query as it is now."""
    return {key: st.query_params.get_all(key) for key in st.query_params}


def came_from_outside() -> bool:
    """True where the URL says something that this session neither read nor wrote yet."""
    return st.session_state.get(QUERY) != current_query()


def version_to_show(latest: int) -> int:
    """What the URL pins where it says something new, else what this session pinned; the latest where neither does."""
    if came_from_outside():
        return pinned(current_query(), latest) or latest
    own = st.session_state.get(AT)
    return own if own and own <= latest else latest


def unpin() -> None:
    """Show the newest version from now on."""
    st.session_state[AT] = None


def open_source(code: str) -> None:
    """Show another source from the next run on, over the default period of its own records."""
    if code and code != st.session_state.get(SOURCE):
        st.session_state[NEXT_SOURCE] = code


def turn_to_next_source(snapshot: Snapshot) -> None:
    """Do what `open_source` asked for, before any widget is drawn."""
    code = st.session_state.pop(NEXT_SOURCE, None)
    if code in snapshot.vocabulary.sources:
        st.session_state[SOURCE] = code
        st.session_state[PERIOD] = periods.DEFAULT


def take(snapshot: Snapshot, own: tuple[Parameter, ...]) -> None:
    """Put what the URL says into the session, and keep a note for each thing that was ignored."""
    query = current_query()
    reading = Filters.from_query(query, snapshot.vocabulary)
    _remember(reading.filters)
    notes = [*reading.notes, *unknown_parameters(query, tuple(parameter.name for parameter in own))]
    for parameter in own:
        st.session_state[parameter.name], note = parameter.read(query, snapshot)
        notes += [note] if note else []
    st.session_state[NOTES] = notes
    st.session_state[QUERY] = query


def _remember(filters: Filters) -> None:
    st.session_state[PERIOD] = filters.period or CHOSEN_DAYS
    st.session_state[DAYS] = (filters.start, filters.end)
    st.session_state[SOURCE] = filters.source
    st.session_state[TYPES] = list(filters.types)
    st.session_state[AREAS] = list(filters.areas)
    st.session_state[ACTORS] = list(filters.actors)
    st.session_state[CIVILIANS] = filters.civilians
    st.session_state[PRECISION] = filters.precision
    st.session_state[AT] = filters.at
    st.session_state[SCENARIO] = filters.scenario
    st.session_state[LANG] = filters.lang


def language() -> str:
    """The language that the link asks for, before anything is drawn."""
    asked = st.query_params.get("lang", "en")
    return asked if asked in LANGUAGES else "en"


def chosen_days(state: Mapping[str, object], span: Period) -> Period:
    """The days of the date field; where only the first is picked yet, that one day."""
    days = state.get(DAYS) or (span.start, span.end)
    days = tuple(days) if isinstance(days, list | tuple) else (days,)
    return Period(days[0], days[-1]) if days and isinstance(days[0], date) else span


def filters(snapshot: Snapshot) -> Filters:
    """The session's filters as one frozen value; codes that this version does not have are left out."""
    state, known = st.session_state, snapshot.vocabulary
    state[DEFAULT_SOURCE] = known.sources[0] if known.sources else ""
    source = state.get(SOURCE) if state.get(SOURCE) in known.sources else (known.sources[0] if known.sources else "")
    span = known.span(source)
    period = state.get(PERIOD, periods.DEFAULT)
    if period not in (CHOSEN_DAYS, *periods.offered(known.meetings, span.end)):
        period = periods.DEFAULT
    days = chosen_days(state, span) if period == CHOSEN_DAYS else periods.resolve(period, span.end, known.meetings)
    area_ids = set(known.areas["area_id"]) if known.areas is not None else set()
    return Filters(
        start=days.start,
        end=days.end,
        period=None if period == CHOSEN_DAYS else period,
        source=source,
        types=tuple(state.get(TYPES, [])),
        areas=tuple(a for a in state.get(AREAS, []) if a in area_ids),
        actors=tuple(a for a in state.get(ACTORS, []) if a in known.actors),
        civilians=bool(state.get(CIVILIANS, False)),
        precision=int(state.get(PRECISION, 3)),
        at=state.get(AT),
        scenario=state.get(SCENARIO),
        lang=state.get(LANG, "en"),
    )


def shareable(own: tuple[Parameter, ...], snapshot: Snapshot) -> tuple[Parameter, ...]:
    """The parameters whose value now may stand in a link."""
    return tuple(one for one in own if not (one.secret and one.value and one.secret(one.value, snapshot)))


def write(chosen: Filters, snapshot: Snapshot, own: tuple[Parameter, ...]) -> None:
    """Make the URL say what the session shows, where it does not already mean the same."""
    every, own = own, shareable(own, snapshot)
    secret = {parameter.name for parameter in every} - {parameter.name for parameter in own}
    meant = Filters.from_query(current_query(), snapshot.vocabulary).filters
    query = _query(chosen, own)
    said = {parameter.name: parameter.read(current_query(), snapshot)[0] for parameter in own}
    differs = meant != chosen or said != {parameter.name: parameter.value for parameter in own}
    if differs or not secret.isdisjoint(current_query()):
        st.query_params.from_dict(query)
        st.session_state[NOTES] = []
    st.session_state[QUERY] = current_query()


def put(parameter: Parameter, value: str) -> None:
    """Set a page's own parameter in the session and, at once, in the URL: for a callback whose key may soon come again.

    A run writes the URL at its end; a key pressed before would come with the old one, and mean the old view.
    """
    st.session_state[parameter.name] = value
    if value and value != parameter.default:
        st.query_params[parameter.name] = value
    elif parameter.name in st.query_params:
        del st.query_params[parameter.name]
    st.session_state[QUERY] = current_query()


def _short(chosen: Filters) -> dict[str, str | list[str]]:
    return chosen.to_query(default_source=st.session_state.get(DEFAULT_SOURCE, ""))


def _query(chosen: Filters, own: tuple[Parameter, ...] = ()) -> dict[str, str | list[str]]:
    return _short(chosen) | {p.name: p.value for p in own if p.value != p.default}


def query_for(chosen: Filters, **changes: object) -> dict[str, str | list[str]]:
    """The query of a page link: these filters with some changed; a name with an underscore is a page's own."""
    return chosen.query_for(st.session_state.get(DEFAULT_SOURCE, ""), **changes)


def query_of_all(chosen: Filters, source: str, start: date, end: date, **own: object) -> dict[str, str | list[str]]:
    """The query of all incidents of a source between two days; a name with an underscore is a page's own."""
    return query_for(
        replace(chosen, start=start, end=end, period=None, source=str(source), types=(), areas=(), actors=(),
                civilians=False, precision=3),
        **own,
    )  # fmt: skip


def _pinned_scenario(chosen: Filters) -> str | None:
    """The scenario of a link with the revision that this session shows of it."""
    revision = st.session_state.get(REVISION)
    return (
        f"{chosen.scenario}@{revision}"
        if chosen.scenario and revision and "@" not in chosen.scenario
        else chosen.scenario
    )


def full_link(base_url: str, path: str, chosen: Filters, own: tuple[Parameter, ...], pinned: int | None = None) -> str:
    """A link to send: every parameter written out; a pinned one has fixed days and names the version."""
    if pinned:
        chosen = replace(chosen, at=pinned, period=None, scenario=_pinned_scenario(chosen))
    query = chosen.to_query(complete=True) | {p.name: p.value for p in own if p.value}
    return f"{base_url}{'/' + path if path else '/'}?{urlencode(query, doseq=True)}"
