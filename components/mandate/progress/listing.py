"""Indicators and outputs as a table: planned, actual, share of the way and course, each leading to it over time."""

from html import escape

import pandas as pd

from components import links, texts, views
from components.mandate import words
from components.mandate.desk import Desk
from components.mandate.progress import marks
from data.i18n import _
from data.mandate import items
from data.words import formats

MOST = 40
COLUMNS = (
    "kind", "item_id", "number", "title", "unit", "direction", "baseline", "start_on", "target", "target_on", "planned",
    "planned_then", "compared_on", "value", "measured_on", "measurements", "way", "behind", "course", "reason", "late",
    "later", "task_ids",
)  # fmt: skip


def table(desk: Desk, rows: pd.DataFrame) -> None:
    """At most `MOST` of them."""
    head = [(_("Indicator or output"), ""), (_("Planned then"), "n"), (_("Actual"), "n"), (_("Share of the way"), ""),
            (_("Course"), "")]  # fmt: skip
    texts.table(head, [_row(desk, row) for row in rows.head(MOST).itertuples(index=False)], stacked=True)
    if len(rows) > MOST:
        said = _("The first {n} of {all}; the export has them all.")
        texts.note(said.format(n=formats.number(MOST), all=formats.number(len(rows))))


def plain(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of a file."""
    return rows[list(COLUMNS)]


def _row(desk: Desk, row: tuple) -> list[str]:
    task = {"mandate_task": views.TASK.value} if views.TASK.value else {}
    query = links.query_for(desk.context.filters, mandate_part="progress", mandate_item=row.key, **task)
    name = " ".join(filter(None, (row.number if isinstance(row.number, str) else "", row.title)))
    kind = _("output") if row.kind == items.OUTPUT else words.code("direction", row.direction)
    target = _("{target} by {day}").format(target=marks.amount(row.target, row.unit), day=formats.day(row.target_on))
    then = row.planned if pd.isna(row.planned_then) else row.planned_then
    return [
        texts.to_rows(name, views.href("mandate", query)) + f'<br><span class="lp-note">{escape(kind)}</span>',
        f'{escape(formats.figure(then))}<br><span class="lp-note">{escape(target)}</span>',
        marks.actual(row),
        marks.way(row.way),
        marks.course(row, desk.context.palette),
    ]
