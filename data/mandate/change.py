"""Two mandates compared: what the later one adds, drops and carries over, and what that means for the work.

A task, priority or indicator continues another where its `carried_from` says so, over mandates in between too. Nothing
is matched by its title.
"""

from dataclasses import dataclass

import pandas as pd

from data.mandate import items
from data.schema import split

ADDED, DROPPED, CARRIED = KINDS = ("added", "dropped", "carried")
# What of a task is compared where it is carried over; lists as sets.
COMPARED = (
    "role",
    "importance",
    "area_ids",
    "lead_component",
    "lead_section",
    "supporting_sections",
    "counterpart",
    "framework_ids",
)
Row = dict[str, object]
LISTS = ("area_ids", "supporting_sections", "framework_ids")


def tasks(rows: pd.DataFrame, before_id: str, after_id: str) -> pd.DataFrame:
    """Tasks of two mandates: kind, before, after (task ids; unknown on one side of what is added or dropped), changed.

    `changed` names the columns of `COMPARED` that differ, joined by `; `. Carried over first, then added, then dropped,
    each in the order of the table.
    """
    pairs = _paired(rows, "task_id", _of(rows, before_id), _of(rows, after_id))
    by_id = records(rows)
    changed = [
        "; ".join(differing(by_id[p.before], by_id[p.after])) if p.kind == CARRIED else ""
        for p in pairs.itertuples(index=False)
    ]
    return pairs.assign(changed=pd.Series(changed, index=pairs.index, dtype="str"))


def _of(rows: pd.DataFrame, mandate_id: str) -> list[str]:
    return rows.loc[rows["mandate_id"] == mandate_id, "task_id"].tolist()


def records(rows: pd.DataFrame) -> dict[str, Row]:
    """Tasks by their id, each as its cells by column."""
    return {row["task_id"]: row for row in rows.to_dict("records")}


def differing(before: Row, after: Row) -> list[str]:
    """The columns of `COMPARED` in which two tasks differ; unknown on both sides is the same."""
    return [name for name in COMPARED if _value(name, before[name]) != _value(name, after[name])]


def _value(name: str, cell: object) -> object:
    if name in LISTS:
        return frozenset(split(cell))
    return None if pd.isna(cell) else cell


def _paired(rows: pd.DataFrame, key: str, before: list[str], after: list[str]) -> pd.DataFrame:
    """kind, before, after of the keys of two sides, by `carried_from`; what stands on both sides itself is carried."""
    came_from = dict(zip(rows[key], rows["carried_from"], strict=True))
    old = set(before)
    origins = {own: _origin(own, came_from, old) for own in after}
    kept = [(CARRIED, origin, own) for own, origin in origins.items() if origin]
    added = [(ADDED, None, own) for own, origin in origins.items() if not origin]
    dropped = [(DROPPED, own, None) for own in before if own not in set(origins.values())]
    return pd.DataFrame([*kept, *added, *dropped], columns=["kind", "before", "after"], dtype="str")


def _origin(own: str, came_from: dict[str, str], old: set[str]) -> str | None:
    """The row of the former side that a row continues, over others in between; None where it continues none."""
    seen: set[str] = set()
    while isinstance(own, str) and own not in seen:
        if own in old:
            return own
        seen.add(own)
        own = came_from.get(own)
    return None


def priorities(rows: pd.DataFrame, before_id: str, after_id: str) -> pd.DataFrame:
    """Strategic priorities of two mandates: kind, before, after (ids), rank_before, rank_after; `is_reranked` where a
    carried one has another rank. In the order of the later ranks, dropped ones last."""
    sides = [rows.loc[rows["mandate_id"] == m, "priority_id"].tolist() for m in (before_id, after_id)]
    pairs = _paired(rows, "priority_id", *sides)
    rank = rows.set_index("priority_id")["rank"]
    pairs = pairs.assign(rank_before=pairs["before"].map(rank), rank_after=pairs["after"].map(rank))
    moved = (pairs["kind"] == CARRIED) & (pairs["rank_before"] != pairs["rank_after"])
    return pairs.assign(is_reranked=moved.astype(bool)).sort_values(
        ["rank_after", "rank_before"], na_position="last", ignore_index=True
    )


