"""Decisions on record, and their documents, read back."""

import io
import re
import zlib
from dataclasses import replace
from datetime import date

import docx
import pytest
from PIL import Image

from components import frame
from data.errors import InputError
from data.footprint import demand, reach
from data.journal import Journal
from data.workshop import decisions, documents, effect, moves, record, scenarios
from data.workshop.decisions import Alternative, Decision
from data.workshop.moves import Draft

DECISION = Decision(
    title="A base at Ogossagou", decided="Open a temporary base at Ogossagou.", why="73 more incidents within reach.",
    by_post="SRSG", stops="Patrols from Sévaré to Ber are delayed.", told="Governor of Mopti; Human Rights Division",
    chosen="", decided_on=date(2019, 7, 2), author="P. Lanner", version=3, link="?scenario=x%401&at=3",
)  # fmt: skip
HOSTILE = (
    '#panic("run") $x$ *b* _i_ @ref <label> \\ ` // /* {{7*7}} <script>alert(1)</script> &amp; #include "/etc/passwd" '
    "\x00\x01\x0b\ufffe \ud800 ]]> \u202egnp.exe"
)
ARABIC = "أوغوساغو قرية"


@pytest.fixture
def chosen(new_mission):
    draft = Draft(name="Ogossagou").push(moves.add("Ogossagou", 13.9583, -3.5706))
    sheet = draft.sheet.with_item("water", "problem", "One borehole").with_dissent("UNPOL", "Too far.", "2019-07-01")
    return scenarios.save(new_mission, replace(draft, sheet=sheet), "P. Lanner", version=3).scenario


@pytest.fixture
def other(new_mission):
    return scenarios.save(new_mission, Draft(name="Nothing changes"), "A. Diallo", version=3).scenario


def decided(made, chosen, *others, **changes):
    alternatives = tuple(Alternative(own.code, "Leaves Koro out") for own in others)
    return decisions.decide(made, replace(DECISION, chosen=chosen.code, alternatives=alternatives, **changes))


def of_word(data):
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells, document.sections[0].footer.paragraphs[0].text])


def test_a_decision_comes_back_and_locks_what_was_chosen(new_mission, chosen, other):
    made = decided(new_mission, chosen, other)
    assert decisions.all_of(new_mission) == [made]
    assert made.chosen == chosen.code
    assert (made.alternatives, made.version) == ((Alternative(other.code, "Leaves Koro out"),), 3)
    assert scenarios.opened(new_mission, chosen.scenario_id).is_locked
    assert not scenarios.opened(new_mission, other.scenario_id).is_locked


@pytest.mark.parametrize("name", ["decided", "why", "by_post", "stops", "told", "author"])
def test_what_is_not_filled_in_is_named_and_nothing_is_locked(new_mission, chosen, name):
    with pytest.raises(InputError, match=r"is empty|who you are"):
        decided(new_mission, chosen, **{name: " \n "} if name != "by_post" else {name: " "})
    assert decisions.all_of(new_mission) == []
    assert not scenarios.opened(new_mission, chosen.scenario_id).is_locked


def test_a_decision_on_what_is_not_saved_or_stands_twice_is_refused(new_mission, chosen):
    for changes in ({"chosen": ""}, {"chosen": "nowhere@1"}, {"alternatives": (Alternative(chosen.code),)},
                    {"alternatives": (Alternative("nowhere@1"),)}):  # fmt: skip
        with pytest.raises(InputError):
            decisions.decide(new_mission, replace(DECISION, **{"chosen": chosen.code, **changes}))
    assert decisions.all_of(new_mission) == []
    assert not scenarios.opened(new_mission, chosen.scenario_id).is_locked


def test_a_decision_that_broke_off_after_its_lock_is_made_again(new_mission, chosen, monkeypatch):
    appended = Journal.append

    def breaks_off(self, make):
        if self.name == "decisions":
            raise OSError("disk full")
        return appended(self, make)

    monkeypatch.setattr(Journal, "append", breaks_off)
    with pytest.raises(OSError, match="disk full"):
        decided(new_mission, chosen)
    monkeypatch.setattr(Journal, "append", appended)
    again = decided(new_mission, chosen)
    assert decisions.all_of(new_mission) == [again]


