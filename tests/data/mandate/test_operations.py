"""Operations: what is lacking before, the watch by hand, and the panel of the estimate."""

import json
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from scipy.stats import poisson

from data import edit, snapshot
from data.cli import main
from data.filters import Filters
from data.geography import neighbours
from data.incidents import protected
from data.mandate import ground, operations, watch
from data.mandate.effect import estimate, panel
from tests.data.mandate import stage
from tests.data.mandate.stage import BANKASS, GAO, KORO, MOPTI, OPERATION, SEGOU

DAY = date(2019, 12, 31)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return stage.staged(tmp_path_factory.mktemp("operations") / "mission")


@pytest.fixture(scope="module")
def shot(made):
    return snapshot.load(made, made.store.latest())


@pytest.fixture
def filters(shot):
    return Filters.from_query("?from=2019-07-01&to=2019-12-31", shot.vocabulary).filters


@pytest.fixture
def operation(shot):
    return shot.table("operations").set_index("operation_id", drop=False).loc[OPERATION]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2019, 7, 14), "planned"),
        (date(2019, 7, 15), "running"),
        (date(2019, 8, 31), "running"),
        (date(2019, 9, 1), "over"),
    ],
)
def test_where_it_stands(operation, day, expected):
    assert operations.state(operation, day) == expected


def test_one_without_a_last_day_runs_on(operation):
    assert operations.state(operation.where(operation.index != "ends"), DAY) == "running"


def test_the_latest_begun_first_and_those_of_an_area(shot):
    table = operations.in_order(shot.table("operations"))
    assert table["operation_id"].tolist() == ["op-2", OPERATION]
    for areas, found in (((KORO,), [OPERATION]), ((MOPTI,), [OPERATION]), ((GAO,), ["op-2"]), ((SEGOU,), [])):
        assert operations.touching(table, areas, shot.areas)["operation_id"].tolist() == found
    assert len(operations.touching(table, (), shot.areas)) == 2


def test_what_was_weighed_told_and_is_lacking(shot, operation):
    own = operations.prepared(shot, operation, DAY)
    assert own.harm["risk"].tolist() == ["reprisals", "explosive_devices"]
    assert own.unassessed == ("humanitarian_access", "community_tension")
    notes = own.notes.set_index("receiver")
    assert notes.loc["OCHA", "lead_days"] == 4
    assert notes.loc["OCHA", "untold"] == BANKASS
    assert pd.isna(notes.loc["RC/HC", "sent_on"]) and pd.isna(notes.loc["RC/HC", "lead_days"])
    assert own.lacking == (operations.RISKS_OPEN, operations.NOT_SENT, operations.AREAS_UNTOLD)


def test_nothing_that_was_done_later_is_known(shot, operation):
    early = operations.prepared(shot, operation, date(2019, 7, 9))
    assert {operations.NO_DECISION, operations.NOT_SENT} <= set(early.lacking)
    assert len(early.harm) == 2
    assert operations.prepared(shot, operation, date(2019, 7, 7)).harm.empty
    sent = operations.prepared(shot, operation, date(2019, 7, 11))
    assert operations.NOT_ACKNOWLEDGED in sent.lacking
    assert sent.notes["acknowledged_on"].isna().all()


def test_a_note_after_the_first_day_has_days_below_zero(operation):
    assert operations.lead_days(operation, pd.Timestamp("2019-07-18")) == -3
    assert operations.lead_days(operation, pd.NaT) is None


def test_a_decision_signed_after_the_first_day_is_told(shot, operation):
    late = operation.copy()
    late["signed_on"] = pd.Timestamp("2019-07-20")
    assert operations.SIGNED_LATE in operations.prepared(shot, late, DAY).lacking


def test_the_ground_is_its_cercles_and_those_that_touch_them(shot, operation):
    own = ground.of(shot, operation)
    assert set(own.inside) == {KORO, BANKASS} and own.level == 2
    assert "ex:ML-MO-DOUENTZA" in own.around and not set(own.around) & set(own.inside)
    assert all(area.startswith(("ex:ML-MO", "ex:ML-SG")) for area in own.around)


