from datetime import date

import numpy as np
import pandas as pd
import pytest

from data import edit, mission
from data.errors import InputError
from data.mandate import cpas
from data.mandate.cpas_schema import Assessments, ContextNotes, Outcomes, Quarters, Recommendations
from data.mandate.work_schema import FieldOffices

SCALE = ("none", "some", "much")
TOML = '[[cpas.scale]]\ncode = "none"\ntitle = "None"\n[[cpas.scale]]\ncode = "some"\ntitle = "Some"\n'


def assessments(*rows):
    plain = {
        "quarter": "2019Q3", "outcome_id": "trust", "office_id": "mopti", "dimension": "knowledge", "relevance": "some",
        "extent": "some", "duration": "none", "evidence": "Talks with elders", "confidence": "low",
    }  # fmt: skip
    frame = pd.DataFrame([plain | {"assessment_id": f"a{i}"} | own for i, own in enumerate(rows)])
    if "assessed_on" in frame:
        frame["assessed_on"] = pd.to_datetime(frame["assessed_on"])
    return Assessments.shape(frame)


def whole(quarter="2019Q3", **more):
    return [{"quarter": quarter, "dimension": d, "assessment_id": f"{quarter}{d}"} | more for d in
            ("knowledge", "attitudes", "behaviour")]  # fmt: skip


NOTES = ContextNotes.shape(pd.DataFrame([{"note_id": "n", "quarter": "2019Q3", "actors": "Elders", "drivers": "Land"}]))
OFFICES = FieldOffices.shape(
    pd.DataFrame([{"office_id": office, "name": office.title()} for office in ("mopti", "gao", "timbuktu", "kidal")])
)
OUTCOMES = Outcomes.shape(pd.DataFrame([{"outcome_id": "trust", "title": "Trust", "whom": "Local authorities"}]))


@pytest.fixture
def own(tmp_path):
    """A mission with a scale of two steps and a whole quarter."""
    folder = mission.init(tmp_path / "mission", "MINUSMA", "Mali").folder
    settings = folder / "mission.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + TOML, encoding="utf-8")
    made = mission.load(folder)
    frames = {
        "assessments": assessments(*whole()),
        "context_notes": NOTES,
        "outcomes": OUTCOMES,
        "field_offices": OFFICES,
    }
    made.store.commit(lambda _base: frames, who="t", what="made", settings=made.settings_text)
    return made


def first(own, table="assessments"):
    return edit.cells_of(own.store.read(table, own.store.latest()))[0]


def test_quarters():
    assert [cpas.quarter_of(date(2019, month, 1)) for month in (1, 3, 4, 12)] == [
        "2019Q1", "2019Q1", "2019Q2", "2019Q4",
    ]  # fmt: skip
    assert cpas.ends("2019Q2") == date(2019, 6, 30)
    assert cpas.shifted("2019Q4", 1) == "2020Q1"


def test_a_quarter_that_is_over_counts_whole_and_a_running_one_by_what_was_made():
    rows = assessments(
        {"assessed_on": "2019-10-12"}, {"assessed_on": None}, {"quarter": "2019Q4", "assessed_on": "2019-10-12"},
        {"quarter": "2019Q4", "assessed_on": None}, {"quarter": "2019Q4", "assessed_on": "2026-11-26"},
    )  # fmt: skip
    assert cpas.judged_by(rows, date(2019, 9, 29))["assessment_id"].tolist() == []
    assert cpas.judged_by(rows, date(2019, 9, 30))["assessment_id"].tolist() == ["a0", "a1"]
    assert cpas.judged_by(rows, date(2019, 10, 12))["assessment_id"].tolist() == ["a0", "a1", "a2"]
    assert cpas.judged_by(rows, date(2019, 12, 31))["assessment_id"].tolist() == ["a0", "a1", "a2", "a3", "a4"]


def test_a_rating_outside_the_scale_is_found_by_its_cell():
    rows = assessments({"relevance": "4"}, {"extent": None})
    (only,) = cpas.rejects(rows, SCALE).to_dict("records")
    assert only == {"assessment_id": "a0", "column": "relevance", "value": "4", "accepts": "none, some, much"}
    with pytest.raises(InputError, match=r"has none, some, much.*a0, relevance: “4”"):
        cpas.check_scale(rows, SCALE)
    with pytest.raises(InputError, match=r"write cpas.scale into mission.toml"):
        cpas.check_scale(rows, ())


def test_what_a_quarter_lacks():
    rows = assessments({"extent": None, "evidence": " "}, {"office_id": None, "dimension": "behaviour"})
    gaps = cpas.lacking(rows, NOTES.iloc[:0], pd.concat([OUTCOMES, OUTCOMES.assign(outcome_id="law")]), "2019Q3")
    found = {(r.what, r.outcome_id, r.office_id, r.dimension) for r in gaps.fillna("").itertuples()}
    assert found == {
        ("context", "", "", ""),
        ("outcome", "law", "", ""),
        ("dimension", "trust", "mopti", "attitudes"),
        ("dimension", "trust", "mopti", "behaviour"),
        ("dimension", "trust", "", "knowledge"),
        ("dimension", "trust", "", "attitudes"),
        ("extent", "trust", "mopti", "knowledge"),
        ("evidence", "trust", "mopti", "knowledge"),
    }
    assert cpas.lacking(assessments(*whole()), NOTES, OUTCOMES, "2019Q3").empty


