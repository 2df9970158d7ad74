"""Page Mandate as a page of a file, part by part: tasks, progress, plan, assessment, budget."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from data.deck.model import Chart, Measure, Page, Table
from data.deck.pages import listed, series
from data.deck.pages.asked import Asked
from data.errors import InputError
from data.i18n import _
from data.mandate import budget, conflicts, cpas, due, items, plan, progress, tasks
from data.mandate.reports import budget as budget_report
from data.mandate.reports import cpas as cpas_report
from data.mandate.reports.report import Report
from data.schema import split
from data.words import codes, formats, headlines, palette, stated, titles

PART, STATUS, YEAR, QUARTER, VIEW = (f"mandate_{name}" for name in ("part", "status", "year", "quarter", "view"))
AHEAD_DAYS = 90
BUDGET_TABLES = ("rbb_components", "accomplishments", "indicators", "outputs", "measurements", "activities")


@dataclass(frozen=True)
class Desk:
    """The mandate of the period and its tasks in the filtered areas, as of the last day."""

    asked: Asked
    mandate: pd.Series
    tasks: pd.DataFrame

    @property
    def day(self) -> date:
        """The day as of which things are said."""
        return self.asked.filters.end

    @cached_property
    def ordered(self) -> pd.DataFrame:
        """The tasks in reading order."""
        return tasks.tree(self.tasks)

    @cached_property
    def items(self) -> pd.DataFrame:
        """Indicators and outputs of the tasks, each with one of them, in the order of tasks: see `progress.of`."""
        tables = (self.table(name) for name in ("indicators", "outputs", "measurements"))
        states = progress.of(*tables, self.day, self.asked.settings.progress)
        order = pd.Series(range(len(self.ordered)), index=self.ordered["task_id"])
        pairs = items.by_task(states)[["key", "task_id"]]
        pairs = pairs[pairs["task_id"].isin(order.index)].merge(states, on="key")
        return pairs.assign(order=pairs["task_id"].map(order)).sort_values(["order", "kind"], kind="stable")

    def table(self, name: str) -> pd.DataFrame:
        """A table of the mission."""
        return self.asked.shot.table(name)


def of(asked: Asked) -> Page:
    """The page of the part that the link shows; an InputError where no mandate held, or the part has no file."""
    shot, filters = asked.shot, asked.filters
    mandate, own = tasks.of_period(shot.table("mandates"), shot.table("tasks"), filters.start, filters.end)
    if mandate is None:
        words = _("No mandate with tasks was in force in {period}: choose another period, or import tasks.")
        raise InputError(words.format(period=formats.period(filters.span)))
    part = asked.own.get(PART, "") or "tasks"
    if part not in PARTS:
        raise InputError(
            _(
                "This part of page Mandate has no file of slides. Choose one of {parts}; the register leaves as a "
                "workbook (command template)."
            ).format(parts=", ".join(PARTS))
        )
    return PARTS[part](Desk(asked, mandate, tasks.in_areas(own, filters.areas, shot.areas)))


def _page(desk: Desk, title: str, **parts: object) -> Page:
    """A page in the mandate's frame: which mandate, as of when, and what progress is not."""
    named = desk.mandate
    subtitle = _("{title}, {first} – {last}").format(
        title=named["title"], first=formats.day(named["adopted"]), last=formats.day(named["expires"])
    )
    assessed = desk.tasks["assessed_on"].max()
    made_up = desk.tasks["illustrative"].fillna(False).any()
    notes = [
        *parts.pop("notes", ()),
        stated.later_status(assessed) if assessed > pd.Timestamp(desk.day) else "",
        _("Statuses, dates and progress of tasks are illustrative here: no source states them.") if made_up else "",
        _("Progress is the share of the task's own output delivered. It is not the effect on people's safety."),
    ]
    as_of = _("as of {day}").format(day=formats.day(desk.day))
    return desk.asked.page(title, subtitle=f"{subtitle} · {as_of}", notes=notes, **parts)


