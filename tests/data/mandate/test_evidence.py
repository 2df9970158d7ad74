"""The chain as of a day: each link found by areas, days and tasks, and nothing of later days used."""

import json
from dataclasses import replace
from datetime import date

import pytest

from data import snapshot
from data.cli import main
from data.filters import Filters
from data.incidents import change, summary
from data.mandate.evidence import Chain
from tests.data.mandate import stage
from tests.data.mandate.stage import BANKASS, GAO, KORO, MOPTI, SEGOU

SUMMER = "?from=2019-07-01&to=2019-09-30"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return stage.staged(tmp_path_factory.mktemp("evidence") / "mission")


@pytest.fixture(scope="module")
def shot(made):
    return snapshot.load(made, made.store.latest())


def chain(shot, *area_ids, task="", link=SUMMER, **days):
    filters = Filters.from_query(link, shot.vocabulary).filters
    return Chain(shot, replace(filters, areas=area_ids, **days), task)


def test_of_an_area_the_tasks_in_it_around_it_and_for_the_whole_country(shot):
    found = chain(shot, KORO).tasks.set_index("task_id")["basis"].to_dict()
    assert found == {"1.1": "inside", "2": "country"}
    found = chain(shot, MOPTI).tasks.set_index("task_id")["basis"].to_dict()
    assert found == {"1.1": "partly", "1.2": "partly", "2": "country"}


def test_of_several_areas_each_task_once_with_its_best_reason(shot):
    found = chain(shot, MOPTI, KORO).tasks
    assert found["task_id"].is_unique
    assert found.set_index("task_id")["basis"].to_dict() == {"1.1": "inside", "1.2": "partly", "2": "country"}


def test_without_an_area_every_open_leaf_of_the_mandates_in_force(shot):
    assert chain(shot).tasks["task_id"].tolist() == ["1.1", "1.2", "2"]
    assert chain(shot, start=date(2018, 1, 1), end=date(2018, 3, 31)).tasks.empty


def test_of_a_task_its_leaves_and_their_areas(shot):
    own = chain(shot, task="1")
    assert own.tasks["task_id"].tolist() == ["1.1", "1.2"]
    assert set(own.area_ids) == {KORO, BANKASS, stage.DOUENTZA}
    assert chain(shot, task="1.1").area_ids == (KORO, BANKASS)
    assert chain(shot, task="2").area_ids == ()
    assert chain(shot, GAO, task="1.1").area_ids == (GAO,)


def test_its_incidents_are_those_that_the_filters_count_there(shot):
    own = chain(shot, task="1.1", link=SUMMER + "&type=violent")
    expected = shot.select(replace(own.filters, areas=(KORO, BANKASS)))
    assert len(own.incidents) == len(expected) > 20
    assert own.event_types == ("against_civilians",)
    before, earlier = change.comparisons(own.counted)
    assert [c.period for c in own.changes["incidents"]] == [before, earlier]
    assert own.changes["incidents"][0].before == len(shot.select(own.counted.during(before)))


def test_threats_hold_on_the_day_and_for_the_areas(shot):
    assert chain(shot, KORO).threats["section"].tolist() == ["JMAC"]
    assert chain(shot, KORO, start=date(2019, 3, 1), end=date(2019, 4, 30)).threats["section"].tolist() == ["U2"]
    assert chain(shot, GAO).threats.empty
    assert chain(shot, KORO, start=date(2020, 1, 1), end=date(2020, 1, 31)).threats.empty


def test_base_towns_in_the_areas_or_with_an_incident_within_reach(shot):
    own = chain(shot, MOPTI)
    inside = own.bases.set_index("name")["inside"]
    assert inside["Mopti/Sévaré"]
    assert "Gao" not in inside
    assert own.bases["incidents"].max() <= len(own.incidents)
    sevare = own.bases.set_index("name").loc["Mopti/Sévaré"]
    by_town = own.reached.by_town.set_index("name")["incidents"]
    assert sevare["incidents"] == by_town["Mopti/Sévaré"] > 0
    assert own.bases["incidents"].is_monotonic_decreasing


