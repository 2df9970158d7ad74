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
from data.deck.model import Chart, Page, Said, Table
from data.deck.slides import BOTTOM, HIGH, INNER, MARGIN, QUIET, TOP, WHOLE, WIDE, Box, Look, Run
from data.errors import InputError
from data.i18n import _
from data.words import formats

MOST_ROWS = 60  # of a table in slides; the workbook of the figures has all
ROW_SIZE, FINDING_SIZES = 11.0, (16.0, 14.0, 12.5, 11.0)
GAP, CONTENTS_GAP = 7.0, 6.0  # points between paragraphs
CONTENTS_SIZES, MOST_LINES = (18, 15, 12, 10), 3
ROW_PADDING = 5.0  # points
LONGEST_PROPERTY = 250  # letters
Draw = Callable[[Deck, str], Slide]


def write(pages: Sequence[Page], out: Path, made_on: date) -> None:
    """Write the pages as slides, the same bytes for the same pages and day; an InputError where there is no page."""
    if not pages:
        raise InputError(_("There is no page to write: choose at least one view."))
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(Pt(WIDE)), Emu(Pt(HIGH))
    planned = [*(_contents(pages) if len(pages) > 1 else []), *(one for page in pages for one in _of(page))]
    for number, draw in enumerate(planned, 1):
        place = _("{n} / {all}").format(n=formats.number(number), all=formats.number(len(planned)))
        draw(deck, f"{said.foot(made_on)}   {place}")
    _properties(deck, pages, made_on)
    file = BytesIO()
    deck.save(file)
    Path(out).write_bytes(packed.dated(file.getvalue(), made_on))


def _properties(deck: Deck, pages: Sequence[Page], made_on: date) -> None:
    own, words = deck.core_properties, pages[0].words
    title, mission, head, mark = (
        said.clean(text)[:LONGEST_PROPERTY]
        for text in (said.title(pages), words.mission, said.head(pages[0]), words.mark)
    )
    own.title, own.author, own.last_modified_by = title, mission, ""
    own.subject, own.keywords, own.comments = head, "", mark
    own.created = own.modified = datetime.combine(made_on, time(), UTC)


def _contents(pages: Sequence[Page]) -> Iterator[Draw]:
    """The first slides of several pages: what they find."""
    title = _("{book}: {n} views").format(book=said.clean(pages[0].book) or _("Briefing"), n=formats.number(len(pages)))
    whole = said.contents(pages)
    size = fitting.size(WHOLE.height, CONTENTS_SIZES, lambda own: fitting.height(whole, WHOLE.width, own, CONTENTS_GAP))
    texts = [fitting.cut(text, WHOLE.width, size, MOST_LINES * size * fitting.LEADING) for text in whole]

    def draw(held: Sequence[str], deck: Deck, foot: str) -> Slide:
        slide = slides.add(deck, title, pages[0], foot)
        slides.put(slide, WHOLE, [[Run(text, size)] for text in held], gap=CONTENTS_GAP)
        return slide

    for held in fitting.chunks(
        texts, WHOLE.height, lambda text: fitting.height([text], WHOLE.width, size, CONTENTS_GAP)
    ):
        yield partial(draw, held)


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
    whole = _paragraphs(page)
    top = TOP + 6 + (slides.figures_height(page.measures) + 14 if page.measures else 0)
    room = BOTTOM - top
    size = fitting.size(room, FINDING_SIZES, lambda own: sum(_tall(one, own) for one in whole))
    shown = [_within(one, size, room) for one in whole]
    more = [text for own, short in zip(whole, shown, strict=True) if own != short for text in (own.text, own.test)]
    for at, held in enumerate(list(fitting.chunks(shown, room, lambda one: _tall(one, size))) or [[]]):
        yield _findings(page, held, size, top if not at else 0, more)


def _paragraphs(page: Page) -> list[Said]:
    """The comment, and findings with their tests; without any what the map says, and the notes. All texts are clean."""
    found = page.said or tuple(Said(note) for note in (page.alt, *page.notes) if note)
    comment = (Said(page.comment),) if page.comment else ()
    return [Said(*map(said.clean, (one.text, one.test, one.link, one.head))) for one in (*comment, *found)]


def _tall(one: Said, size: float) -> float:
    """The height of a finding with its test below it."""
    test = fitting.height([one.test], INNER, size - 3) if one.test else 0
    head = fitting.height([one.head], INNER / fitting.BOLD, size - 3) + GAP if one.head else 0
    return head + fitting.height([one.text], INNER / fitting.BOLD, size) + test + GAP


def _within(one: Said, size: float, room: float) -> Said:
    """A finding and its test, cut where they alone would take more than a slide; the slide's notes have them whole."""
    test = fitting.cut(one.test, INNER, size - 3, (room - GAP) / 3) if one.test else ""
    below = fitting.height([test], INNER, size - 3) if test else 0
    above = fitting.height([one.head], INNER / fitting.BOLD, size - 3) + GAP if one.head else 0
    text = fitting.cut(one.text, INNER / fitting.BOLD, size, room - GAP - below - above)
    return Said(text, test, one.link, one.head)


def _findings(page: Page, held: Sequence[Said], size: float, top: float, more: Sequence[str]) -> Draw:
    """A slide of findings; the first of them has figures too, and begins its findings at `top`."""
    paragraphs = []
    for one in held:
        paragraphs += [[Run(one.head, size - 3, bold=True, colour=QUIET)]] if one.head else []
        test = [Run(one.test, size - 3, colour=QUIET, below=True)] if one.test else []
        paragraphs.append([Run(one.text, size, bold=bool(one.test), link=one.link), *test])

    def draw(deck: Deck, foot: str) -> Slide:
        slide = slides.add(deck, page.words.title, page, foot, more)
        subtitle = slides.line(said.clean(page.words.subtitle), 11)
        slides.put(slide, Box(MARGIN, TOP - 14, INNER, 14), [[Run(subtitle, 11, colour=QUIET)]])
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
    notes = [fitting.cut(said.clean(table.note), INNER, 10, WHOLE.height / 4)] if table.note else []
    if len(rows) < len(table.rows):
        words = _("The first {n} of {all} rows; the Excel of the figures has all.")
        notes.append(words.format(n=formats.number(len(rows)), all=formats.number(len(table.rows))))
    room = WHOLE.height - fitting.height(notes, INNER, 10) - 6
    look = Look(Box(MARGIN, TOP, INNER, room), tuple(widths), ROW_SIZE, numbers)
    head = _cut_row(head, look, room / 4, fitting.BOLD)
    room -= _row_height(head, look, fitting.BOLD)
    rows = [_cut_row(row, look, room) for row in rows]
    parts = list(fitting.chunks(rows, room, lambda row: _row_height(row, look)))
    for at, held in enumerate(parts, 1):
        part = _("{title} ({n} of {all})").format(title=table.title, n=at, all=len(parts))
        yield _rows(page, part if len(parts) > 1 else table.title, (head, *held), look, notes)


def _cut_row(row: Sequence[str], look: Look, most: float, weight: float = 1) -> list[str]:
    """The cells of a row that is to be no taller than `most` points, in letters that are `weight` times as wide."""
    return [
        fitting.cut(text, (width - 8) / weight, look.size, most - ROW_PADDING)
        for text, width in zip(row, look.widths, strict=True)
    ]


def _row_height(row: Sequence[str], look: Look, weight: float = 1) -> float:
    cells = zip(row, look.widths, strict=True)
    most = max(fitting.lines(text, (width - 8) / weight, look.size) for text, width in cells)
    return most * look.size * fitting.LEADING + ROW_PADDING


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
