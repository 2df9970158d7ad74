"""One version of a mission in memory: the frames that every page and command reads."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd
from deltalake.exceptions import DeltaError

from data.access.roles import EVERYTHING, Sight
from data.access.seen import WITHHELD, seen
from data.errors import InputError
from data.filters import Filters, Reading, Vocabulary
from data.geography import outlines
from data.i18n import _
from data.incidents import frame, guard
from data.incidents.rows import Events, Rows
from data.mandate import calendar
from data.mission import Mission, Settings


@dataclass(frozen=True)
class Snapshot:
    """The tables of one mission version; frames are shared by all users and never written to."""

    mission: Mission
    number: int
    settings: Settings
    incidents: pd.DataFrame
    areas: pd.DataFrame
    vocabulary: Vocabulary
    sight: Sight = EVERYTHING

    def seen_by(self, sight: Sight) -> "Snapshot":
        """The same version as somebody is shown it; what was read and made of it so far is shared."""
        if sight == self.sight:
            return self
        other = replace(self, sight=sight)
        for name in ("_read", "events", "disputed", "around", "_outlined"):
            other.__dict__[name] = getattr(self, name)
        return other

    def table(self, name: str) -> pd.DataFrame:
        """One of the small tables, read once, as far as its rows and cells are shown."""
        return seen(name, self._small(name).copy(deep=False), self.sight, self.today, self._small)

    def whole(self, name: str) -> pd.DataFrame:
        """A table to be filled in and imported again: none of the rows where some of its cells are not shown."""
        return self.table(name) if self.sight.plans or name not in WITHHELD else self.table(name).iloc[:0]

    @cached_property
    def today(self) -> pd.Timestamp:
        """The last day that is not future for this version: that of its newest incident, and never after today."""
        newest = self.incidents["event_date"].max() if len(self.incidents) else pd.NaT
        return min(day for day in (newest, pd.Timestamp.now().normalize()) if pd.notna(day))

    def details(self, source: str, event_ids: list[str]) -> pd.DataFrame:
        """All columns of some events of one source; accounts and who reported them where the source's roles allow."""
        return frame.details(self.mission, self.number, (source, event_ids), self.areas, self._accounts(source))

    def withheld(self, source: str, event_id: str) -> frozenset[str]:
        """The columns of an event that are not shown as they are stored, in any version of it."""
        return frame.withheld(self.mission, self.number, (source, event_id), self._accounts(source))

    def _accounts(self, source: str) -> bool:
        return self.sight.details(self.mission.settings.detail_roles(source))

    def _small(self, name: str) -> pd.DataFrame:
        if name not in self._read:
            self._read[name] = self.mission.store.read(name, self.number)
        return self._read[name]

    @cached_property
    def _read(self) -> dict[str, pd.DataFrame]:
        return {}

    @cached_property
    def events(self) -> Events:
        """The incidents as integer codes, for counting."""
        return Events(self.incidents)

    def select(self, filters: Filters) -> Rows:
        """The incidents that the filters count."""
        return frame.select(self.events, filters, self.vocabulary)

    @cached_property
    def disputed(self) -> dict[str, tuple[int, int]]:
        """Lowest and highest figure of deaths by event_id: see `guard.disputed`."""
        return guard.disputed(self.table("source_figures"))

    @cached_property
    def around(self) -> outlines.Context:
        """Neighbouring countries and the bounds of the map."""
        return outlines.context(self.areas, self.settings.country)

    def outlines(self, level: int) -> dict[str, object]:
        """Simplified outlines of the areas of a level, as GeoJSON, made once."""
        if level not in self._outlined:
            self._outlined[level] = outlines.features(self.areas, level)
        return self._outlined[level]

    @cached_property
    def _outlined(self) -> dict[int, dict[str, object]]:
        return {}

    def area_names(self) -> dict[str, str]:
        """Name of each area by its id."""
        return dict(zip(self.areas["area_id"], self.areas["name"], strict=True))

    def deepest_level(self) -> int:
        """The finest level of areas that incidents are joined to: 2, else 1, else 0 for none."""
        return max((level for level in (1, 2) if (self.areas["level"] == level).any()), default=0)

    @property
    def has_newer(self) -> bool:
        """True where the mission has a newer version than this one."""
        return self.number < self.mission.store.latest()


def load(mission: Mission, number: int) -> Snapshot:
    """Read the tables of version `number` (0: a mission without data); an InputError where they are gone."""
    try:
        return _load(mission, number)
    except (DeltaError, OSError) as error:
        words = _(
            "Version {number} of this mission can no longer be read: files of its tables are gone or damaged. Nothing "
            "is shown in its place; take “at={number}” out of the link to open the newest version."
        )
        raise InputError(words.format(number=number)) from error


def _load(mission: Mission, number: int) -> Snapshot:
    areas = mission.store.read("areas", number)
    incidents = frame.load(mission, number, areas)
    actors = mission.store.read("actors", number)
    settings = mission.settings_at(number) if number else mission.settings
    meetings = calendar.meetings(mission.store.read("calendar", number))
    vocabulary = frame.vocabulary(settings.sources, mission.store.latest(), incidents, areas, actors)
    return Snapshot(mission, number, settings, incidents, areas, replace(vocabulary, meetings=meetings))


def pinned(query: str | Mapping[str, list[str]], latest: int) -> int | None:
    """The version that a link pins, None where it pins none that is there; read before anything else of the link."""
    return Filters.from_query(query, Vocabulary(versions=latest)).filters.at


def open_link(
    mission: Mission, query: str | Mapping[str, list[str]], sight: Sight = EVERYTHING
) -> tuple[Snapshot, Reading]:
    """The version that a link means (the newest where it pins none) as somebody is shown it, its filters with notes."""
    latest = mission.store.latest()
    snapshot = load(mission, pinned(query, latest) or latest).seen_by(sight)
    return snapshot, Filters.from_query(query, snapshot.vocabulary)
