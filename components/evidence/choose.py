"""Which area and which task a chain is for."""

import streamlit as st

from components import texts, views
from components.evidence.desk import Desk
from data.i18n import _, isolated

MOST_LEVEL = 2


def row(desk: Desk) -> None:
    """Two fields: an area of its own for the page, and a task."""
    left, right = st.columns(2)
    with left:
        _area(desk)
    with right:
        _task(desk)


def _area(desk: Desk) -> None:
    areas = desk.context.snapshot.areas
    shown = areas[areas["level"].between(1, MOST_LEVEL)].sort_values(["level", "name"])
    labels = {
        row.area_id: isolated(row.name)
        + (f" ({isolated(desk.names.get(row.parent_id, '–'))})" if row.level == MOST_LEVEL else "")
        for row in shown[["area_id", "name", "level", "parent_id"]].itertuples(index=False)
    }
    if views.EVIDENCE_AREA.value and views.EVIDENCE_AREA.value not in labels:
        labels[views.EVIDENCE_AREA.value] = desk.names[views.EVIDENCE_AREA.value]
    filtered = ", ".join(isolated(desk.names[area]) for area in desk.context.filters.areas)
    none = filtered or _("All of {country}").format(country=desk.context.snapshot.settings.country)
    st.selectbox(
        _("Area"), ["", *labels], key=views.EVIDENCE_AREA.name, format_func=lambda area: labels.get(area, none)
    )


def _task(desk: Desk) -> None:
    tasks = desk.table("tasks")
    labels = {t.task_id: f"{t.task_id}  {isolated(texts.short(t.title, 70))}" for t in tasks.itertuples(index=False)}
    st.selectbox(
        _("Task"), ["", *labels], key=views.EVIDENCE_TASK.name, format_func=lambda t: labels.get(t, _("All that hold"))
    )