def test_of_a_region_all_its_cercles_are_its_ground(shot, operation):
    whole = operation.copy()
    whole["area_ids"] = MOPTI
    own = ground.of(shot, whole)
    assert set(own.inside) == set(neighbours.inside(shot.areas, (MOPTI,), 2)) and len(own.inside) == 8
    assert not any(area.startswith("ex:ML-MO") for area in own.around)


def by_hand(shot, area_ids, first, last, kind):
    """Counts of the whole table, by plain filters of the stored rows."""
    rows = shot.mission.store.read("incidents", shot.number)
    rows = rows[~protected.is_protected(rows)]  # known by region only
    rows = rows[rows["event_date"].between(first, last) & rows["area2_id"].isin(area_ids) & (rows["geo_precision"] < 3)]
    if kind == watch.CIVILIANS:
        return int(rows["civilian_targeting"].fillna(False).sum())
    device = rows["sub_event_type"].isin(["Remote explosive/landmine/IED", "Suicide bomb"])
    return int(((rows["event_type"] == "explosions") & device).sum())


@pytest.mark.parametrize("kind", [watch.EXPLOSIVES, watch.CIVILIANS])
@pytest.mark.parametrize("place", watch.PLACES)
def test_the_watch_counts_what_is_recorded_in_each_four_weeks_and_a_year_earlier(shot, filters, operation, kind, place):
    own = watch.of(shot, filters, operation, DAY)
    rows = own.periods[(own.periods["kind"] == kind) & (own.periods["place"] == place)]
    area_ids = getattr(own.ground, place)
    assert rows["number"].tolist() == list(range(-6, 7))
    for row in rows.itertuples():
        assert row.incidents == by_hand(shot, area_ids, row.first, row.last, kind)
        year = pd.Timedelta(days=364)
        assert row.year_earlier == by_hand(shot, area_ids, row.first - year, row.last - year, kind)
    assert rows["incidents"].sum() > 20


def test_phases_follow_the_days_of_the_operation(shot, filters, operation):
    own = watch.of(shot, filters, operation, DAY)
    one = own.periods[(own.periods["kind"] == watch.CIVILIANS) & (own.periods["place"] == watch.INSIDE)]
    phases = one.set_index("number")["phase"]
    assert phases[:-1].eq(watch.BEFORE).sum() == 6
    assert (phases[0], phases[1], phases[2]) == (watch.DURING, watch.DURING, watch.AFTER)
    assert f"{one.set_index('number').loc[0, 'first']:%Y-%m-%d}" == "2019-07-15"
    running = watch.of(shot, filters, operation.where(operation.index != "ends"), DAY).periods
    assert set(running.loc[running["number"] >= 0, "phase"]) == {watch.DURING}


def test_nothing_after_the_day_is_counted(shot, filters, operation):
    day = date(2019, 8, 20)
    own = watch.of(shot, filters, operation, day)
    assert own.periods["last"].max() == pd.Timestamp(day)
    assert own.later and own.until == day
    last = own.periods[own.periods["kind"] == watch.CIVILIANS].groupby("place").last().loc[watch.INSIDE]
    assert last["incidents"] == by_hand(shot, own.ground.inside, last["first"], last["last"], watch.CIVILIANS)
    year = pd.Timedelta(days=364)
    assert last["year_earlier"] == by_hand(
        shot, own.ground.inside, last["first"] - year, last["last"] - year, watch.CIVILIANS
    ), "of four weeks that are not over, the same days a year earlier"
    before = watch.of(shot, filters, operation, date(2019, 7, 1))
    assert before.periods["number"].max() == -1


def test_filters_of_type_and_area_do_not_narrow_the_watch(shot, filters, operation):
    narrow = replace(filters, types=("protests",), areas=(GAO,))
    pd.testing.assert_frame_equal(watch.of(shot, narrow, operation, DAY).periods,
                                  watch.of(shot, filters, operation, DAY).periods)  # fmt: skip


