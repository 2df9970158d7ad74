"""Legends on paper: each measure's title and keys, one below the other, as a block that knows its size."""

from matplotlib.lines import Line2D
from matplotlib.patches import Circle

from data.pictures.lettering import POINTS, clean
from data.pictures.sheet import LEADING, Box, Sheet
from data.pictures.spec import Key, Legend
from data.words.palette import PAPER, Palette

TITLE, TEXT = 8.5, 8.5
WIDEST = 2.45  # inches of text
PAD = 0.11
LINE = TEXT * LEADING / POINTS
SIGN_PT = 7.0
RING_PT = 6.0
SIGN_STEP = 0.12
MARKERS = {"military": "s", "police": "^", "civilian": "o", "partner": "D"}


class Block:
    """Legends laid out as one block; `width` and `height` in inches, both 0 where there is none."""

    def __init__(self, sheet: Sheet, legends: tuple[Legend, ...]) -> None:
        self._sheet = sheet
        self._legends = [
            (self._lines(legend.title, True), [self._key(key) for key in legend.keys]) for legend in legends
        ]
        if not legends:
            self.width = self.height = 0.0
            return
        self._symbols = max((_symbol_width(key) for legend in legends for key in legend.keys), default=0)
        widths = [self._wide(title, True) for title, _keys in self._legends]
        widths += [self._wide(lines) + self._indent(key) for _t, keys in self._legends for key, lines in keys]
        self.width = max(widths) + 2 * PAD
        self.height = 2 * PAD + sum(self._high(title, keys) for title, keys in self._legends) - 0.06

    def _lines(self, text: str, bold: bool = False) -> list[str]:
        return self._sheet.measure.wrapped(clean(text), TITLE if bold else TEXT, WIDEST, bold)

    def _key(self, key: Key) -> tuple[Key, list[str]]:
        return key, self._lines(key.text)

    def _wide(self, lines: list[str], bold: bool = False) -> float:
        return max((self._sheet.measure.width(line, TEXT, bold) for line in lines), default=0)

    def _indent(self, key: Key) -> float:
        return 0 if key.kind == "note" else self._symbols + 0.1

    def _high(self, title: list[str], keys: list[tuple[Key, list[str]]]) -> float:
        return len(title) * LINE + 0.05 + sum(_row(key, lines) for key, lines in keys) + 0.08

    def draw(self, left: float, top: float, *, ground: bool = True) -> Box:
        """Draw it with its upper left corner there; on a ground of its own over a map."""
        box = Box(left, top - self.height, self.width, self.height)
        if ground and self._legends:
            self._sheet.box(box, facecolor=PAPER, edgecolor=self._sheet.colours.quiet, linewidth=0.5, zorder=10)
        y, x = top - PAD, left + PAD
        for title, keys in self._legends:
            y = self._sheet.paragraph(x, y, title, TITLE, bold=True) - 0.05
            for key, lines in keys:
                row = _row(key, lines)
                symbol(self._sheet, key, x + self._symbols / 2, y - (row if len(lines) == 1 else LINE + 0.03) / 2)
                above = (row - len(lines) * LINE) / 2
                self._sheet.paragraph(x + self._indent(key), y - above, lines, TEXT, color=self._sheet.colours.text)
                y -= row
            y -= 0.08
        return box


def _row(key: Key, lines: list[str]) -> float:
    across = 2 * key.radius_pt / POINTS if key.kind in ("exact", "near") else 0
    return max(len(lines) * LINE, across) + 0.03


def _symbol_width(key: Key) -> float:
    circle = 2 * key.radius_pt / POINTS
    widths = {"fill": 0.28, "line": 0.3, "ring": 0.2, "note": 0, "signs": SIGN_STEP * len(key.signs)}
    return widths.get(key.kind, circle)


def symbol(sheet: Sheet, key: Key, x: float, y: float) -> None:
    """A key's symbol with its middle at (x, y) inches."""
    colours = sheet.colours
    if key.kind == "fill":
        where = Box(x - 0.14, y - 0.06, 0.28, 0.12)
        sheet.box(where, facecolor=key.colour, edgecolor=colours.quiet, linewidth=0.5, zorder=11)
        if key.hatch:
            sheet.box(where, fill=False, edgecolor=colours.text, hatch=key.hatch, linewidth=0, zorder=12)
    elif key.kind in ("exact", "near"):
        sheet.draw(Circle((x, y), key.radius_pt / POINTS, zorder=11, **circle_style(key.colour, key.kind == "exact")))
    elif key.kind == "ring":
        sheet.draw(Circle((x, y), RING_PT / POINTS, zorder=11, **ring_style(colours)))
    elif key.kind == "line":
        sheet.draw(Line2D((x - 0.15, x + 0.15), (y, y), color=key.colour, linestyle=key.dash, linewidth=1.8, zorder=11))
    elif key.kind == "signs":
        for number, component in enumerate(key.signs):
            at = x + (number - (len(key.signs) - 1) / 2) * SIGN_STEP
            size = SIGN_PT * (0.85 if component == "partner" else 1)
            colour = colours.components[component]
            sheet.draw(_marker(at, y, MARKERS[component], size, markerfacecolor=colour, markeredgecolor=PAPER))


def circle_style(colour: str, exact: bool) -> dict[str, object]:
    """How a place looks: filled where exact, hollow and dashed where only near."""
    return {
        "facecolor": colour + ("8C" if exact else "10"),
        "edgecolor": colour,
        "linewidth": 0.8 if exact else 1.0,
        "linestyle": "-" if exact else (0, (2, 1.4)),
    }


def ring_style(colours: Palette) -> dict[str, object]:
    """How reach looks."""
    return {"facecolor": colours.action + "1C", "edgecolor": colours.action, "linewidth": 0.8, "linestyle": (0, (4, 3))}


def _marker(x: float, y: float, marker: str, size: float, **style: object) -> Line2D:
    return Line2D((x,), (y,), marker=marker, markersize=size, linestyle="none", zorder=11, **style)
