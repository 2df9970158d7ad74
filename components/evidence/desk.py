"""What every part of page Evidence is given: the filters with the page's own area, the day, and the chain."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import pandas as pd

from components import cached, views
from components.context import Context
from data.filters import Filters
from data.mandate.evidence import Chain

# What hangs on areas, day and task alone, whichever incidents the filters count.
OF_AREAS_AND_DAY = ("tasks", "threats", "event_types", "indicators", "assessments", "recommendations")


@dataclass(frozen=True)
class Desk:
    """One run of page Evidence."""

    context: Context

    @cached_property
    def filters(self) -> Filters:
        """The filters, in the area that the page itself names where it names one."""
        area = views.EVIDENCE_AREA.value
        return replace(self.context.filters, areas=(area,)) if area else self.context.filters

    @property
    def day(self) -> date:
        """The day as of which things are said: the last of the period."""
        return self.filters.end

    @cached_property
    def chain(self) -> Chain:
        """The chain for the area or the task."""
        return Chain(self.context.snapshot, self.filters, views.EVIDENCE_TASK.value)

    def link(self, name: str) -> pd.DataFrame | dict | tuple[str, ...]:
        """A link of the chain by its name in `Chain`, worked out once for all who ask the same."""
        if name in OF_AREAS_AND_DAY:
            return getattr(self._whatever_counts, name)
        asked = ("evidence", name, self.filters, views.EVIDENCE_TASK.value)
        return cached.once(self.context.snapshot, asked, lambda: getattr(self.chain, name))

    def first(self, name: str, most: int) -> list[tuple]:
        """The first rows of a link that hangs on areas, day and task alone: reading a wide frame by rows takes long."""
        asked = ("evidence, first", name, self.filters.areas, self.day, views.EVIDENCE_TASK.value, most)
        rows = self.link(name)
        return cached.once(self.context.snapshot, asked, lambda: list(rows.head(most).itertuples(index=False)))

    @cached_property
    def _whatever_counts(self) -> Chain:
        """The chain whichever incidents are counted: what it says of them is never asked for."""
        shot, areas, task = self.context.snapshot, self.filters.areas, views.EVIDENCE_TASK.value
        asked = ("evidence", areas, self.day, task)
        return cached.once(shot, asked, lambda: Chain(shot, Filters(self.day, self.day, areas=areas), task))

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of areas by their ids."""
        return self.context.snapshot.area_names()

    def table(self, name: str) -> pd.DataFrame:
        """A table of the mission, as its version has it."""
        return self.context.snapshot.table(name)