def test_before_the_records_begin_nothing_is_known_and_zero_is_not_said(shot, filters, operation):
    early = operation.copy()
    early["starts"], early["ends"] = pd.Timestamp("2016-09-01"), pd.Timestamp("2016-10-15")
    rows = watch.of(shot, filters, early, date(2016, 12, 31)).periods
    assert rows.loc[rows["number"] == -6, "incidents"].isna().all()
    assert rows.loc[rows["number"] == 0, "incidents"].notna().all()
    assert rows["year_earlier"].isna().all()


def test_without_areas_or_before_all_records_there_is_no_watch(shot, filters, operation):
    nowhere = operation.copy()
    nowhere["area_ids"] = None
    assert watch.of(shot, filters, nowhere, DAY) is None
    assert watch.of(shot, filters, operation, date(2016, 1, 1)) is None


@pytest.mark.parametrize(
    ("before", "year_earlier", "expected"),
    [([2, 4], 1, 3), ([2, 4], 7, 7), ([0, 0], 0, 0.5), ([None, None], None, 0.5), ([6, None], None, 6)],
)
def test_what_is_usual(before, year_earlier, expected):
    assert watch.usual(pd.Series(before, dtype="Int64"), year_earlier) == expected


def test_the_threshold_is_that_of_a_poisson_process_and_one_or_two_never_reach_it(shot, filters, operation):
    own = watch.of(shot, filters, operation, DAY)
    seen = 0
    for row in own.sums.itertuples():
        rows = own.periods[(own.periods["kind"] == row.kind) & (own.periods["place"] == row.place)]
        before = rows.loc[rows["number"] < 0, "incidents"]
        high = [
            r.number for r in rows[rows["number"] >= 0].itertuples()
            if 1 - poisson.cdf(r.incidents - 1, max(before.mean(), r.year_earlier, 0.5)) < 0.05
        ]  # fmt: skip
        assert row.watch == "; ".join(map(str, high))
        seen += len(high)
    assert seen > 0
    assert poisson.sf(1, watch.LEAST_USUAL) > watch.RARE > poisson.sf(2, watch.LEAST_USUAL)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gunmen abducted two NGO staff members.", True),
        ("An ICRC convoy came under fire.", True),
        ("Attaque contre une équipe humanitaire.", True),
        ("Des agents de santé ont été enlevés.", True),
        ("They attacked the village of Congo.", False),
        ("Militants clashed with soldiers.", False),
    ],
)
def test_texts_that_name_humanitarian_workers(text, found):
    assert bool(watch.AID.search(text)) is found


def test_of_real_records_humanitarian_workers_are_found_by_their_texts(mali_now):
    regions = mali_now.areas[mali_now.areas["level"] == 1].set_index("name")["area_id"]
    days = {"starts": pd.Timestamp("2020-06-01"), "ends": pd.Timestamp("2020-09-30")}
    aid = pd.Series({"operation_id": "x", "area_ids": regions["Mopti"], **days})
    filters = Filters.from_query("?source=acled", mali_now.vocabulary).filters
    own = watch.of(mali_now, filters, aid, date(2020, 10, 31))
    rows = own.periods[own.periods["kind"] == watch.HUMANITARIAN]
    assert rows["incidents"].sum() >= 5
    assert not own.texts_silent


def test_the_panel_is_areas_by_four_weeks(shot, filters, operation):
    found = panel.of(shot, filters, operation, DAY)
    assert found.counts.shape == (len(found.area_ids), found.start + found.after)
    assert found.after == 6, "half a year, for an operation that was shorter"
    koro = found.area_ids.index(KORO)
    rows = shot.mission.store.read("incidents", shot.number)
    rows = rows[(rows["area2_id"] == KORO) & (rows["geo_precision"] < 3)]
    first = pd.Timestamp("2019-07-15")
    for number in (-3, 0, 5):
        begins = first + pd.Timedelta(days=28 * number)
        inside = rows["event_date"].between(begins, begins + pd.Timedelta(days=27))
        assert found.counts[koro, found.start + number] == inside.sum()
    assert {found.area_ids[i] for i in found.treated.nonzero()[0]} == {KORO, BANKASS}


