import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from data import mission
from data.errors import InputError
from data.filters import Filters
from data.footprint import demand
from data.workshop import decisions, measured, moves, scenarios
from data.workshop.decisions import Words
from data.workshop.documents import blocks, filing, paper, word
from data.workshop.documents.filing import Around
from data.workshop.moves import Draft

FILTERS = Filters(date(2018, 9, 1), date(2019, 6, 30), "acled", types=("violent",))
DAY = date(2019, 6, 30)
WORDS = Words(
    title="A base at Ogossagou",
    decided="Open a base at Ogossagou.",
    why="Most events that target civilians lie out of reach.",
    by_post="Force Commander",
    stops="Patrols to Boni are delayed.",
    told="Sector West; the Governor of Mopti.",
)


@pytest.fixture
def ogossagou(mali_copy):
    sheet = Draft().sheet.with_dissent("Police Commissioner", "The unit would be split.", DAY)
    draft = replace(Draft(name="Ogossagou", sheet=sheet), moves=(moves.add("Ogossagou", 13.9583, -3.5706),))
    return scenarios.save(mali_copy, draft, "Planner").scenario


@pytest.fixture
def koro(mali_copy):
    draft = Draft(name="Koro").push(moves.add("Koro", 14.07, -3.08))
    return scenarios.save(mali_copy, draft, "Planner").scenario


@pytest.fixture(scope="module")
def violent(mali_now):
    return demand.of(mali_now.select(FILTERS))


@pytest.fixture
def measures(mali_now, violent, ogossagou, koro):
    compared = [(ogossagou, ""), (koro, "Under water in August.")]
    return measured.of(violent, mali_now.table("bases"), DAY, 50, compared)


def decided(made, measures, words=WORDS, author="Planning Unit", **how):
    link = FILTERS.to_link(complete=True)
    return decisions.decide(made, words, measures, author, **({"decided_on": DAY, "link": link, "version": 3} | how))


def test_the_known_figures_stand_in_it(measures):
    today, chosen, other = measures.footprints
    assert (today.counts["incidents"], today.totals["incidents"], today.towns) == (141, 543, 13)
    assert (chosen.counts["incidents"], chosen.towns) == (214, 14)
    assert chosen.share("incidents") == pytest.approx(214 / 543)
    assert other.why_not == "Under water in August."


def test_a_decision_comes_back_as_it_was_put_on_record(mali_copy, measures, ogossagou, koro):
    own = decided(mali_copy, measures)
    again = decisions.opened(mission.load(mali_copy.folder), own.decision_id)
    assert again == own
    assert again.words == WORDS
    assert (again.decided_on, again.version, again.author) == (DAY, 3, "Planning Unit")
    assert [one.scenario for one in again.measures.footprints] == ["", f"{ogossagou.scenario_id}@2", koro.code]
    assert [one.counts for one in again.measures.footprints] == [one.counts for one in measures.footprints]
    assert again.measures.footprints[2].why_not == "Under water in August."
    assert mali_copy.store.latest() == 3


def test_deciding_locks_the_chosen_scenario_only(mali_copy, measures, ogossagou, koro):
    own = decided(mali_copy, measures)
    locked = scenarios.opened(mali_copy, own.chosen)
    assert (locked.is_locked, locked.revision, locked.moves) == (True, 2, ogossagou.moves)
    with pytest.raises(InputError, match="decided and is locked; duplicate it"):
        scenarios.save(mali_copy, locked.draft().push(moves.close("ber", "2019-06-29")), "Somebody")
    assert not scenarios.opened(mali_copy, koro.scenario_id).is_locked


@pytest.mark.parametrize("code", list(decisions.names()))
@pytest.mark.parametrize("blank", ["", " \n\t"])
def test_all_must_be_written(mali_copy, measures, ogossagou, code, blank):
    with pytest.raises(InputError, match="Still to be written") as raised:
        decided(mali_copy, measures, replace(WORDS, **{code: blank}))
    assert decisions.names()[code] in str(raised.value)
    assert decisions.latest(mali_copy) == []
    assert not scenarios.opened(mali_copy, ogossagou.scenario_id).is_locked


def test_all_that_is_missing_is_named_at_once(mali_copy, measures):
    with pytest.raises(InputError, match=r"to be written: Why; What stops or is delayed; Who is told\.$"):
        decided(mali_copy, measures, replace(WORDS, why="", stops="", told=""))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"words": replace(WORDS, title="x" * 121)}, "Title has 121 characters"),
        ({"words": replace(WORDS, why="x" * 4001)}, "Why has 4001 characters"),
        ({"words": replace(WORDS, by_post="Force\nCommander")}, "write one line"),
        ({"author": "  "}, "Say who you are"),
        ({"decided_on": datetime.now(UTC).date() + timedelta(days=3)}, "is still to come"),
        ({"replaces": "nothing"}, "No decision nothing is on record"),
    ],
)
def test_what_cannot_be_put_on_record_says_why_and_locks_nothing(mali_copy, measures, ogossagou, change, said):
    with pytest.raises(InputError, match=said):
        decided(mali_copy, measures, **change)
    assert decisions.latest(mali_copy) == []
    assert not scenarios.opened(mali_copy, ogossagou.scenario_id).is_locked


