"""A slide's frame and its pieces, placed in points on 16:9: title, foot, notes, figures, tables, charts, pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.util import Emu, Pt

from data.deck import fitting, said
from data.deck.model import Chart, Measure, Page

WIDE, HIGH, MARGIN = 960.0, 540.0, 34.0  # points: 13.33 by 7.5 inches
INNER = WIDE - 2 * MARGIN
TOP, BOTTOM = 96.0, 500.0  # between title and foot
INK, QUIET, LINE, MARK, ACTION = "1B2A33", "5B6A73", "C3CCD1", "A3341F", "1D6FA8"
FACE = "Calibri"
KINDS = {
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "stacked": XL_CHART_TYPE.COLUMN_STACKED,
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "lines": XL_CHART_TYPE.LINE,
}
TITLES = (26, 23, 20, 17, 14)
FIGURES_APART, MOST_LINES = 14, 4  # points between figures; lines of words at a figure
FEW_VALUES = 14  # so many categories still have room for their values


@dataclass(frozen=True)
class Box:
    """A place on a slide, in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Emu, Emu, Emu, Emu]:
        """As python-pptx takes it."""
        return tuple(Emu(Pt(value)) for value in (self.left, self.top, self.width, self.height))


@dataclass(frozen=True)
class Run:
    """Words in one look, in a line of their own `below` what is before them; `link` is the address they lead to."""

    text: str
    size: float
    bold: bool = False
    colour: str = INK
    link: str = ""
    below: bool = False


WHOLE = Box(MARGIN, TOP, INNER, BOTTOM - TOP)


def add(deck: Presentation, title: str, page: Page, foot: str, more: Sequence[str] = ()) -> Slide:
    """A slide with its title, foot and notes; `more` are texts that the slide itself holds only in part."""
    slide = deck.slides.add_slide(deck.slide_layouts[5])  # a title only, so that outlines and readers find it
    box = Box(MARGIN, 18, INNER, 62)
    own = slide.shapes.title
    own.left, own.top, own.width, own.height = box.emu
    words = said.clean(title)
    size = fitting.size(box.height, TITLES, lambda own: fitting.height([words], box.width / fitting.BOLD, own))
    shown = fitting.cut(words, box.width / fitting.BOLD, size, box.height)
    _write(own.text_frame, [[Run(shown, size, bold=True)]], MSO_ANCHOR.BOTTOM)
    _foot(slide, page, foot)
    whole = [words] if shown != words else []
    notes = [*whole, *more, said.clean(page.comment), *said.provenance(page)]
    slide.notes_slide.notes_text_frame.text = "\n".join(filter(None, notes))
    return slide


def _foot(slide: Slide, page: Page, foot: str) -> None:
    source = said.clean(" ".join(page.words.foot[:2]))
    mark = f"   {line(said.clean(page.words.mark), 9, INNER / 3)}" if page.words.mark else ""
    wide = INNER * 0.62 / fitting.BOLD - fitting.width(mark, 9)
    left = [Run(line(said.head(page), 9, wide), 9, bold=True)]
    left += [Run(mark, 9, bold=True, colour=MARK)] if mark else []
    put(slide, Box(MARGIN, 504, INNER * 0.62, 15), [left])
    put(slide, Box(MARGIN, 519, INNER, 14), [[Run(line(source, 8), 8, colour=QUIET)]])
    put(slide, Box(MARGIN + INNER * 0.62, 504, INNER * 0.38, 15), [[Run(foot, 9, colour=QUIET)]], right=True)


def line(text: str, size: float, width: float = INNER) -> str:
    """What of a text one line holds; without a width, one across the slide."""
    return fitting.cut(text, width, size, size * fitting.LEADING)


def put(slide: Slide, box: Box, paragraphs: Sequence[Sequence[Run]], *, right: bool = False, gap: float = 0) -> None:
    """Words in a box, each paragraph of runs."""
    frame = slide.shapes.add_textbox(*box.emu).text_frame
    _write(frame, paragraphs, MSO_ANCHOR.TOP, right=right, gap=gap)


def _write(frame: object, paragraphs: Sequence[Sequence[Run]], anchor: MSO_ANCHOR, *, right: bool = False,
           gap: float = 0) -> None:  # fmt: skip
    frame.word_wrap, frame.vertical_anchor = True, anchor
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for at, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if not at else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        paragraph.space_after = Pt(gap)
        if not any(own.text for own in runs):  # an empty line is as tall as its letters would be
            paragraph.font.size = Pt(runs[0].size if runs else 10)
        for own in runs:
            if own.below:
                paragraph.add_line_break()
            run = paragraph.add_run()
            run.text = own.text
            run.font.size, run.font.bold, run.font.name = Pt(own.size), own.bold, FACE
            run.font.color.rgb = RGBColor.from_string(own.colour)
            if own.link.startswith(("https://", "http://")):
                run.hyperlink.address = own.link


def figures(slide: Slide, measures: Sequence[Measure], top: float) -> float:
    """Figures side by side from `top` on; where they end."""
    each = INNER / max(1, len(measures))
    ends = [top]
    for at, one in enumerate(measures):
        paragraphs, tall = _figure(one, each - FIGURES_APART)
        put(slide, Box(MARGIN + at * each, top, each - FIGURES_APART, tall), paragraphs)
        ends.append(top + tall)
    return max(ends)


