"""The budget as it is written: objective, component, expected accomplishment, indicators and outputs with remarks."""

from html import escape

import pandas as pd
import streamlit as st

from components import download, links, texts, views
from components.mandate.desk import Desk
from components.mandate.progress import found, marks
from data.i18n import _, language, ngettext
from data.mandate import items
from data.mandate.reports.budget import shaped
from data.words import formats

MOST = 40  # rows of one page
CORRECTIONS = 20


def show(desk: Desk, year: str, rows: pd.DataFrame) -> None:
    """One component of the budget at a time, where it has more rows than a page."""
    own = _component(rows) if len(rows) > MOST else rows
    for heading, group in own.head(MOST).groupby(["objective", "rbb_component"], sort=False, dropna=False):
        objective, component = heading
        texts.section(component, objective if isinstance(objective, str) else "")
        head = [(_("Expected accomplishment, indicator or output"), ""), (_("Planned"), "n"), (_("Actual"), "n"),
                (_("Remark"), "")]  # fmt: skip
        texts.table(head, _rows(desk, group), stacked=True)
    if len(own) > MOST:
        said = _("The first {n} of {all}; the report and the export have them all.")
        texts.note(said.format(n=formats.number(MOST), all=formats.number(len(own))))
    file = desk.once(("budget file", year, language()), lambda: shaped(rows))
    download.table(desk.context, file, _("budget {year}").format(year=year), "budget")
    _corrections(desk, year, rows)


def _component(rows: pd.DataFrame) -> pd.DataFrame:
    names = list(rows["rbb_component"].unique())
    if len(names) == 1:
        return rows
    chosen = st.selectbox(_("Component of the budget"), names, key="budget_component")
    return rows[rows["rbb_component"] == chosen]


def _rows(desk: Desk, group: pd.DataFrame) -> list[list[str]]:
    """Indicators and outputs, each accomplishment as a row of its own above them."""
    found_rows, last = [], None
    for row in group.itertuples(index=False):
        if row.accomplishment_id != last:
            name = " ".join(filter(None, (_text(row.accomplishment_number), row.accomplishment)))
            found_rows.append([f"<b>{escape(name)}</b>", "", "", ""])
            last = row.accomplishment_id
        found_rows.append([_title(desk, row), _planned(row), marks.actual(row) + _beside(row), _remark(row)])
    return found_rows


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _title(desk: Desk, row: tuple) -> str:
    query = links.query_for(desk.context.filters, mandate_part="progress", mandate_item=row.key)
    kind = _("output") if row.kind == items.OUTPUT else _("indicator of achievement")
    name = " ".join(filter(None, (_text(row.number), row.title)))
    note = f'<br><span class="lp-note">{escape(kind)}</span>'
    return f'<div style="padding-left:1.1rem">{texts.to_rows(name, views.href("mandate", query))}{note}</div>'


def _planned(row: tuple) -> str:
    return f'{escape(formats.figure(row.target))}<br><span class="lp-note">{escape(row.unit)}</span>'


def _beside(row: tuple) -> str:
    """What activities report of an output, beside what was delivered, and how far the two differ."""
    if pd.isna(row.activities) or not row.activities:
        return ""
    words = ngettext("{n} activity reports {quantity}", "{n} activities report {quantity}", int(row.activities))
    said = words.format(n=formats.number(row.activities), quantity=formats.figure(row.reported))
    if pd.notna(row.reported) and pd.notna(row.value) and row.reported != row.value:
        said = _("{activities}: differs").format(activities=said)
    if row.not_counted:
        said += " " + _("({n} without a quantity in this unit)").format(n=formats.number(row.not_counted))
    return f'<br><span class="lp-note">{escape(said)}</span>'


def _remark(row: tuple) -> str:
    parts = [escape(_text(row.remark))] if _text(row.remark) else []
    if row.remark_missing:
        parts.append(f'<b style="color:var(--lp-warn)">{escape(_("remark missing"))}</b>')
    if _text(row.reported_in):
        said = _("frozen: {report}, {day}").format(report=row.reported_in, day=formats.day(row.reported_on))
        parts.append(f'<span class="lp-note">{escape(said)}</span>')
    if row.corrected:
        said = ngettext("{n} correction", "{n} corrections", row.corrected).format(n=formats.number(row.corrected))
        parts.append(f'<span class="lp-note">{escape(said)}</span>')
    return "<br>".join(parts)


def _corrections(desk: Desk, year: str, rows: pd.DataFrame) -> None:
    """What was corrected, with the report that carried the earlier value."""
    log = found.corrections(desk, year) if rows["corrected"].any() else None
    if log is None or log.empty:
        return
    names = rows.set_index("key")["title"]
    texts.section(_("Corrections"), _("A value that was reported is never rewritten: its correction stands beside it."))
    head = [(_("Of"), ""), (_("Indicator or output"), ""), (_("Before"), "n"), (_("Now"), "n"), (_("Why"), ""),
            (_("Was reported in"), "")]  # fmt: skip
    shown = [
        [
            formats.day(row.measured_on),
            escape(names.get(row.key, row.key)),
            escape(formats.figure(row.before)),
            escape(formats.figure(row.value)),
            escape(_text(row.correction_reason)),
            escape(_text(row.reported_in) or "–"),
        ]
        for row in log.head(CORRECTIONS).itertuples(index=False)
    ]
    texts.table(head, shown, stacked=True)
    if len(log) > CORRECTIONS:
        texts.note(_("The latest {n} of {all}.").format(n=formats.number(CORRECTIONS), all=formats.number(len(log))))
