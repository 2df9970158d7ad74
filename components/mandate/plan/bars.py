"""The plan in time as one graphic: bars in swimlanes, what must come before what, and the calendar on top."""

from html import escape

import pandas as pd

from components import charts
from components.charts import Chart
from components.mandate.desk import Desk
from components.mandate.plan import conflicts, pieces
from data.i18n import _, ngettext
from data.mandate import calendar
from data.mandate.plan import Plan
from data.words import formats, palette

ROW_PX = 25
PATTERNS = {"on_course": "", "at_risk": "/", "off_course": "x", "no_data": "."}
ENTRY_SIGNS = {
    "mandate_renewal": "star",
    "mlt_meeting": "cross",
    "sg_report": "diamond",
    "cpas_quarter": "circle",
    "budget_submission": "square",
    "performance_report": "triangle-up",
    "other": "hexagon",
}
ENTRY_LETTERS = {
    "mandate_renewal": "★",
    "mlt_meeting": "✚",
    "sg_report": "◆",
    "cpas_quarter": "●",
    "budget_submission": "■",
    "performance_report": "▲",
    "other": "⬢",
}


def figure(desk: Desk, own: Plan, rows: pd.DataFrame, span: tuple[pd.Timestamp, pd.Timestamp]) -> Chart:
    colours = desk.context.palette
    data = [
        *_lines(desk, own, rows),
        _bars(desk, rows, colours),
        *_pushed(rows, colours),
        _entries(desk, span, colours),
    ]
    return {"data": data, "layout": _layout(desk, rows, span)}