def _tasks(desk: Desk) -> Page:
    counts = tasks.counts(desk.tasks, desk.day)
    beside = (_("of {n} tasks").format(n=counts.leaves),)
    names = {code: f"{palette.SIGNS[code]} {palette.status_name(code)}" for code in counts.by_status}
    measures = [Measure(names[code], formats.number(n), beside, key="status") for code, n in counts.by_status.items()]
    told = bool(desk.asked.scene.edition.kept("decisions", ["title"]))
    title = headlines.mandate(counts, decisions=told)
    return _page(
        desk,
        title,
        measures=measures,
        charts=[_by_status(counts, title)],
        tables=[listed.decisions(desk.tasks), _tree(desk), listed.actions_due(desk.asked, desk.tasks)],
    )


def _by_status(counts: tasks.Counts, title: str) -> Chart | None:
    if not counts.leaves:
        return None
    names = [palette.status_name(code) for code in counts.by_status]
    return series.bars(
        title, names, list(counts.by_status.values()), _("tasks"), palette.LIGHT.classes[3], key="status"
    )


def _tree(desk: Desk) -> Table:
    """Tasks in reading order, those of the status that the link shows."""
    rows, choice = desk.ordered, desk.asked.own.get(STATUS, "")
    late = tasks.overdue(rows, desk.day)
    if choice == "decision":
        rows = rows[rows["decision_asked"].notna()]
    elif choice == "overdue":
        rows = rows[late & rows["is_leaf"]]
    elif choice in palette.LIGHT.statuses:
        rows = rows[(rows["status"] == choice) & rows["is_leaf"]]
    shown = rows.assign(
        status=rows["status"].map(palette.status_name),
        lead=[palette.component_name(code) if isinstance(code, str) else None for code in rows["lead_component"]],
        share=[None if pd.isna(value) else round(100 * value) for value in rows["progress"]],
        late=late.loc[rows.index].map({True: _("overdue"), False: ""}),
    )
    return listed.of(
        _("Tasks"),
        (_("Number"), _("Task"), _("Status"), _("Why"), _("Lead"), _("Due"), _("Overdue"), _("Output delivered, %")),
        shown[["task_id", "title", "status", "status_reason", "lead", "due", "late", "share"]],
        key="tasks",
    )


def _progress(desk: Desk) -> Page:
    """The view of progress that the link shows: decisions, what is due, or targets against actual."""
    return {"decision": _decisions, "due": _due}.get(desk.asked.own.get(VIEW, ""), _courses)(desk)


def _decisions(desk: Desk) -> Page:
    return _page(desk, titles.decisions(desk.tasks, desk.day), tables=[listed.decisions(desk.tasks)])


def _due(desk: Desk) -> Page:
    every = listed.open_on(desk.asked, desk.tasks)
    ahead, late = due.soon(every, desk.day, AHEAD_DAYS), due.late(every, desk.day)
    table = listed.actions_due(desk.asked, desk.tasks, days=AHEAD_DAYS)
    return _page(desk, titles.due(ahead, len(late)), tables=[table])


def _courses(desk: Desk) -> Page:
    rows, counts = desk.items, tasks.counts(desk.tasks, desk.day)
    own = rows.drop_duplicates("key")
    indicators = own[own["kind"] == items.INDICATOR]
    by_course = indicators["course"].value_counts()
    measures = [
        Measure(
            f"{palette.SIGNS[code]} {palette.status_name(code)}",
            formats.number(int(by_course.get(code, 0))),
            (_("of {n} indicators").format(n=formats.number(len(indicators))),),
            key="course",
        )
        for code in palette.SIGNS
    ]
    return _page(
        desk,
        titles.courses(counts, rows),
        measures=measures,
        tables=[_targets(_("Indicators: target against actual"), indicators),
                _targets(_("Outputs: target against actual"), own[own["kind"] == items.OUTPUT])],
    )  # fmt: skip


