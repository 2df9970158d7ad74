"""The annex to the Secretary-General's report: priority, task, indicator, baseline, target, actual, day, assessment."""

from datetime import date

import pandas as pd

from data.errors import InputError
from data.filters import Filters
from data.i18n import _
from data.mandate import items, progress, tasks
from data.mandate.reports import report
from data.mandate.reports.budget import numbered
from data.mandate.reports.report import Column, Report
from data.snapshot import Snapshot
from data.workshop import spelling


def of(snapshot: Snapshot, filters: Filters, on: date) -> Report:
    """The report of the mandate that was in force, one row an indicator of its tasks; an InputError without one."""
    mandate, own = tasks.of_period(snapshot.table("mandates"), snapshot.table("tasks"), filters.start, filters.end)
    if mandate is None:
        raise InputError(_("No mandate with tasks was in force in this period: choose another, or import tasks."))
    ordered = tasks.tree(tasks.in_areas(own, filters.areas, snapshot.areas))
    tables = (snapshot.table(name) for name in ("indicators", "outputs", "measurements"))
    states = progress.of(*tables, on, snapshot.settings.progress)
    rows = shaped(ordered, snapshot.table("priorities"), states[states["kind"] == items.INDICATOR])
    title = _("Progress on the mandate: {title}").format(title=mandate["title"])
    measured = snapshot.table("measurements")
    own_measured = measured[measured["indicator_id"].isin(rows["indicator_id"])]
    notes = (*report.illustrative(rows["illustrative"]), report.not_incidents())
    used = report.sources(own_measured["source"])
    return Report("sg", title, on, columns(), rows, report.cover(snapshot, filters, title, on, used), notes)


def columns() -> tuple[Column, ...]:
    """The columns, in order."""
    return (
        Column("priority", _("Strategic priority"), 36),
        Column("task", _("Task"), 48),
        Column("indicator", _("Indicator of achievement"), 50),
        Column("unit", _("Unit"), 18),
        Column("baseline", _("Baseline"), 18, number=True),
        Column("target", _("Target"), 18, number=True),
        Column("actual", _("Actual"), 18, number=True),
        Column("as_of", _("As of"), 20),
        Column("assessment", _("Assessment"), 35),
    )


def shaped(ordered: pd.DataFrame, priorities: pd.DataFrame, states: pd.DataFrame) -> pd.DataFrame:
    """One row an indicator, in the order of its first task; where it shows several tasks, all are named."""
    order = pd.Series(range(len(ordered)), index=ordered["task_id"])
    pairs = items.by_task(states)
    pairs = pairs[pairs["task_id"].isin(order.index)]
    pairs = pairs.assign(order=pairs["task_id"].map(order)).sort_values("order", kind="stable")
    named = (ordered["task_id"] + " " + ordered["title"]).set_axis(ordered["task_id"])
    all_named = pairs["task_id"].map(named).groupby(pairs["key"]).agg("\n".join)
    rows = pairs.drop_duplicates("key")
    titles = priorities.set_index("priority_id")
    of_priority = rows["task_id"].map(ordered.set_index("task_id")["priority_id"])
    return pd.DataFrame(
        {
            "priority": of_priority.map(titles["title"]).fillna(""),
            "task": rows["key"].map(all_named),
            "indicator": numbered(rows["number"], rows["title"]),
            "unit": rows["unit"],
            "baseline": rows["baseline"],
            "target": rows["target"],
            "actual": rows["value"],
            "as_of": rows["measured_on"],
            "assessment": [assessed(row) for row in rows.itertuples(index=False)],
            "indicator_id": rows["item_id"],
            "illustrative": rows["illustrative"],
        }
    ).reset_index(drop=True)


def assessed(row: tuple) -> str:
    """The course of an indicator in words: what it is by the path, how far it is, and whether its value is late."""
    courses = {"on_course": _("On course"), "at_risk": _("At risk"), "off_course": _("Off course")}
    reasons = {"no_measurement": _("No measurement"), "begins_later": _("Begins later")}
    if row.reason:
        said = reasons.get(row.reason, _("Not known: baseline, target or a day is missing"))
    elif pd.notna(row.way):
        said = _("{course}: {share} of the way").format(course=courses[row.course], share=spelling.share(row.way))
    else:
        said = courses[row.course]
    return _("{assessment}; the measurement is late").format(assessment=said) if row.late else said