def _bars(desk: Desk, rows: pd.DataFrame, colours: palette.Palette) -> dict[str, object]:
    """One bar a task over its planned days."""
    lasts = (rows["ends"] - rows["begins"]).dt.days + 1
    hover = [
        f"{escape(pieces.name(desk, r.task_id))}<br>{escape(days(r))}<br>"
        f"{escape(palette.status_name(r.status))} · {escape(slack(r.slack_days))}"
        for r in rows.itertuples(index=False)
    ]
    shades = [colours.statuses[code] for code in rows["status"]]
    return {
        "type": "bar",
        "orientation": "h",
        "base": [f"{day:%Y-%m-%d}" for day in rows["begins"]],
        "x": (lasts * 86_400_000).tolist(),
        "y": rows["at"].tolist(),
        "width": [0.62 if whole else 0.22 for whole in rows["is_own"]],
        "marker": {
            "color": shades,
            "pattern": {
                "shape": [PATTERNS[code] for code in rows["status"]],
                "fillmode": "overlay",
                "fgcolor": colours.page,
                "size": 6,
                "solidity": 0.22,
            },
            "line": {
                "color": [
                    colours.text if tight else shade for tight, shade in zip(rows["marked"], shades, strict=True)
                ],
                "width": [2.5 if tight else 0 for tight in rows["marked"]],
            },
        },
        "hovertext": hover,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def days(row: tuple) -> str:
    """The planned days; and the earliest end by the sequence, where that is later."""
    planned = f"{formats.day(row.begins)} – {formats.day(row.ends)}"
    if row.earliest_finish <= row.ends:
        return planned
    return _("{planned}; by its sequence not before {day}").format(
        planned=planned, day=formats.day(row.earliest_finish)
    )


def slack(days: object) -> str:
    """Slack in words."""
    if pd.isna(days):
        return _("slack unknown")
    words = ngettext("{n} day before it moves the plan’s end", "{n} days before it moves the plan’s end", days)
    return words.format(n=formats.number(days)) if days else _("no slack")


def _lines(desk: Desk, own: Plan, rows: pd.DataFrame) -> list[dict[str, object]]:
    """What must come before what: grey; red where it is a conflict; thick on the critical path."""
    colours, against = desk.context.palette, conflicts.against_sequence(desk)
    bars: dict[str, dict[str, tuple]] = {}
    for row in rows.itertuples(index=False):
        bars.setdefault(row.task_id, {})[row.lane] = row
    chain = set(zip(own.critical, own.critical[1:], strict=False))
    kinds: dict[str, list[tuple[tuple, tuple]]] = {"plain": [], "critical": [], "early": []}
    for first, then in own.pairs:
        for one, other in _between(bars.get(first, {}), bars.get(then, {})):
            kind = "early" if (first, then) in against else "critical" if (first, then) in chain else "plain"
            kinds[kind].append((one, other))
    looks = {"plain": (colours.quiet, 1), "critical": (colours.text, 2.5), "early": (colours.statuses["off_course"], 2)}
    return [_line(pairs, *looks[kind]) for kind, pairs in kinds.items() if pairs]


def _between(first: dict[str, tuple], then: dict[str, tuple]) -> list[tuple[tuple, tuple]]:
    """The bars that a line joins: two in the same lane, in each that has both; else the first of each."""
    shared = [(first[lane], then[lane]) for lane in first if lane in then]
    return shared or [(bar, other) for bar in list(first.values())[:1] for other in list(then.values())[:1]]


def _line(pairs: list[tuple[tuple, tuple]], colour: str, width: float) -> dict[str, object]:
    """Steps from the end of one bar to the beginning of another."""
    x: list[object] = []
    y: list[object] = []
    for first, then in pairs:
        ends, begins = first.ends + pd.Timedelta(days=1), then.begins
        beside = then.at - 0.5 if then.at > first.at else then.at + 0.5
        x += [f"{day:%Y-%m-%d}" for day in (ends, ends, begins, begins)] + [None]
        y += [first.at, beside, beside, then.at, None]
    return {
        "type": "scatter", "mode": "lines", "x": x, "y": y, "hoverinfo": "skip",
        "line": {"color": colour, "width": width},
    }  # fmt: skip


def _pushed(rows: pd.DataFrame, colours: palette.Palette) -> list[dict[str, object]]:
    """A dotted line from a task's due day to its earliest end by the sequence, where that is later."""
    late = rows[rows["is_own"] & (rows["earliest_finish"] > rows["ends"])]
    if late.empty:
        return []
    x = [
        cell
        for r in late.itertuples(index=False)
        for cell in (f"{r.ends:%Y-%m-%d}", f"{r.earliest_finish:%Y-%m-%d}", None)
    ]
    y = [cell for at in late["at"] for cell in (at, at, None)]
    line = {"color": colours.statuses["off_course"], "width": 3, "dash": "dot"}
    return [{"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}]


def _entries(desk: Desk, span: tuple[pd.Timestamp, pd.Timestamp], colours: palette.Palette) -> dict[str, object]:
    """The calendar's dates above the bars: entries as signs, steps before them as small dots."""
    dated = calendar.dated(desk.table("calendar"))
    dated = dated[dated["day"].between(*span)].sort_values("day")
    step = dated["before_id"].notna()
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [f"{day:%Y-%m-%d}" for day in dated["day"]],
        "y": [-1.6 if small else -0.8 for small in step],
        "marker": {
            "symbol": [
                "circle" if small else ENTRY_SIGNS[kind] for small, kind in zip(step, dated["kind"], strict=True)
            ],
            "size": [5 if small else 11 for small in step],
            "color": [colours.quiet if small else colours.action for small in step],
        },
        "hovertext": [f"{escape(r.title)}<br>{escape(formats.day(r.day))}" for r in dated.itertuples(index=False)],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _layout(desk: Desk, rows: pd.DataFrame, span: tuple[pd.Timestamp, pd.Timestamp]) -> dict[str, object]:
    colours = desk.context.palette
    heads = rows.drop_duplicates("lane")
    today = f"{desk.day:%Y-%m-%d}"
    bottom = float(rows["at"].max()) + 0.7
    ticks = pd.date_range(span[0], span[1], freq="MS")[::3]
    labels = [escape(formats.short(name, 52)) for name in rows["label"]]
    labels += [f"<b>{escape(lane)}</b>" for lane in heads["lane"]]
    return charts.layout(colours, "", round(90 + ROW_PX * (bottom + 2))) | {
        "barmode": "overlay", "margin": {"l": 8, "r": 8, "t": 8, "b": 28},
        "xaxis": {
            "type": "date", "range": [f"{day:%Y-%m-%d}" for day in span], "gridcolor": colours.line, "side": "bottom",
            "tickvals": [f"{day:%Y-%m-%d}" for day in ticks], "ticktext": [formats.month(day) for day in ticks],
            "fixedrange": True,
        },
        "yaxis": {
            "range": [bottom, -2.4], "tickvals": [*rows["at"], *(heads["at"] - 1)], "ticktext": labels,
            "automargin": True, "showgrid": False, "zeroline": False, "fixedrange": True,
        },
        "shapes": [
            {"type": "line", "x0": today, "x1": today, "yref": "paper", "y0": 0, "y1": 1,
             "line": {"color": colours.action, "width": 1.5, "dash": "dot"}},
            *({"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": at - 1.45, "y1": at - 1.45,
               "line": {"color": colours.line, "width": 1}} for at in heads["at"]),
        ],
        "annotations": [
            {"x": today, "y": -2.4, "text": escape(formats.day(desk.day)), "showarrow": False, "xanchor": "left",
             "yanchor": "top", "font": {"color": colours.action, "size": 12}},
        ],
    }  # fmt: skip
