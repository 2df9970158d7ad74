"""Files of pages opened again by other programs: the same figures as the pages, the same bytes each time."""

import re
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from pptx import Presentation
from pypdf import PdfReader

from data import mission, snapshot
from data.deck import fitting, pdf, pptx, said, xlsx
from data.deck import slides as slides_module
from data.deck.model import Chart, Measure, Page, Said, Series, Table
from data.deck.pages import page_of
from data.errors import InputError
from data.filters import Filters
from data.pictures.spec import Words
from data.scene import Scene
from tests.office import converted

DAY = date(2019, 12, 31)
VIEWS = (("briefing", {}), ("incidents", {}), ("mandate", {"mandate_part": "progress"}), ("evidence", {}))
HOSTILE = "=cmd|'/C calc'!A0 <b>&amp;</b> \x00\x1b\ud800 \u202e #set page() $x$ " + "W" * 300
MORE = Page(
    key="hostile",
    words=Words(HOSTILE, "sub", "mission", "handling", "mark", ("Source: x.",), "The disclaimer.", ""),
    measures=(Measure(HOSTILE, "12", (HOSTILE,)),),
    said=(Said(HOSTILE, HOSTILE, "javascript:alert(1)"), Said("Good", "test", "https://brief.example/?a=1&b=2")),
    charts=(
        Chart("lines", HOSTILE, ("a", "b", "c"), (Series("x", (1.5, None, 3.0), "#1D6FA8"),), "days", "Most in c: 3"),
        Chart("columns", "C", ("a", "b"), (Series("x", (1.0, 2.0), "#1D6FA8"), Series("y", (3.0, None), "#A3341F")),
              "n", "alt"),
    ),
    tables=(Table(HOSTILE, ("=A", "n"), tuple((f"=row {n}", n if n % 7 else None) for n in range(150)), HOSTILE),),
    notes=("A note.",),
    comment="What do we ask?",
)  # fmt: skip


@pytest.fixture(scope="module")
def pages():
    """Four views of the example, and one page of hostile texts."""
    example = mission.load(mission.EXAMPLE)
    shot = snapshot.load(example, example.store.latest())
    scene = Scene(shot, Filters.from_query("", shot.vocabulary).filters)
    return [*(page_of(scene, view, own) for view, own in VIEWS), MORE]


@pytest.fixture(scope="module")
def files(pages, tmp_path_factory):
    """Each file, made once."""
    folder = tmp_path_factory.mktemp("deck")
    made = {}
    for ending, module in ((".pptx", pptx), (".pdf", pdf), (".xlsx", xlsx)):
        made[ending] = folder / f"deck{ending}"
        module.write(pages, made[ending], DAY)
    return made


@pytest.fixture(scope="module")
def slides(files):
    return list(Presentation(str(files[".pptx"])).slides)


def words_of(slide):
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def tables_of(slides):
    return [shape.table for slide in slides for shape in slide.shapes if shape.has_table]


def test_slides_hold_every_figure_and_finding_of_the_pages(pages, slides):
    whole = "\n".join(map(words_of, slides))
    for page in pages:
        for one in page.measures:
            assert said.clean(one.value) in whole
            assert all(said.clean(line) in whole for line in one.beside)
        for one in page.said:
            assert said.clean(one.text) in whole
            assert said.clean(one.test) in whole


def test_charts_are_native_and_hold_the_values_with_gaps_where_unknown(pages, slides):
    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    own = [chart for page in pages for chart in page.charts]
    assert len(charts) == len(own)
    for drawn, chart in zip(charts, own, strict=True):
        assert [tuple(series.values) for series in drawn.plots[0].series] == [s.values for s in chart.series]
        assert list(drawn.plots[0].categories) == [said.clean(name) for name in chart.categories]
        assert drawn.value_axis.axis_title.text_frame.text == chart.unit


def test_tables_are_native_and_hold_the_cells(pages, slides):
    rows = [[cell.text_frame.text for cell in row.cells] for table in tables_of(slides) for row in table.rows]
    for page in pages:
        for table in page.tables:
            for row in table.rows[: pptx.MOST_ROWS]:
                assert [said.cell(value) for value in row] in rows
    assert any("The first 60 of 150 rows" in words_of(slide) for slide in slides)


