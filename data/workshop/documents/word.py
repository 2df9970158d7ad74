"""The decision record as a Word file on A4, with headings, tables and page numbers of its own."""

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from data.i18n import language
from data.workshop.documents import blocks
from data.workshop.documents.blocks import Block
from data.workshop.documents.record import Record

FACE = "Arial"
WIDE = 166  # mm between the margins
INK, QUIET, WARNING = RGBColor(0x1B, 0x2A, 0x33), RGBColor(0x5B, 0x6A, 0x73), RGBColor(0xA3, 0x34, 0x1F)
HAIR = "C3CCD1"
STYLES = {"Normal": (10, False), "Title": (20, True), "Heading 1": (11.5, True), "List Bullet": (10, False)}
FACTS, FIGURES, SHEET, SIGNATURE = (40, 126), (41, 15, 22, 23, 28, 37), (44, 22, 100), (58, 6, 58, 6, 38)
LANGUAGES = {"en": "en-GB", "fr": "fr-FR"}
EARLIEST = (1980, 1, 1, 0, 0, 0)  # of a file within a zip


def docx(record: Record) -> bytes:
    """The record as a .docx file."""
    document = Document()
    _page(document)
    _styles(document)
    _about(document, record)
    _marks(document, blocks.marks(record))
    for block in blocks.of(record):
        SETTERS[block.kind](document, block, record)
    out = BytesIO()
    document.save(out)
    return _timeless(out.getvalue())


def _page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm((210 - WIDE) / 2)
    section.top_margin, section.bottom_margin = Mm(27), Mm(22)


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
    for rule in title.iter(qn("w:pBdr")):
        rule.getparent().remove(rule)
    spoken = document.styles.element.find(".//" + qn("w:lang"))
    spoken.set(qn("w:val"), LANGUAGES[language()])


def _about(document: WordDocument, record: Record) -> None:
    """What the file says of itself; its times are the decision's, so that the same record makes the same file."""
    own = document.core_properties
    own.title, own.author, own.comments, own.last_modified_by = blocks.clean(record.title)[:255], "", "", ""
    own.created = own.modified = record.saved_at.replace(tzinfo=None)
    own.language = LANGUAGES[language()]


def _marks(document: WordDocument, marks: blocks.Marks) -> None:
    section = document.sections[0]
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph in (head, foot):
        paragraph.style.paragraph_format.tab_stops.clear_all()
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(WIDE), WD_TAB_ALIGNMENT.RIGHT)
    _run(head, marks.mission + "\t", 8.5, QUIET)
    _run(head, marks.handling, 8.5, INK, bold=True)
    if marks.synthetic:
        _run(section.header.add_paragraph(), marks.synthetic, 8.5, WARNING, bold=True)
    _run(foot, marks.foot + "\t", 8.5, QUIET)
    _field(foot, "PAGE")
    _run(foot, " / ", 8.5, QUIET)
    _field(foot, "NUMPAGES")


def _run(paragraph: Paragraph, text: str, size: float = 10, colour: RGBColor = INK, *, bold: bool = False) -> None:
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


def _title(document: WordDocument, block: Block, _record: Record) -> None:
    document.add_paragraph(block.text, style="Title")


def _heading(document: WordDocument, block: Block, _record: Record) -> None:
    document.add_paragraph(block.text, style="Heading 1")


def _prose(document: WordDocument, block: Block, _record: Record) -> None:
    for part in filter(str.strip, block.text.split("\n")):
        document.add_paragraph(part)


def _note(document: WordDocument, block: Block, _record: Record) -> None:
    _run(document.add_paragraph(), block.text, 9, QUIET)


def _bullets(document: WordDocument, block: Block, _record: Record) -> None:
    for (text,) in block.rows:
        document.add_paragraph(text, style="List Bullet")


def _facts(document: WordDocument, block: Block, _record: Record) -> None:
    table = _table(document, len(block.rows), FACTS)
    for row, (label, text) in zip(table.rows, block.rows, strict=True):
        _fill(row.cells[0], label, colour=QUIET)
        _fill(row.cells[1], text)


