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

    @property
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
        of = (self.filters.areas, self.day) if name in OF_AREAS_AND_DAY else self.filters
        asked = ("evidence", name, of, views.EVIDENCE_TASK.value)
        return cached.once(self.context.snapshot, asked, lambda: getattr(self.chain, name))

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of areas by their ids."""
        return self.context.snapshot.area_names()

    def table(self, name: str) -> pd.DataFrame:
        """A table of the mission, as its version has it."""
        return self.context.snapshot.table(name)
