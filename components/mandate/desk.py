"""What every part of page Mandate is given: the mandate of the period, its tasks, and the day that they are seen on."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from components import cached
from components.cached import Found
from components.context import Context
from data.mandate import tasks


@dataclass(frozen=True)
class Desk:
    """One run of page Mandate. `mandate` is a row of table mandates, `tasks` its own that touch the chosen areas."""

    context: Context
    mandate: pd.Series
    tasks: pd.DataFrame

    @property
    def day(self) -> date:
        """The day as of which things are said: the last of the period."""
        return self.context.filters.end

    @cached_property
    def ordered(self) -> pd.DataFrame:
        """The tasks in reading order, with `depth` and `is_leaf`."""
        return self.once("tree", lambda: tasks.tree(self.tasks)).copy(deep=False)

    def once(self, asked: Hashable, work: Callable[[], Found]) -> Found:
        """What `work` finds for this mandate, day and choice of areas, worked out once for all who ask the same.

        It is shared: never written to.
        """
        key = (asked, self.mandate["mandate_id"], self.day, self.context.filters.areas)
        return cached.once(self.context.snapshot, key, work)

    def drawn(self, what: str, make: Callable[[], Found]) -> Found:
        """What `make` draws of it, once for all who look at the same in one theme and language; filters of incidents
        play no part in it. `what` names it and all else that it depends on."""
        here = self.context
        of = f"{self.mandate['mandate_id']} {self.day} {self.context.filters.areas}"
        return cached.drawn(here.snapshot, f"{what} {here.theme} {here.filters.lang} {of}", make)

    @cached_property
    def titles(self) -> dict[str, str]:
        """The title of every task, of other mandates too, by its id."""
        every = self.table("tasks")
        return dict(zip(every["task_id"], every["title"], strict=True))

    @cached_property
    def offices(self) -> dict[str, str]:
        """The name of every field office by its id."""
        every = self.table("field_offices")
        return dict(zip(every["office_id"], every["name"], strict=True))

    def table(self, name: str) -> pd.DataFrame:
        """A table of the mission, as its version has it."""
        return self.context.snapshot.table(name)


def of(context: Context) -> Desk | None:
    """The desk for the mandate that held in most of the period; None where none with tasks did."""
    shot, filters = context.snapshot, context.filters
    mandate, own = tasks.of_period(shot.table("mandates"), shot.table("tasks"), filters.start, filters.end)
    if mandate is None:
        return None
    return Desk(context, mandate, tasks.in_areas(own, filters.areas, shot.areas))
