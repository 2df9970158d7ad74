"""One version of a mission in memory: the frames that every page and command reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from data.filters import Filters, Reading, Vocabulary
from data.incidents import frame
from data.incidents.rows import Events, Rows
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
    """Read the tables of version `number` (0: a mission without data)."""
    incidents = frame.load(mission, number)
    areas = mission.store.read("areas", number)
    actors = mission.store.read("actors", number)
    settings = mission.settings_at(number) if number else mission.settings
    vocabulary = frame.vocabulary(settings.sources, mission.store.latest(), incidents, areas, actors)
    return Snapshot(mission, number, settings, incidents, areas, vocabulary)


def pinned(query: str | Mapping[str, list[str]], latest: int) -> int | None:
    """The version that a link pins, None where it pins none that is there; read before anything else of the link."""
    return Filters.from_query(query, Vocabulary(versions=latest)).filters.at


def open_link(mission: Mission, query: str | Mapping[str, list[str]]) -> tuple[Snapshot, Reading]:
    """The version that a link means (the newest where it pins none), and its filters with notes."""
    latest = mission.store.latest()
    snapshot = load(mission, pinned(query, latest) or latest)
    return snapshot, Filters.from_query(query, snapshot.vocabulary)
