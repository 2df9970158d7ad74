"""A chart on its sheet: upright bars by step of time, lying bars by category, lines; its key in a row above it."""

import textwrap
from collections.abc import Sequence

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
BAR_WIDTH = 0.8  # of a step


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


def _upright(sheet: Sheet, axes: Axes, steps: list[str], values: Sequence[float]) -> None:
    """Figures up the side, zero among them, and names of steps along the foot, as many as there is room for."""
    least, most = _extent(values)
    axes.set_ylim(least * 1.08, most * 1.08)
    axes.set_xlim(-0.6, len(steps) - 0.4)
    if least < 0:
        axes.axhline(0, color=sheet.colours.quiet, linewidth=0.7)
    whole = all(float(value).is_integer() for value in values)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=whole, steps=[1, 2, 5, 10]))
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


def _extent(values: Sequence[float]) -> tuple[float, float]:
    """The least and the greatest of some values and zero; never the same."""
    least, most = min([*values, 0]), max([*values, 0])
    return least, most if most > least else 1


def _stacked(sheet: Sheet, chart: Stacked, room: Box) -> None:
    """Values above zero stand on each other, those below it hang below each other."""
    axes = _framed(sheet, room, LEFT, BELOW)
    count, groups = len(chart.steps), len(chart.series) if chart.apart else 1
    width = BAR_WIDTH / max(groups, 1)
    tops, feet = [0.0] * count, [0.0] * count
    for number, series in enumerate(chart.series):
        known = [(at, value) for at, value in enumerate(series.values) if value is not None]
        across = (number - (groups - 1) / 2) * width if chart.apart else 0
        bases = [0 if chart.apart else tops[at] if value >= 0 else feet[at] for at, value in known]
        style = {"color": series.colour, "edgecolor": PAPER, "linewidth": 0.5 if count * groups <= 60 else 0}
        axes.bar([at + across for at, _value in known], [value for _at, value in known], bottom=bases, width=width,
                 **style)  # fmt: skip
        for (at, value), base in zip(known, bases, strict=True):
            tops[at], feet[at] = max(tops[at], base + value), min(feet[at], base + value)
        if chart.apart and count * groups <= MOST_TOTALS:
            _figures(sheet, axes, [(at + across, value, value) for at, value in known])
    _upright(sheet, axes, [clean(step, 30) for step in chart.steps], [*tops, *feet])
    if not chart.apart and count <= MOST_TOTALS:
        _figures(sheet, axes, [(at, tops[at], total) for at, total in enumerate(_totals(chart)) if total is not None])


def _totals(chart: Stacked) -> list[float | None]:
    """What the series add up to at each step; None where none of them has a value."""
    known = [[own.values[at] for own in chart.series if own.values[at] is not None] for at in range(len(chart.steps))]
    return [sum(values) if values else None for values in known]


def _figures(sheet: Sheet, axes: Axes, places: list[tuple[float, float, float]]) -> None:
    """Figures beyond the ends of upright bars: across, the height of the end, the figure."""
    for across, end, figure in places:
        offset, upright = ((0, 3), "bottom") if end >= 0 else ((0, -3), "top")
        axes.annotate(formats.number(figure), (across, end), offset, **_beside("center", upright, sheet))


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
    _upright(sheet, axes, [clean(step, 30) for step in chart.steps], known)


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
    values = [0 if value is None else value for value in chart.values[:shown]]
    least, most = _extent(values)
    axes.barh(range(shown), values, height=0.72, color=chart.colour)
    if least < 0:
        axes.axvline(0, color=sheet.colours.quiet, linewidth=0.7)
    axes.set_yticks(range(shown), names)
    slots = max(shown, 8)  # a few bars do not fill the page
    axes.set(ylim=(slots - 0.4, -0.6), xlim=(least, most))
    _typeset(axes)
    for label in axes.get_yticklabels():
        label.set_color(sheet.colours.text)
    for at, (value, text) in enumerate(zip(values, texts, strict=True)):
        axes.annotate(
            text, (max(value, 0), at), (4, 0), annotation_clip=False, **_beside("left", "center_baseline", sheet)
        )


def _two_lines(name: str) -> str:
    return "\n".join(textwrap.wrap(name, LONGEST_CATEGORY, max_lines=2, placeholder="…"))