def test_every_slide_says_what_it_rests_on(pages, slides):
    for number, slide in enumerate(slides, 1):
        assert slide.shapes.title.text_frame.text
        assert f"{number} / {len(slides)}" in words_of(slide)
        assert "Made on 31 Dec 2019" in words_of(slide)
        notes = slide.notes_slide.notes_text_frame.text
        assert "official endorsement" in notes or "The disclaimer." in notes
    first = slides[1].notes_slide.notes_text_frame.text
    for part in ("Synthetic example data", "Version 1", "Reports come late", "at an exact place", "Oct–Dec 2019"):
        assert part in first, part


def test_pictures_charts_and_tables_have_their_words(slides):
    for slide in slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table or shape.shape_type == 13:
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr")


def test_nothing_lies_outside_its_slide(slides):
    for slide in slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= 12_192_000 + 9_525
            assert shape.top + shape.height <= 6_858_000 + 9_525


LONG = "A finding of 1,234 incidents that goes on and on, as a planner wrote it in haste. " * 40


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    """Slides of texts that are all far too long for theirs."""
    page = replace(
        MORE,
        words=Words(LONG, LONG, LONG, "handling", "mark", (LONG,), LONG, ""),
        measures=tuple(Measure(LONG, "1,234 of 5,678", (LONG, LONG)) for _n in range(6)),
        said=(Said(LONG, LONG, "https://brief.example/"), Said("W" * 3000, "short")),
        charts=(replace(MORE.charts[0], title=LONG),),
        tables=(Table(LONG, (LONG, "n"), ((LONG, 1), ("W" * 3000, None)), LONG),),
        comment=LONG,
    )
    out = tmp_path_factory.mktemp("crowded") / "crowded.pptx"
    pptx.write([page] * 30, out, DAY)
    return list(Presentation(str(out)).slides)


def text_height(frame, width):
    """What the paragraphs of a frame take: runs that no break parts share a line, in the look of the first."""
    tall = 0.0
    for paragraph in frame.paragraphs:
        parted = len(paragraph._p.br_lst) > 0
        runs = list(paragraph.runs)
        for line in [[run] for run in runs] if parted else [runs] if runs else []:
            own = line[0].font
            wide = width / (fitting.BOLD if own.bold else 1)
            tall += fitting.height(["".join(run.text for run in line)], wide, own.size.pt)
        tall += paragraph.space_after.pt if paragraph.space_after else 0
    return tall


def test_no_text_runs_off_its_place(crowded, slides):
    for slide in [*slides, *crowded]:
        for shape in slide.shapes:
            if shape.has_text_frame:
                gap = shape.text_frame.paragraphs[-1].space_after
                tall = text_height(shape.text_frame, shape.width.pt) - (gap.pt if gap else 0)
                assert tall <= shape.height.pt + 1, (shape.text_frame.text[:60], tall, shape.height.pt)
                assert shape.top.pt + tall <= slides_module.HIGH
            if shape.has_table:
                widths = [column.width.pt - 8 for column in shape.table.columns]
                rows = [
                    max(text_height(c.text_frame, w) for c, w in zip(row.cells, widths, strict=True)) + 5
                    for row in shape.table.rows
                ]
                assert shape.top.pt + sum(rows) <= slides_module.BOTTOM + 1


def test_what_a_slide_cuts_stands_whole_in_its_notes(crowded):
    cut = [slide for slide in crowded if fitting.ELLIPSIS in slide.shapes.title.text_frame.text]
    assert cut
    for slide in cut:
        assert LONG.strip() in slide.notes_slide.notes_text_frame.text
        shown = slide.shapes.title.text_frame.text.removesuffix(fitting.ELLIPSIS)
        assert LONG.startswith(shown)
        assert LONG[len(shown)] == " ", "words are left out whole"


