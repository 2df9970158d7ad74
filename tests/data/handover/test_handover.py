"""What a post holds, on hand-made tables: by its columns, while it is open, with the place of each row."""

from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pandas as pd
import pytest

from data import mission, snapshot
from data.access.roles import ANALYST, PLANNER, Sight
from data.books.books import Book
from data.briefs.briefs import Brief
from data.handover import held, note, saved, words
from data.handover.note import Note
from data.importing.mappings import Mapping
from data.live.settings import AcledLive, LiveSettings
from data.tables import TABLES
from data.workshop import decisions
from data.workshop.scenarios import Scenario

P, Q = "Chief, Planning", "Force Commander"
DAY = pd.Timestamp("2019-06-30")
HOSTILE = "=HYPERLINK(\"http://x\")<img src=x onerror='top.pwned=1'>"
MADE = {
    "asset_requests": [
        {"request_id": "r1", "effect": "Early warning", "asked_by_post": P, "tasking_authority": Q, "status": "asked",
         "wanted_from": "2019-07-05"},
        {"request_id": "r2", "effect": "Refused", "asked_by_post": P, "status": "refused", "decided_by_post": Q,
         "decided_on": "2019-06-01"},
    ],
    "operations": [
        {"operation_id": "o1", "title": "Folon", "starts": "2019-07-01", "lead_post": P},
        {"operation_id": "o2", "title": "Over", "starts": "2019-01-01", "ends": "2019-02-01", "lead_post": P},
        {"operation_id": "o3", "title": "Runs", "starts": "2019-06-01", "lead_post": P, "decision": "go",
         "signed_by_post": Q, "signed_on": "2019-05-20"},
    ],
    "tasks": [
        {"task_id": "t1", "title": "Protect", "lead_section": "Planning; Force", "status": "at_risk", "progress": 0.4,
         "due": "2019-12-31", "decision_asked": "More patrols?", "decision_due": "2019-07-20"},
        {"task_id": "t2", "title": "Complete", "lead_section": "Planning", "progress": 1.0, "status": "on_course"},
    ],
    "actions": [
        {"action_id": "a2", "title": "Later", "owner_post": P, "state": "in_progress"},
        {"action_id": "a1", "title": HOSTILE, "owner_post": P, "state": "open", "due": "2019-07-10"},
        {"action_id": "a3", "title": "Done", "owner_post": P, "state": "done", "done_on": "2019-06-01"},
        {"action_id": "a4", "title": "Not mine", "owner_post": Q, "state": "open"},
    ],
    "recommendations": [
        {"recommendation_id": "n1", "title": "Adapt", "owner_post": P, "state": "open", "due": "2019-07-01"},
        {"recommendation_id": "n2", "title": "Carried out", "owner_post": P, "state": "carried_out"},
    ],
    "calendar": [
        {"entry_id": "c1", "kind": "sg_report", "title": "Report", "day": "2019-09-30", "owner_post": Q,
         "state": "open"},
        {"entry_id": "c1/1", "kind": "sg_report", "title": "Draft", "before_id": "c1", "days_before": 30.0,
         "owner_post": P, "state": "open"},
        {"entry_id": "c2", "kind": "other", "title": "Past", "day": "2019-01-30", "owner_post": P, "state": "done"},
    ],
    "indicators": [{"indicator_id": "i1", "title": "Patrols", "owner_post": P, "target_on": "2020-06-30"}],
    "field_offices": [{"office_id": "f1", "name": "Gao", "head_post": P}],
    "assets": [{"asset_id": "d1", "name": "Drone", "tasking_authority": Q, "availability": "limited"}],
    "prioritisations": [{"prioritisation_id": "p1", "why": "Lives", "decided_by_post": P, "decided_on": "2019-05-01"}],
    "quarters": [{"quarter": "2019Q1", "closed_on": "2019-05-09", "signed_by_post": P}],
    "advance_notes": [{"operation_id": "o1", "receiver": "OCHA", "sent_by_post": P, "sent_on": "2019-06-25"}],
    "context_notes": [{"note_id": "x1", "quarter": "2019Q1", "drivers": "Drought", "written_by_post": P}],
}  # fmt: skip


def read(name):
    """A table of the hand-made register, with the schema's columns."""
    rows = pd.DataFrame(MADE.get(name, []))
    days = {own: pd.to_datetime(rows[own]) for own in rows if own in DAYS}
    return TABLES[name].model.shape(rows.assign(**days))


DAYS = {"wanted_from", "decided_on", "starts", "ends", "signed_on", "due", "decision_due", "done_on", "day", "sent_on",
        "target_on", "closed_on"}  # fmt: skip


def listed(post):
    """What a post holds: (key, role) of each row by kind, without empty kinds."""
    found = held.of(read, post, DAY)
    return {kind: list(zip(rows["row_id"], rows["role"], strict=True)) for kind, rows in found.items() if len(rows)}


