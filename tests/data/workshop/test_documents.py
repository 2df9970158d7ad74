import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import docx
import pytest
from PIL import Image
from pypdf import PdfReader

from data.geography.names import DISCLAIMER
from data.workshop.documents import blocks, paper, word
from data.workshop.documents.record import Record
from data.workshop.measured import Footprint
from data.workshop.sheet import Sheet
from tests.office import converted

TOTALS = {"incidents": 543, "fatalities": 1692, "civilian_incidents": 310, "civilian_fatalities": 1019}
# What would be markup for Typst or for Word, what no XML file may hold, and what turns the direction of letters.
MARKUP = '#panic("x") *bold* $x$ @nowhere <label> `raw` \\ {{}} #import "@preview/x:1.0.0": y </w:t></w:p> &amp; ]]>'
UNSEEN = "a\x00b\x07c\x1bd\ufffee\ud800f\u202eg\u2028h"
RIGHT_TO_LEFT = "محمد العربي ߒߞߏ"


def footprint(name, towns, *counts, why_not=""):
    return Footprint(name, towns, dict(zip(TOTALS, counts, strict=True)), TOTALS, why_not=why_not)


@pytest.fixture(scope="module")
def record():
    sheet = Sheet().with_item("water", "problem", "One borehole for a company.")
    sheet = sheet.with_dissent("Office of the Police Commissioner", "The unit would be split.", date(2019, 6, 24))
    return Record(
        decision_id="k3v9x2m4",
        title="A base at Ogossagou",
        decided="Open a base at Ogossagou.\nReview it in January.",
        why="Most events that target civilians lay out of reach.",
        by_post="Force Commander",
        decided_on=date(2019, 6, 28),
        stops="Patrols to Boni are delayed.",
        told="Sector West; the Governor of Mopti.",
        chosen="Ogossagou (revision 4)",
        changes=("Add a base at Ogossagou (13.9583, −3.5706).", "Close Ber: last day 31 Jul 2019."),
        footprints=(
            footprint("Today", 13, 141, 239, 75, 146),
            footprint("Ogossagou (revision 4)", 13, 214, 519, 138, 396),
            footprint("Koro (revision 2)", 14, 205, 470, 131, 371, why_not="Under water in August."),
        ),
        sheet=sheet,
        radius_km=50,
        bases_on=date(2019, 6, 30),
        mission="MINUSMA",
        handling="UN Official",
        mark="Synthetic data",
        period="Sept 2018 – Jun 2019",
        filters=("violent events",),
        version=3,
        sources=("Incidents: ACLED.",),
        link="https://linchpin.example.org/workshop?scenario=a1%404&at=3",
        author="Planning Unit",
        saved_at=datetime(2019, 6, 28, 15, 40, tzinfo=UTC),
        replaces="A base at Koro, 1 Jun 2019",
    )


@pytest.fixture(scope="module")
def png():
    out = BytesIO()
    Image.new("RGB", (280, 200), (200, 220, 230)).save(out, "PNG")
    return out.getvalue()


def words_of(file):
    """Every paragraph of a Word file in reading order, those of its tables, and of the page's head and foot."""
    document = docx.Document(BytesIO(file))
    section = document.sections[0]
    parts = [*section.header.paragraphs, *document.paragraphs, *section.footer.paragraphs]
    parts += [own for table in document.tables for row in table.rows for cell in row.cells for own in cell.paragraphs]
    return "\n".join(own.text for own in parts)


def texts_of(record):
    return [text for block in blocks.of(record) for text in (block.text, *(cell for row in block.rows for cell in row))]


EXPECTED = [
    "A base at Ogossagou", "Open a base at Ogossagou.", "Review it in January.", "Force Commander", "28 Jun 2019",
    "Patrols to Boni are delayed.", "Sector West; the Governor of Mopti.", "Close Ber: last day 31 Jul 2019.",
    "Ogossagou (revision 4): chosen", "Koro (revision 2)", "Under water in August.", "Incidents, of 543",
    "Reported deaths in events that target civilians, of 1,019", "45\u00a0%", "138", "14",
    "Within 50 km, straight line, of a base town; not protection or response. Bases as of 30 Jun 2019.",
    "One borehole for a company.", "Problem", "Programme criticality", "Office of the Police Commissioner",
    "The unit would be split.", "Version 3 of the mission’s data", "Sept 2018 – Jun 2019 · violent events",
    "https://linchpin.example.org/workshop?scenario=a1%404&at=3", "Incidents: ACLED.", DISCLAIMER,
    "MINUSMA · Decision record", "UN Official", "Synthetic data", "Record k3v9x2m4", "A base at Koro, 1 Jun 2019",
    "Planning Unit, 28 Jun 2019, 15:40 UTC",
]  # fmt: skip


def test_the_word_file_holds_every_word(record):
    found = words_of(word.docx(record))
    assert [text for text in EXPECTED if text not in found] == []


