"""A chart on its sheet: stacked bars by step of time, lying bars by category, lines; its key in a row above it."""

import textwrap

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from data.i18n import ngettext
from data.pictures.legends import symbol
from data.pictures.lettering import POINTS, clean, font
from data.pictures.sheet import LEADING, MARGIN, Box, Sheet
from data.pictures.spec import Bars, ChartPicture, Key, Lines, Series, Stacked
from data.words import formats
from data.words.palette import PAPER

TEXT, NOTE = 9, 8.5
LEFT, BELOW = 0.55, 0.35  # inches for the figures and names on the axes
MOST_TOTALS = 24  # bars that carry their total
MOST_CATEGORIES = 24
LONGEST_CATEGORY = 46
LABELS_APART = 0.75  # inches between two names of steps


def draw(sheet: Sheet, picture: ChartPicture) -> None:
    """Draw the chart into the sheet's body, its notes below it."""
    body = sheet.body
    notes = [line for note in picture.notes for line in sheet.measure.wrapped(clean(note), NOTE, body.width)]
    high = len(notes) * NOTE * LEADING / POINTS
    sheet.paragraph(body.left, body.bottom + high, notes, NOTE, color=sheet.colours.quiet)
    bottom = body.bottom + high + (0.1 if notes else 0)
    series = picture.chart.series if isinstance(picture.chart, Stacked | Lines) else ()
    kind = "line" if isinstance(picture.chart, Lines) else "fill"
    top = _key(sheet, series, kind, body.top)
    sheet.write(MARGIN, top - 0.16, clean(picture.chart.unit), TEXT, color=sheet.colours.quiet)
    room = Box(body.left, bottom, body.width, top - 0.28 - bottom)
    {Stacked: _stacked, Bars: _bars, Lines: _lines}[type(picture.chart)](sheet, picture.chart, room)


def _key(sheet: Sheet, series: tuple[Series, ...], kind: str, top: float) -> float:
    """The names of the series in rows; where they end. One series alone is named by the title."""
    if len(series) < 2:
        return top
    x, y = MARGIN, top - 0.14
    for one in series:
        name = clean(one.name, 60)
        width = 0.42 + sheet.measure.width(name, TEXT)
        if x > MARGIN and x + width > sheet.body.right:
            x, y = MARGIN, y - 0.2
        symbol(sheet, Key(kind, name, one.colour, dash=one.dash), x + 0.15, y)
        sheet.write(x + 0.36, y - 0.04, name, TEXT)
        x += width + 0.22
    return y - 0.14


def _framed(sheet: Sheet, room: Box, left: float, below: float) -> Axes:
    axes = sheet.axes(Box(room.left + left, room.bottom + below, room.width - left, room.height - below))
    axes.spines["bottom"].set(visible=True, color=sheet.colours.quiet, linewidth=0.7)
    axes.tick_params(length=0, labelcolor=sheet.colours.quiet, pad=4)
    axes.set_axisbelow(True)
    return axes


def _upright(sheet: Sheet, axes: Axes, steps: list[str], most: float) -> None:
    """Figures up the side and names of steps along the foot, as many as there is room for."""
    axes.set_ylim(0, max(most, 1) * 1.08)
    axes.set_xlim(-0.6, len(steps) - 0.4)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=True, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _at: formats.number(value)))
    axes.grid(axis="y", color=sheet.colours.line, linewidth=0.8)
    width = max((sheet.measure.width(step, TEXT) for step in steps), default=0) + 0.15
    fit = max(1, int((sheet.body.width - LEFT) / max(width, LABELS_APART)))
    every = max(1, -(-len(steps) // fit))
    at = range(0, len(steps), every)
    axes.set_xticks(list(at), [steps[i] for i in at])
    _typeset(axes)


def _typeset(axes: Axes) -> None:
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(font(TEXT))


def _stacked(sheet: Sheet, chart: Stacked, room: Box) -> None:
    axes = _framed(sheet, room, LEFT, BELOW)
    count = len(chart.steps)
    bases = [0.0] * count
    for series in chart.series:
        values = [value or 0 for value in series.values]
        style = {"color": series.colour, "edgecolor": PAPER, "linewidth": 0.5 if count <= 60 else 0}
        axes.bar(range(count), values, bottom=bases, width=0.8, **style)
        bases = [base + value for base, value in zip(bases, values, strict=True)]
    _upright(sheet, axes, [clean(step, 30) for step in chart.steps], max(bases, default=0))
    if count <= MOST_TOTALS:
        for at, total in enumerate(bases):
            axes.annotate(formats.number(total), (at, total), (0, 3), **_beside("center", "bottom", sheet))


def _beside(across: str, upright: str, sheet: Sheet) -> dict[str, object]:
    style = {"fontproperties": font(TEXT), "color": sheet.colours.text}
    return {"textcoords": "offset points", "ha": across, "va": upright, **style}


def _lines(sheet: Sheet, chart: Lines, room: Box) -> None:
    axes = _framed(sheet, room, LEFT, BELOW)
    for series in chart.series:
        values = [float("nan") if value is None else value for value in series.values]
        marker = "o" if len(chart.steps) <= MOST_TOTALS else None
        axes.plot(values, color=series.colour, linestyle=series.dash, linewidth=2, marker=marker, markersize=4)
    known = [value for series in chart.series for value in series.values if value is not None]
    _upright(sheet, axes, [clean(step, 30) for step in chart.steps], max(known, default=0))


def _bars(sheet: Sheet, chart: Bars, room: Box) -> None:
    shown = min(len(chart.categories), MOST_CATEGORIES)
    if left_out := len(chart.categories) - shown:
        words = ngettext("and {n} more, not shown", "and {n} more, not shown", left_out)
        sheet.write(room.left, room.bottom + 0.03, words.format(n=formats.number(left_out)), NOTE)
    names = [_two_lines(clean(name, 2 * LONGEST_CATEGORY)) for name in chart.categories[:shown]]
    texts = [clean(text, 60) for text in chart.texts[:shown]]
    left = max((sheet.measure.width(line, TEXT) for name in names for line in name.split("\n")), default=0) + 0.12
    right = max((sheet.measure.width(text, TEXT) for text in texts), default=0) + 0.12
    axes = _framed(sheet, Box(room.left, room.bottom, room.width - right, room.height), left, 0.2 if left_out else 0)
    axes.spines["bottom"].set_visible(False)
    values = list(chart.values[:shown])
    axes.barh(range(shown), values, height=0.72, color=chart.colour)
    axes.set_yticks(range(shown), names)
    slots = max(shown, 8)  # a few bars do not fill the page
    axes.set(ylim=(slots - 0.4, -0.6), xlim=(0, max([*values, 1])))
    _typeset(axes)
    for label in axes.get_yticklabels():
        label.set_color(sheet.colours.text)
    for at, (value, text) in enumerate(zip(values, texts, strict=True)):
        axes.annotate(text, (value, at), (4, 0), annotation_clip=False, **_beside("left", "center_baseline", sheet))


def _two_lines(name: str) -> str:
    return "\n".join(textwrap.wrap(name, LONGEST_CATEGORY, max_lines=2, placeholder="…"))
