"""The mandate tasks that hold for an incident's place on its day."""

from datetime import date
from html import escape

import pandas as pd

from components import links, texts, views
from components.context import Context
from components.sheet.facts import REGION_ONLY
from data.i18n import _, isolated
from data.mandate import cover
from data.mandate import tasks as task_tree
from data.schema import split
from data.words import formats, palette


def covering(context: Context, row: pd.Series) -> None:
    """The tasks with what they hold for, each leading to the mandate page."""
    shot, day = context.snapshot, row["event_date"].date()
    texts.section(
        _("Mandate tasks that cover the place"),
        _("Tasks open on {day}, by their areas and days; not by type of event").format(day=formats.day(day)),
    )
    tasks = shot.table("tasks")
    if tasks.empty:
        texts.note(_("This mission has no tasks yet."))
        return
    running = task_tree.in_force(shot.table("mandates"), day, day)
    if running.empty:
        texts.note(_("No mandate was in force on that day."))
        return
    area_id = known_area(row)
    found = cover.of_place(running, tasks, shot.areas, area_id, day)
    if found.empty:
        texts.note(_("No task of the mandate in force covers the place on that day."))
    else:
        _table(context, running.set_index("mandate_id"), found, day)
    texts.note(_basis(context, running, area_id))
    if found["illustrative"].fillna(False).any():
        texts.note(_("Days and areas of tasks are illustrative here: no source states them."))


def known_area(row: pd.Series) -> str | None:
    """The smallest area that surely holds the incident: its region where no more is known of its place."""
    levels = ("area1_id",) if row["geo_precision"] == REGION_ONLY else ("area2_id", "area1_id")
    return next((str(row[level]) for level in levels if pd.notna(row[level])), None)


def _basis(context: Context, running: pd.DataFrame, area_id: str | None) -> str:
    titles = "; ".join(running["title"])
    if area_id is None:
        words = _("{mandate}. The incident lies in no area of the mission: only tasks that name none are listed.")
        return words.format(mandate=titles)
    words = _(
        "{mandate}. Tasks that name {area}, an area around or within it, or none. This says nothing of their effect."
    )
    return words.format(mandate=titles, area=context.snapshot.area_names().get(area_id, area_id))


def _table(context: Context, mandates: pd.DataFrame, found: pd.DataFrame, day: date) -> None:
    names = context.snapshot.area_names()
    hrefs = [href(context, mandates.loc[task.mandate_id], task.task_id, day) for task in found.itertuples()]
    texts.table(
        [(_("Task"), ""), (_("Lead"), ""), (_("Holds for"), "")],
        [
            [
                texts.to_rows(f"{task.task_id}  {isolated(task.title)}", address),
                escape(lead(task)),
                escape(holds_for(task, names)),
            ]
            for task, address in zip(found.itertuples(index=False), hrefs, strict=True)
        ],
        stacked=True,
    )


def lead(task: tuple) -> str:
    """Who leads it, as posts and sections."""
    component = palette.component_name(task.lead_component) if pd.notna(task.lead_component) else ""
    section = isolated(task.lead_section) if pd.notna(task.lead_section) else ""
    return ", ".join(part for part in (component, section) if part) or "–"


def holds_for(task: tuple, names: dict[str, str]) -> str:
    """What of a place a task holds for: see `cover.of_place`."""
    where = ", ".join(isolated(names.get(area, area)) for area in split(task.in_areas))
    return {
        cover.INSIDE: where,
        cover.PARTLY: _("part of it: {areas}").format(areas=where),
        cover.COUNTRY: _("the whole country"),
    }[task.basis]


def href(context: Context, mandate: pd.Series, task_id: str, day: date) -> str:
    """The task on the mandate page, in the part of the day's month in which its mandate was in force."""
    first = pd.Timestamp(day).replace(day=1)
    days = [first, first + pd.offsets.MonthEnd(0)]
    if pd.notna(mandate["adopted"]):
        days[0] = max(days[0], mandate["adopted"])
    if pd.notna(mandate["expires"]):
        days[1] = min(days[1], mandate["expires"])
    query = links.query_of_all(
        context.filters, context.filters.source, days[0].date(), days[1].date(), mandate_task=str(task_id)
    )
    return views.href("mandate", query)
