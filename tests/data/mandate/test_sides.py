"""Activities beside recorded harm: each counted where and when it was, sorted as asked, and silences named."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from data import snapshot
from data.filters import Filters
from data.incidents import coverage, summary
from data.mandate import sides
from data.periods import Period
from tests.data.mandate import stage
from tests.data.mandate.stage import KORO, MOPTI

HALF_YEAR = "?from=2019-07-01&to=2019-12-31"


@pytest.fixture(scope="module")
def shot(tmp_path_factory):
    made = stage.staged(tmp_path_factory.mktemp("sides") / "mission")
    return snapshot.load(made, made.store.latest())


def filters(shot, **change):
    return replace(Filters.from_query(HALF_YEAR, shot.vocabulary).filters, **change)


def test_by_region_for_the_country_with_work_counted_in_the_region_that_holds_it(shot):
    table = sides.of(shot, filters(shot)).set_index("area_id")
    assert table.loc[MOPTI, ["done", "planned", "sections"]].tolist() == [2, 1, "Civil Affairs 1/1; Police 1/0"]
    assert table.loc["", ["name", "done", "planned"]].tolist() == ["", 1, 0]
    assert table["done"].sum() == 3, "what was cancelled is not counted"


def test_by_cercle_within_an_area_and_what_is_known_more_coarsely_apart(shot):
    table = sides.of(shot, filters(shot, areas=(MOPTI,))).set_index("area_id")
    assert table.loc[KORO, ["done", "planned"]].tolist() == [2, 0]
    assert table.loc["", ["done", "planned", "sections"]].tolist() == [0, 1, "Civil Affairs 0/1"]
    assert len(table) == 9


def test_only_activities_of_the_period(shot):
    summer = filters(shot).during(Period(date(2019, 7, 1), date(2019, 9, 30)))
    assert sides.of(shot, summer)["done"].sum() == 2


def test_harm_is_what_the_filters_count_and_nothing_is_lost(shot):
    own = filters(shot, types=("violent",))
    table, totals = sides.of(shot, own), summary.totals(shot.select(own))
    assert {name: table[name].sum() for name in ("incidents", "fatalities", "targeting_civilians")} == {
        name: totals[name] for name in ("incidents", "fatalities", "targeting_civilians")
    }
    by_area = summary.by_area(shot.select(own), shot.areas, 1).set_index("area_id")["incidents"]
    assert table.set_index("area_id")["incidents"].drop("").to_dict() == by_area.to_dict()


def test_in_the_order_of_names_or_of_harm_with_the_rest_last(shot):
    named, by_harm = (sides.of(shot, filters(shot), sort) for sort in sides.SORTS)
    assert named["name"].tolist()[:-1] == sorted(named["name"].tolist()[:-1])
    assert by_harm["fatalities"].tolist()[:-1] == sorted(by_harm["fatalities"].tolist()[:-1], reverse=True)
    assert named["area_id"].iloc[-1] == by_harm["area_id"].iloc[-1] == ""
    pd.testing.assert_frame_equal(named.sort_values("area_id", ignore_index=True),
                                  by_harm.sort_values("area_id", ignore_index=True))  # fmt: skip


def test_silent_months_of_the_period_are_those_of_the_coverage(shot, monkeypatch):
    silence = pd.DataFrame(
        {"area_id": [KORO, KORO], "first": pd.to_datetime(["2019-05-01", "2019-12-01"]),
         "last": pd.to_datetime(["2019-08-01", "2020-02-01"])}
    )  # fmt: skip
    monkeypatch.setattr(coverage, "gaps", lambda _table: silence)
    table = sides.of(shot, filters(shot, areas=(MOPTI,))).set_index("area_id")
    assert table["gaps"].to_dict()[KORO] == 3, "July, August and December"
    assert table["gaps"].sum() == 3
