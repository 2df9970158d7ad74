"""Trends over quarters in one graphic: outcomes by knowledge, attitudes and behaviour, a line a field office."""

from html import escape

import pandas as pd
import streamlit as st

from components import charts, download, texts, views
from components.charts import Chart
from components.mandate import words
from components.mandate.cpas.pieces import by_day, office, outcome_titles, rating
from components.mandate.desk import Desk
from components.palette import Palette
from data.i18n import _
from data.mandate import cpas
from data.mandate.cpas_schema import CONFIDENCES, DIMENSIONS

QUARTERS = 6
MOST_OUTCOMES = 8
PANEL_PX = 150
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross", "star", "hexagon")
SIGNS = ("●", "■", "◆", "▲", "▼", "✚", "★", "⬢")
SIZES = {"low": 9, "moderate": 9, "high": 13}
APART = 0.5  # the share of a step that all offices together are set apart by, so that none hides another


def show(desk: Desk) -> None:
    """Which rating, the graphic, and its rows to export."""
    judged = by_day(desk)
    if judged.empty:
        texts.info(_("Nothing is assessed by this day. Enter assessments in Assess and close, or import them."))
        return
    st.segmented_control(_("Rating"), list(views.CRITERION.accepted), key=views.CRITERION.name, required=True,
                         format_func=lambda c: words.code("criterion", c))  # fmt: skip
    scale = cpas.codes(desk.context.snapshot.settings.cpas)
    rows = cpas.course(judged, views.CRITERION.value, scale, str(judged["quarter"].max()), QUARTERS)
    titles = outcome_titles(desk)
    outcomes = [one for one in titles if one in set(rows["outcome_id"])]
    offices = sorted(set(rows["office_id"].dropna()), key=lambda o: office(desk, o))
    offices += [None] if rows["office_id"].isna().any() else []
    looks = {own: at for at, own in enumerate(offices)}
    texts.section(
        _("{rating} as judged, {first} to {last}").format(
            rating=words.code("criterion", views.CRITERION.value),
            first=rows["quarter"].min(),
            last=rows["quarter"].max(),
        ),
        _("A row an outcome, a line a field office; a quarter without an assessment is a gap, never a zero"),
    )
    _key(desk, looks)
    shown = rows[rows["outcome_id"].isin(outcomes[:MOST_OUTCOMES])]
    with st.container(key="cpas_wide"):
        st.plotly_chart(
            _figure(desk, shown, outcomes[:MOST_OUTCOMES], looks, scale), theme=None, key="cpas_course",
            alt=_("Ratings by quarter, outcome, dimension and field office"),
            config={"displayModeBar": False, "displaylogo": False},
        )  # fmt: skip
    with st.container(key="cpas_narrow"):
        _list(desk, shown, outcomes[:MOST_OUTCOMES], scale)
    if len(outcomes) > MOST_OUTCOMES:
        texts.note(_("{n} more outcomes are in the export.").format(n=len(outcomes) - MOST_OUTCOMES))
    download.table(desk.context, rows.drop(columns="at"), _("ratings by quarter"), "cpas_course")
    _spread(desk, judged, scale)


def _colours(colours: Palette) -> tuple[str, ...]:
    """Colours of field offices, told apart by signs too."""
    return (
        colours.action, colours.components["police"], colours.components["civilian"],
        colours.types["against_civilians"], colours.types["other"], colours.types["riots"], colours.quiet,
        colours.text,
    )  # fmt: skip


def _look(colours: Palette, at: int) -> tuple[str, str, str]:
    shades = _colours(colours)
    return shades[at % len(shades)], SYMBOLS[at % len(SYMBOLS)], SIGNS[at % len(SIGNS)]


def _key(desk: Desk, looks: dict[str | None, int]) -> None:
    colours = desk.context.palette
    offices = [
        f'<span style="color:{_look(colours, at)[0]}">{_look(colours, at)[2]}</span> {escape(office(desk, own))}'
        for own, at in looks.items()
    ]
    said = _("large: high confidence · small: moderate · hollow: low")
    st.html(f'<p class="lp-note">{" &nbsp; ".join(offices)} &nbsp;·&nbsp; {escape(said)}</p>')


def _figure(
    desk: Desk, rows: pd.DataFrame, outcomes: list[str], looks: dict[str | None, int], scale: tuple[str, ...]
) -> Chart:
    """Small multiples: a row an outcome, a column a dimension."""
    colours = desk.context.palette
    layout = charts.layout(colours, "", PANEL_PX * len(outcomes) + 60)
    del layout["xaxis"], layout["yaxis"]
    layout |= {"margin": {"l": 92, "r": 10, "t": 34, "b": 28}, "annotations": []}
    data = []
    names = list(rows.drop_duplicates("quarter").sort_values("at")["quarter"])
    for at, (outcome, column) in enumerate((o, c) for o in range(len(outcomes)) for c in range(len(DIMENSIONS))):
        own = rows[(rows["outcome_id"] == outcomes[outcome]) & (rows["dimension"] == DIMENSIONS[column])]
        axis = str(at + 1) if at else ""
        data += [_trace(desk, own, looks, axis, own_office) for own_office in looks]
        layout |= _axes(desk, axis, (outcome, column, len(outcomes)), names, scale)
        layout["annotations"] += _labels(desk, outcomes[outcome], (outcome, column, len(outcomes)))
    return {"data": data, "layout": layout}


