from datetime import date

import numpy as np
import pytest

from data.filters import Filters
from data.footprint import demand
from data.incidents import summary


@pytest.fixture(scope="module")
def violent(mali_now):
    return mali_now.select(Filters(date(2018, 9, 1), date(2019, 6, 30), "acled", types=("violent",)))


def test_nothing_is_lost_or_counted_twice(violent):
    found, totals = demand.of(violent), summary.totals(violent)
    assert (found["incidents"].sum(), found["fatalities"].sum()) == (543, 1692)
    assert found["civilian_incidents"].sum() == totals["targeting_civilians"]
    by_precision = found.groupby("geo_precision")["incidents"].sum().to_dict()
    assert by_precision == {p: n for p, n in summary.by_precision(violent).items() if n}
    assert not found.duplicated(["place", "geo_precision"]).any()


def test_each_row_is_what_its_incidents_add_up_to(violent):
    frame, found = violent.frame(), demand.of(violent)
    frame = frame.assign(latitude=frame["latitude"].round(4), longitude=frame["longitude"].round(4))
    keys = ["latitude", "longitude", "geo_precision"]
    grouped = frame.groupby(keys)
    at = found.set_index(keys)
    np.testing.assert_array_equal(grouped.size(), at.loc[grouped.size().index, "incidents"])
    deaths = grouped["fatalities_best"].sum()
    np.testing.assert_array_equal(deaths, at.loc[deaths.index, "fatalities"])
    of_civilians = frame[frame["civilian_targeting"].fillna(False)].groupby(keys)["fatalities_best"].sum()
    np.testing.assert_array_equal(of_civilians, at.loc[of_civilians.index, "civilian_fatalities"])
    areas = grouped["area2_id"].first().astype("object")
    assert areas.fillna("").tolist() == at.loc[areas.index, "area2_id"].fillna("").tolist()


def test_without_incidents_there_is_no_row(violent):
    assert demand.of(violent.last(0)).empty
