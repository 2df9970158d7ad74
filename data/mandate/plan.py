"""The plan of the tasks: which must come after which, the critical path, slack, and what slips if one slips.

Critical path method (Kelley and Walker 1959), on calendar days, with the planned first day of a task as the earliest
that it may start ("start no earlier than"). A task that lasts d = due − starts + 1 days:

    earliest start  = the later of its planned first day, and the day after the latest earliest finish before it
    earliest finish = earliest start + d − 1
    latest finish   = the day before the earliest latest start after it; the plan's last day where nothing is after
    latest start    = latest finish − d + 1
    total slack     = latest finish − earliest finish, in days

Critical is what has no slack. Where no task starts before its predecessors end, the earliest days are the planned ones.
As of a day, a task that is past its due day and not known to be complete ends on that day at the earliest.
A task with dated tasks below has no time of its own: it lasts from the first of them to the last, and what must come
after it comes after all of them; what it must come after comes before each of them. A task without both days has no
place in time: it is listed as not dated, and what passes through it carries the sequence but no days.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import networkx as nx
import numpy as np
import pandas as pd

from data.errors import InputError
from data.i18n import _, isolated
from data.mandate.tasks import overdue
from data.schema import split

START, FINISH = "start", "finish"
BEGIN = ("", START)  # before everything: the graph's one source
Event = tuple[str, str]
UNKNOWN = -np.inf


@dataclass(frozen=True)
class Plan:
    """A plan: `tasks` as given, `graph` of their starts and finishes with `days` on its edges.

    `pairs` are (before, after) task ids; `absent` those whose first is no task here.
    """

    tasks: pd.DataFrame
    graph: nx.DiGraph
    pairs: tuple[tuple[str, str], ...]
    absent: tuple[tuple[str, str], ...]
    origin: pd.Timestamp  # the day that the graph counts from

    @cached_property
    def order(self) -> list[Event]:
        """The events, each after those that must be before it."""
        return list(nx.topological_sort(self.graph))

    @cached_property
    def earliest(self) -> dict[Event, float]:
        """Days from the origin to the earliest start and (exclusive) finish of each task."""
        return _forward(self.graph, self.order, {})

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row a task: task_id, is_dated, earliest_start, earliest_finish, latest_start, latest_finish, slack_days,
        is_critical. Days are unknown for a task that is not dated."""
        return _table(self)

    @cached_property
    def latest(self) -> dict[Event, float]:
        """Days from the origin to the latest start and (exclusive) finish at which the plan still ends as it does."""
        return _backward(self.graph, self.order, max((self.earliest[(one, FINISH)] for one in self.timed), default=0.0))

    @cached_property
    def timed(self) -> list[str]:
        """The tasks that have days of their own."""
        return [one for one in self.tasks["task_id"] if self.graph.nodes[(one, START)]["timed"]]

    @cached_property
    def critical(self) -> tuple[str, ...]:
        """The critical path: the chain without slack that fills the most days, in order. Of several as long, one."""
        tight = nx.DiGraph()
        tight.add_edges_from(
            (first, then, edge)
            for first, then, edge in self.graph.edges(data=True)
            if first != BEGIN and self._meet(first, then, edge["days"])
        )
        timed = set(self.timed)
        path = nx.dag_longest_path(tight, weight="days")
        return tuple(dict.fromkeys(one for one, _event in path if one in timed))

    def _meet(self, first: Event, then: Event, days: float) -> bool:
        """Whether neither of two events can move without the other, nor without the plan's end."""
        still = all(self.earliest[event] == self.latest[event] for event in (first, then))
        return still and self.earliest[first] + days == self.earliest[then]

    @property
    def undated(self) -> pd.DataFrame:
        """The tasks that lack a day and have no dated task below, as given."""
        return self.tasks[~self.table["is_dated"].to_numpy()]


