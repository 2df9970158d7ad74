"""Charts: the monthly series by type with Plotly, and sparklines as SVG, each with its mark where data is synthetic."""

import base64
from html import escape

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from components import told
from data.i18n import _
from data.incidents import types
from data.words import alt, formats
from data.words.alt import Told
from data.words.palette import Palette

Chart = dict[str, object]  # of Plotly: its data and layout
MOST_TICKS = 7
FADED = 0.28
FEW = 5  # up to so many a month, the axis counts one by one


def monthly(
    by_month: pd.DataFrame,
    every_month: pd.Series,
    colours: Palette,
    mark: str,
    *,
    height: int = 300,
    chosen: tuple[pd.Timestamp, pd.Timestamp] | None = None,
) -> Chart:
    """Incidents a month, stacked by type; the table beside it is its key.

    `by_month` has month, event_type, incidents; `every_month` the months of the period, those without incidents too.
    The months within `chosen` (first and last day) stand out.
    """
    months = list(every_month)
    names = [formats.month(month) for month in months]
    shades = {"opacity": [1.0 if chosen[0] <= m <= chosen[1] else FADED for m in months]} if chosen else {}
    counts = by_month.pivot(index="month", columns="event_type", values="incidents").reindex(every_month).fillna(0)
    bars = [
        {
            "type": "bar",
            "x": names,
            "y": counts[code].astype("int64").tolist(),
            "name": types.label(code),
            "marker": {"color": colours.types[code], "line": {"width": 0}, **shades},
            # the server draws what is chosen: the browser's own dimming would stay after its chip is gone
            "selected": {"marker": {"opacity": 1}},
            "unselected": {"marker": {"opacity": 1}},
            "hovertemplate": "%{x}: %{y:,}<extra>" + escape(types.label(code)) + "</extra>",
        }
        for code in types.CODES
        if code in counts
    ]
    every = max(1, -(-len(names) // MOST_TICKS))
    few = {"dtick": 1} if counts.sum(axis=1).max() <= FEW else {}
    look = layout(colours, mark, height)
    look["xaxis"] |= {"type": "category", "categoryarray": names, "tickvals": names[::every]}
    look["yaxis"] |= few
    nothing = {"type": "bar", "x": names, "y": [0] * len(names)}  # Plotly refuses a figure without any trace
    return {"data": bars or [nothing], "layout": look}


def layout(colours: Palette, mark: str, height: int) -> dict[str, object]:
    """The layout that charts share; theirs to change."""
    own: dict[str, object] = {
        "barmode": "stack",
        "bargap": 0.18,
        "height": height,
        "margin": {"l": 40, "r": 8, "t": 26, "b": 28},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "Source Sans, sans-serif", "size": 13, "color": colours.quiet},
        "showlegend": False,
        "hovermode": "closest",
        "separators": ", ",
        "xaxis": {"showgrid": False, "linecolor": colours.line, "ticks": ""},
        "yaxis": {
            "gridcolor": colours.line,
            "zeroline": False,
            "rangemode": "tozero",
            "tickformat": ",d",
            "title": {"text": _("incidents a month"), "font": {"size": 13}},
        },
    }
    if mark:
        own["annotations"] = [
            {
                "text": escape(mark),
                "xref": "paper",
                "yref": "paper",
                "x": 1,
                "y": 1.02,
                "xanchor": "right",
                "yanchor": "bottom",
                "showarrow": False,
                "font": {"size": 12, "color": colours.statuses["at_risk"]},
            }
        ]
    return own


def checked(chart: Chart) -> go.Figure:
    """A chart that Plotly has checked: what is drawn again and again is checked once."""
    return go.Figure(**chart)


def draw(figure: Chart | go.Figure, name: str, alt: Told, *, key: str = "", **more: object) -> object:
    """Draw a chart, named by its words, over the rows that say the same.

    `key` is Streamlit's where it is not the name, and `more` what else `st.plotly_chart` takes.
    """
    config = {"displayModeBar": False, "displaylogo": False}
    with st.container(key=f"chart_{name}"):
        answer = st.plotly_chart(figure, theme=None, key=key or name, alt=told.words(alt), config=config, **more)
        told.below(alt, f"chart_{name}")
    return answer


def clicked(figure: Chart, months: pd.Series, alt: Told, key: str, name: str) -> str | None:
    """Draw a monthly series whose bars can be clicked: the month of the bar clicked just now, as 2019-03, else None."""
    still = figure | {"layout": figure["layout"] | {"dragmode": False}}
    answer = draw(still, name, alt, key=key, on_select="rerun", selection_mode="points")
    # What was clicked stays selected at every run, and is forgotten with each new figure: only a new bar counts.
    picked = [point["x"] for point in answer["selection"]["points"]]
    seen = f"{key}_seen"
    if not picked or st.session_state.get(seen) == picked:
        return None
    st.session_state[seen] = picked
    return next((f"{month:%Y-%m}" for month in months if formats.month(month) == picked[0]), None)


def sparkline(months: pd.DataFrame, first_shown: pd.Timestamp, colours: Palette) -> str:
    """Bars a month as SVG: the chosen period in the data colour, what came before in grey. Columns month, incidents."""
    counts = months["incidents"].to_list()
    if not counts:
        return ""
    top, width, height = max([*counts, 1]), 480, 84
    step = width / len(counts)
    bars = "".join(
        f'<rect x="{i * step + step * 0.12:.1f}" y="{height - 18 - 60 * n / top:.1f}" width="{step * 0.76:.1f}" '
        f'height="{60 * n / top:.1f}" fill="{colours.classes[4] if m >= first_shown else colours.types["strategic"]}"/>'
        for i, (m, n) in enumerate(zip(months["month"], counts, strict=True))
    )
    first, last = formats.month(months["month"].iloc[0]), formats.month(months["month"].iloc[-1])
    words = alt.history(months).finding
    style = f'font-size="11" fill="{colours.quiet}"'
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif">{bars}'
        f'<text x="0" y="{height - 4}" {style}>{escape(first)}</text>'
        f'<text x="{width}" y="{height - 4}" text-anchor="end" {style}>{escape(last)}</text>'
        f'<text x="0" y="11" {style}>{escape(_("most: {most}").format(most=formats.number(top)))}</text></svg>'
    )
    packed = base64.b64encode(drawn.encode()).decode()
    return f'<img class="lp-spark" alt="{escape(words)}" src="data:image/svg+xml;base64,{packed}">'


def key(event_type: str, colours: Palette) -> str:
    """A type's name with its colour, as HTML for tables."""
    swatch = f'<span class="lp-swatch" style="background:{colours.types[event_type]}"></span>'
    return swatch + escape(types.label(event_type))