@pytest.mark.parametrize("text", ["", "one", "W" * 400, "a b c " * 200, "1,234 of 5,678 " * 30])
def test_a_text_is_cut_between_words_and_no_sooner_than_it_must(text):
    shown = fitting.cut(text, 100, 10, 30)
    assert fitting.height([shown], 100, 10) <= 30
    if shown == text:
        return
    assert shown.endswith(fitting.ELLIPSIS)
    own = shown.removesuffix(fitting.ELLIPSIS)
    assert text.startswith(own)
    following = text[len(own) :].split(" ")
    longer = f"{own} {following[1]}" if " " in text else own + text[len(own)]
    assert fitting.height([longer + fitting.ELLIPSIS], 100, 10) > 30


def test_only_web_addresses_are_links(slides):
    links = {
        run.hyperlink.address
        for slide in slides for shape in slide.shapes if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs for run in paragraph.runs
    }  # fmt: skip
    assert links - {None} == {"https://brief.example/?a=1&b=2"}


def squeezed(text):
    """Without blanks, places to break a line, and letters that a face may lack."""
    return re.sub(r"[\s\u200b\u2066-\u2069\u202e]", "", text)


def test_the_text_of_the_pdf_holds_the_figures(pages, files):
    reader = PdfReader(files[".pdf"])
    whole = squeezed("".join(sheet.extract_text() for sheet in reader.pages))
    for page in pages[:-1]:
        for one in page.measures:
            assert squeezed(one.value) in whole
        for one in page.said:
            assert squeezed(one.text) in whole
        for table in page.tables:
            for row in table.rows[:20]:
                assert all(squeezed(said.cell(value)) in whole for value in row)
        for chart in page.charts:
            assert squeezed(chart.alt) in whole
    assert f"1/{len(reader.pages)}" in squeezed(reader.pages[0].extract_text())
    for part in ("Unclassified–example", "Syntheticexampledata", "officialendorsement", "Madeon31Dec2019"):
        assert part in whole
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"], "tagged: pictures have their words"


def test_the_workbook_holds_numbers_as_numbers_and_runs_nothing(pages, files):
    book = openpyxl.load_workbook(files[".xlsx"])
    sheets = {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}
    assert next(iter(sheets)) == "About"
    every = [row for rows in sheets.values() for row in rows]
    for page in pages[:-1]:
        for table in page.tables:
            for row in table.rows:
                assert [value or None if value == "" else value for value in row] in [r[: len(row)] for r in every]
    assert not [cell for row in every for cell in row if isinstance(cell, str) and cell.startswith(("=", "+", "@"))]
    hostile = next(rows for rows in sheets.values() if rows[0][0] == "'=A")
    assert hostile[1] == ["'=row 0", None], "unknown is empty"
    assert hostile[2] == ["'=row 1", 1]
    about = "\n".join(str(cell) for row in sheets["About"] for cell in row)
    for part in ("Version 1", "Reports come late", "Synthetic example data", "never zero"):
        assert part in about


@pytest.mark.parametrize(("ending", "module"), [(".pptx", pptx), (".pdf", pdf), (".xlsx", xlsx)])
def test_the_same_pages_and_day_make_the_same_bytes(ending, module, pages, tmp_path):
    first, again, other = (tmp_path / f"{name}{ending}" for name in "abc")
    few = [pages[2], MORE]
    module.write(few, first, DAY)
    module.write(few, again, DAY)
    assert first.read_bytes() == again.read_bytes()
    module.write(few, other, date(2020, 1, 1))
    assert first.read_bytes() != other.read_bytes(), "but for its date"


@pytest.mark.parametrize("module", [pptx, pdf, xlsx])
def test_no_page_is_refused(module, tmp_path):
    with pytest.raises(InputError, match="choose at least one view"):
        module.write([], tmp_path / "x", DAY)


def test_a_chart_has_one_value_a_category_and_bars_one_series():
    with pytest.raises(ValueError, match="bars have one series, not 2"):
        Chart("bars", "t", ("a",), (Series("x", (1,), "#000000"), Series("y", (1,), "#000000")), "n", "alt")
    with pytest.raises(ValueError, match="one value a category"):
        Chart("lines", "t", ("a", "b"), (Series("x", (1,), "#000000"),), "n", "alt")


def test_libreoffice_opens_the_slides(files, slides, tmp_path):
    reader = PdfReader(converted(files[".pptx"], "pdf", tmp_path, "Impress"))
    assert len(reader.pages) == len(slides)
    assert "359" in reader.pages[1].extract_text()