def test_a_post_holds_what_names_it_and_is_open_the_first_that_is_due_first():
    assert listed(P) == {
        "decisions": [("o1", "to_decide"), ("r1", "asked_by_post")],
        "actions": [("n1", "recommended"), ("a1", "owner_post"), ("a2", "owner_post")],
        "calendar": [("c1/1", "owner_post")],
        "tasks": [("i1", "reports")],
        "means": [("o3", "lead_post"), ("o1", "lead_post"), ("f1", "head_post")],
        "record": [("p1", "decided_by_post"), ("2019Q1", "signed_by_post"), ("o1 / OCHA", "sent_by_post"),
                   ("x1", "written_by_post")],
    }  # fmt: skip
    assert listed(Q) == {
        "decisions": [("r1", "asked_of")],
        "actions": [("a4", "owner_post")],
        "calendar": [("c1", "owner_post")],
        "means": [("d1", "tasking_authority")],
        "record": [("o3", "signed_by_post"), ("r2", "decided_by_post")],
    }


def test_a_section_holds_the_tasks_that_it_leads_and_what_they_ask():
    expected = {"decisions": [("t1", "asks_leadership")], "tasks": [("t1", "lead_section")]}
    assert listed("Planning") == listed("Force") == expected
    assert held.of(read, "Planning", DAY)["decisions"]["title"].tolist() == ["More patrols?"]


def test_an_operation_that_is_still_to_come_stands_in_no_link():
    found = held.of(read, P, DAY)["means"].set_index("row_id")["query"]
    assert found["o1"] == {"evidence_part": "operations"}
    assert found["o3"] == {"evidence_part": "operations", "evidence_operation": "o3"}


def test_a_step_before_an_entry_has_its_day():
    assert held.of(read, P, DAY)["calendar"]["due"].tolist() == [pd.Timestamp("2019-08-31")]


def test_nobody_holds_nothing():
    found = held.of(read, "Nobody", DAY)
    assert list(found) == list(held.KINDS)
    assert all(rows.empty and list(rows) == list(held.COLUMNS) for rows in found.values())


def test_every_post_of_the_register_is_offered_and_every_section_that_leads():
    assert held.posts(read) == ["Chief, Planning", "Force", "Force Commander", "Planning"]


def test_every_column_that_names_a_post_is_listed_under_some_kind():
    """A new column of a schema is not forgotten in a handover."""
    known = {(own.table, own.column) for own in held.HELD}
    named = {(table, column) for table, columns in held.post_columns().items() for column in columns}
    assert named == known - {("tasks", "lead_section")}
    assert {column for _table, column in named} == {
        "owner_post", "lead_post", "asked_by_post", "decided_by_post", "tasking_authority", "signed_by_post",
        "head_post", "sent_by_post", "written_by_post",
    }  # fmt: skip
    assert {own.kind for own in held.HELD} == set(held.KINDS)


def test_every_row_of_the_example_has_its_place_and_its_words():
    opened = mission.load(mission.EXAMPLE)
    shot = snapshot.load(opened, opened.store.latest())
    for post in held.posts(shot.table):
        for kind, rows in held.of(shot.table, post, shot.today).items():
            assert kind in words.kinds()
            for row in rows.itertuples(index=False):
                assert row.title and row.page in ("mandate", "footprint", "evidence", "workshop")
                assert words.role(row.role) != row.role
                assert not row.state or words.state(row.state) != row.state, (post, kind, row)


def test_what_a_role_is_not_shown_is_not_handed_over():
    opened = mission.load(mission.EXAMPLE)
    shot = snapshot.load(opened, opened.store.latest())
    planner, analyst = (shot.seen_by(Sight(frozenset({role}))) for role in (PLANNER, ANALYST))
    post = "Senior Protection Adviser"
    assert len(held.of(planner.table, post, shot.today)["decisions"]) == 1
    assert held.of(analyst.table, post, shot.today)["decisions"].empty
    assert "Sector Commander, North" not in held.posts(analyst.table), "named by a request alone"


def test_decisions_on_the_footprint_are_handed_over_to_those_who_are_shown_plans(monkeypatch):
    opened = mission.load(mission.EXAMPLE)
    shot = snapshot.load(opened, opened.store.latest())
    monkeypatch.setattr(decisions, "latest", lambda _mission: ["decided"])
    assert held.on_record(shot.seen_by(Sight(frozenset({PLANNER})))) == ["decided"]
    assert held.on_record(shot.seen_by(Sight(frozenset({ANALYST})))) == []


def imports(*rows):
    made = [{"imported_at": datetime(2019, 1, at, tzinfo=UTC), **row} for at, row in enumerate(rows, start=1)]
    return pd.DataFrame(made, columns=["imported_at", "who", "mapping", "source"])


