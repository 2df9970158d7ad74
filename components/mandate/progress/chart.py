"""Target against actual over time: the planned path dashed, measurements as points with their source, the target."""

from datetime import date
from html import escape

import pandas as pd

from components import charts
from components.charts import Chart
from components.context import Context
from data.i18n import _
from data.mandate import progress
from data.words import alt, alt_mandate, formats
from data.words.palette import Palette


def draw(context: Context, row: pd.Series, totals: pd.DataFrame, day: date) -> None:
    """Draw one indicator or output; `totals` are its measurements that stand, oldest first."""
    told = alt.beside(alt_mandate.progress(row, day), _("below the chart, measurement by measurement"))
    charts.draw(figure(row, totals, day, (context.palette, context.mark)), "mandate_over_time", told)


def figure(row: pd.Series, totals: pd.DataFrame, day: date, look: tuple[Palette, str]) -> Chart:
    """The same as Plotly's data and layout; a sum's points are what had come together by then."""
    colours, mark = look
    layout = charts.layout(colours, mark, 280)
    layout["yaxis"] |= {"tickformat": "", "rangemode": "normal", "title": {"text": row["unit"], "font": {"size": 13}}}
    layout["xaxis"] |= {"type": "date"}
    layout |= {"showlegend": True, "legend": {"orientation": "h", "y": -0.18, "x": 0}}
    layout["margin"] = layout["margin"] | {"b": 48}
    layout["shapes"] = [
        {"type": "line", "x0": day.isoformat(), "x1": day.isoformat(), "yref": "paper", "y0": 0, "y1": 1,
         "line": {"color": colours.quiet, "width": 1, "dash": "dot"}}
    ]  # fmt: skip
    return {"data": [_planned(row, colours), _actual(row, totals, colours), _target(row, colours)], "layout": layout}


def _planned(row: pd.Series, colours: Palette) -> dict[str, object]:
    points = path(row)
    return {
        "type": "scatter", "mode": "lines", "name": _("Planned"), "x": _days(points["day"]),
        "y": points["planned"].tolist(), "line": {"color": colours.quiet, "dash": "dash", "width": 1.5},
        "hovertemplate": "%{x|%d.%m.%Y}: %{y:.4~g}<extra>" + escape(_("Planned")) + "</extra>",
    }  # fmt: skip


def path(row: pd.Series) -> pd.DataFrame:
    """The corners of the planned path: day, planned; none where a day or a value is unknown."""
    known = row[["start_on", "target_on"]].notna().all()
    days = [row["start_on"], row["target_on"] - pd.Timedelta(days=1), row["target_on"]] if known else []
    rows = pd.DataFrame([row] * len(days)).reset_index(drop=True)
    if rows.empty:
        return pd.DataFrame({"day": [], "planned": []})
    rows = rows.infer_objects()
    planned = progress.planned_on(rows, pd.Series(days))
    return pd.DataFrame({"day": days, "planned": planned}).dropna()


def _actual(row: pd.Series, totals: pd.DataFrame, colours: Palette) -> dict[str, object]:
    own = progress.begun(totals, row)
    shown = own["value"].cumsum() if row["reading"] == "sum" else own["value"]
    sources = own["source"].fillna(_("no source named")).map(lambda text: escape(str(text)))
    texts = [
        f"{formats.day(day)}: {formats.figure(value)}<br>{source}"
        for day, value, source in zip(own["measured_on"], shown, sources, strict=True)
    ]
    return {
        "type": "scatter", "mode": "lines+markers", "name": _("Actual"), "x": _days(own["measured_on"]),
        "y": shown.tolist(), "text": texts, "hovertemplate": "%{text}<extra></extra>",
        "line": {"color": colours.action, "width": 1.5}, "marker": {"size": 8, "color": colours.action},
    }  # fmt: skip


def _target(row: pd.Series, colours: Palette) -> dict[str, object]:
    known = pd.notna(row["target"]) and pd.notna(row["target_on"])
    return {
        "type": "scatter", "mode": "markers", "name": _("Target"), "x": [row["target_on"].strftime("%Y-%m-%d")] * known,
        "y": [row["target"]] * known, "marker": {"symbol": "diamond-open", "size": 12, "color": colours.text},
        "hovertemplate": "%{x|%d.%m.%Y}: %{y:.4~g}<extra>" + escape(_("Target")) + "</extra>",
    }  # fmt: skip


def _days(days: pd.Series) -> list[str]:
    return [f"{day:%Y-%m-%d}" for day in days]
