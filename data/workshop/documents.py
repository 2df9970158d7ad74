"""A decision record as Word and as PDF, from the blocks of `record`; the same record gives the same bytes."""

import io
import json
import tempfile
import zipfile
from dataclasses import asdict
from functools import partial
from pathlib import Path

import docx
import matplotlib
import typst
from docx.document import Document
from docx.shared import Cm, Pt, RGBColor
from PIL import Image

from data.errors import InputError
from data.i18n import _, language
from data.workshop import record as record_module
from data.workshop.record import Block, Record

TEMPLATE = Path(__file__).with_name("record.typ")
FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"  # they have letters of many scripts
PICTURE = "picture.png"
WIDTH = Cm(17)
ZIP_DAY = (1980, 1, 1, 0, 0, 0)
MARK_COLOUR = RGBColor(0x8A, 0x1C, 0x1C)


def pdf(record: Record) -> bytes:
    """The record as PDF. Texts go in as JSON, which the template sets as text, so no markup in them is read."""
    parts = [{**asdict(own), "file": PICTURE} for own in record_module.blocks(record)]
    content = {
        "title": record_module.title(record),
        "footer": record_module.footer(record),
        "language": language(),
        "blocks": parts,
    }
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / TEMPLATE.name
        source.write_bytes(TEMPLATE.read_bytes())
        if record.picture:
            (Path(folder) / PICTURE).write_bytes(_png(record.picture))
        (Path(folder) / "record.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        moment = int(record.decision.saved_at.timestamp())
        return typst.compile(
            source, root=folder, font_paths=[FONTS], ignore_system_fonts=True, timestamp=moment, pdf_tags=True
        )


def word(record: Record) -> bytes:
    """The record as Word."""
    document = docx.Document()
    _describe(document, record)
    for own in record_module.blocks(record):
        WRITERS[own.kind](document, own, record)
    written = io.BytesIO()
    document.save(written)
    return _same_times(written.getvalue())


def _png(picture: bytes) -> bytes:
    """A picture that can be read, written again as PNG: nothing but its pixels goes into a document."""
    try:
        with Image.open(io.BytesIO(picture), formats=["PNG"]) as opened:
            written = io.BytesIO()
            opened.convert("RGB").save(written, "PNG")
            return written.getvalue()
    except (OSError, SyntaxError, Image.DecompressionBombError):
        raise InputError(_("The picture of the map is no PNG; leave it out.")) from None


def _describe(document: Document, record: Record) -> None:
    """Properties, page and footer. The moments are the decision's, not today's."""
    own = document.core_properties
    own.title, own.author, own.comments = record_module.title(record)[:255], "", ""
    own.created = own.modified = record.decision.saved_at.replace(tzinfo=None, microsecond=0)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.footer.paragraphs[0].text = record_module.footer(record)
    document.styles["Normal"].font.size = Pt(10)


def _heading(document: Document, own: Block, _record: Record, level: int) -> None:
    document.add_heading(own.words, level)


def _text(document: Document, own: Block, _record: Record) -> None:
    document.add_paragraph(own.words)


def _small(document: Document, own: Block, _record: Record) -> None:
    document.add_paragraph().add_run(own.words).font.size = Pt(8.5)


def _mark(document: Document, own: Block, _record: Record) -> None:
    run = document.add_paragraph().add_run(own.words)
    run.bold, run.font.color.rgb = True, MARK_COLOUR


def _table(document: Document, own: Block, _record: Record) -> None:
    table = document.add_table(rows=len(own.rows), cols=len(own.rows[0]), style="Table Grid")
    for row, cells in zip(table.rows, own.rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True


def _picture(document: Document, _own: Block, record: Record) -> None:
    document.add_picture(io.BytesIO(_png(record.picture)), width=WIDTH)


WRITERS = {
    "title": partial(_heading, level=0),
    "heading": partial(_heading, level=1),
    "text": _text,
    "small": _small,
    "mark": _mark,
    "table": _table,
    "picture": _picture,
}


def _same_times(document: bytes) -> bytes:
    """The same zip file, whose parts carry no time of writing."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(document)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = zipfile.ZipInfo(name, ZIP_DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return written.getvalue()
