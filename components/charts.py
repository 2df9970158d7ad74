"""Charts: the monthly series by type with Plotly, and sparklines as SVG, each with its mark where data is synthetic."""

import base64
from html import escape

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from components import formats
from components.palette import Palette
from data.i18n import _
from data.incidents import types

MOST_TICKS = 7
FEW = 5  # up to so many a month, the axis counts one by one


def monthly(
    by_month: pd.DataFrame, every_month: pd.Series, colours: Palette, mark: str, height: int = 300
) -> go.Figure:
    """Incidents a month, stacked by type; the table beside it is its key.

    `by_month` has month, event_type, incidents; `every_month` the months of the period, those without incidents too.
    """
    figure = go.Figure()
    months = list(every_month)
    names = [formats.month(month) for month in months]
    for code in types.CODES:
        own = by_month[by_month["event_type"] == code].set_index("month")["incidents"].reindex(months, fill_value=0)
        if own.any():
            figure.add_bar(
                x=names,
                y=own.to_list(),
                name=types.label(code),
                marker_color=colours.types[code],
                marker_line_width=0,
                hovertemplate="%{x}: %{y:,}<extra>" + escape(types.label(code)) + "</extra>",
            )
    every = -(-len(names) // MOST_TICKS)
    if by_month.groupby("month")["incidents"].sum().max() <= FEW:
        figure.update_yaxes(dtick=1)
    figure.update_xaxes(type="category", categoryarray=names, tickvals=names[::every] if every else names)
    return _dressed(figure, colours, mark, height)


def _dressed(figure: go.Figure, colours: Palette, mark: str, height: int) -> go.Figure:
    figure.update_layout(
        barmode="stack",
        bargap=0.18,
        height=height,
        margin={"l": 40, "r": 8, "t": 26, "b": 28},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": "Source Sans, sans-serif", "size": 13, "color": colours.quiet},
        showlegend=False,
        hovermode="closest",
        separators=", ",
    )
    figure.update_xaxes(showgrid=False, linecolor=colours.line, ticks="")
    figure.update_yaxes(
        gridcolor=colours.line,
        zeroline=False,
        rangemode="tozero",
        tickformat=",d",
        title={"text": _("incidents a month"), "font": {"size": 13}},
    )
    if mark:
        figure.add_annotation(
            text=escape(mark),
            xref="paper",
            yref="paper",
            x=1,
            y=1.02,
            xanchor="right",
            yanchor="bottom",
            showarrow=False,
            font={"size": 12, "color": colours.statuses["at_risk"]},
        )
    return figure


def show(figure: go.Figure, alt: str, key: str) -> None:
    """Draw a Plotly figure, with words for those who cannot see it."""
    st.plotly_chart(figure, theme=None, key=key, alt=alt, config={"displayModeBar": False, "displaylogo": False})


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
    words = _("Incidents a month, {first} to {last}; at most {most}").format(first=first, last=last, most=top)
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
    swatch = f'<i class="lp-swatch" style="background:{colours.types[event_type]}"></i>'
    return swatch + escape(types.label(event_type))
