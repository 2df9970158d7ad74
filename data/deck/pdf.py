"""Pages as PDF on A4 across, set by Typst from `deck.typ`; texts reach it as data, never as markup."""

import json
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

import typst

from data.deck import drawings, fitting, said
from data.deck.model import Page, Table
from data.errors import InputError
from data.i18n import _, language
from data.words import formats
from data.workshop.documents.paper import FONTS, breakable

TEMPLATE = Path(__file__).with_name("deck.typ")
MOST_ROWS = 200  # of a table on paper; the workbook of the figures has all
WIDE = 750.0  # points between the margins


def write(pages: Sequence[Page], out: Path, made_on: date) -> None:
    """Write the pages, the same bytes for the same pages and day; an InputError where there is no page."""
    Path(out).write_bytes(_set(pages, made_on, "pdf"))


def drawn(pages: Sequence[Page], made_on: date) -> list[bytes]:
    """The sheets as PNG, as they would be printed."""
    made = _set(pages, made_on, "png")
    return made if isinstance(made, list) else [made]


def _set(pages: Sequence[Page], made_on: date, kind: str) -> bytes | list[bytes]:
    if not pages:
        raise InputError(_("There is no page to write: choose at least one view."))
    with tempfile.TemporaryDirectory() as folder:
        main = Path(folder) / "main.typ"
        main.write_bytes(TEMPLATE.read_bytes())
        whole = {
            "title": said.title(pages),
            "contents": list(map(breakable, said.contents(pages))) if len(pages) > 1 else [],
            "language": language(),
            "made": said.foot(made_on),
            "pages": [_page(page, number, Path(folder)) for number, page in enumerate(pages)],
        }
        stamp = {"timestamp": datetime.combine(made_on, time(), UTC)} if kind == "pdf" else {}
        return typst.compile(
            main, root=folder, font_paths=[FONTS], ignore_system_fonts=True, format=kind,
            sys_inputs={"deck": json.dumps(whole, ensure_ascii=False)}, **stamp,
        )  # fmt: skip


def _page(page: Page, number: int, folder: Path) -> dict[str, object]:
    """A page as the template reads it; its pictures are written beside it."""
    words = page.words
    return {
        "title": _text(words.title),
        "subtitle": _text(words.subtitle),
        "mission": _text(" · ".join(filter(None, (words.mission, page.book)))),
        "handling": _text(words.marked),
        "mark": _text(words.mark),
        "source": _text(" ".join(words.foot[:2])),
        "comment": _text(page.comment),
        "measures": [
            {"label": _text(m.label), "value": _text(m.value), "beside": [_text(b) for b in m.beside]}
            for m in page.measures
        ],
        "said": [
            {"head": _text(s.head), "text": _text(s.text), "test": _text(s.test), "link": _address(s.link)}
            for s in page.said
        ],
        "map": _picture(folder, f"map{number}.png", drawings.of_map(page)) if page.map is not None else "",
        "alt": _text(page.alt or words.title),
        "charts": [
            {
                "file": _picture(folder, f"chart{number}-{at}.png", drawings.of_chart(page, chart)),
                "alt": _text(chart.alt or chart.title),
            }
            for at, chart in enumerate(page.charts)
        ],
        "tables": [_table(table) for table in page.tables if table.rows],
        "provenance": [breakable(text) for text in said.provenance(page)],
    }


def _text(text: str) -> str:
    return breakable(said.clean(text))


def _address(link: str) -> str:
    return said.clean(link) if link.startswith(("https://", "http://")) else ""


def _picture(folder: Path, name: str, png: bytes) -> str:
    (folder / name).write_bytes(png)
    return name


def _table(table: Table) -> dict[str, object]:
    head = [_text(name) for name in table.head]
    rows = [[breakable(said.cell(value)) for value in row] for row in table.rows[:MOST_ROWS]]
    note = _text(table.note)
    if len(rows) < len(table.rows):
        words = _("The first {n} of {all} rows; the Excel of the figures has all.")
        more = words.format(n=formats.number(len(rows)), all=formats.number(len(table.rows)))
        note = f"{note} {more}".strip()
    return {
        "title": _text(table.title),
        "head": head,
        "rows": rows,
        "note": note,
        "widths": fitting.columns([head, *rows], WIDE, 8.5),
        "numbers": [any(isinstance(row[at], int | float) for row in table.rows) for at in range(len(head))],
    }
