"""The mandate of the example: references lead somewhere, rows say what they are, and together they tell one story."""

from datetime import date

import pandas as pd
import pytest

from data import mission
from data.mandate import budget, conflicts, cpas, measured, progress, strategies
from data.mandate import tasks as task_tree
from data.schema import split
from data.tables import TABLES

DAY = date(2019, 12, 31)
MANDATE_TABLES = (
    "mandates", "priorities", "frameworks", "field_offices", "tasks", "rbb_components", "accomplishments", "indicators",
    "outputs", "measurements", "operations", "harm_assessments", "advance_notes", "activities", "actions",
    "prioritisations", "calendar", "quarters", "context_notes", "outcomes", "assessments", "recommendations",
)  # fmt: skip


@pytest.fixture(scope="module")
def example():
    return mission.load(mission.EXAMPLE)


@pytest.fixture(scope="module")
def tables(example):
    return {name: example.store.read(name, 1) for name in example.store.version(1).tables}


@pytest.fixture(scope="module")
def current(tables):
    return tables["tasks"][tables["tasks"]["mandate_id"] == "2480"]


@pytest.fixture(scope="module")
def state(example, tables):
    states = progress.of(
        tables["indicators"], tables["outputs"], tables["measurements"], DAY, example.settings.progress
    )
    return states.set_index("item_id")


def references(name):
    """The columns of a table that refer to another, with that table and whether they are lists."""
    columns = TABLES[name].model.to_schema().columns
    told = {column: field.metadata or {} for column, field in columns.items()}
    return [(column, of["table"], of.get("list", False)) for column, of in told.items() if "table" in of]


@pytest.mark.parametrize("name", MANDATE_TABLES)
def test_what_a_row_refers_to_exists(tables, name):
    for column, other, is_list in references(name):
        cells = tables[name][column].dropna()
        named = {key for cell in cells for key in split(cell)} if is_list else set(cells)
        assert named <= set(tables[other][TABLES[other].key[0]]), f"{name}.{column}"


def test_every_table_of_the_mandate_is_there_and_most_refer_to_another(tables):
    assert set(MANDATE_TABLES) <= set(tables)
    assert sum(len(references(name)) for name in MANDATE_TABLES) > 40
    assert set(tables["assessed_threats"]["area_id"]) <= set(tables["areas"]["area_id"])


@pytest.mark.parametrize("name", MANDATE_TABLES)
def test_what_no_source_states_is_marked(tables, name):
    if "illustrative" in tables[name]:
        assert tables[name]["illustrative"].fillna(False).all()
    else:
        assert name in ("mandates", "priorities")


def test_judgements_on_threats_say_that_they_are_illustrative_and_some_have_lapsed(tables):
    threats = tables["assessed_threats"]
    assert threats["judgement"].str.startswith("Illustrative: ").all()
    assert (threats["valid_until"] < pd.Timestamp(DAY)).any()
    assert (threats["valid_until"] >= pd.Timestamp(DAY)).any()


def test_second_priority_of_2480_is_new_and_the_first_is_carried_over(tables):
    carried = tables["priorities"].set_index("priority_id")["carried_from"]
    assert carried["2480-P1"] == "2423-P1"
    assert pd.isna(carried["2480-P2"])
    tasks = tables["tasks"].set_index("task_id")
    assert (tasks.loc[tasks["carried_from"].dropna(), "mandate_id"] == "2423").all()


def test_indicators_know_every_direction_reading_and_path(tables):
    indicators = tables["indicators"]
    assert set(indicators["direction"]) == {"increase", "decrease", "maintain"}
    assert set(indicators["reading"]) == {"level", "sum"}
    assert set(indicators["path"]) == {"linear", "at_end"}
    assert indicators["owner_post"].notna().all()


def test_outputs_are_delivered_while_effect_lags(state):
    running = state[state["reason"] == ""]
    on_course = (running["course"] == "on_course").groupby([running.index.str[:2], running["kind"]]).mean()
    assert on_course["19", "output"] > 0.8
    assert on_course["19", "indicator"] < 0.65


def test_one_is_late_one_unmeasured_one_without_baseline_and_one_begins_later(state):
    assert state.index[state["late"]].tolist() == ["19-2.1.2"]
    reasons = state["reason"]
    assert reasons[reasons != ""].to_dict() == {
        "19-2.1.5": "no_baseline",
        "19-3.1.1": "no_measurement",
        "19-O9": "begins_later",
    }


def test_a_reported_value_was_corrected_and_the_correction_counts(tables):
    rows = tables["measurements"]
    correction = rows[rows["corrects"].notna()].squeeze()
    first = rows.set_index("measurement_id").loc[correction["corrects"]]
    assert first["reported_in"]
    assert correction["correction_reason"]
    assert (first["value"], correction["value"]) == (17, 13)
    assert correction["corrects"] not in set(measured.current(rows)["measurement_id"])


