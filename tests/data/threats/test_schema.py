"""Judgements come in by a file of their own, checked, by their key, and never out of incidents."""

import pandas as pd
import pytest

from data.importing.run import import_files
from data.threats.schema import CONFIDENCES
from tests.data.made import acled, written

ROW = {
    "area_id": "x:r", "section": "JMAC", "judgement": "High risk of ambushes on the road.", "assessed_on": "2020-03-23",
    "confidence": "moderate", "valid_until": "2020-06-30",
}  # fmt: skip


@pytest.fixture
def take(new_mission, tmp_path):
    """Imports judgements from changes to one."""

    def imported(*changes):
        file = written(tmp_path / "threats.csv", pd.DataFrame([ROW | change for change in changes or ({},)]))
        _mission, (report,) = import_files(new_mission, [file])
        return report

    return imported


def test_a_file_of_judgements_is_recognised_by_its_columns(new_mission, take):
    report = take()
    assert (report.parsed.table, report.parsed.layout, report.added) == (
        "assessed_threats", "Linchpin assessed_threats", 1,
    )  # fmt: skip
    row = new_mission.store.read("assessed_threats", 1).iloc[0]
    assert row[["area_id", "section", "judgement", "confidence"]].to_dict() == {
        name: ROW[name] for name in ("area_id", "section", "judgement", "confidence")
    }
    assert (str(row["assessed_on"].date()), str(row["valid_until"].date())) == ("2020-03-23", "2020-06-30")
    assert row["import_id"] == report.import_id


@pytest.mark.parametrize("confidence", [*CONFIDENCES, ""])
def test_confidence_and_last_day_may_be_unknown(take, confidence):
    assert take({"confidence": confidence, "valid_until": ""}).parsed.rejected == 0


@pytest.mark.parametrize(
    ("change", "column", "accepts"),
    [
        ({"valid_until": "2020-03-22"}, "valid_until", "a day not before the assessment"),
        ({"confidence": "sure"}, "confidence", "one of low, moderate, high"),
        ({"assessed_on": "soon"}, "assessed_on", "a day as 2019-03-23"),
        ({"assessed_on": ""}, "assessed_on", "a day as 2019-03-23"),
        ({"judgement": " "}, "judgement", "a text"),
        ({"section": ""}, "section", "a section's name"),
        ({"area_id": ""}, "area_id", "the id of an area"),
    ],
)
def test_a_row_that_cannot_be_taken_says_what_is_accepted(take, change, column, accepts):
    report = take({}, change | {"section": change.get("section", "U2")})
    assert (report.parsed.accepted, report.parsed.rejected) == (1, 1)
    (case,) = report.parsed.rejects.to_dict("records")
    assert (case["row"], case["column"]) == (3, column)
    assert accepts in case["reason"]


def test_the_same_file_again_changes_nothing_and_another_wording_revises_the_row(new_mission, take):
    take()
    again = take()
    assert (again.added, again.changed, again.unchanged, again.version) == (0, 0, 1, 1)
    reworded = take({"judgement": "Lower now."})
    assert (reworded.added, reworded.changed, reworded.version) == (0, 1, 2)
    later = take({"assessed_on": "2020-04-01"})
    assert (later.added, later.changed) == (1, 0), "another day is another judgement"
    assert len(new_mission.store.read("assessed_threats", 3)) == 2


def test_incidents_never_make_a_judgement(new_mission, tmp_path):
    import_files(new_mission, [acled(tmp_path / "a.csv")])
    assert new_mission.store.read("assessed_threats", 1).empty
    assert "assessed_threats" not in new_mission.store.version(1).tables