def _link(document: WordDocument, block: Block, record: Record) -> None:
    table = _table(document, 1, FACTS)
    _fill(table.rows[0].cells[0], block.rows[0][0], colour=QUIET)
    paragraph = table.rows[0].cells[1].paragraphs[0]
    _run(paragraph, block.text, 9)
    if record.link.startswith(("https://", "http://")):
        address = OxmlElement("w:hyperlink")
        ident = document.part.relate_to(blocks.clean(record.link), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        address.set(qn("r:id"), ident)
        address.append(paragraph.runs[0]._r)
        paragraph._p.append(address)
    document.add_paragraph()


def _figures(document: WordDocument, block: Block, _record: Record) -> None:
    table = _ruled(document, block, FIGURES)
    for row, texts in zip(table.rows[1:], block.rows[1:], strict=True):
        for at, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            share, _line, count = text.partition("\n")
            _fill(cell, share, bold=bool(count))
            if count:
                _run(cell.add_paragraph(), count, 9)
            if at:
                _to_the_right(cell)
    for cell in table.rows[0].cells[1:]:
        _to_the_right(cell)


def _sheet(document: WordDocument, block: Block, _record: Record) -> None:
    table = _ruled(document, block, SHEET)
    for row, texts in zip(table.rows[1:], block.rows[1:], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            _fill(cell, text)


def _signature(document: WordDocument, block: Block, _record: Record) -> None:
    document.add_paragraph().paragraph_format.space_after = Pt(24)
    table = _table(document, 1, SIGNATURE)
    for cell, (label,) in zip(table.rows[0].cells[::2], block.rows, strict=True):
        _fill(cell, label, 8.5, colour=QUIET)
        _rule(cell, "top", "1B2A33")


def _picture(document: WordDocument, block: Block, record: Record) -> None:
    shape = document.add_picture(BytesIO(record.picture), width=Mm(WIDE))
    shape._inline.docPr.set("descr", block.text)
    _note(document, block, record)


SETTERS: dict[str, Callable[[WordDocument, Block, Record], None]] = {
    "title": _title, "heading": _heading, "prose": _prose, "note": _note, "bullets": _bullets, "facts": _facts,
    "link": _link, "figures": _figures, "sheet": _sheet, "signature": _signature, "picture": _picture,
}  # fmt: skip


def _table(document: WordDocument, rows: int, widths: tuple[int, ...]) -> Table:
    table = document.add_table(rows, len(widths))
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.LEFT
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def _ruled(document: WordDocument, block: Block, widths: tuple[int, ...]) -> Table:
    """A table with a head that is repeated on each page, and a hairline below each row."""
    table = _table(document, len(block.rows), widths)
    for cell, text in zip(table.rows[0].cells, block.rows[0], strict=True):
        _fill(cell, text, 8.5, colour=QUIET)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in table.rows:
        for cell in row.cells:
            _rule(cell, "bottom", HAIR)
    return table


def _fill(cell: _Cell, text: str, size: float = 10, *, colour: RGBColor = INK, bold: bool = False) -> None:
    first, *rest = [part for part in text.split("\n") if part.strip()] or [""]
    _run(cell.paragraphs[0], first, size, colour, bold=bold)
    for part in rest:
        _run(cell.add_paragraph(), part, size, colour, bold=bold)
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.space_after = Pt(2)


def _to_the_right(cell: _Cell) -> None:
    for paragraph in cell.paragraphs:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _rule(cell: _Cell, side: str, colour: str) -> None:
    """A line on one side of a cell."""
    borders, line = OxmlElement("w:tcBorders"), OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", "4"), ("color", colour)):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    cell._tc.get_or_add_tcPr().append(borders)


def _timeless(file: bytes) -> bytes:
    """The same zip, its files without the moment at which they were written."""
    out = BytesIO()
    with ZipFile(BytesIO(file)) as read, ZipFile(out, "w", ZIP_DEFLATED) as written:
        for name in read.namelist():
            entry = ZipInfo(name, EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            written.writestr(entry, read.read(name))
    return out.getvalue()
