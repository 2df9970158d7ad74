"""Incidents by month and by type beside the map: a bar, a stretch of months or a type filters all the rest."""

from functools import partial

import pandas as pd
import streamlit as st

from components import charts, picture_button, selection, texts, views
from components.context import Context
from data.i18n import _
from data.incidents import summary, types
from data.incidents.choice import Choice, months_of
from data.incidents.rows import Rows
from data.pictures import mission_charts
from data.words import alt, formats, headlines

FEWEST_MONTHS = 3


def show(context: Context, rows: Rows, chosen: Choice) -> None:
    """The monthly series without its own months, and the types without their own type."""
    shot, filters = context.snapshot, context.filters
    in_series = chosen.without("month").of(rows, shot.vocabulary)
    months = summary.months(in_series, filters.start, filters.end)
    peak = months.loc[months["incidents"].idxmax()]
    where = selection.where(context, chosen.without("month", "type", "actor", "shape", "inview", "cell"))
    texts.section(
        _("Most incidents{where} in {month}: {n}").format(
            where=_(" in {area}").format(area=where) if where else "",
            month=formats.month(peak["month"]),
            n=formats.number(peak["incidents"]),
        )
        if peak["incidents"]
        else _("No incident here under these filters"),
        _("Incidents a month by type · click a bar for its month · {source}, data to {day}").format(
            source=shot.settings.source_title(filters.source), day=formats.day(shot.vocabulary.span(filters.source).end)
        ),
    )
    by_month = summary.by_month(in_series)
    figure = charts.monthly(by_month, months["month"], context.palette, context.mark, chosen=_chosen_months(chosen))
    name = "incidents_months"
    key = selection.chart_key(name)
    picked = charts.clicked(figure, months["month"], alt.months(by_month, months["month"]), key, name)
    if picked is not None and picked != chosen.month:
        selection.choose(views.MONTH, picked)
    _brush(months["month"], chosen)
    words = headlines.incidents(shot, filters, in_series, where)
    make = partial(mission_charts.months_chart, context, by_month, list(months["month"]), words)
    picture_button.offer(context, make, "incidents_months", label=_("Picture of the months"))
    _types(context, rows, chosen)


def _chosen_months(chosen: Choice) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    return tuple(map(pd.Timestamp, months_of(chosen.month))) if chosen.month else None


def _brush(months: pd.Series, chosen: Choice) -> None:
    """A stretch of months, chosen by its two ends."""
    if len(months) < FEWEST_MONTHS:
        return
    codes = [f"{month:%Y-%m}" for month in months]
    first, _dots, last = chosen.month.partition("..")
    ends = (first, last or first) if first in codes and (last or first) in codes else (codes[0], codes[-1])
    key = f"months_{ends[0]}_{ends[1]}"  # a slider of two ends takes them as its value only when it is made

    def brushed() -> None:
        first, last = st.session_state[key]
        whole = (first, last) == (codes[0], codes[-1])
        st.session_state[views.MONTH.name] = "" if whole else first if first == last else f"{first}..{last}"
        st.session_state[views.EVENT.name] = ""

    st.select_slider(
        _("Months"),
        codes,
        value=ends,
        key=key,
        format_func=lambda code: formats.month(pd.Timestamp(f"{code}-01")),
        on_change=brushed,
        label_visibility="collapsed",
    )


def _types(context: Context, rows: Rows, chosen: Choice) -> None:
    """Incidents and deaths by type, and the choice of one."""
    by_type = summary.by_type(chosen.without("type").of(rows, context.snapshot.vocabulary))
    shown = by_type[by_type["incidents"] > 0]
    counts = dict(zip(shown["event_type"], shown["incidents"], strict=True))
    st.session_state["type_pills"] = chosen.type or None
    st.pills(
        _("Type"),
        list(counts),
        format_func=lambda code: f"{types.label(code)} {formats.number(counts[code])}",
        key="type_pills",
        on_change=_type,
        label_visibility="collapsed",
    )
    texts.table(
        [(_("Type"), ""), (_("Incidents"), "n"), (_("Reported deaths"), "n")],
        [
            _faded(chosen, row.event_type, [charts.key(row.event_type, context.palette), *_cells(context, row, chosen)])
            for row in shown.itertuples(index=False)
        ],
    )


def _faded(chosen: Choice, event_type: str, cells: list[str]) -> list[str]:
    """The cells of a type that is not the chosen one stand back."""
    others = chosen.type and chosen.type != event_type
    return [f'<span class="lp-faded">{cell}</span>' for cell in cells] if others else cells


def _type() -> None:
    st.session_state[views.KIND.name] = st.session_state["type_pills"] or ""
    st.session_state[views.EVENT.name] = ""


def _cells(context: Context, row: tuple, chosen: Choice) -> list[str]:
    """Incidents and deaths of a type in all that is chosen, each leading to its rows."""
    others, one = chosen.without("type"), (row.event_type,)
    counts = (row.incidents, row.fatalities)
    return [selection.to_rows(context, formats.number(n), others, types=one) for n in counts]