def test_parts_add_up_to_their_total_where_they_are_counted(tables):
    rows = measured.current(tables["measurements"])
    counted = rows[rows["indicator_id"].isin(["19-1.1.3", "19-2.1.4", "19-4.1.1"])]
    is_part = counted[["sex", "age", "area_id"]].notna().any(axis=1)
    sums = counted.groupby(["indicator_id", "measured_on", is_part])["value"].sum().unstack()
    assert len(sums) == 7
    assert (sums[True] == sums[False]).all()


def test_every_departure_has_its_remark(example, tables):
    rows = budget.Tables(*(tables[name] for name in budget.Tables.__annotations__))
    for year in ("2018/19", "2019/20"):
        table = budget.table(rows, year, DAY, example.settings)
        assert table["departs"].sum() >= 7
        assert not table["remark_missing"].any()


def test_what_activities_delivered_is_what_outputs_say(tables):
    activities = tables["activities"]
    done = activities[(activities["state"] == "done") & activities["output_id"].notna()]
    delivered = tables["measurements"].dropna(subset="output_id").groupby("output_id")["value"].sum()
    pd.testing.assert_series_equal(delivered, done.groupby("output_id")["quantity"].sum(), check_names=False)
    assert done["activity_date"].max() <= pd.Timestamp(DAY)


def test_some_activities_and_tasks_serve_no_strategy(tables, current):
    ordered = task_tree.tree(current)
    assert strategies.without(ordered)["task_id"].tolist() == ["2480.5.2", "2480.6.1", "2480.6.2", "2480.7"]
    unlinked = strategies.unlinked(tables["activities"], task_tree.tree(tables["tasks"]))
    assert 0.1 < len(unlinked) / len(tables["activities"]) < 0.4


def test_each_kind_of_conflict_but_that_of_assets_is_there(tables, current):
    mandate = tables["mandates"].set_index("mandate_id", drop=False).loc["2480"]
    found = conflicts.of(current, mandate, tables["asset_requests"], tables["activities"], DAY)
    assert set(found["kind"]) == set(conflicts.KINDS) - {conflicts.ASSET}
    unit = found[found["kind"] == conflicts.UNIT].squeeze()
    assert (unit["first"], unit["days"]) == (pd.Timestamp("2020-01-27"), 5)


def test_ratings_are_on_the_scale_and_five_quarters_are_closed(example, tables):
    cpas.check_scale(tables["assessments"], cpas.codes(example.settings.cpas))
    assert tables["quarters"]["closed_on"].notna().tolist() == [True] * 5 + [False]
    lacking = {q: len(_lacking(tables, q)) for q in tables["quarters"]["quarter"]}
    assert lacking == {"2018Q3": 0, "2018Q4": 0, "2019Q1": 0, "2019Q2": 0, "2019Q3": 0, "2019Q4": 2}


def _lacking(tables, quarter):
    return cpas.lacking(tables["assessments"], tables["context_notes"], tables["outcomes"], quarter)


def test_an_assessment_says_on_what_it_rests_and_an_office_without_one_has_no_row(tables):
    rows = tables["assessments"]
    assert rows["evidence"].str.len().min() > 60
    assert not rows["evidence"].str.contains("[{}]").any()
    menaka = rows[rows["office_id"] == "ex:office-menaka"]
    assert set(tables["quarters"]["quarter"]) - set(menaka["quarter"]) == {"2019Q1"}


def test_dialogue_in_mopti_falls_until_spring_2019_and_rises_after(example, tables):
    scale = cpas.codes(example.settings.cpas)
    rows = tables["assessments"].query("outcome_id == 'OC-2' and office_id == 'ex:office-mopti'")
    mean = rows["extent"].map(scale.index).groupby(rows["quarter"]).mean()
    assert mean["2019Q1"] < mean["2018Q3"]
    assert mean["2019Q2"] <= mean["2019Q3"] < mean["2019Q4"]


def test_recommendations_are_carried_out_open_or_left_with_a_reason(tables):
    assert set(tables["recommendations"]["state"]) == {"open", "carried_out", "not_carried_out"}
    assert set(tables["recommendations"]["recommendation"]) == {"scale_up", "maintain", "adapt", "end"}


def test_folon_works_on_all_tiers_in_mopti_and_segou(tables):
    operations = tables["operations"].set_index("operation_id")
    folon = operations.loc["OP-FOLON-1"]
    assert len(split(folon["tiers"])) == 3
    assert {area[:8] for area in split(folon["area_ids"])} == {"ex:ML-MO", "ex:ML-SG"}
    assert "As reported by some of those interviewed" in folon["source"]
    assert operations["decision"].tolist() == ["go", "adapt", "forego"]


def test_one_advance_note_is_not_acknowledged_and_one_not_sent(tables):
    notes = tables["advance_notes"]
    assert (notes["sent_on"].notna() & notes["acknowledged_on"].isna()).sum() == 1
    assert notes["sent_on"].isna().sum() == 1
