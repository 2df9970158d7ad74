"""Part Across areas: activities and recorded harm side by side, with where the records fall silent."""

from html import escape

import pandas as pd
import streamlit as st

from components import cached, download, links, texts, views
from components.evidence import protected
from components.evidence.desk import Desk
from data.i18n import _, isolated
from data.mandate import sides
from data.words import formats, titles
from data.words.headlines import level_name

MOST = 60


def title(desk: Desk) -> str:
    """Counts of both sides over all areas, with no word that ties one to the other."""
    level = sides.level_of(desk.context.snapshot, desk.filters)
    return titles.sides(_table(desk), desk.filters.span, level_name(level))


def _table(desk: Desk) -> pd.DataFrame:
    shot, sort = desk.context.snapshot, views.EVIDENCE_SORT.value
    return cached.once(shot, ("sides", desk.filters, sort), lambda: sides.of(shot, desk.filters, sort))


def part(desk: Desk) -> None:
    """The table in the order that the reader asks for."""
    st.segmented_control(
        _("In the order of"), list(sides.SORTS), format_func=_sort_name, key=views.EVIDENCE_SORT.name, required=True
    )
    table = _table(desk)
    texts.section(
        _("What was done and planned, and what was recorded, {period}").format(
            period=formats.period(desk.filters.span)
        ),
        _("Side by side only: neither explains the other. The absence of incidents is not the absence of need"),
    )
    _drawn(desk, table)
    if len(table) > MOST:
        texts.note(_("The first {n} of {all}; the file has all.").format(n=MOST, all=formats.number(len(table))))
    download.table(desk.context, table, _("areas"), "evidence_areas")
    texts.note(
        _(
            "Activities by the day they begin on; cancelled ones are not counted. By section: done / planned. Silent "
            "months: months without any record where the area's usual rate makes that hard to call chance; nobody "
            "reporting, or calm: a question to ask."
        )
    )
    if desk.table("activities")["illustrative"].fillna(False).any():
        texts.note(_("Activities are illustrative here: no source states them."))
    protected.part(desk)


def _sort_name(code: str) -> str:
    return {sides.NAME: _("Name"), sides.HARM: _("Recorded harm")}[code]


def _drawn(desk: Desk, table: pd.DataFrame) -> None:
    most = {name: max(1, int(table[name].max())) if len(table) else 1 for name in ("done", "fatalities")}
    texts.table(
        [
            (_("Area"), "area"), (_("Activities done"), ""), (_("Planned"), "n"), (_("By section"), ""),
            (_("Incidents"), "n"), (_("Reported deaths"), ""), (_("Targeting civilians"), "n"),
            (_("Silent months"), "n"),
        ],
        [_row(desk, row, most) for row in table.head(MOST).itertuples(index=False)],
        stacked=True,
    )  # fmt: skip


def _row(desk: Desk, row: tuple, most: dict[str, int]) -> list[str]:
    name = isolated(row.name) if row.area_id else _("In none of these, or known more coarsely")
    query = links.query_for(desk.filters, evidence_area=row.area_id)
    counted = {"areas": (row.area_id,)} if row.area_id else {}
    rows = views.href("incidents", links.query_for(desk.filters, **counted)) if row.area_id else ""
    incidents = formats.number(row.incidents)
    silent = f'<b style="color:var(--lp-warn)">{formats.number(row.gaps)}</b>' if row.gaps else "0"
    return [
        texts.to_rows(name, views.href("evidence", query)) if row.area_id else escape(name),
        _bar(row.done, most["done"]),
        formats.number(row.planned),
        escape(row.sections) or "–",
        texts.to_rows(incidents, rows) if rows else incidents,
        _bar(row.fatalities, most["fatalities"]),
        formats.number(row.targeting_civilians),
        silent,
    ]


def _bar(value: int, most: int) -> str:
    width = round(100 * value / most)
    drawn = f'<span class="lp-bar"><span style="width:{width}%"></span></span>{formats.number(value)}'
    return f'<span style="white-space:nowrap">{drawn}</span>'
