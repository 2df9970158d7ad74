"""Which area and which task a chain is for."""

import streamlit as st

from components import cached, views
from components.evidence.desk import Desk
from data.i18n import _, isolated
from data.words import formats, headlines

MOST_LEVEL = 2


def row(desk: Desk) -> None:
    """Two fields: an area of its own for the page, and a task."""
    left, right = st.columns(2)
    with left:
        _area(desk)
    with right:
        _task(desk)


def _area(desk: Desk) -> None:
    labels = cached.once(desk.context.snapshot, "areas of page Evidence", lambda: _areas(desk))
    if views.EVIDENCE_AREA.value and views.EVIDENCE_AREA.value not in labels:
        labels = labels | {views.EVIDENCE_AREA.value: desk.names[views.EVIDENCE_AREA.value]}
    shot, filtered = desk.context.snapshot, desk.context.filters.areas
    words = _("As filtered: {areas}") if filtered else _("All of {areas}")
    none = words.format(areas=headlines.areas(shot, filtered))
    st.selectbox(
        _("Area"), ["", *labels], key=views.EVIDENCE_AREA.name, format_func=lambda area: labels.get(area, none)
    )


def _areas(desk: Desk) -> dict[str, str]:
    """Regions and cercles by their ids, a cercle with its region."""
    areas = desk.context.snapshot.areas
    shown = areas[areas["level"].between(1, MOST_LEVEL)].sort_values(["level", "name"])
    return {
        row.area_id: isolated(row.name)
        + (f" ({isolated(desk.names.get(row.parent_id, '–'))})" if row.level == MOST_LEVEL else "")
        for row in shown[["area_id", "name", "level", "parent_id"]].itertuples(index=False)
    }


def _tasks(desk: Desk) -> dict[str, str]:
    """Every task by its id."""
    rows = desk.table("tasks")
    pairs = zip(rows["task_id"], rows["title"], strict=True)
    return {task_id: f"{task_id}  {isolated(formats.short(title, 70))}" for task_id, title in pairs}


def _task(desk: Desk) -> None:
    labels = cached.once(desk.context.snapshot, "tasks of page Evidence", lambda: _tasks(desk))
    st.selectbox(
        _("Task"), ["", *labels], key=views.EVIDENCE_TASK.name, format_func=lambda t: labels.get(t, _("All that hold"))
    )