def _trace(
    desk: Desk, rows: pd.DataFrame, looks: dict[str | None, int], axis: str, own: str | None
) -> dict[str, object]:
    """The line of one office in one panel."""
    colours = desk.context.palette
    colour, symbol, _sign = _look(colours, looks[own])
    mine = rows[rows["office_id"].isna()] if own is None else rows[rows["office_id"] == own]
    mine = mine.sort_values("at")
    set_apart = (looks[own] - (len(looks) - 1) / 2) * APART / max(len(looks), 2)
    steps = [None if pd.isna(step) else step + set_apart for step in mine["step"]]
    scale = cpas.codes(desk.context.snapshot.settings.cpas)
    said = [
        f"{escape(office(desk, own))}, {quarter}: "
        + ("–" if pd.isna(step) else escape(rating(desk, scale[int(step)])))
        + ("" if pd.isna(sure) else f" ({escape(words.code('confidence', sure).lower())} {escape(_('confidence'))})")
        for quarter, step, sure in zip(mine["quarter"], mine["step"], mine["confidence"], strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "connectgaps": False,
        "x": mine["at"].tolist(),
        "y": steps,
        "xaxis": f"x{axis}",
        "yaxis": f"y{axis}",
        "line": {"color": colour, "width": 1.5},
        "marker": {
            "symbol": [symbol + ("-open" if sure == CONFIDENCES[0] else "") for sure in mine["confidence"]],
            "size": [SIZES.get(sure, 9) for sure in mine["confidence"]],
            "color": colour,
            "line": {"color": colour, "width": 1.5},
        },
        "hovertext": said,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _domain(at: int, of: int, gap: float) -> list[float]:
    width = (1 - gap * (of - 1)) / of
    return [at * (width + gap), min(1.0, at * (width + gap) + width)]


def _axes(
    desk: Desk, axis: str, place: tuple[int, int, int], names: list[str], scale: tuple[str, ...]
) -> dict[str, object]:
    """The axes of one panel: quarters across, the steps of the scale upwards."""
    colours, (row, column, of_rows) = desk.context.palette, place
    low, high = _domain(of_rows - 1 - row, of_rows, 0.3 / of_rows)
    steps = [texts.short(rating(desk, code), 14) for code in scale]
    shared = {"linecolor": colours.line, "gridcolor": colours.line, "zeroline": False, "fixedrange": True}
    return {
        f"xaxis{axis}": shared | {
            "domain": _domain(column, len(DIMENSIONS), 0.03), "anchor": f"y{axis}", "range": [-0.5, len(names) - 0.5],
            "tickvals": list(range(len(names))), "ticktext": names, "showticklabels": row == of_rows - 1,
            "showgrid": False, "tickfont": {"size": 11},
        },
        f"yaxis{axis}": shared | {
            "domain": [low, high], "anchor": f"x{axis}", "range": [-0.6, max(len(scale), 1) - 0.4],
            "tickvals": list(range(len(scale))), "ticktext": [escape(s) for s in steps],
            "showticklabels": column == 0,
        },
    }  # fmt: skip


def _labels(desk: Desk, outcome: str, place: tuple[int, int, int]) -> list[dict[str, object]]:
    """An outcome's title above its row; the dimensions' names above the panels."""
    colours, (row, column, of_rows) = desk.context.palette, place
    top = _domain(of_rows - 1 - row, of_rows, 0.3 / of_rows)[1]
    left = _domain(column, len(DIMENSIONS), 0.03)[0]
    name = words.code("dimension", DIMENSIONS[column])
    title = texts.short(outcome_titles(desk).get(outcome, outcome), 110)
    shared = {"xref": "paper", "yref": "paper", "showarrow": False, "xanchor": "left", "yanchor": "bottom"}
    own = [shared | {"x": left, "y": top, "text": escape(name), "font": {"size": 12, "color": colours.quiet}}]
    head = {"x": 0, "y": top, "text": f"<b>{escape(title)}</b>", "yshift": 16}
    return own if column else [*own, shared | head | {"font": {"size": 12, "color": colours.text}}]


def _list(desk: Desk, rows: pd.DataFrame, outcomes: list[str], scale: tuple[str, ...]) -> None:
    """The same on a phone: the course of each office in words, quarter by quarter."""
    titles = outcome_titles(desk)
    for outcome in outcomes:
        texts.section(titles[outcome])
        own = rows[rows["outcome_id"] == outcome].sort_values("at")
        lines = []
        for dimension in DIMENSIONS:
            for code, mine in own[own["dimension"] == dimension].groupby("office_id", dropna=False, sort=False):
                steps = " → ".join("·" if pd.isna(s) else rating(desk, scale[int(s)]) for s in mine["step"])
                head = f"{words.code('dimension', dimension)}, {office(desk, code)}"
                lines.append(f'<li>{escape(head)}<br><span class="lp-note">{escape(steps)}</span></li>')
        st.html(f'<ul class="lp-list">{"".join(lines)}</ul>')


def _spread(desk: Desk, judged: pd.DataFrame, scale: tuple[str, ...]) -> None:
    """How many assessments of the last quarter gave which rating: counts, for an ordinal scale has no average."""
    last = judged["quarter"].max()
    table = cpas.spread(judged[judged["quarter"] == last], views.CRITERION.value, scale)
    titles = outcome_titles(desk)
    texts.section(
        _("How many field offices gave which rating in {quarter}").format(quarter=last),
        _("Counts of assessments: the steps are an order, not numbers, and have no average"),
    )
    names = [*(rating(desk, code) for code in scale), _("Not rated")]
    texts.table(
        [(_("Outcome"), ""), *((name, "n") for name in names)],
        [
            [
                f"{escape(texts.short(titles.get(outcome, outcome), 90))}<br>"
                f'<span class="lp-note">{escape(words.code("dimension", dimension))}</span>',
                *(str(n) if n else "·" for n in counts),
            ]
            for (outcome, dimension), counts in zip(table.index[:36], table.to_numpy()[:36], strict=True)
        ],
        stacked=True,
    )