def test_the_record_says_all_that_belongs_on_file(mali_copy, mali_now):
    chosen = scenarios.save(
        mali_copy, Draft(name="Ogossagou").push(moves.add("Ogossagou", 13.9583, -3.5706)), "P. Lanner"
    ).scenario
    sheet = Draft().sheet.with_item("water", "problem", "One borehole").with_dissent("UNPOL", "Too far.", "2019-07-01")
    chosen = scenarios.save(mali_copy, replace(chosen.draft(), sheet=sheet), "P. Lanner").scenario
    today = scenarios.save(mali_copy, Draft(name="As today"), "A. Diallo").scenario
    link = "from=2018-09-01&to=2019-06-30&type=violent"
    rows = mali_now.select(mali_now_filters(mali_now, link))
    places, day = demand.of(rows), date(2019, 6, 30)
    bases = mali_now.table("bases")

    def measured(own):
        after = reach.open_on(moves.apply(bases, own.moves), day)
        return decisions.measured(effect.of(places, reach.open_on(bases, day), after, 50))

    own = decided(mali_copy, chosen, today, measures={one.code: measured(one) for one in (chosen, today)})
    made = record.of(mali_copy, own, moves.names_of(bases), source="acled")
    said = of_word(documents.word(made))
    for words in (
        "Not yet marked", DECISION.title, DECISION.decided, DECISION.why, "by SRSG", "2 Jul 2019", DECISION.stops,
        DECISION.told, "As today: Leaves Koro out", "141 of 543", "214 of 543", "239 of 1,692", "One borehole",
        "Problem", "UNPOL (1 Jul 2019): Too far.", "Data version 3", own.chosen, "/workshop?scenario=x%401&at=3",
        "Within 50 km, straight line, of a base town; not protection or response. Illustrative options.",
        "1. Add a base at Ogossagou (13.9583, −3.5706).", frame.DISCLAIMER, "Written down by P. Lanner",
    ):  # fmt: skip
        assert words in said, words


def mali_now_filters(shot, link):
    from data.filters import Filters

    return Filters.from_query(link, shot.vocabulary).filters


def pages(data):
    """What a PDF's pages draw, as bytes: enough to see whether something is set at all."""
    return b"".join(
        zlib.decompress(found[1]) for found in re.finditer(rb"FlateDecode.*?stream\r?\n(.*?)\r?\nendstream", data, re.S)
    )


@pytest.fixture
def made(new_mission, chosen, other):
    return record.of(new_mission, decided(new_mission, chosen, other))


@pytest.mark.parametrize("document", [documents.word, documents.pdf])
def test_the_same_record_gives_the_same_bytes(made, document):
    assert document(made) == document(made)
    changed = replace(made, decision=replace(made.decision, why="For another reason."))
    assert document(changed) != document(made)


def test_a_pdf_is_set_with_its_title(made):
    data = documents.pdf(made)
    assert data.startswith(b"%PDF-")
    assert b"A base at Ogossagou" in data, "the title among the document's properties"
    assert len(pages(data)) > 3_000


def test_hostile_texts_are_set_as_texts(made):
    hostile = replace(made.decision, title=HOSTILE, decided=HOSTILE, why=HOSTILE, told=ARABIC, by_post=HOSTILE)
    own = replace(made, decision=hostile, handling=HOSTILE, mission=ARABIC, names={"x": HOSTILE})
    said = of_word(documents.word(own))
    assert '#panic("run") $x$ *b*' in said
    assert "<script>alert(1)</script> &amp;" in said
    assert ARABIC in said
    assert documents.pdf(own).startswith(b"%PDF-")


def test_notes_of_a_megabyte_break_nothing(made):
    long = replace(made.decision, why="Because of the rains. " * 45_000, stops="x" * 1_000_000)
    own = replace(made, decision=long)
    assert len(of_word(documents.word(own))) > 1_900_000
    assert len(documents.pdf(own)) > 100_000


def test_a_picture_of_the_map_stands_in_both(made):
    drawn = io.BytesIO()
    Image.new("RGB", (400, 300), "#4a7").save(drawn, "PNG")
    own = replace(made, picture=drawn.getvalue())
    assert len(docx.Document(io.BytesIO(documents.word(own))).inline_shapes) == 1
    assert b"/Subtype /Image" in documents.pdf(own).replace(b"/Subtype/Image", b"/Subtype /Image")
    with pytest.raises(InputError, match="no PNG"):
        documents.pdf(replace(made, picture=b"<svg/>"))


def test_the_marks_of_synthetic_data_stand_on_every_page(made):
    said = of_word(documents.word(replace(made, handling="UN internal", synthetic="Synthetic data")))
    assert said.endswith("UN internal · Synthetic data")