def test_neighbours_and_areas_of_other_operations_are_not_compared_with(shot, filters, operation):
    own = ground.of(shot, operation)
    found = panel.of(shot, filters, operation, date(2019, 12, 31))
    left_out = {found.area_ids[i] for i in found.left_out.nonzero()[0]}
    assert left_out == set(own.around)
    other = shot.table("operations").assign(starts=pd.Timestamp("2019-09-01"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(type(shot), "table", lambda _self, _name: other)
        found = panel.of(shot, filters, operation, DAY)
    left_out = {found.area_ids[i] for i in found.left_out.nonzero()[0]}
    assert left_out == {*own.around, *neighbours.inside(shot.areas, (GAO,), 2)}


def test_only_periods_that_are_over_are_looked_at(shot, filters, operation):
    assert panel.of(shot, filters, operation, date(2019, 9, 8)).after == 2
    assert panel.of(shot, filters, operation, date(2019, 9, 7)).after == 1
    assert panel.of(shot, filters, operation, date(2019, 7, 14)) is None
    own, _panel = panel.estimated(shot, filters, operation, date(2019, 9, 8))
    assert own.reasons == (estimate.TOO_EARLY,)


def test_three_and_a_half_years_of_records_cannot_conclude(shot, filters, operation):
    own, _panel = panel.estimated(shot, filters, operation, DAY)
    assert own.reasons and not own.concluded


@pytest.fixture
def run(capsys, made):
    def command(*argv):
        status = main([*argv, "--mission", str(made.folder), "--json"])
        return status, json.loads(capsys.readouterr().out)

    return command


def test_the_command_tells_before_during_and_after(run, shot, filters, operation):
    status, document = run("operations", "--link", "?from=2019-07-01&to=2019-12-31")
    assert status == 0
    nxt, own = document["operations"]
    assert (own["operation_id"], own["state"], nxt["state"]) == (OPERATION, "over", "planned")
    assert {"before", "during", "after"} <= set(own) and "effect" not in own
    assert own["tiers"] == ["dialogue", "physical_protection", "protective_environment"]
    assert nxt["during"] is None and nxt["after"] is None
    sums = watch.of(shot, filters, operation, DAY).sums
    told = [row["incidents"] for row in own["during"]["watch"]]
    assert told == sums["during_incidents"].tolist()
    assert own["before"]["advance_notes"][0]["untold"] == [BANKASS]
    assert own["before"]["lacking"] == ["risks_open", "not_sent", "areas_untold"]
    numbers = {row["number"] for row in own["after"]["periods"] if row["phase"] == "after"}
    assert all(set(row["above_threshold"]) <= numbers for row in own["after"]["watch"])


def test_the_effect_only_where_it_is_asked_for_and_in_words_that_bound_it(run):
    _status, document = run("operations", "--link", "?from=2019-07-01&to=2019-12-31", "--effect")
    own = document["operations"][1]["effect"]
    assert own["concluded"] is False and own["words"] == "Cannot conclude."
    assert own["reasons"]


def test_a_row_with_a_key_of_several_columns_is_edited_by_all_of_them(tmp_path):
    made = stage.staged(tmp_path / "own")
    rows = edit.cells_of(made.store.read("harm_assessments", made.store.latest()))
    seen = next(row for row in rows if row["risk"] == "reprisals")
    edit.save(made, "harm_assessments", [edit.changed(seen, remains="low")], what="weighed again")
    edit.save(made, "harm_assessments", [edit.added({"operation_id": OPERATION, "risk": "other", "likelihood": "low"})],
              what="one more")  # fmt: skip
    now = made.store.read("harm_assessments", made.store.latest()).set_index("risk")["remains"]
    assert now["reprisals"] == "low" and now["explosive_devices"] == "medium" and "other" in now
    with pytest.raises(edit.ChangedMeanwhileError, match="op-1 / reprisals"):
        edit.save(made, "harm_assessments", [edit.changed(seen, remains="high")], what="too late")
    with pytest.raises(edit.ChangedMeanwhileError, match="op-1 / other is there already"):
        edit.save(made, "harm_assessments", [edit.added({"operation_id": OPERATION, "risk": "other"})], what="twice")
