"""Pages as PowerPoint: native, editable charts and tables, maps as crisp pictures; what they rest on in the notes."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from functools import partial
from io import BytesIO
from pathlib import Path

from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu, Pt

from data.deck import drawings, fitting, packed, said, slides
from data.deck.model import Chart, Page, Table
from data.deck.slides import BOTTOM, HIGH, INNER, MARGIN, QUIET, TOP, WHOLE, WIDE, Box, Look, Run
from data.errors import InputError
from data.i18n import _
from data.words import formats

MOST_ROWS = 60  # of a table in slides; the workbook of the figures has all
ROW_SIZE, FINDING_SIZES = 11.0, (16.0, 14.0, 12.5, 11.0)
GAP, CONTENTS_GAP = 7.0, 6.0  # points between paragraphs
Draw = Callable[[Deck, str], Slide]


def write(pages: Sequence[Page], out: Path, made_on: date) -> None:
    """Write the pages as slides, the same bytes for the same pages and day; an InputError where there is no page."""
    if not pages:
        raise InputError(_("There is no page to write: choose at least one view."))
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(Pt(WIDE)), Emu(Pt(HIGH))
    planned = [*([partial(_contents, pages)] if len(pages) > 1 else []), *(one for page in pages for one in _of(page))]
    for number, draw in enumerate(planned, 1):
        place = _("{n} / {all}").format(n=formats.number(number), all=formats.number(len(planned)))
        draw(deck, f"{said.foot(made_on)}   {place}")
    _properties(deck, pages[0], made_on)
    file = BytesIO()
    deck.save(file)
    Path(out).write_bytes(packed.dated(file.getvalue(), made_on))


def _properties(deck: Deck, page: Page, made_on: date) -> None:
    own = deck.core_properties
    own.title, own.author, own.last_modified_by = said.clean(page.words.title)[:250], said.clean(page.words.mission), ""
    own.subject, own.keywords, own.comments = said.head(page)[:250], "", said.clean(page.words.mark)
    own.created = own.modified = datetime.combine(made_on, time(), UTC)


def _contents(pages: Sequence[Page], deck: Deck, foot: str) -> Slide:
    """The first slide of several pages: what they find."""
    slide = slides.add(deck, _("Briefing: {n} views").format(n=formats.number(len(pages))), pages[0], foot)
    texts = [f"{n}. {said.clean(page.words.title)}" for n, page in enumerate(pages, 1)]
    size = fitting.size(
        WHOLE.height, (18, 15, 12, 10, 8), lambda own: fitting.height(texts, WHOLE.width, own, CONTENTS_GAP)
    )
    slides.put(slide, WHOLE, [[Run(text, size)] for text in texts], gap=CONTENTS_GAP)
    return slide


def _of(page: Page) -> Iterator[Draw]:
    """The slides of a page: figures and findings, map, charts, tables."""
    yield from _summary(page)
    if page.map is not None:
        yield partial(_map, page)
    for chart in page.charts:
        yield partial(_chart, page, chart)
    for table in page.tables:
        if table.rows:
            yield from _table(page, table)


def _summary(page: Page) -> Iterator[Draw]:
    """Figures, comment and findings, on as many slides as they need."""
    texts = _paragraphs(page)
    top = TOP + 6 + (_figures_height(page) if page.measures else 0)
    room = BOTTOM - top
    size = fitting.size(room, FINDING_SIZES, lambda own: sum(_tall(text, own) for text in texts))
    for at, held in enumerate(list(fitting.chunks(texts, room, lambda text: _tall(text, size))) or [[]]):
        yield _findings(page, held, size, top if not at else 0)


def _tall(text: tuple[str, str], size: float) -> float:
    """The height of a finding with its test below it."""
    test = fitting.height([text[1]], INNER, size - 3) if text[1] else 0
    return fitting.height([text[0]], INNER / fitting.BOLD, size) + test + GAP


def _figures_height(page: Page) -> float:
    width = INNER / len(page.measures) - 14
    tall = [
        fitting.height([one.label], width, 11) + 24 * 1.22 + fitting.height(list(one.beside), width, 10)
        for one in page.measures
    ]
    return max(tall) + 14


def _paragraphs(page: Page) -> list[tuple[str, str]]:
    """Findings with their tests; without any what the map says, and the notes."""
    comment = [(said.clean(page.comment), "")] if page.comment else []
    found = [(said.clean(one.text), said.clean(one.test)) for one in page.said]
    notes = [] if found else [(said.clean(note), "") for note in (page.alt, *page.notes) if note]
    return comment + found + notes


def _findings(page: Page, texts: list[tuple[str, str]], size: float, top: float) -> Draw:
    """A slide of findings; the first of them has figures too, and begins its findings at `top`."""
    links = {said.clean(one.text): said.clean(one.link) for one in page.said}
    paragraphs = [
        [Run(text, size, bold=bool(test), link=links.get(text, ""))]
        + ([Run(test, size - 3, colour=QUIET, below=True)] if test else [])
        for text, test in texts
    ]

    def draw(deck: Deck, foot: str) -> Slide:
        slide = slides.add(deck, page.words.title, page, foot)
        subtitle = said.clean(page.words.subtitle)
        slides.put(slide, Box(MARGIN, TOP - 14, INNER, 14), [[Run(subtitle[:190], 11, colour=QUIET)]])
        if top:
            slides.figures(slide, page.measures, TOP + 6)
        if paragraphs:
            begin = top or TOP + 6
            slides.put(slide, Box(MARGIN, begin, INNER, BOTTOM - begin), paragraphs, gap=GAP)
        return slide

    return draw


def _map(page: Page, deck: Deck, foot: str) -> Slide:
    slide = slides.add(deck, page.map.words.title or page.words.title, page, foot)
    slides.picture(slide, drawings.of_map(page), page.alt or page.words.title, Box(MARGIN, TOP - 8, INNER, 412))
    return slide


def _chart(page: Page, chart: Chart, deck: Deck, foot: str) -> Slide:
    slide = slides.add(deck, chart.title, page, foot)
    slides.chart(slide, chart, WHOLE)
    return slide


def _table(page: Page, table: Table) -> Iterator[Draw]:
    """A table over as many slides as its rows need, its head on each."""
    head = [said.clean(name) for name in table.head]
    rows = [[said.clean(said.cell(value)) for value in row] for row in table.rows[:MOST_ROWS]]
    numbers = tuple(any(isinstance(row[at], int | float) for row in table.rows) for at in range(len(head)))
    widths = fitting.columns([head, *rows], INNER, ROW_SIZE)
    notes = [said.clean(table.note)] if table.note else []
    if len(rows) < len(table.rows):
        words = _("The first {n} of {all} rows; the Excel of the figures has all.")
        notes.append(words.format(n=formats.number(len(rows)), all=formats.number(len(table.rows))))
    room = WHOLE.height - fitting.height(notes, INNER, 10) - 6
    look = Look(Box(MARGIN, TOP, INNER, room), tuple(widths), ROW_SIZE, numbers)
    for held in fitting.chunks(rows, look.box.height - _row_height(head, look), lambda row: _row_height(row, look)):
        yield _rows(page, table.title, (head, *held), look, notes)


def _row_height(row: Sequence[str], look: Look) -> float:
    most = max(fitting.lines(text, width - 8, look.size) for text, width in zip(row, look.widths, strict=True))
    return most * look.size * fitting.LEADING + 5


def _rows(page: Page, title: str, rows: Sequence[Sequence[str]], look: Look, notes: list[str]) -> Draw:
    """A slide with some rows of a table, its head the first of them."""

    def draw(deck: Deck, foot: str) -> Slide:
        slide = slides.add(deck, title, page, foot)
        slides.table(slide, rows, look, title)
        if notes:
            top = BOTTOM - fitting.height(notes, INNER, 10)
            slides.put(slide, Box(MARGIN, top, INNER, BOTTOM - top), [[Run(note, 10, colour=QUIET)] for note in notes])
        return slide

    return draw
