"""One indicator or output: its planned path against what was measured, over time, and every measurement behind it."""

from html import escape

import pandas as pd
import streamlit as st

from components import links, texts, views
from components.mandate import words
from components.mandate.desk import Desk
from components.mandate.progress import chart, found, marks
from data.i18n import _, ngettext
from data.mandate import items, measured, values
from data.words import formats, palette

MOST = 40


def title(desk: Desk, key: str) -> str:
    """What it is and where it stands."""
    row = _row(desk, key)
    if row["reason"]:
        stands = _("course not known: {why}").format(why=marks.reason(row["reason"]))
    else:
        stands = palette.status_name(row["course"]).lower()
    late = _("late") if row["late"] else ""
    said = ", ".join(filter(None, (stands, late)))
    return _("{name}: {stands}").format(name=formats.short(row["title"]), stands=said)


def _row(desk: Desk, key: str) -> pd.Series:
    rows = found.states(desk)
    return rows[rows["key"] == key].iloc[0]


def show(desk: Desk, key: str) -> None:
    """The whole panel."""
    row = _row(desk, key)
    own = desk.table("measurements")
    own = values.by_day(own[own[f"{row['kind']}_id"] == row["item_id"]], desk.day)
    standing = measured.current(own)
    name = " ".join(filter(None, (row["number"] if isinstance(row["number"], str) else "", row["title"])))
    texts.section(name, _facts(row))
    st.html(_now(desk, row))
    if pd.notna(row["target"]) or len(standing):
        chart.draw(desk.context, row, values.totals(standing), desk.day)
    _doubts(row)
    _measurements(own)
    _parts(desk, values.parts(standing))
    st.page_link(
        views.page("mandate"), label=_("← All indicators and outputs"),
        query_params=links.query_for(desk.context.filters, mandate_part="progress"),
    )  # fmt: skip


def _facts(row: pd.Series) -> str:
    kind = _("Output") if row["kind"] == items.OUTPUT else _("Indicator of achievement")
    reading = {"sum": _("quantities add up"), "level": _("the latest value counts")}[row["reading"]]
    path = {"linear": _("planned in a straight line"), "at_end": _("planned for the end")}[row["path"]]
    parts = [kind, row["unit"], words.code("direction", row["direction"]), reading, path]
    if pd.notna(row["baseline"]):
        before = _("came together before: {value}") if row["reading"] == "sum" else _("baseline {value}")
        parts.append(before.format(value=formats.figure(row["baseline"])))
    if pd.notna(row["every_days"]):
        parts.append(_("measured every {n} days").format(n=formats.number(row["every_days"])))
    parts += [row["owner_post"]] if isinstance(row["owner_post"], str) else []
    parts += [_("illustrative")] if pd.notna(row["illustrative"]) and row["illustrative"] else []
    return " · ".join(parts)


def _now(desk: Desk, row: pd.Series) -> str:
    """Planned, actual, share of the way and course on the day, as HTML."""
    cells = [
        (_("Planned on {day}").format(day=formats.day(desk.day)), escape(marks.amount(row["planned"], row["unit"]))),
        (_("Actual"), marks.actual(row)),
        (_("Share of the way"), marks.way(row["way"])),
        (_("Course"), marks.course(row, desk.context.palette) + _compared(row)),
    ]
    body = "".join(f'<td data-name="{escape(name)}">{cell}</td>' for name, cell in cells)
    head = "".join(f"<th>{escape(name)}</th>" for name, _cell in cells)
    return f'<table class="lp-table lp-stacked"><thead><tr>{head}</tr></thead><tbody><tr>{body}</tr></tbody></table>'


def _compared(row: pd.Series) -> str:
    """With which plan the value was compared, as HTML."""
    if row["reason"]:
        return ""
    said = _("against {planned} planned on {day}").format(
        planned=formats.figure(row["planned_then"]), day=formats.day(row["compared_on"])
    )
    return f'<br><span class="lp-note">{escape(said)}</span>'


def _doubts(row: pd.Series) -> None:
    if row["same_day"] > 1 and row["reading"] == "level":
        said = _("{n} values are of the same day, {day}; the one with the last key counts.")
        texts.note(said.format(n=formats.number(row["same_day"]), day=formats.day(row["measured_on"])))
    if row["later"]:
        said = ngettext("{n} later measurement is not used.", "{n} later measurements are not used.", row["later"])
        texts.note(said.format(n=formats.number(row["later"])))


def _measurements(own: pd.DataFrame) -> None:
    """Totals, the latest first, those that were corrected too."""
    totals = values.totals(own).iloc[::-1]
    if totals.empty:
        texts.note(_("No measurement up to this day: that is no zero."))
        return
    gone = set(own["corrects"].dropna())
    head = [(_("Day"), ""), (_("Value"), "n"), (_("Source"), ""), (_("Remark"), ""), (_("Reported in"), "")]
    rows = [_measurement(row, row.measurement_id in gone) for row in totals.head(MOST).itertuples(index=False)]
    texts.table(head, rows, stacked=True)
    if len(totals) > MOST:
        said = _("The latest {n} of {all}.")
        texts.note(said.format(n=formats.number(MOST), all=formats.number(len(totals))))


def _measurement(row: tuple, corrected: bool) -> list[str]:
    value = escape(formats.figure(row.value))
    notes = [row.remark if isinstance(row.remark, str) else ""]
    if corrected:
        value = f"<s>{value}</s>"
        notes.append(_("corrected since; does not count"))
    if isinstance(row.corrects, str):
        notes.append(_("corrects an earlier value: {why}").format(why=row.correction_reason))
    said = "<br>".join(escape(note) for note in notes if note)
    report = row.reported_in if isinstance(row.reported_in, str) else "–"
    source = row.source if isinstance(row.source, str) else "–"
    return [formats.day(row.measured_on), value, escape(source), said, escape(report)]


def _parts(desk: Desk, parts: pd.DataFrame) -> None:
    """The latest day that was disaggregated: by sex, age and area."""
    if parts.empty:
        return
    day = parts["measured_on"].max()
    names = desk.context.snapshot.area_names()
    head = [(_("Sex"), ""), (_("Age"), ""), (_("Area"), ""), (_("Value"), "n")]
    last = parts[parts["measured_on"] == day].head(MOST)
    rows = [
        [
            escape(words.code("sex", row.sex)),
            escape(row.age) if isinstance(row.age, str) else "–",
            escape(names.get(row.area_id, row.area_id)) if isinstance(row.area_id, str) else "–",
            escape(formats.figure(row.value)),
        ]
        for row in last.itertuples(index=False)
    ]
    said = _("By sex, age and area, {day}. Parts of the total, never added to it.")
    texts.section(_("Disaggregated"), said.format(day=formats.day(day)))
    texts.table(head, rows)