def _targets(title: str, rows: pd.DataFrame) -> Table:
    """Baseline, target and actual, with the course."""
    planned = [None if pd.isna(value) else float(f"{value:.3g}") for value in rows["planned_then"]]  # as on the page
    shown = rows.assign(course=rows["course"].map(palette.status_name), planned_then=planned)
    head = (_("Indicator or output"), _("Unit"), _("Baseline"), _("Target"), _("Target by"), _("Planned then"),
            _("Actual"), _("As of"), _("Course"))  # fmt: skip
    names = ["title", "unit", "baseline", "target", "target_on", "planned_then", "value", "measured_on", "course"]
    return listed.of(title, head, shown[names], _("Empty: not known, never zero."), key="progress")


def _plan(desk: Desk) -> Page:
    every, own = desk.table("tasks"), None
    try:
        mine = every[every["mandate_id"] == desk.mandate["mandate_id"]]
        own = plan.of(plan.with_predecessors(every, mine), desk.day)
    except InputError as error:
        ring = str(error)
    else:
        ring = ""
    found = conflicts.of(desk.tasks, desk.mandate, desk.table("asset_requests"), desk.table("activities"), desk.day)
    return _page(
        desk,
        titles.sequence(own, len(found)),
        tables=[*_conflicts(desk, found), listed.actions_due(desk.asked, desk.tasks)],
        notes=[ring, _("A conflict is a question to the planning unit, not a fault of an office.")],
    )


def _conflicts(desk: Desk, found: pd.DataFrame) -> list[Table]:
    """A table a kind of conflict: the tasks by number and title, the days, and how many."""
    every = desk.table("tasks")
    names = dict(zip(every["task_id"], every["title"], strict=True))
    named = [
        "; ".join(f"{task} {names.get(task, '')}".strip() for task in split(cell)) or None for cell in found["task_ids"]
    ]
    shown = found.assign(tasks=named, other=[_other(desk, row) for row in found.itertuples(index=False)])
    columns, head = ["tasks", "other", "first", "last", "days"], (_("Tasks"), _("Of"), _("First"), _("Last"), _("Days"))
    tables = []
    for kind in conflicts.KINDS:
        own = shown[shown["kind"] == kind]
        tables.append(listed.of(titles.conflict(kind, len(own)), head, own[columns]))
    return tables


def _other(desk: Desk, row: tuple) -> str | None:
    """What else a conflict is about: what is secured, the asset or the unit."""
    if row.kind == conflicts.RESOURCES:
        return _("not recorded") if row.other == conflicts.UNKNOWN else codes.code("resources", row.other)
    if row.kind == conflicts.ASSET:
        names = desk.table("assets").set_index("asset_id")["name"]
        return names.get(row.other, row.other)
    return row.other if row.kind == conflicts.UNIT else None


def _cpas(desk: Desk) -> Page:
    asked = desk.asked
    judged = cpas.judged_by(desk.table("assessments"), desk.day)
    title = titles.assessment(judged, desk.table("quarters"), desk.table("recommendations"), desk.day)
    quarter = asked.own.get(QUARTER, "")
    quarter = quarter if quarter in set(judged["quarter"]) else ""
    report = cpas_report.of(asked.shot, asked.filters, desk.day, quarter)
    return _page(desk, title, tables=[_of_report(report)], notes=report.notes)


def _budget(desk: Desk) -> Page:
    asked = desk.asked
    tables = budget.Tables(**{name: desk.table(name) for name in BUDGET_TABLES})
    year = budget.year_shown(tables.rbb_components, desk.day, asked.own.get(YEAR, ""))
    report = budget_report.of(asked.shot, asked.filters, desk.day, year)
    title = titles.budget(budget.table(tables, year, desk.day, asked.settings), year)
    return _page(desk, title, tables=[_of_report(report)], notes=report.notes)


def _of_report(report: Report) -> Table:
    """A report's rows, numbers as numbers."""
    rows = report.rows[[column.name for column in report.columns]]
    return listed.of(report.title, report.heads, rows, key=f"report_{report.kind}")


PARTS: dict[str, Callable[[Desk], Page]] = {
    "tasks": _tasks, "progress": _progress, "plan": _plan, "cpas": _cpas, "budget": _budget,
}  # fmt: skip
