"""How documents are set in Word: paper, letters, marks on every page, tables with a head that is repeated."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from data.i18n import language
from data.workshop.documents.blocks import Marks, clean

FACE = "Arial"
INK, QUIET, WARNING = RGBColor(0x1B, 0x2A, 0x33), RGBColor(0x5B, 0x6A, 0x73), RGBColor(0xA3, 0x34, 0x1F)
HAIR = "C3CCD1"
STYLES = {"Normal": (10, False), "Title": (20, True), "Heading 1": (11.5, True), "List Bullet": (10, False)}
LANGUAGES = {"en": "en-GB", "fr": "fr-FR"}
EARLIEST = (1980, 1, 1, 0, 0, 0)  # of a file within a zip


@dataclass(frozen=True)
class Paper:
    """A4: `across` mm from side to side, `wide` mm of it between the margins."""

    across: int = 210
    high: int = 297
    wide: int = 166


UPRIGHT, LYING = Paper(), Paper(297, 210, 261)


def prepared(document: WordDocument, paper: Paper, title: str, moment: datetime) -> WordDocument:
    """A new document with its paper and letters; what the file says of itself depends on nothing but what is given."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if paper.across > paper.high else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(paper.across), Mm(paper.high)
    section.left_margin = section.right_margin = Mm((paper.across - paper.wide) / 2)
    section.top_margin, section.bottom_margin = Mm(27), Mm(22)
    _styles(document)
    own = document.core_properties
    own.title, own.author, own.comments, own.last_modified_by = clean(title)[:255], "", "", ""
    own.created = own.modified = moment.replace(tzinfo=None)
    own.language = LANGUAGES[language()]
    return document


def _styles(document: WordDocument) -> None:
    for name, (size, bold) in STYLES.items():
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold, style.font.color.rgb = FACE, Pt(size), bold, INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for script in ("w:ascii", "w:hAnsi", "w:cs"):
            fonts.set(qn(script), FACE)
        style.paragraph_format.space_after = Pt(4)
    document.styles["Heading 1"].paragraph_format.space_before = Pt(12)
    title = document.styles["Title"].element
    for line in title.iter(qn("w:pBdr")):
        line.getparent().remove(line)
    spoken = document.styles.element.find(".//" + qn("w:lang"))
    spoken.set(qn("w:val"), LANGUAGES[language()])


def mark(document: WordDocument, marks: Marks, paper: Paper) -> None:
    """The head and foot of each page, with its number."""
    section = document.sections[0]
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph in (head, foot):
        paragraph.style.paragraph_format.tab_stops.clear_all()
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(paper.wide), WD_TAB_ALIGNMENT.RIGHT)
    write(head, marks.mission + "\t", 8.5, QUIET)
    write(head, marks.handling, 8.5, INK, bold=True)
    if marks.synthetic:
        write(section.header.add_paragraph(), marks.synthetic, 8.5, WARNING, bold=True)
    write(foot, marks.foot + "\t", 8.5, QUIET)
    _field(foot, "PAGE")
    write(foot, " / ", 8.5, QUIET)
    _field(foot, "NUMPAGES")


def write(paragraph: Paragraph, text: str, size: float = 10, colour: RGBColor = INK, *, bold: bool = False) -> None:
    """Add words to a paragraph."""
    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb, run.font.bold = Pt(size), colour, bold


def _field(paragraph: Paragraph, code: str) -> None:
    """A number that Word counts itself."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = paragraph.add_run("1")
    run.font.size, run.font.color.rgb = Pt(8.5), QUIET
    field.append(run._r)
    paragraph._p.append(field)


def table(document: WordDocument, rows: int, widths: tuple[int, ...]) -> Table:
    """A table of columns so many mm wide."""
    made = document.add_table(rows, len(widths))
    made.autofit, made.alignment = False, WD_TABLE_ALIGNMENT.LEFT
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    for row in grid(made):
        for cell, width in zip(row, widths, strict=True):
            cell.width = Mm(width)
    return made


def grid(own: Table) -> list[list[_Cell]]:
    """The cells of a table by row, found in one go: asking row by row takes the square of their number."""
    cells, across = own._cells, len(own.columns)
    return [cells[at : at + across] for at in range(0, len(cells), across)]


def ruled(document: WordDocument, head: tuple[str, ...], rows: int, widths: tuple[int, ...]) -> list[list[_Cell]]:
    """The cells of a table whose head is repeated on each page, with a hairline below each row; the head is filled."""
    made = table(document, rows, widths)
    cells = grid(made)
    for cell, text in zip(cells[0], head, strict=True):
        fill(cell, text, 8.5, colour=QUIET)
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in cells:
        for cell in row:
            rule(cell, "bottom", HAIR)
    return cells


def fill(cell: _Cell, text: str, size: float = 10, *, colour: RGBColor = INK, bold: bool = False) -> None:
    """Put a text in a cell, a paragraph each line."""
    first, *rest = [part for part in text.split("\n") if part.strip()] or [""]
    write(cell.paragraphs[0], first, size, colour, bold=bold)
    for part in rest:
        write(cell.add_paragraph(), part, size, colour, bold=bold)
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.space_after = Pt(2)


def to_the_right(cell: _Cell) -> None:
    """Set a cell's text at its right side."""
    for paragraph in cell.paragraphs:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def rule(cell: _Cell, side: str, colour: str) -> None:
    """A line on one side of a cell."""
    borders, line = OxmlElement("w:tcBorders"), OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", "4"), ("color", colour)):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    cell._tc.get_or_add_tcPr().append(borders)


def saved(document: WordDocument) -> bytes:
    """The file; the same document makes the same bytes."""
    out = BytesIO()
    document.save(out)
    return timeless(out.getvalue())


def timeless(file: bytes) -> bytes:
    """The same zip, its files without the moment at which they were written."""
    out = BytesIO()
    with ZipFile(BytesIO(file)) as read, ZipFile(out, "w", ZIP_DEFLATED) as written:
        for name in read.namelist():
            entry = ZipInfo(name, EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            written.writestr(entry, read.read(name))
    return out.getvalue()