def test_alternatives_are_saved_scenarios_each_with_why_not(mali_copy, measures):
    today, chosen, other = measures.footprints
    for others, said in (
        ([replace(other, why_not=" ")], "Say in one line why “Koro” was not chosen"),
        ([replace(other, scenario="nowhere@1")], "No scenario nowhere"),
        ([replace(other, scenario=chosen.scenario)], "Each scenario stands once"),
        ([other] * 4, "At most 3 alternatives"),
    ):
        with pytest.raises(InputError, match=said):
            decided(mali_copy, replace(measures, footprints=(today, chosen, *others)))
    assert len(decided(mali_copy, replace(measures, footprints=(today, chosen))).measures.footprints) == 2


def test_a_scenario_that_others_changed_since_is_not_decided_unseen(mali_copy, measures, ogossagou):
    scenarios.save(mali_copy, ogossagou.draft().push(moves.close("ber", "2019-06-29")), "Somebody")
    with pytest.raises(InputError, match="was saved as revision 2 since"):
        decided(mali_copy, measures)
    assert decisions.latest(mali_copy) == []


def test_a_decision_is_amended_by_one_that_takes_its_place(mali_copy, measures):
    first = decided(mali_copy, measures)
    with pytest.raises(InputError, match="“A base at Ogossagou” decided on this scenario already"):
        decided(mali_copy, first.measures)
    second = decided(mali_copy, first.measures, replace(WORDS, title="Later"), replaces=first.decision_id)
    assert second.chosen == first.chosen
    assert [one.decision_id for one in decisions.latest(mali_copy)] == [second.decision_id, first.decision_id]
    assert decisions.replaced(decisions.latest(mali_copy)) == {first.decision_id: second}
    assert decisions.opened(mali_copy, first.decision_id) == first
    with pytest.raises(InputError, match="“Later” took the place of that decision already"):
        decided(mali_copy, first.measures, replaces=first.decision_id)


def test_of_two_who_decide_at_once_one_is_refused(mali_copy, measures):
    told, start = [], threading.Barrier(2)

    def run(title):
        start.wait()
        try:
            told.append(decided(mali_copy, measures, replace(WORDS, title=title)).words.title)
        except InputError as error:
            told.append(str(error))

    people = [threading.Thread(target=run, args=(title,)) for title in ("One", "Other")]
    for one in people:
        one.start()
    for one in people:
        one.join()
    on_record = [one.words.title for one in decisions.latest(mali_copy)]
    assert len(on_record) == 1
    assert on_record[0] in told
    assert sum("already" in said or "since" in said for said in told) == 1


def test_the_record_has_the_scenarios_changes_and_the_stored_figures(mali_copy, measures):
    own = decided(mali_copy, measures)
    record = filing.of(mali_copy, own, Around("Sept 2018 – Jun 2019", ("violent",), base_url="https://example.org"))
    assert record.chosen == "Ogossagou (revision 2)"
    assert record.changes == ("Add a base at Ogossagou (13.9583, −3.5706).",)
    assert [one.name for one in record.footprints] == ["Today", "Ogossagou (revision 2)", "Koro (revision 1)"]
    assert record.sheet.dissents[0].office == "Police Commissioner"
    assert record.mission == "MINUSMA"
    for part in ("https://example.org/workshop?from=2018-09-01&to=2019-06-30", "&source=acled", "&type=violent",
                 f"&scenario={own.chosen.replace('@', '%40')}", "&at=3", "&workshop_radius=50"):  # fmt: skip
        assert part in record.link
    assert paper.pdf(record) == paper.pdf(record)
    assert word.docx(record).startswith(b"PK")
    cells = [row for block in blocks.of(record) if block.kind == "figures" for row in block.rows]
    assert [row[2] for row in cells] == ["Incidents, of 543", "26\u00a0%\n141", "39\u00a0%\n214", cells[3][2]]


def test_a_record_names_the_one_whose_place_it_takes(mali_copy, measures):
    first = decided(mali_copy, measures)
    second = decided(mali_copy, first.measures, replaces=first.decision_id)
    record = filing.of(mali_copy, second, Around("a period"))
    assert record.replaces == "A base at Ogossagou, 30 Jun 2019"
    assert filing.of(mali_copy, first, Around("a period")).replaces == ""


def test_an_unknown_decision_says_so(new_mission):
    assert decisions.latest(new_mission) == []
    with pytest.raises(InputError, match="No decision x is on record"):
        decisions.opened(new_mission, "x")
