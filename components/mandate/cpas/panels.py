"""The graphic of ratings over quarters: small multiples, outcomes by dimensions, a line a field office."""

from dataclasses import dataclass
from html import escape

import pandas as pd

from components import charts
from components.charts import Chart
from components.mandate import words
from components.mandate.cpas.pieces import office, outcome_titles
from components.mandate.desk import Desk
from data.i18n import _
from data.mandate.cpas_schema import CONFIDENCES, DIMENSIONS
from data.words import formats
from data.words.palette import Palette

PANEL_PX = 150
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "triangle-down", "cross", "star", "hexagon")
SIGNS = ("●", "■", "◆", "▲", "▼", "✚", "★", "⬢")
SIZES = {"low": 9, "moderate": 9, "high": 13}
APART = 0.5  # the share of a step that all offices together are set apart by, so that none hides another
WHOLE = ""  # the whole Mission, where no office is named
Point = tuple[int, str, float, object]  # at, quarter, step, confidence


@dataclass(frozen=True)
class Course:
    """What is drawn: `points` by outcome, dimension and office in the order of quarters, the names of offices in the
    order of the alphabet, of quarters, and of the steps of the scale, lowest first."""

    points: dict[tuple[str, str, str], list[Point]]
    offices: dict[str, str]
    quarters: tuple[str, ...]
    steps: tuple[str, ...]
    outcomes: tuple[str, ...]


def of(desk: Desk, rows: pd.DataFrame) -> Course:
    """The rows of `cpas.course` for drawing."""
    rows = rows.sort_values("at").assign(office_id=rows["office_id"].fillna(WHOLE))
    points: dict[tuple[str, str, str], list[Point]] = {}
    columns = ("outcome_id", "dimension", "office_id", "at", "quarter", "step", "confidence")
    for outcome, dimension, own, *point in zip(*(rows[name].tolist() for name in columns), strict=True):
        points.setdefault((outcome, dimension, own), []).append(tuple(point))
    names = {own: office(desk, own or None) for own in rows["office_id"].unique()}
    named = set(rows["outcome_id"])
    return Course(
        points=points,
        offices=dict(sorted(names.items(), key=lambda item: (item[0] == WHOLE, item[1]))),
        quarters=tuple(rows["quarter"].drop_duplicates()),
        steps=tuple(step.title for step in desk.context.snapshot.settings.cpas.scale),
        outcomes=tuple(one for one in outcome_titles(desk) if one in named),
    )


def _colours(colours: Palette) -> tuple[str, ...]:
    """Colours of field offices, told apart by signs too."""
    return (
        colours.action, colours.components["police"], colours.components["civilian"],
        colours.types["against_civilians"], colours.types["other"], colours.types["riots"], colours.quiet,
        colours.text,
    )  # fmt: skip


def look(colours: Palette, at: int) -> tuple[str, str, str]:
    """Colour, symbol of Plotly and sign of a field office, by its place in the alphabet."""
    shades = _colours(colours)
    return shades[at % len(shades)], SYMBOLS[at % len(SYMBOLS)], SIGNS[at % len(SIGNS)]


def figure(desk: Desk, course: Course, outcomes: tuple[str, ...]) -> Chart:
    """Small multiples: a row an outcome, a column a dimension."""
    layout = charts.layout(desk.context.palette, "", PANEL_PX * len(outcomes) + 60)
    del layout["xaxis"], layout["yaxis"]
    layout |= {"margin": {"l": 92, "r": 10, "t": 34, "b": 28}, "annotations": []}
    data, titles = [], outcome_titles(desk)
    confidences = {code: words.code("confidence", code).lower() for code in CONFIDENCES}
    places = [(row, column, len(outcomes)) for row in range(len(outcomes)) for column in range(len(DIMENSIONS))]
    for at, place in enumerate(places):
        axis = str(at + 1) if at else ""
        outcome, dimension = outcomes[place[0]], DIMENSIONS[place[1]]
        for own in course.offices:
            points = course.points.get((outcome, dimension, own))
            data += [_trace(desk, course, points, (axis, own), confidences)] if points else []
        layout |= _axes(desk, axis, place, course)
        layout["annotations"] += _labels(desk, titles.get(outcome, outcome), place)
    return {"data": data, "layout": layout}


