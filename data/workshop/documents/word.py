"""The decision record as a Word file on A4, with headings, tables and page numbers of its own."""

from collections.abc import Callable
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from data.workshop.documents import blocks, setting
from data.workshop.documents.blocks import Block
from data.workshop.documents.record import Record
from data.workshop.documents.setting import QUIET, UPRIGHT, fill

FACTS, FIGURES, SHEET, SIGNATURE = (40, 126), (41, 15, 22, 23, 28, 37), (44, 22, 100), (58, 6, 58, 6, 38)


def docx(record: Record) -> bytes:
    """The record as a .docx file; its times are the decision's, so that the same record makes the same file."""
    document = setting.prepared(Document(), UPRIGHT, record.title, record.saved_at)
    setting.mark(document, blocks.marks(record), UPRIGHT)
    for block in blocks.of(record):
        SETTERS[block.kind](document, block, record)
    return setting.saved(document)


def _title(document: WordDocument, block: Block, _record: Record) -> None:
    document.add_paragraph(block.text, style="Title")


def _heading(document: WordDocument, block: Block, _record: Record) -> None:
    document.add_paragraph(block.text, style="Heading 1")


def _prose(document: WordDocument, block: Block, _record: Record) -> None:
    for part in filter(str.strip, block.text.split("\n")):
        document.add_paragraph(part)


def _note(document: WordDocument, block: Block, _record: Record) -> None:
    setting.write(document.add_paragraph(), block.text, 9, QUIET)


def _bullets(document: WordDocument, block: Block, _record: Record) -> None:
    for (text,) in block.rows:
        document.add_paragraph(text, style="List Bullet")


def _facts(document: WordDocument, block: Block, _record: Record) -> None:
    table = setting.table(document, len(block.rows), FACTS)
    for row, (label, text) in zip(table.rows, block.rows, strict=True):
        fill(row.cells[0], label, colour=QUIET)
        fill(row.cells[1], text)


def _link(document: WordDocument, block: Block, record: Record) -> None:
    table = setting.table(document, 1, FACTS)
    fill(table.rows[0].cells[0], block.rows[0][0], colour=QUIET)
    paragraph = table.rows[0].cells[1].paragraphs[0]
    setting.write(paragraph, block.text, 9)
    if record.link.startswith(("https://", "http://")):
        address = OxmlElement("w:hyperlink")
        ident = document.part.relate_to(blocks.clean(record.link), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        address.set(qn("r:id"), ident)
        address.append(paragraph.runs[0]._r)
        paragraph._p.append(address)
    document.add_paragraph()


def _figures(document: WordDocument, block: Block, _record: Record) -> None:
    head, *rows = setting.ruled(document, block.rows[0], len(block.rows), FIGURES)
    for row, texts in zip(rows, block.rows[1:], strict=True):
        for at, (cell, text) in enumerate(zip(row, texts, strict=True)):
            share, _line, count = text.partition("\n")
            fill(cell, share, bold=bool(count))
            if count:
                setting.write(cell.add_paragraph(), count, 9)
            if at:
                setting.to_the_right(cell)
    for cell in head[1:]:
        setting.to_the_right(cell)


def _sheet(document: WordDocument, block: Block, _record: Record) -> None:
    _head, *rows = setting.ruled(document, block.rows[0], len(block.rows), SHEET)
    for row, texts in zip(rows, block.rows[1:], strict=True):
        for cell, text in zip(row, texts, strict=True):
            fill(cell, text)


def _signature(document: WordDocument, block: Block, _record: Record) -> None:
    document.add_paragraph().paragraph_format.space_after = Pt(24)
    table = setting.table(document, 1, SIGNATURE)
    for cell, (label,) in zip(table.rows[0].cells[::2], block.rows, strict=True):
        fill(cell, label, 8.5, colour=QUIET)
        setting.rule(cell, "top", "1B2A33")


def _picture(document: WordDocument, block: Block, record: Record) -> None:
    shape = document.add_picture(BytesIO(record.picture), width=Mm(UPRIGHT.wide))
    shape._inline.docPr.set("descr", block.text)
    _note(document, block, record)


SETTERS: dict[str, Callable[[WordDocument, Block, Record], None]] = {
    "title": _title, "heading": _heading, "prose": _prose, "note": _note, "bullets": _bullets, "facts": _facts,
    "link": _link, "figures": _figures, "sheet": _sheet, "signature": _signature, "picture": _picture,
}  # fmt: skip