def test_the_last_measurement_by_the_day_and_none_is_not_zero(shot):
    found = chain(shot, KORO).indicators.set_index("item_id")
    assert (found.loc["i1", "value"], f"{found.loc['i1', 'measured_on']:%Y-%m-%d}") == (30, "2019-08-31")
    assert found.loc["i1", "later"] == 1
    assert found["value"].isna()["i2"]
    assert found.loc["i2", "course"] == "no_data"
    later = chain(shot, KORO, end=date(2019, 12, 31)).indicators.set_index("item_id")
    assert later.loc["i1", "value"] == 70


def test_the_last_assessment_by_the_day_of_the_offices_that_cover_it(shot):
    assert chain(shot, KORO).assessments["assessment_id"].tolist() == ["s1"]
    assert chain(shot, KORO, end=date(2019, 9, 27)).assessments["assessment_id"].tolist() == ["s0"]
    assert chain(shot).assessments["assessment_id"].tolist() == ["s2", "s1"]
    assert chain(shot, SEGOU).assessments.empty


def test_recommendations_of_quarters_that_are_over_with_what_was_known_then(shot):
    own = chain(shot, KORO).recommendations.set_index("recommendation_id")
    assert own["state"].to_dict() == {"r1": "open"}
    assert own["carried_out_on"].isna()["r1"]
    year = chain(shot, KORO, end=date(2019, 12, 31)).recommendations
    assert year.set_index("recommendation_id")["state"].to_dict() == {"r2": "open", "r1": "carried_out"}
    assert chain(shot, KORO, end=date(2019, 9, 29)).recommendations.empty


@pytest.fixture
def run(capsys, made):
    def command(*argv):
        status = main([*argv, "--mission", str(made.folder), "--json"])
        out, err = capsys.readouterr()
        return status, json.loads(out) if out else None, err

    return command


def test_the_command_has_the_promised_keys_and_the_same_numbers(run, shot):
    status, document, err = run("evidence", "--area", "Koro", "--link", SUMMER)
    assert (status, err) == (0, "")
    assert {"incidents", "bases", "tasks", "indicators", "assessments", "recommendations", "assessed_threats"} <= set(
        document
    )
    own = chain(shot, KORO)
    totals = summary.totals(own.incidents)
    assert {name: document["incidents"][name] for name in totals} == totals
    assert [row["task_id"] for row in document["tasks"]] == own.tasks["task_id"].tolist()
    assert document["indicators"][0]["measured_on"] == "2019-08-31"
    assert document["indicators"][1]["value"] is None
    assert document["areas"] == [KORO] and document["as_of"] == "2019-09-30"
    assert document["tasks"][0]["supporting_sections"] == ["POC", "Police"]
    assert "absence of need" in document["words"]


def test_no_share_where_one_event_makes_the_change(run, shot):
    _status, document, _err = run("evidence", "--area", "Koro", "--link", "?from=2019-07-01&to=2019-12-31")
    against = document["incidents"]["compared"]["fatalities"]["before"]
    assert against["one_event_decides"] is True
    assert against["share"] is None
    assert against["count"] > 0


def test_by_a_task(run):
    _status, document, _err = run("evidence", "--task", "1.1", "--link", SUMMER)
    assert document["task"] == "1.1"
    assert document["areas"] == [KORO, BANKASS]


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ((), "needs --area A, or --task T"),
        (("--area", "Atlantis"), "no such area"),
        (("--task", "9.9"), "no such task"),
    ],
)
def test_what_is_not_there_is_said(run, argv, said):
    status, document, err = run("evidence", *argv)
    assert (status, document) == (2, None)
    assert said in err


def test_as_text_it_is_written_too(capsys, made):
    assert main(["evidence", "--area", "Koro", "--mission", str(made.folder)]) == 0
    assert "JMAC" in capsys.readouterr().out
