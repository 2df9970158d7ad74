"""The paper: A4 across, marks and title at its head, source and disclaimer at its foot, room between for a drawing."""

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.text import Text

from data.pictures.lettering import DPI, LONGEST_TITLE, POINTS, Measure, clean, font
from data.pictures.spec import Words
from data.words.palette import LIGHT, PAPER

WIDTH, HEIGHT = 11.69, 8.27  # inches
MARGIN = 0.45
LEADING = 1.32
TITLE_SIZES = (18, 16, 14, 12)  # points: the first that needs no more than three lines
MOST_TITLE_LINES = 3
SUBTITLE, FOOT, BADGE = 10.5, 8, 7.5


@dataclass(frozen=True)
class Box:
    """A rectangle on the paper, in inches from its lower left corner."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.bottom + self.height

    def overlaps(self, other: "Box", gap: float = 0.0) -> bool:
        """True where less than `gap` lies between the two."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.bottom < other.top + gap
            and other.bottom < self.top + gap
        )

    def within(self, other: "Box") -> bool:
        """True where it lies in the other one."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.bottom >= other.bottom
            and self.top <= other.top
        )


class Sheet:
    """One page with its head and foot written; `body` is the room that is left."""

    def __init__(self, words: Words) -> None:
        self.colours = LIGHT
        self.measure = Measure()
        self.figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DPI, facecolor=PAPER)
        FigureCanvasAgg(self.figure)
        top = self._head(words)
        bottom = self._foot(words)
        self.body = Box(MARGIN, bottom, WIDTH - 2 * MARGIN, top - bottom)

    def axes(self, box: Box) -> Axes:
        """Axes without frame or ticks that fill a box."""
        axes = self.figure.add_axes((box.left / WIDTH, box.bottom / HEIGHT, box.width / WIDTH, box.height / HEIGHT))
        axes.set_facecolor(PAPER)
        axes.set_xticks([])
        axes.set_yticks([])
        axes.spines[:].set_visible(False)
        return axes

    def write(self, x: float, y: float, text: str, size: float, *, bold: bool = False, **style: object) -> Text:
        """One line with its base at (x, y) inches; `text` is clean already."""
        given = {"color": self.colours.text, "zorder": 20} | style
        return self.figure.text(x / WIDTH, y / HEIGHT, text, fontproperties=font(size, bold), **given)

    def paragraph(self, x: float, top: float, lines: list[str], size: float, **style: object) -> float:
        """Lines below each other; the height in inches at which they end."""
        step = size * LEADING / POINTS
        for number, line in enumerate(lines):
            self.write(x, top - size / POINTS - number * step, line, size, **style)
        return top - len(lines) * step

    def draw(self, shape: Line2D | Patch) -> None:
        """A shape in inches on the paper."""
        shape.set_transform(self.figure.dpi_scale_trans)
        self.figure.add_artist(shape)

    def box(self, box: Box, **style: object) -> None:
        """A rectangle on the paper."""
        self.draw(Rectangle((box.left, box.bottom), box.width, box.height, **style))

    def _head(self, words: Words) -> float:
        top = self._marks(words)
        wide = WIDTH - 2 * MARGIN
        title = clean(words.title, LONGEST_TITLE)
        for size in TITLE_SIZES:
            lines = self.measure.wrapped(title, size, wide, bold=True)
            if len(lines) <= MOST_TITLE_LINES:
                break
        top = self.paragraph(MARGIN, top, lines, size, bold=True)
        lines = self.measure.wrapped(clean(words.subtitle, LONGEST_TITLE), SUBTITLE, wide)
        return self.paragraph(MARGIN, top - 0.03, lines, SUBTITLE, color=self.colours.quiet) - 0.1

    def _marks(self, words: Words) -> float:
        """Handling mark and the mark of data that is not real as badges, the mission at the right; where they end."""
        top, left = HEIGHT - 0.36, MARGIN
        height = 0.2
        mission = clean(words.mission, 60)
        room = WIDTH - 2 * MARGIN - self.measure.width(mission, BADGE + 1) - 0.3
        for text, colour in ((words.marked.upper(), self.colours.quiet), (words.mark, self._warning)):
            for line in self.measure.wrapped(clean(text), BADGE, room - 0.16, bold=True):
                width = self.measure.width(line, BADGE, bold=True) + 0.16
                if left > MARGIN and left + width > MARGIN + room:
                    top, left = top - height - 0.05, MARGIN
                self.box(Box(left, top - height, width, height), fill=False, edgecolor=colour, linewidth=0.9)
                self.write(left + 0.08, top - height + 0.065, line, BADGE, bold=True, color=colour)
                left += width + 0.08
        self.write(WIDTH - MARGIN, HEIGHT - 0.36 - 0.135, mission, BADGE + 1, ha="right", color=self.colours.quiet)
        return top - height - 0.12

    @property
    def _warning(self) -> str:
        return self.colours.statuses["at_risk"]

    def _foot(self, words: Words) -> float:
        """Source, credits, disclaimer, link and marks, from the lower edge up; where they begin."""
        wide = WIDTH - 2 * MARGIN
        parts = [
            (" ".join(clean(sentence) for sentence in words.foot), self.colours.quiet),
            (clean(words.disclaimer), self.colours.text),
            (clean(words.link, 1000), self.colours.quiet),
            (" · ".join(clean(m) for m in (words.marked.upper(), words.mark) if m), self.colours.quiet),
        ]
        wrapped = [(self.measure.wrapped(text, FOOT, wide), colour) for text, colour in parts if text]
        height = sum(len(lines) for lines, _colour in wrapped) * FOOT * LEADING / POINTS
        begins = MARGIN - 0.1 + height
        top = begins
        for lines, colour in wrapped:
            top = self.paragraph(MARGIN, top, lines, FOOT, color=colour)
        rule = begins + 0.06
        self.draw(Line2D((MARGIN, WIDTH - MARGIN), (rule, rule), color=self.colours.quiet, linewidth=0.5))
        return rule + 0.1