def test_the_pdf_is_set_from_the_same_words(record):
    marks = blocks.marks(record)
    whole = "\n".join([*texts_of(record), marks.mission, marks.handling, marks.synthetic, marks.foot])
    assert [text for text in EXPECTED if text not in whole] == []
    assert paper.pdf(record).startswith(b"%PDF-")


def test_what_is_said_changes_the_page(record):
    shown = paper.pages(record)
    assert len(shown) == 2
    assert shown != paper.pages(replace(record, told="Nobody."))
    assert len(paper.pages(replace(record, why="A reason.\n" * 400))) > 6


@pytest.mark.parametrize("file", [word.docx, paper.pdf])
def test_the_same_record_makes_the_same_bytes(record, png, file):
    assert file(replace(record, picture=png)) == file(replace(record, picture=png))
    assert file(record) != file(replace(record, stops="Nothing stops."))


def test_a_map_stands_in_both(record, png):
    with_map = replace(record, picture=png)
    with zipfile.ZipFile(BytesIO(word.docx(with_map))) as read:
        assert png in [read.read(name) for name in read.namelist() if name.startswith("word/media/")]
    assert len(paper.pdf(with_map)) > len(paper.pdf(record))


def test_without_alternatives_changes_and_dissent_it_says_so(record):
    bare = replace(record, changes=(), footprints=record.footprints[:2], sheet=Sheet(), replaces="", mark="")
    found = words_of(word.docx(bare))
    for said in ("the footprint stays as it is", "No alternative but today’s footprint", "None was recorded."):
        assert said in found
    assert "Why not the alternatives" not in found
    assert "Takes the place of" not in found
    assert paper.pdf(bare).startswith(b"%PDF-")


def test_nothing_within_reach_of_no_base_is_no_share(record):
    none = Footprint("Today", 0, dict.fromkeys(TOTALS, 0), dict.fromkeys(TOTALS, 0))
    rows = next(b.rows for b in blocks.of(replace(record, footprints=(none, none))) if b.kind == "figures")
    assert rows[1][2] == "–\n0"


@pytest.mark.parametrize("text", [MARKUP, UNSEEN, RIGHT_TO_LEFT, "x" * 20_000, ""])
def test_hostile_texts_are_text(record, text):
    names = ("title", "decided", "why", "by_post", "stops", "told", "chosen", "mission", "handling", "mark", "period",
             "author", "replaces", "decision_id", "link")  # fmt: skip
    hostile = replace(
        record, **dict.fromkeys(names, text), changes=(text,), filters=(text,), sources=(text,),
        footprints=tuple(replace(own, name=text, why_not=text) for own in record.footprints),
        sheet=Sheet(dissents=tuple(replace(own, office=text, words=text) for own in record.sheet.dissents)),
    )  # fmt: skip
    assert paper.pdf(hostile).startswith(b"%PDF-")
    found = words_of(word.docx(hostile))
    assert blocks.clean(text) in found


def test_unseen_letters_leave_and_markup_stays():
    assert blocks.clean(UNSEEN) == "a b c defg h"
    assert blocks.clean(MARKUP) == MARKUP
    assert blocks.clean("one\r\ntwo\u2068three\u2069") == "one\ntwo\u2068three\u2069"


def test_a_note_of_a_million_letters_is_printed_whole(record):
    long = replace(record, why="word " * 200_000)
    assert words_of(word.docx(long)).count("word") == 200_000
    assert len(paper.pages(replace(record, why="word " * 20_000))) > 20
    assert paper.pdf(long).startswith(b"%PDF-")


def test_a_link_of_another_scheme_is_no_link(record):
    with zipfile.ZipFile(BytesIO(word.docx(replace(record, link="javascript:alert(1)")))) as read:
        assert b"javascript:" not in read.read("word/_rels/document.xml.rels")
    assert b"/URI" not in paper.pdf(replace(record, link="javascript:alert(1)"))
    assert b"/URI" in paper.pdf(record)
    with zipfile.ZipFile(BytesIO(word.docx(record))) as read:
        assert b"linchpin.example.org" in read.read("word/_rels/document.xml.rels")


def test_without_a_public_address_the_link_is_one_within_the_app(record):
    found = words_of(word.docx(replace(record, link="/workshop?at=3")))
    assert "in this app (this machine only: mission.toml names no public_url)" in found
    assert "this machine only" not in words_of(word.docx(record))


def test_words_longer_than_a_line_may_be_broken():
    assert paper.breakable("x" * 100) == "x" * 40 + "\u200b" + "x" * 40 + "\u200b" + "x" * 20
    assert paper.breakable("short words " * 30) == "short words " * 30


def test_libreoffice_opens_the_word_record(record, png, tmp_path):
    path = tmp_path / "record.docx"
    path.write_bytes(word.docx(replace(record, picture=png)))
    sheets = PdfReader(converted(path, "pdf", tmp_path, "Writer")).pages
    said = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    for words in (record.title, "Review it in January.", "141", "519", "Koro (revision 2)", "Synthetic data"):
        assert words in said
