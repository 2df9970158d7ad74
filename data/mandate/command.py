"""What commands `tasks` and `report` answer: the same functions as page Mandate."""

import json
from datetime import date
from pathlib import Path

import pandas as pd

from data.editions import cut
from data.errors import InputError
from data.filters import Filters
from data.i18n import _
from data.mandate import items, progress, rollup, tasks
from data.mandate.reports import budget, cpas, files, sg
from data.mandate.reports.report import Report
from data.scene import Scene
from data.schema import split
from data.snapshot import Snapshot

COURSES = ("items", "known", "on_course", "at_risk", "off_course", "no_data", "late")


def document(snapshot: Snapshot, filters: Filters, on: date) -> dict[str, object]:
    """Tasks in reading order with their roll-ups, and the indicators and outputs of these tasks, as of a day."""
    mandate, own = tasks.of_period(snapshot.table("mandates"), snapshot.table("tasks"), filters.start, filters.end)
    ordered = tasks.tree(tasks.in_areas(own, filters.areas, snapshot.areas))
    tables = (snapshot.table(name) for name in ("indicators", "outputs", "measurements"))
    states = progress.of(*tables, on, snapshot.settings.progress)
    pairs = items.by_task(states)
    states = states[states["key"].isin(pairs.loc[pairs["task_id"].isin(ordered["task_id"]), "key"])]
    return {
        "mandate": None if mandate is None else mandate["mandate_id"],
        "as_of": on.isoformat(),
        "tasks": _tasks(ordered, states, on),
        "indicators": _items(states[states["kind"] == items.INDICATOR], "indicator_id"),
        "outputs": _items(states[states["kind"] == items.OUTPUT], "output_id"),
        "version": snapshot.number,
    }


def _tasks(ordered: pd.DataFrame, states: pd.DataFrame, on: date) -> list[dict[str, object]]:
    rolled = {f"{kind}s": rollup.of(ordered, states, kind) for kind in items.KINDS}
    late = tasks.overdue(ordered, on)
    found = []
    for row, is_late in zip(ordered.itertuples(index=False), late, strict=True):
        achieved = rolled["indicators"].loc[row.task_id]
        found.append({
            "task_id": row.task_id, "title": row.title, "parent_id": _known(row.parent_id),
            "priority": _known(row.importance), "priority_id": _known(row.priority_id), "after": list(split(row.after)),
            "lead_component": _known(row.lead_component), "lead_section": _known(row.lead_section),
            "role": _known(row.role), "paragraph": _known(row.paragraph),
            "paragraph_verified": pd.notna(row.paragraph_verified) and bool(row.paragraph_verified),
            "status": row.status,
            "reason": _known(row.status_reason), "assessed_on": _day(row.assessed_on),
            "status_differs": rollup.contradicted(row.status, achieved), "progress": _known(row.progress),
            "starts": _day(row.starts), "due": _day(row.due), "overdue": bool(is_late),
            "decision_asked": _known(row.decision_asked), "decision_due": _day(row.decision_due),
            **{kind: _rolled(frame.loc[row.task_id]) for kind, frame in rolled.items()},
        })  # fmt: skip
    return found


def _rolled(row: pd.Series) -> dict[str, object]:
    """A roll-up: the share of the way, how many stand behind it, and how they spread."""
    return {"share": _known(row["share"]), **{name: int(row[name]) for name in COURSES}}


def _items(states: pd.DataFrame, key: str) -> list[dict[str, object]]:
    """Indicators or outputs, unknown cells null."""
    days = ("start_on", "target_on", "measured_on", "compared_on")
    names = ["item_id", "number", "title", "unit", "direction", "reading", "path", "baseline", "start_on", "target",
             "target_on", "planned", "planned_then", "compared_on", "value", "measured_on", "measurements", "way",
             "behind", "course", "reason", "late", "later", "task_ids"]  # fmt: skip
    own = states[names].assign(**{day: states[day].dt.strftime("%Y-%m-%d") for day in days})
    renamed = own.rename(columns={"item_id": key, "value": "actual", "start_on": "baseline_on"})
    rows = json.loads(renamed.to_json(orient="records"))
    return [row | {"task_ids": list(split(row["task_ids"]))} for row in rows]


def _known(value: object) -> object:
    """A cell as JSON has it: null where it is unknown."""
    if pd.isna(value):
        return None
    return value if isinstance(value, str) else round(float(value), 6)


def _day(value: pd.Timestamp) -> str | None:
    return None if pd.isna(value) else f"{value:%Y-%m-%d}"


def made(snapshot: Snapshot, filters: Filters, kind: str, on: date, *, of: str = "") -> Report:
    """A report as of a day; `of` names the budget year or the quarter, where it is not that of the day."""
    if kind == "sg":
        return sg.of(snapshot, filters, on)
    return (budget if kind == "budget" else cpas).of(snapshot, filters, on, of)


def report(scene: Scene, kind: str, on: date, *, of: str = "", out: str = "") -> dict:
    """Write a report in the scene's edition and say what it holds.

    An InputError where it cannot be made, is not in the edition, or its ending is unknown.
    """
    if Path(out).suffix.lower() not in files.ENDINGS:
        words = _("{file} cannot be written: expected one of {endings}.")
        raise InputError(words.format(file=Path(out).name, endings=", ".join(files.ENDINGS)))
    snapshot = scene.snapshot
    own = cut.report(made(snapshot, scene.filters, kind, on, of=of), scene.edition)
    rows = files.write(own, out)
    return {"file": out, "kind": kind, "title": own.title, "rows": rows, "as_of": own.day.isoformat(),
            "report_notes": list(own.notes), "version": snapshot.number}  # fmt: skip