def indicators(rows: pd.DataFrame, all_tasks: pd.DataFrame, before_id: str, after_id: str) -> pd.DataFrame:
    """Indicators of achievement of the tasks of two mandates: kind, before, after.

    `carried`: it continues one of the former mandate, or shows tasks of both; `dropped`: it ends without a successor;
    `added`: it has none before it.
    """
    sides = [_shown_by(rows, set(_of(all_tasks, m))) for m in (before_id, after_id)]
    return _paired(rows, "indicator_id", *sides)


def _shown_by(rows: pd.DataFrame, task_ids: set[str]) -> list[str]:
    """The indicators that show the progress of some tasks."""
    own = rows["task_ids"].map(lambda cell: not task_ids.isdisjoint(split(cell))).astype(bool)
    return rows.loc[own, "indicator_id"].tolist()


@dataclass(frozen=True)
class Needs:
    """What a task of the later mandate asks for: sections that are new to it or leave it, and assets asked for."""

    resources: str | None
    note: str | None
    sections_joining: tuple[str, ...]
    sections_leaving: tuple[str, ...]
    assets_asked: tuple[str, ...]


def needs(before: Row | None, after: Row | None, asked: dict[str, list[str]]) -> Needs:
    """The resource implication of a task that is added (no `before`), dropped (no `after`) or carried over.

    Tasks are cells by column; `asked` as of `asked_for`: requests for either task count.
    """
    was, now = _sections(before), _sections(after)
    told = after or before or {}
    return Needs(
        resources=_text(told.get("resources")),
        note=_text(told.get("resources_note")),
        sections_joining=tuple(s for s in now if s not in was),
        sections_leaving=tuple(s for s in was if s not in now),
        assets_asked=tuple(r for task in (before, after) if task for r in asked.get(str(task["task_id"]), [])),
    )


def asked_for(requests: pd.DataFrame) -> dict[str, list[str]]:
    """By task the ids of requests for assets that are asked or approved for it."""
    open_ = requests[requests["status"].isin(("asked", "approved")) & requests["task_id"].notna()]
    return {str(task): own.tolist() for task, own in open_.groupby("task_id")["request_id"]}


def _sections(task: Row | None) -> tuple[str, ...]:
    """The sections that lead and support a task."""
    if task is None:
        return ()
    lead = [task["lead_section"]] if pd.notna(task["lead_section"]) else []
    return tuple(dict.fromkeys([*lead, *split(task["supporting_sections"])]))


def _text(cell: object) -> str | None:
    return None if pd.isna(cell) else str(cell)


def outcomes_of(outcomes: pd.DataFrame) -> dict[str, frozenset[str]]:
    """By task the outcomes that it works towards."""
    pairs = outcomes.assign(task_id=outcomes["task_ids"].map(split)).explode("task_id").dropna(subset=["task_id"])
    return {str(task): frozenset(own) for task, own in pairs.groupby("task_id")["outcome_id"]}


def judged(assessments: pd.DataFrame, outcome_ids: frozenset[str]) -> pd.DataFrame:
    """The assessments of the last quarter that judged one of some outcomes; none where none did."""
    found = assessments[assessments["outcome_id"].isin(outcome_ids)]
    return found[found["quarter"] == found["quarter"].max()]


def courses(progress: pd.DataFrame) -> dict[str, dict[str, int]]:
    """By task how many of its indicators are on which course; `progress` as of `progress.of`."""
    own = items.by_task(progress[progress["kind"] == items.INDICATOR])
    counted = own.groupby(["task_id", "course"]).size()
    found: dict[str, dict[str, int]] = {}
    for (task_id, course), n in counted.items():
        found.setdefault(task_id, {})[course] = int(n)
    return found