def test_a_whole_quarter_is_closed_and_then_frozen(own):
    cpas.close(own, "2019Q3", post="Chief of Staff", day=date(2019, 10, 15), who="t")
    (row,) = own.store.read("quarters", own.store.latest()).to_dict("records")
    assert (row["signed_by_post"], row["closed_on"]) == ("Chief of Staff", pd.Timestamp("2019-10-15"))
    before = own.store.latest()
    for change in (edit.changed(first(own), extent="none"), edit.changed(first(own), quarter="2019Q4"),
                   edit.deleted(first(own))):  # fmt: skip
        with pytest.raises(InputError, match="2019Q3 is closed and signed"):
            cpas.save_assessments(own, [change])
    with pytest.raises(InputError, match="closed and signed"):
        cpas.save_context(own, edit.changed(first(own, "context_notes"), drivers="Water"))
    with pytest.raises(InputError, match="closed and signed"):
        cpas.close(own, "2019Q3", post="Chief of Staff", day=date(2019, 10, 16))
    assert own.store.latest() == before


def test_a_quarter_that_lacks_something_is_not_closed(own):
    cpas.save_assessments(own, [edit.changed(first(own), extent=None)], who="t")
    with pytest.raises(InputError, match=r"cannot be closed: 1 thing is lacking \(1 × extent\)"):
        cpas.close(own, "2019Q3", post="Chief of Staff", day=date(2019, 10, 15))
    assert not cpas.is_closed(own.store.read("quarters", own.store.latest()), "2019Q3")


def test_what_the_quarter_before_judged_asks_for_a_remark(own):
    gone = [
        {**row, "evidence": "E", "confidence": "low"} for row in whole("2019Q2", outcome_id="trust", office_id="gao")
    ]
    cpas.save_assessments(own, [edit.added(row) for row in gone], who="t")
    with pytest.raises(InputError, match="say why in the remark"):
        cpas.close(own, "2019Q3", post="Chief of Staff", day=date(2019, 10, 15))
    cpas.close(own, "2019Q3", post="Chief of Staff", day=date(2019, 10, 15), remark="No access to Gao")
    assert cpas.is_closed(own.store.read("quarters", own.store.latest()), "2019Q3")


def test_a_closing_that_no_post_signs(own):
    with pytest.raises(InputError, match="which post"):
        cpas.close(own, "2019Q3", post=" ", day=date(2019, 10, 15))


def test_a_rating_outside_the_scale_and_a_second_judgement_are_not_saved(own):
    before = own.store.latest()
    with pytest.raises(InputError, match="“much”"):
        cpas.save_assessments(own, [edit.changed(first(own), extent="much")])
    with pytest.raises(InputError, match="assessed by this office in 2019Q3 already"):
        cpas.save_assessments(own, [edit.added({**first(own), "assessment_id": "new"})])
    assert own.store.latest() == before


def test_the_share_carried_out_is_of_those_due():
    rows = [
        {"due": "2019-09-30", "state": "carried_out", "carried_out_on": "2019-09-01"},
        {"due": "2019-09-30", "state": "carried_out", "carried_out_on": "2019-11-01"},
        {"due": "2019-10-01", "state": "not_carried_out", "state_reason": "No access"},
        {"due": "2019-10-02", "state": "carried_out", "carried_out_on": "2019-09-01"},
        {"due": None, "state": "open"},
    ]
    plain = {"quarter": "2019Q3", "recommendation": "adapt", "title": "T", "owner_post": "P"}
    frame = pd.DataFrame([plain | {"recommendation_id": f"{i}"} | row for i, row in enumerate(rows)])
    for name in ("due", "carried_out_on"):
        frame[name] = pd.to_datetime(frame[name])
    table = Recommendations.shape(frame)
    found = cpas.carried_out(table, date(2019, 10, 1))
    assert found == cpas.Carried(due=3, carried_out=1, not_carried_out=1, open=1, undated=1)
    assert found.share == pytest.approx(1 / 3)
    assert cpas.carried_out(table, date(2019, 9, 1)).share is None


def test_the_course_leaves_a_gap_where_nothing_was_judged():
    rows = assessments(
        {"quarter": "2019Q1", "relevance": "none"},
        {"quarter": "2019Q3", "relevance": "much", "confidence": "high"},
        {"quarter": "2019Q3", "office_id": None, "relevance": None},
        {"quarter": "2018Q1"},
    )
    found = cpas.course(rows, "relevance", SCALE, "2019Q3", quarters=3)
    by = found.assign(office_id=found["office_id"].fillna("whole")).set_index(["office_id", "quarter"])["step"]
    assert by.loc["mopti"].tolist() == pytest.approx([0, np.nan, 2], nan_ok=True)
    assert by.loc["whole"].isna().tolist() == [True, True, True]
    assert len(found) == 6


def test_the_spread_counts_every_assessment_once():
    rows = assessments({}, {"relevance": "much"}, {"relevance": None}, {"relevance": "4"}, {"dimension": "behaviour"})
    found = cpas.spread(rows, "relevance", SCALE)
    assert found.loc[("trust", "knowledge")].to_dict() == {"none": 0, "some": 1, "much": 1, "unrated": 2}
    assert found.to_numpy().sum() == 5


def test_empty_tables():
    empty = Assessments.empty()
    assert cpas.rejects(empty, SCALE).empty
    assert cpas.course(empty, "extent", SCALE, "2019Q3").empty
    assert cpas.spread(empty, "extent", SCALE).empty
    assert not cpas.is_closed(Quarters.empty(), "2019Q3")
    assert cpas.judged_by(empty, date(2019, 1, 1)).empty
