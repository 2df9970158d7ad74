from datetime import date

import pandas as pd
import pytest

from data.filters import Filters
from data.incidents import report, summary
from data.incidents.types import CODES, VIOLENT, code_of, expand

LINK = "?from=2018-09-01&to=2019-06-30&type=violent"


@pytest.fixture(scope="module")
def filters(mali_now):
    return Filters.from_query(LINK, mali_now.vocabulary).filters


@pytest.fixture(scope="module")
def selected(mali_now, filters):
    return mali_now.select(filters)


@pytest.fixture(scope="module")
def everything(mali_now):
    return mali_now.select(Filters(date(1990, 1, 1), date(2030, 1, 1), "acled"))


def test_known_totals(selected, everything):
    assert summary.totals(selected)["incidents"] == 543
    assert summary.totals(selected)["fatalities"] == 1692
    assert (summary.totals(everything)["incidents"], summary.totals(everything)["fatalities"]) == (4318, 10174)


def test_unknown_deaths_are_counted_apart_and_add_nothing():
    frame = pd.DataFrame({"fatalities_best": [3, None, 0], "civilian_targeting": [True, None, False]})
    frame = frame.astype({"fatalities_best": "Int64", "civilian_targeting": "boolean"})
    assert summary.totals(frame) == {"incidents": 3, "fatalities": 3, "fatalities_unknown": 1, "targeting_civilians": 1}


def test_precision_mix(everything):
    assert summary.by_precision(everything) == {1: 2661 - 7, 2: 1550 - 3, 3: 107 + 10}


def test_every_breakdown_adds_up(selected, mali_now, filters):
    for table in (summary.by_type(selected), summary.by_month(selected)):
        assert table[["incidents", "fatalities"]].sum().tolist() == [543, 1692]
    assert sum(summary.by_precision(selected).values()) == 543
    for level in (1, 2):
        areas = summary.by_area(selected, mali_now.areas, level)
        assert areas["incidents"].sum() + summary.outside(selected, level) == 543
    assert summary.months(selected, filters.start, filters.end)["fatalities"].sum() == 1692


def test_types_stand_in_their_order_with_zeros(selected):
    table = summary.by_type(selected)
    assert tuple(table["event_type"]) == tuple(code for code in CODES if code != "other")
    assert table.set_index("event_type").loc[["riots", "protests", "strategic"], "incidents"].tolist() == [0, 0, 0]


def test_areas_of_a_level_are_all_there_most_incidents_first(selected, mali_now):
    table = summary.by_area(selected, mali_now.areas, 2)
    assert len(table) == 49
    assert table["incidents"].is_monotonic_decreasing
    assert table["incidents"].iloc[-1] == 0
    ids = selected["area2_id"].astype("str").value_counts()
    assert table["incidents"].iloc[0] == ids.iloc[0]
    assert table["area_id"].iloc[0] == ids.index[0]


def test_months_without_incidents_are_zero():
    frame = pd.DataFrame(
        {
            "event_date": pd.to_datetime(["2020-01-31", "2020-03-01"]),
            "event_type": pd.Categorical(["riots", "riots"]),
            "fatalities_best": pd.array([1, None], dtype="Int64"),
        }
    )
    table = summary.months(frame, date(2019, 12, 15), date(2020, 3, 1))
    assert table["month"].dt.strftime("%Y-%m").tolist() == ["2019-12", "2020-01", "2020-02", "2020-03"]
    assert table["incidents"].tolist() == [0, 1, 0, 1]
    assert table["fatalities"].tolist() == [0, 1, 0, 0]


def test_places_leave_out_incidents_that_are_known_by_region_only(everything):
    table = summary.places(everything)
    assert table["incidents"].sum() == 2661 + 1550 - 10
    assert not table.duplicated(["latitude", "longitude"]).any()
    assert set(table["geo_precision"]) == {1, 2}


def test_nothing_selected_is_zero_everywhere(everything, mali_now):
    none = everything.last(0)
    assert summary.totals(none)["incidents"] == summary.totals(none)["fatalities"] == 0
    assert summary.by_precision(none) == {1: 0, 2: 0, 3: 0}
    assert summary.by_type(none)["incidents"].sum() == 0
    assert summary.by_area(none, mali_now.areas, 1)["incidents"].tolist() == [0] * 9
    assert summary.months(none, date(2020, 1, 1), date(2020, 2, 1))["incidents"].tolist() == [0, 0]
    assert summary.places(none).empty


def test_where_half_of_the_incidents_are():
    counted = pd.DataFrame({"name": list("abcd"), "incidents": [2, 5, 3, 0]})
    found = summary.concentration(counted, 10)
    assert found.names == ("b", "c")
    assert found.share == pytest.approx(0.8)
    assert summary.concentration(counted, 10, most=1) is None
    assert summary.concentration(counted, 0) is None
    assert summary.concentration(counted, 100) is None


def test_the_document_says_what_was_counted(mali_now, filters):
    document = report.document(mali_now, filters)
    assert (document["incidents"], document["fatalities"]) == (543, 1692)
    assert (document["source"], document["from"], document["to"]) == ("acled", "2018-09-01", "2019-06-30")
    assert (document["version"], document["mission"], document["mark"]) == (3, "MINUSMA", "")
    assert Filters.from_query(document["link"], mali_now.vocabulary).filters == filters
    assert [m["month"] for m in document["by_month"]][:: len(document["by_month"]) - 1] == ["2018-09", "2019-06"]
    assert {row["level"] for row in document["by_area"]} == {1, 2}
    for level, outside in document["outside_areas"].items():
        inside = sum(row["incidents"] for row in document["by_area"] if row["level"] == int(level))
        assert inside + outside == 543


def test_names_of_types():
    assert expand(("violent", "riots")) == (*VIOLENT, "riots")
    assert expand(()) == CODES
    assert code_of(" Explosions/Remote violence ") == "explosions"
    assert code_of("war") is None
