"""Part Operations: one operation before, during and after, with what was weighed, who was told and what is recorded."""

from html import escape

import pandas as pd
import streamlit as st

from components import cached, links, texts, views
from components.evidence import effect, prepared, recording, watched
from components.evidence.desk import Desk
from components.mandate import words
from data.i18n import _, isolated
from data.mandate import operations
from data.schema import split
from data.words import formats, palette
from data.words.headlines import join


def chosen(desk: Desk) -> pd.Series | None:
    """The operation that the link names, else the latest begun by the day in the areas, else the next; None without."""
    table = _in_order(desk)
    named = table[table["operation_id"] == views.OPERATION.value]
    if len(named):
        return named.iloc[0]
    shown = operations.touching(table, desk.filters.areas, desk.context.snapshot.areas)
    begun = shown[shown["starts"] <= pd.Timestamp(desk.day)]
    own = begun if len(begun) else shown.iloc[::-1]
    return own.iloc[0] if len(own) else None


def _in_order(desk: Desk) -> pd.DataFrame:
    shot = desk.context.snapshot
    return cached.once(shot, "operations in order", lambda: operations.in_order(shot.table("operations")))


def title(desk: Desk) -> str:
    """The operation, where it stands on the day, and what is above the threshold of the watch."""
    operation = chosen(desk)
    if operation is None:
        return _("No operation is on record here")
    head = _("{operation}: {state} on {day}").format(
        operation=operation["title"], state=state_name(operations.state(operation, desk.day)).lower(),
        day=formats.day(desk.day),
    )  # fmt: skip
    return _("{head}; {found}").format(head=head, found=watched.finding(desk, operation))


def state_name(code: str) -> str:
    """Where an operation stands, for people."""
    return {
        operations.PLANNED: _("Planned"),
        operations.RUNNING: _("Under way"),
        operations.OVER: _("Over"),
    }[code]


def part(desk: Desk) -> None:
    """The whole part."""
    recording.said()
    operation = chosen(desk)
    if operation is None:
        texts.info(_("Import table operations on page Data: name, days, areas; areas only, never positions."))
        return
    _choose(desk, operation)
    left, right = st.columns([1.25, 1], gap="large")
    with left:
        _facts(desk, operation)
        prepared.show(desk, operation)
    with right:
        prepared.lacking(desk, operation)
        prepared.notes(desk, operation)
    watched.show(desk, operation)
    effect.folded(desk, operation)
    recording.forms(desk, operation)


def _choose(desk: Desk, operation: pd.Series) -> None:
    table = _in_order(desk)
    labels = {
        row.operation_id: _("{operation}, from {day}").format(
            operation=isolated(row.title), day=formats.day(row.starts)
        )
        for row in table.itertuples(index=False)
    }
    if len(labels) > 1:
        st.session_state[views.OPERATION.name] = operation["operation_id"]
        st.selectbox(_("Operation"), list(labels), key=views.OPERATION.name, format_func=labels.get)


def _facts(desk: Desk, operation: pd.Series) -> None:
    """Aim, days, areas, components and tiers of protection, all that apply."""
    areas = (
        join(tuple(desk.names.get(area, area) for area in split(operation["area_ids"])))
        if pd.notna(operation["area_ids"])
        else "–"
    )
    ends = formats.day(operation["ends"]) if pd.notna(operation["ends"]) else _("no last day known")
    facts = [
        (_("Aim"), escape(_given(operation["aim"]))),
        (_("Days"), escape(f"{formats.day(operation['starts'])} – {ends}")),
        (_("Areas"), escape(areas)),
        (_("Components"), escape(", ".join(map(palette.component_name, split(operation["component_types"]))) or "–")),
        (_("Tiers of protection"), _tiers(operation)),
        (_("Coordinated with"), escape(", ".join(split(operation["coordinated_with"])) or "–")),
        (_("Tasks"), _tasks(desk, operation)),
        (_("Source"), escape(_given(operation["source"]))),
    ]
    texts.section(_("What it is for"), _("Areas only; posts, never persons"))
    texts.table(
        [("", ""), ("", "")], [[f'<b style="white-space:nowrap">{escape(name)}</b>', cell] for name, cell in facts]
    )
    if pd.notna(operation["illustrative"]) and operation["illustrative"]:
        texts.note(_("Illustrative: no source states all of this."))


def _given(value: object) -> str:
    return "–" if pd.isna(value) else str(value)


def _tiers(operation: pd.Series) -> str:
    own = split(operation["tiers"])
    return "<br>".join(f"✓ {escape(words.code('tier', tier))}" for tier in own) or escape(_("none named"))


def _tasks(desk: Desk, operation: pd.Series) -> str:
    titles = desk.table("tasks").set_index("task_id")["title"]
    named = [
        texts.to_rows(
            f"{task}  {isolated(titles.get(task, ''))}",
            views.href("evidence", links.query_for(desk.context.filters, evidence_task=task)),
        )
        for task in split(operation["task_ids"])
    ]
    return "<br>".join(named) or "–"
