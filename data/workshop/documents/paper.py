"""The decision record as PDF on A4, set by Typst from `record.typ`; texts reach it as data, never as markup."""

import json
import re
import tempfile
from dataclasses import asdict
from pathlib import Path

import matplotlib
import typst

from data.i18n import language
from data.workshop.documents import blocks
from data.workshop.documents.record import Record

TEMPLATE = Path(__file__).with_name("record.typ")
# Typst's own letters; of those that it lacks, most are in the face that comes with matplotlib.
FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
UNBROKEN = re.compile(r"[^\s\u200b]{40}")


def pdf(record: Record) -> bytes:
    """The record as a PDF file."""
    return _set(record, "pdf")


def pages(record: Record) -> list[bytes]:
    """The record's pages as PNG, as they would be printed."""
    made = _set(record, "png")
    return made if isinstance(made, list) else [made]


def _set(record: Record, kind: str) -> bytes | list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        main = Path(folder) / "main.typ"
        main.write_bytes(TEMPLATE.read_bytes())
        (Path(folder) / "map.png").write_bytes(record.picture)
        return typst.compile(
            main, root=folder, font_paths=[FONTS], ignore_system_fonts=True, format=kind,
            sys_inputs={"record": _json(record)},
        )  # fmt: skip


def _json(record: Record) -> str:
    """The record as the template reads it."""
    own = [asdict(block) for block in blocks.of(record)]
    for block in own:
        block["text"] = breakable(block["text"])
        block["rows"] = [[breakable(cell) for cell in row] for row in block["rows"]]
    whole = {
        "title": blocks.clean(record.title),
        "link": blocks.clean(record.link),
        "language": language(),
        "marks": asdict(blocks.marks(record)),
        "blocks": own,
    }
    return json.dumps(whole, ensure_ascii=False)


def breakable(text: str) -> str:
    """`text` with places to break a line in words that are longer than one."""
    return UNBROKEN.sub(lambda found: found[0] + "\u200b", text)