def figures_height(measures: Sequence[Measure]) -> float:
    """How tall figures side by side are, in points."""
    width = INNER / max(1, len(measures)) - FIGURES_APART
    return max((_figure(one, width)[1] for one in measures), default=0)


def _figure(one: Measure, width: float) -> tuple[list[list[Run]], float]:
    """A figure's paragraphs, and their height. Its value is set smaller where it is long, and never cut."""

    def short(text: str, size: float) -> str:
        return fitting.cut(said.clean(text), width, size, MOST_LINES * size * fitting.LEADING)

    label, value, beside = short(one.label, 11), said.clean(one.value), [short(text, 10) for text in one.beside]
    wide = width / fitting.BOLD
    size = fitting.size(24 * fitting.LEADING, (24, 20, 16, 13, 11), lambda own: fitting.height([value], wide, own))
    paragraphs = [
        [Run(label, 11, colour=QUIET)],
        [Run(value, size, bold=True)],
        *([Run(text, 10, colour=QUIET)] for text in beside),
    ]
    tall = fitting.height([label], width, 11) + fitting.height([value], wide, size) + fitting.height(beside, width, 10)
    return paragraphs, tall


def picture(slide: Slide, png: bytes, alt: str, box: Box) -> None:
    """A picture as large as its box lets it be, in its middle."""
    shape = slide.shapes.add_picture(BytesIO(png), 0, 0)
    wide, high = shape.width.pt, shape.height.pt
    scale = min(box.width / wide, box.height / high)
    fitted = Box(box.left + (box.width - wide * scale) / 2, box.top + (box.height - high * scale) / 2,
                 wide * scale, high * scale)  # fmt: skip
    shape.left, shape.top, shape.width, shape.height = fitted.emu
    shape._element.nvPicPr.cNvPr.set("descr", said.clean(alt))


def chart(slide: Slide, own: Chart, box: Box) -> None:
    """A native chart: its figures can be edited. An unknown value is a gap."""
    data = CategoryChartData()
    data.categories = [said.clean(name) or "–" for name in own.categories]
    for series in own.series:
        data.add_series(said.clean(series.name), list(series.values))
    shape = slide.shapes.add_chart(KINDS[own.kind], *box.emu, data)
    shape._element.nvGraphicFramePr.cNvPr.set("descr", said.clean(own.alt or own.title))
    _dress(shape.chart, own)


def _dress(made: object, own: Chart) -> None:
    made.font.size, made.font.name = Pt(11), FACE
    made.font.color.rgb = RGBColor.from_string(INK)
    made.has_title = False
    made.has_legend = len(own.series) > 1
    if made.has_legend:
        made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    values, names = made.value_axis, made.category_axis
    values.has_title = True
    values.axis_title.text_frame.text = said.clean(own.unit)
    values.major_gridlines.format.line.color.rgb = RGBColor.from_string(LINE)
    values.format.line.fill.background()
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if own.kind == "bars":
        names.reverse_order = True  # the first on top, as on the page
    plot = made.plots[0]
    if own.kind != "lines":
        plot.gap_width = 45
    plot.has_data_labels = len(own.series) == 1 and len(own.categories) <= FEW_VALUES
    for series, drawn in zip(own.series, plot.series, strict=True):
        colour = RGBColor.from_string(series.colour.lstrip("#").upper())
        if own.kind == "lines":
            drawn.format.line.color.rgb, drawn.smooth = colour, False
        else:
            drawn.format.fill.solid()
            drawn.format.fill.fore_color.rgb = colour
            drawn.invert_if_negative = False


def table(slide: Slide, rows: Sequence[Sequence[str]], look: "Look", alt: str) -> None:
    """A native table; the first row is its head."""
    wide = Box(look.box.left, look.box.top, sum(look.widths), look.box.height)
    shape = slide.shapes.add_table(len(rows), len(rows[0]), *wide.emu)
    shape._element.nvGraphicFramePr.cNvPr.set("descr", said.clean(alt))
    made = shape.table
    made._tbl.tblPr.find(qn("a:tableStyleId")).text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid
    for column, width in zip(made.columns, look.widths, strict=True):
        column.width = Emu(Pt(width))
    for at, texts in enumerate(rows):
        made.rows[at].height = Emu(Pt(look.size * 1.6))
        for column, text in enumerate(texts):
            cell = made.cell(at, column)
            _write(cell.text_frame, [[Run(text, look.size, bold=not at, colour=QUIET if not at else INK)]],
                   MSO_ANCHOR.TOP, right=look.numbers[column])  # fmt: skip
            cell.margin_left, cell.margin_right = 0, Pt(8)
            cell.margin_top = cell.margin_bottom = Pt(2.5)
            _rule(cell)


@dataclass(frozen=True)
class Look:
    """How a table is set: its place, widths of columns, size of letters, and which columns hold numbers."""

    box: Box
    widths: tuple[float, ...]
    size: float
    numbers: tuple[bool, ...]


def _rule(cell: object) -> None:
    """A hair line below a cell."""
    properties = cell._tc.get_or_add_tcPr()
    line = properties.makeelement(qn("a:lnB"), {"w": "6350"})
    fill = line.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": LINE}))
    line.append(fill)
    properties.insert(0, line)
