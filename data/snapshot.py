"""One version of a mission in memory: the frames that every page and command reads."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd
from deltalake.exceptions import DeltaError

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

    def table(self, name: str) -> pd.DataFrame:
        """One of the small tables, read once."""
        return self._small(name).copy(deep=False)

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
    incidents = frame.load(mission, number)
    areas = mission.store.read("areas", number)
    actors = mission.store.read("actors", number)
    settings = mission.settings_at(number) if number else mission.settings
    meetings = calendar.meetings(mission.store.read("calendar", number))
    vocabulary = frame.vocabulary(settings.sources, mission.store.latest(), incidents, areas, actors)
    return Snapshot(mission, number, settings, incidents, areas, replace(vocabulary, meetings=meetings))


def pinned(query: str | Mapping[str, list[str]], latest: int) -> int | None:
    """The version that a link pins, None where it pins none that is there; read before anything else of the link."""
    return Filters.from_query(query, Vocabulary(versions=latest)).filters.at


def open_link(mission: Mission, query: str | Mapping[str, list[str]]) -> tuple[Snapshot, Reading]:
    """The version that a link means (the newest where it pins none), and its filters with notes."""
    latest = mission.store.latest()
    snapshot = load(mission, pinned(query, latest) or latest)
    return snapshot, Filters.from_query(query, snapshot.vocabulary)
