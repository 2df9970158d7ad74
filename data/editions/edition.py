"""One edition: the views that may become a file, and what of each figure, chart, table and picture it keeps.

Editions take parts away after everything has been counted, and never rows before it: a finding such as “no task is
overdue” can so not come of tasks that were left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

INTERNAL_KEY, PARTNERS, STATE = "internal", "partners", "state"
KEYS = (INTERNAL_KEY, PARTNERS, STATE)
EVENTS, BASES = "incidents", "bases"
ACTORS = frozenset({"actor1", "actor2", "actor"})


@dataclass(frozen=True)
class Edition:
    """What a file for somebody may hold; None of `views` or `columns` is all of them.

    `views` are views, or their parts as `mandate/tasks`. `columns` are what is kept of `figures` and `charts`, and of
    each table by its key. Without `events` no single incident is in it, neither as a row nor as a point.
    """

    key: str = INTERNAL_KEY
    views: tuple[str, ...] | None = None
    columns: Mapping[str, tuple[str, ...]] | None = field(default=None, hash=False)
    events: bool = True

    @property
    def outside(self) -> bool:
        """Whether it is for others than the Mission."""
        return self.key != INTERNAL_KEY

    @property
    def bases(self) -> bool:
        """Whether base towns may be in it."""
        return self.columns is None or bool(self.columns.get(BASES))

    @property
    def actors(self) -> bool:
        """Whether names of actors, as attributed by the source, may be in it."""
        return self.columns is None or any(ACTORS.intersection(names) for names in self.columns.values())

    def aggregates(self) -> "Edition":
        """The same without single incidents: for what is opened anywhere, or leaves with nobody looking."""
        return replace(self, events=False)

    def has(self, view: str, part: str = "") -> bool:
        """Whether a view, or a part of it, may become a file."""
        return self.views is None or view in self.views or f"{view}/{part}" in self.views

    def kept(self, table: str, columns: Iterable[str]) -> list[str]:
        """The columns of a table (or the figures, or the charts) that are kept, in their order."""
        if self.columns is None:
            return list(columns)
        allowed = self.columns.get(table, ())
        return [column for column in columns if column in allowed]


INTERNAL = Edition()