def _trace(
    desk: Desk, course: Course, points: list[Point], drawn: tuple[str, str], confidences: dict[str, str]
) -> dict[str, object]:
    """The line of one office in one panel; a quarter without a rating is a gap."""
    (axis, own), place = drawn, list(course.offices).index(drawn[1])
    colour, symbol, _sign = look(desk.context.palette, place)
    set_apart = (place - (len(course.offices) - 1) / 2) * APART / max(len(course.offices), 2)
    sure = [confidence for _at, _quarter, _step, confidence in points]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "connectgaps": False,
        "x": [at for at, *_rest in points],
        "y": [None if pd.isna(step) else step + set_apart for _at, _quarter, step, _sure in points],
        "xaxis": f"x{axis}",
        "yaxis": f"y{axis}",
        "line": {"color": colour, "width": 1.5},
        "marker": {
            "symbol": [symbol + ("-open" if code == CONFIDENCES[0] else "") for code in sure],
            "size": [SIZES.get(code, 9) for code in sure],
            "color": colour,
            "line": {"color": colour, "width": 1.5},
        },
        "hovertext": [_said(course, own, point, confidences) for point in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _said(course: Course, own: str, point: Point, confidences: dict[str, str]) -> str:
    """One rating in words."""
    _at, quarter, step, sure = point
    rated = "–" if pd.isna(step) else course.steps[int(step)]
    words_ = f"{course.offices[own]}, {quarter}: {rated}"
    return escape(f"{words_} ({confidences[sure]} {_('confidence')})" if sure in confidences else words_)


def _domain(at: int, of: int, gap: float) -> list[float]:
    width = (1 - gap * (of - 1)) / of
    return [at * (width + gap), min(1.0, at * (width + gap) + width)]


def _axes(desk: Desk, axis: str, place: tuple[int, int, int], course: Course) -> dict[str, object]:
    """The axes of one panel: quarters across, the steps of the scale upwards."""
    colours, (row, column, of_rows) = desk.context.palette, place
    low, high = _domain(of_rows - 1 - row, of_rows, 0.3 / of_rows)
    steps = [escape(formats.short(step, 14)) for step in course.steps]
    shared = {"linecolor": colours.line, "gridcolor": colours.line, "zeroline": False, "fixedrange": True}
    return {
        f"xaxis{axis}": shared | {
            "domain": _domain(column, len(DIMENSIONS), 0.03), "anchor": f"y{axis}",
            "range": [-0.5, len(course.quarters) - 0.5], "showticklabels": row == of_rows - 1, "showgrid": False,
            "tickvals": list(range(len(course.quarters))), "ticktext": list(course.quarters), "tickfont": {"size": 11},
        },
        f"yaxis{axis}": shared | {
            "domain": [low, high], "anchor": f"x{axis}", "range": [-0.6, max(len(steps), 1) - 0.4],
            "tickvals": list(range(len(steps))), "ticktext": steps,
            "showticklabels": column == 0,
        },
    }  # fmt: skip


def _labels(desk: Desk, title: str, place: tuple[int, int, int]) -> list[dict[str, object]]:
    """An outcome's title above its row; the dimensions' names above the panels."""
    colours, (row, column, of_rows) = desk.context.palette, place
    top = _domain(of_rows - 1 - row, of_rows, 0.3 / of_rows)[1]
    left = _domain(column, len(DIMENSIONS), 0.03)[0]
    name = words.code("dimension", DIMENSIONS[column])
    shared = {"xref": "paper", "yref": "paper", "showarrow": False, "xanchor": "left", "yanchor": "bottom"}
    own = [shared | {"x": left, "y": top, "text": escape(name), "font": {"size": 12, "color": colours.quiet}}]
    head = {"x": 0, "y": top, "text": f"<b>{escape(formats.short(title, 110))}</b>", "yshift": 16}
    return own if column else [*own, shared | head | {"font": {"size": 12, "color": colours.text}}]
