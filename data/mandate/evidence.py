"""The chain of evidence for an area or a task: from what is judged and recorded to who answers and what should change.

Each link of it stands beside the next; none is derived from another. Recorded incidents are not threats, an assessment
is not a measured effect, progress is not effect, and the absence of incidents is not the absence of need.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

import numpy as np
import pandas as pd

from data.filters import Filters
from data.footprint import distances, reach
from data.footprint.coverage import Coverage
from data.geography.join import assign_areas
from data.incidents import change
from data.incidents.change import Change
from data.incidents.rows import Rows
from data.mandate import cover, cpas, items, progress, values
from data.mandate import tasks as task_tree
from data.mandate.cpas_schema import DIMENSIONS
from data.schema import split
from data.snapshot import Snapshot
from data.threats import judgements

Found = TypeVar("Found")
MEASURES = ("incidents", "fatalities", "targeting_civilians")


@dataclass(frozen=True)
class Chain:
    """The chain as of the last day of the filters' period; each link is worked out when it is asked for.

    For a task: `task_id`, in the task's own areas where the filters name none. Else for the filters' areas, the whole
    country where they name none.
    """

    snapshot: Snapshot
    filters: Filters
    task_id: str = ""

    @property
    def day(self) -> date:
        """The day as of which everything is said: the last of the period."""
        return self.filters.end

    @cached_property
    def area_ids(self) -> tuple[str, ...]:
        """The areas that it is about; none means the whole country."""
        if self.filters.areas or not self.task_id:
            return self.filters.areas
        known = set(self.snapshot.areas["area_id"])
        named = [area for cell in self.tasks["area_ids"] for area in split(cell)]
        whole = self.tasks["area_ids"].isna().any()
        return () if whole else tuple(area for area in dict.fromkeys(named) if area in known)

    @cached_property
    def tasks(self) -> pd.DataFrame:
        """Tasks that hold there on the day, in reading order, with `basis` and `in_areas` as `cover.of_place` has them.

        For a task it is its leaves, itself where it has none below it, open or not.
        """
        every = self.snapshot.table("tasks")
        if self.task_id:
            return _below(every, self.task_id)
        running = tuple(task_tree.in_force(self.snapshot.table("mandates"), self.day, self.day)["mandate_id"])
        tree = self._once(("tree", running), lambda: task_tree.tree(every[every["mandate_id"].isin(running)]))
        found = cover.open_leaves(tree, self.day)
        if not self.area_ids:
            return found.assign(basis=cover.COUNTRY, in_areas="").reset_index(drop=True)
        return _best(pd.concat([cover.within(found, self.snapshot.areas, area) for area in self.area_ids]))

    @cached_property
    def threats(self) -> pd.DataFrame:
        """Rows of table assessed_threats that hold there on the day: see `judgements.valid`."""
        return judgements.valid(self.snapshot.table("assessed_threats"), self.area_ids, self.snapshot.areas, self.day)

    @property
    def counted(self) -> Filters:
        """The filters of its incidents."""
        return replace(self.filters, areas=self.area_ids)

    @cached_property
    def incidents(self) -> Rows:
        """Recorded incidents there under the filters."""
        return self.snapshot.select(self.counted)

    @cached_property
    def changes(self) -> dict[str, tuple[Change, Change]]:
        """Each of `MEASURES` against the period before and a year earlier."""
        spans = change.comparisons(self.counted)
        return {m: tuple(change.of(self.snapshot, self.counted, m, span) for span in spans) for m in MEASURES}

    @cached_property
    def event_types(self) -> tuple[str, ...]:
        """The types of incidents that its tasks mean to influence, as they say."""
        return tuple(dict.fromkeys(code for cell in self.tasks["event_types"] for code in split(cell)))

    @cached_property
    def reached(self) -> Coverage:
        """Reach of the bases open on the day over its incidents, at the mission's radius, straight line."""
        bases = reach.open_on(self.snapshot.table("bases"), self.day)
        settings, own = self.snapshot.settings, ("towns", tuple(bases["base_id"]))
        towns = self._once(own, lambda: distances.towns(bases))
        areas = self.snapshot.areas
        return Coverage(self.incidents, bases, areas, settings, settings.reach_km, known_towns=towns)

    @cached_property
    def bases(self) -> pd.DataFrame:
        """Base towns that have one of its incidents within reach, or lie in its areas: most incidents first.

        base_id, name, component_type, functions, illustrative, inside (lies in its areas), incidents (within reach).
        """
        towns, by_town = self.reached.towns, self.reached.by_town
        inside = _lie_in(towns, self.area_ids, self.snapshot.areas)
        table = towns[["base_id", "name", "component_type", "functions", "illustrative"]]
        table = table.assign(inside=inside, incidents=by_town["incidents"].to_numpy())
        table = table[table["inside"] | (table["incidents"] > 0)]
        return table.sort_values(["incidents", "name"], ascending=[False, True], kind="stable", ignore_index=True)

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """Indicators and outputs of its tasks, with the last measurement and the course: see `progress.of`."""
        table = self.snapshot.table
        standing = self._once("standing", lambda: values.standing(table("measurements")))
        every = self._once("items", lambda: items.of(table("indicators"), table("outputs")))
        pairs = self._once("items by task", lambda: items.by_task(every)[["key", "task_id"]])
        own = every["key"].isin(pairs.loc[pairs["task_id"].isin(self.tasks["task_id"]), "key"])
        return progress.of_standing(
            every[own].reset_index(drop=True), standing, self.day, self.snapshot.settings.progress
        )

    @cached_property
    def offices(self) -> pd.DataFrame:
        """The field offices that cover one of its areas, a part of one or what holds one; all for the whole country."""
        table = self.snapshot.table("field_offices")
        if not self.area_ids:
            return table
        named = table[table["area_ids"].notna()]
        return task_tree.in_areas(named, self.area_ids, self.snapshot.areas)

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """The outcomes that its tasks work towards."""
        return self._of_its_tasks(self.snapshot.table("outcomes"))

    @cached_property
    def assessments(self) -> pd.DataFrame:
        """The last judgements of each outcome, field office and dimension that were made by the day.

        Of its outcomes, by its field offices or for the whole Mission, in that order; columns of table assessments.
        """
        rows = self._of_its_offices(self.snapshot.table("assessments"))
        rows = cpas.judged_by(rows[rows["outcome_id"].isin(self.outcomes["outcome_id"])], self.day)
        rows = rows.sort_values(["quarter", "assessed_on"], kind="stable")
        newest = rows.drop_duplicates(["outcome_id", "office_id", "dimension"], keep="last")
        number = newest["dimension"].map(DIMENSIONS.index)
        order = newest.assign(number=number).sort_values(["outcome_id", "office_id", "number"], kind="stable")
        return order.drop(columns="number").reset_index(drop=True)

    @cached_property
    def recommendations(self) -> pd.DataFrame:
        """Recommendations of quarters over by the day on its tasks or outcomes, the latest quarter first.

        Columns of table recommendations; one that was carried out after the day is still open on it.
        """
        rows = self._of_its_offices(self.snapshot.table("recommendations"))
        of_tasks = rows.index.isin(self._of_its_tasks(rows).index)
        rows = rows[of_tasks | rows["outcome_id"].isin(self.outcomes["outcome_id"])]
        rows = rows[rows["quarter"].map(cpas.ends).le(self.day).astype(bool)]
        later = rows["carried_out_on"] > pd.Timestamp(self.day)
        rows = rows.assign(state=rows["state"].mask(later, "open"), carried_out_on=rows["carried_out_on"].mask(later))
        return rows.sort_values(["quarter", "recommendation_id"], ascending=[False, True], ignore_index=True)

    def _once(self, what: Hashable, make: Callable[[], Found]) -> Found:
        """What hangs on the version alone, worked out once for it; not to be written to."""
        return self.snapshot.events.once(("chain", what), make)

    def _of_its_tasks(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows of a table whose task_ids name one of its tasks."""
        wanted = set(self.tasks["task_id"])
        return rows[rows["task_ids"].map(lambda cell: bool(wanted & set(split(cell)))).astype(bool)]

    def _of_its_offices(self, rows: pd.DataFrame) -> pd.DataFrame:
        return rows[rows["office_id"].isna() | rows["office_id"].isin(self.offices["office_id"])]


def _best(found: pd.DataFrame) -> pd.DataFrame:
    """Each task once, by the best reason that one of several areas gives."""
    ranked = (
        found.assign(rank=found["basis"].map(cover.ORDER.index))
        .sort_values("rank", kind="stable")
        .drop_duplicates("task_id")
    )
    return ranked.drop(columns="rank").reset_index(drop=True)


def _below(tasks: pd.DataFrame, task_id: str) -> pd.DataFrame:
    """The leaves below a task, itself where there are none; no rows for a task that is not there."""
    own = tasks[tasks["mandate_id"].isin(tasks.loc[tasks["task_id"] == task_id, "mandate_id"])]
    ordered = task_tree.tree(own)
    parents = dict(zip(ordered["task_id"], ordered["parent_id"], strict=True))
    within = [task_id in task_tree.upward(task, parents) for task in ordered["task_id"]]
    found = ordered[np.array(within, dtype=bool) & ordered["is_leaf"].to_numpy(dtype=bool)]
    return found.assign(basis=cover.INSIDE, in_areas=found["area_ids"].fillna("")).reset_index(drop=True)


def _lie_in(towns: pd.DataFrame, area_ids: tuple[str, ...], areas: pd.DataFrame) -> np.ndarray:
    """Which towns lie in one of the areas; all for the whole country."""
    if not area_ids:
        return np.ones(len(towns), dtype=bool)
    joined = assign_areas(towns[["latitude", "longitude"]], areas)
    country = set(areas.loc[areas["level"] == 0, "area_id"]) & set(area_ids)
    return (joined[["area1_id", "area2_id"]].isin(area_ids).any(axis=1) | bool(country)).to_numpy(dtype=bool)