def with_predecessors(every: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """`own` tasks and all that they must come after, directly or not, from every mandate."""
    chain = nx.DiGraph(_pairs(every))
    known = set(own["task_id"])
    before = set().union(*(nx.ancestors(chain, one) for one in known if one in chain)) if len(chain) else set()
    return every[every["task_id"].isin(known | before)].reset_index(drop=True)


def of(tasks: pd.DataFrame, on: date | None = None) -> Plan:
    """The plan of tasks (columns of table tasks), as of a day; without one as it was planned, nothing being late.

    An InputError names a ring, in which nothing could begin.
    """
    known = set(tasks["task_id"])
    pairs = [(first, then) for first, then in _pairs(tasks) if first != then]
    origin = tasks["starts"].min()
    graph = _graph(tasks, [pair for pair in pairs if pair[0] in known], origin)
    if not nx.is_directed_acyclic_graph(graph):
        raise InputError(_ring(graph))
    if on:
        _hold_back(graph, tasks[overdue(tasks, on)], (pd.Timestamp(on) - origin).days + 1)
    inside = tuple(pair for pair in pairs if pair[0] in known)
    return Plan(tasks, graph, inside, tuple(pair for pair in pairs if pair[0] not in known), origin)


def _pairs(tasks: pd.DataFrame) -> list[tuple[str, str]]:
    """(before, after) of every item of column `after`."""
    given = tasks[tasks["after"].notna()]
    return [(first, then) for then, cell in zip(given["task_id"], given["after"], strict=True) for first in split(cell)]


def _graph(tasks: pd.DataFrame, pairs: list[tuple[str, str]], origin: pd.Timestamp) -> nx.DiGraph:
    """Starts and finishes as nodes; an edge's `days` pass at least between its two."""
    ids, known = tasks["task_id"], set(tasks["task_id"])
    nesting = [(p, c) for p, c in zip(tasks["parent_id"], ids, strict=True) if p in known and p != c]
    both = (tasks["starts"].notna() & tasks["due"].notna()).to_numpy()
    spans = _above(nesting, set(ids[both]))
    lasts = ((tasks["due"] - tasks["starts"]).dt.days + 1).to_numpy()
    from_origin = (tasks["starts"] - origin).dt.days.to_numpy()
    graph = nx.DiGraph()
    graph.add_node(BEGIN)
    for one, dated, days, first in zip(ids, both, lasts, from_origin, strict=True):
        timed = bool(dated) and one not in spans
        graph.add_node((one, START), timed=timed)
        graph.add_edge((one, START), (one, FINISH), days=float(days) if timed else 0.0)
        if timed:
            graph.add_edge(BEGIN, (one, START), days=float(first))
    for parent, child in nesting:
        graph.add_edge((parent, START), (child, START), days=0.0)
        graph.add_edge((child, FINISH), (parent, FINISH), days=0.0)
    graph.add_edges_from([((first, FINISH), (then, START)) for first, then in pairs], days=0.0)
    return graph


def _hold_back(graph: nx.DiGraph, late: pd.DataFrame, days: float) -> None:
    """Late tasks with days of their own finish (exclusive) no earlier than so many days from the origin."""
    timed = [one for one in late["task_id"] if graph.nodes[(one, START)]["timed"]]
    graph.add_edges_from([(BEGIN, (one, FINISH)) for one in timed], days=float(days))


def _above(nesting: list[tuple[str, str]], dated: set[str]) -> set[str]:
    """The tasks that have a dated one somewhere below."""
    parents = {child: parent for parent, child in nesting}
    found: set[str] = set()
    for one in dated:
        above = parents.get(one)
        while above is not None and above not in found:
            found.add(above)
            above = parents.get(above)
    return found


def _ring(graph: nx.DiGraph) -> str:
    """A ring in words, each task once."""
    ring = list(dict.fromkeys(first[0] for first, _then in nx.find_cycle(graph)))
    words = _(
        "Nothing in this ring can begin: {ring}. Each task in it comes after the one before, by column after or "
        "because it is a part of it. Take one of them out of column after."
    )
    return words.format(ring=" → ".join(map(isolated, [*ring, ring[0]])))


def _forward(graph: nx.DiGraph, order: list[Event], not_before: Mapping[Event, float]) -> dict[Event, float]:
    """The earliest time of each event in days from the origin; `not_before` holds some of them back."""
    times: dict[Event, float] = {}
    for event in order:
        reached = [times[first] + edge["days"] for first, edge in graph.pred[event].items()]
        start = 0.0 if event == BEGIN else UNKNOWN
        times[event] = max([not_before.get(event, start), *reached])
    return times


def _backward(graph: nx.DiGraph, order: list[Event], end: float) -> dict[Event, float]:
    """The latest time of each event at which the plan still ends with `end`."""
    times: dict[Event, float] = {}
    for event in reversed(order):
        times[event] = min([end, *(times[then] - edge["days"] for then, edge in graph.succ[event].items())])
    return times


def _table(plan: Plan) -> pd.DataFrame:
    made_of = _made_of(plan)
    rows = [_days(one, made_of.get(one), plan.earliest, plan.latest) for one in plan.tasks["task_id"]]
    columns = ["task_id", "is_dated", "earliest_start", "earliest_finish", "latest_start", "latest_finish"]
    table = pd.DataFrame(rows, columns=columns)
    for name in columns[2:]:
        table[name] = plan.origin + pd.to_timedelta(table[name].astype("float64"), unit="D")
    slack = (table["latest_finish"] - table["earliest_finish"]).dt.days.astype("Int64")
    return table.assign(slack_days=slack, is_critical=(slack == 0).fillna(False).astype(bool))


def _made_of(plan: Plan) -> dict[str, list[str]]:
    """By task the timed tasks that it is made of: itself, or those below it."""
    parents = dict(zip(plan.tasks["task_id"], plan.tasks["parent_id"], strict=True))
    made_of: dict[str, list[str]] = {}
    for one in plan.timed:
        above, seen = one, set()
        while isinstance(above, str) and above in parents and above not in seen:
            made_of.setdefault(above, []).append(one)
            seen.add(above)
            above = parents[above]
    return made_of


def _days(one: str, made_of: list[str] | None, first: Mapping[Event, float], last: Mapping[Event, float]) -> list:
    if not made_of:
        return [one, False, *[np.nan] * 4]
    starts, finishes = [(part, START) for part in made_of], (one, FINISH)
    return [
        one,
        True,
        min(first[event] for event in starts),
        max(first[(part, FINISH)] for part in made_of) - 1,
        min(last[event] for event in starts),
        last[finishes] - 1,
    ]


def slips(plan: Plan, task_id: str, days: int) -> pd.DataFrame:
    """What moves where a task ends so many days later than its earliest finish: the task itself first, then by day.

    Columns task_id, title, ends (its earliest finish), would_end, days. A task that starts later than its predecessors
    end takes up the gap first. Tasks that are not dated cannot be said to move.
    """
    table = plan.table.set_index("task_id")
    if task_id not in table.index or not table.at[task_id, "is_dated"]:
        words = _("Task {task} has no first day and due day; give it both, then ask what slips with it.")
        raise InputError(words.format(task=task_id))
    held = {(task_id, FINISH): plan.earliest[(task_id, FINISH)] + days}
    later = _forward(plan.graph, plan.order, held)
    moved = {one: later[(one, FINISH)] - plan.earliest[(one, FINISH)] for one in table.index[table["is_dated"]]}
    rows = plan.tasks.loc[plan.tasks["task_id"].map(moved).fillna(0) > 0, ["task_id", "title"]]
    by = rows["task_id"].map(moved).astype("int64")
    ends = rows["task_id"].map(table["earliest_finish"])
    rows = rows.assign(ends=ends, would_end=ends + pd.to_timedelta(by, unit="D"), days=by)
    rows = rows.sort_values(["would_end", "task_id"])
    return pd.concat([rows[rows["task_id"] == task_id], rows[rows["task_id"] != task_id]], ignore_index=True)


def passed(moved: pd.DataFrame, dates: pd.DataFrame) -> pd.DataFrame:
    """The dates that moved tasks pass: each was to end by the day, and would end after it.

    `dates` has kind, key, title, day (see `dates`). One row a task and date, by day: task_id, kind, key, title, day.
    """
    crossed = moved[["task_id", "ends", "would_end"]].merge(dates[dates["day"].notna()], how="cross")
    crossed = crossed[(crossed["ends"] <= crossed["day"]) & (crossed["day"] < crossed["would_end"])]
    return crossed.drop(columns=["ends", "would_end"]).sort_values(["day", "key", "task_id"], ignore_index=True)


def dates(calendar: pd.DataFrame, tasks: pd.DataFrame, mandate: pd.Series) -> pd.DataFrame:
    """What the end of a task may pass: entries of the calendar (see `calendar.dated`), decisions asked of leadership,
    and the mandate's last day. Columns kind (`entry`, `step`, `decision`, `expiry`), key, title, day."""
    entries = pd.DataFrame(
        {
            "kind": np.where(calendar["before_id"].isna(), "entry", "step"),
            "key": calendar["entry_id"],
            "title": calendar["title"],
            "day": calendar["day"],
        }
    )
    asked = tasks[tasks["decision_asked"].notna()]
    decisions = pd.DataFrame(
        {"kind": "decision", "key": asked["task_id"], "title": asked["decision_asked"], "day": asked["decision_due"]}
    )
    expiry = pd.DataFrame(
        [("expiry", mandate["mandate_id"], mandate["title"], mandate["expires"])],
        columns=["kind", "key", "title", "day"],
    ).astype({"day": "datetime64[us]"})
    return pd.concat([entries, decisions, expiry], ignore_index=True)


def bars(plan: Plan, first: date, last: date) -> pd.DataFrame:
    """The dated rows of `Plan.table` that touch a stretch of days, with begins and ends: the planned days, for a task
    that lacks one and is dated by those below it the earliest days."""
    both = (plan.tasks["starts"].notna() & plan.tasks["due"].notna()).to_numpy()
    begins = plan.tasks["starts"].where(both, plan.table["earliest_start"])
    ends = plan.tasks["due"].where(both, plan.table["earliest_finish"])
    rows = plan.table.assign(begins=begins, ends=ends)
    latest = rows[["ends", "earliest_finish"]].max(axis=1)
    return rows[rows["is_dated"] & (rows["begins"] <= pd.Timestamp(last)) & (latest >= pd.Timestamp(first))]


def overrun(plan: Plan) -> int:
    """How many days after its last due day a plan ends by its own sequence; 0 where it holds."""
    if not plan.timed:
        return 0
    due = plan.tasks.loc[plan.tasks["task_id"].isin(plan.timed), "due"].max()
    return (plan.table["earliest_finish"].max() - due).days