def everything():
    when = datetime(2019, 6, 1, tzinfo=UTC)
    mapping = Mapping(title="SAGE, weekly", table="incidents", columns={"event_date": "Date"})
    log = imports(
        {"who": "Awa", "mapping": "sage"}, {"who": "Binta", "mapping": "sage"}, {"who": "cron", "source": "acled"}
    )
    scenario = Scenario(
        scenario_id="s1", revision=1, name="North", description="", status="draft", link="", radius_km=50.0, version=1,
        author="Awa", saved_at=when, base_revision=0, merged_from="", action="saved", moves_json="[]", sheet_json="{}",
    )  # fmt: skip
    return {
        saved.BRIEFS: saved.briefs([Brief("north", "incidents", "at=3", "Awa", HOSTILE), Brief("b", "", "", "Binta")]),
        saved.BOOKS: saved.books([Book("mlt", "MLT", author="Binta", saved_at=when)]),
        saved.SCENARIOS: saved.scenarios([scenario]),
        saved.MAPPINGS: saved.mappings({"sage": mapping, "never": mapping}, log),
        saved.SCHEDULES: saved.schedules(LiveSettings(acled=AcledLive(country="Mali", since=date(2018, 1, 1))), log),
    }


def test_what_people_saved_is_listed_by_their_name():
    found = {kind: list(zip(rows["row_id"], rows["by"], strict=True)) for kind, rows in everything().items()}
    assert found == {
        "briefs": [("north", "Awa"), ("b", "Binta")],
        "books": [("mlt", "Binta")],
        "scenarios": [("s1", "Awa")],
        "mappings": [("never", ""), ("sage", "Binta")],
        "schedules": [("live.acled", "cron")],
    }
    assert everything()["schedules"]["title"].tolist() == ["ACLED: since 2018-01-01, country Mali"]
    assert everything()["briefs"]["state"].tolist() == ["pinned to version 3", "live"]
    assert saved.authors(everything()) == ["Awa", "Binta", "cron"]


def test_one_author_narrows_every_table():
    own = saved.of_author(everything(), "Awa")
    assert {kind: rows["row_id"].tolist() for kind, rows in own.items()} == {
        "briefs": ["north"], "books": [], "scenarios": ["s1"], "mappings": [], "schedules": [],
    }  # fmt: skip
    assert saved.of_author(everything(), "").keys() == own.keys()


def test_owners_are_counted_as_each_of_them_is_listed():
    opened = mission.load(mission.EXAMPLE)
    shot = snapshot.load(opened, opened.store.latest())
    table = held.owners(shot.table, shot.today).set_index("post")
    assert list(table.index) == held.posts(shot.table)
    for post in list(table.index)[::6]:
        listed_ = held.of(shot.table, post, shot.today)
        assert table.loc[post].to_dict() == {kind: len(rows) for kind, rows in listed_.items()}
    assert table.to_numpy().sum() > 100
    assert held.owners(read, DAY).set_index("post").loc[P, "actions"] == len(held.of(read, P, DAY)["actions"])


def test_a_mission_without_live_sources_has_no_schedule():
    assert saved.schedules(LiveSettings(), imports()).empty


@pytest.fixture
def book():
    """The note of the planner's post as its file is read again: the sheets by name, each with its cells."""
    cover = {
        "mission": "MINUSMA",
        "mark": "Synthetic",
        "handling": "Confidential",
        "edition": "Mission internal",
        "version": "7",
        "terms": "x",
    }
    own = Note(P, "Awa", {**held.of(read, P, DAY), **saved.of_author(everything(), "Awa")})
    made = note.workbook(own, cover, date(2019, 7, 1), "https://planning.example.org")
    sheets = openpyxl.load_workbook(BytesIO(made))
    return {sheet.title: [[cell or "" for cell in row] for row in sheet.values] for sheet in sheets}


def test_the_note_says_of_whom_when_and_with_which_marks(book):
    about = dict(book["About"][1:])
    assert (about["title"], about["post"], about["saved_by"]) == ("Handover note", P, "Awa")
    assert (about["date"], about["version"], about["mark"], about["handling"]) == (
        "2019-07-01", "7", "Synthetic", "Confidential",
    )  # fmt: skip
    assert about["rows"] == str(sum(len(rows) - 1 for name, rows in book.items() if name != "About"))


def test_the_note_has_a_sheet_for_each_kind_and_the_way_to_each_row(book):
    assert list(book) == ["About", *(name[:31] for name in words.kinds().values())]
    assert book["Open actions and recommendation"][1] == [
        "Adapt", "owns the recommendation", "Open", "2019-07-01", "n1",
        "https://planning.example.org/mandate?mandate_part=cpas&mandate_cpas=recommendations",
    ]  # fmt: skip
    assert book["Briefing books"] == [["What", "Saved by", "State", "Key", "Link"]]
    assert book["Short links"][1][-1] == "https://planning.example.org/?brief=north"


def test_no_cell_of_the_note_is_a_formula(book):
    cells = [str(cell) for rows in book.values() for row in rows for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith("=")]
