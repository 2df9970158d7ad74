from datetime import date

import pytest

from data.filters import Filters
from data.footprint import history, reach
from data.footprint.coverage import Coverage
from tests.data.footprint.test_nearby import made

DAY = date(2019, 6, 30)


@pytest.fixture(scope="module")
def violent(mali_now):
    return mali_now.select(Filters(date(2018, 9, 1), DAY, "acled", types=("violent",)))


@pytest.mark.parametrize(("step", "count"), [("year", 6), ("quarter", 22)])
def test_each_frame_is_the_reach_of_the_bases_of_its_last_day(mali_now, violent, step, count):
    every = mali_now.table("bases")
    found = Coverage(violent, reach.open_on(every, DAY), mali_now.areas, mali_now.settings, 50)
    frames = history.frames(found, every, DAY, step)
    assert len(frames) == count
    for frame in frames:
        then = reach.open_on(every, frame.day)
        assert frame.bases["base_id"].tolist() == then["base_id"].tolist()
        assert frame.towns == len(then.drop_duplicates(["latitude", "longitude"]))
        assert frame.covered_incidents == reach.of(violent, then, 50).covered_incidents
    assert (frames[-1].day, frames[-1].towns, frames[-1].covered_incidents) == (DAY, 13, 141)
    assert frames[0].span.start == date(2014, 1, 1)


def test_bases_that_no_one_dates_make_one_frame(mali_now, violent):
    bases = made({"longitude": 1.0})
    found = Coverage(violent, bases, mali_now.areas, mali_now.settings, 50)
    (only,) = history.frames(found, bases, DAY, "quarter")
    assert (only.span.start, only.day, only.towns) == (date(2019, 4, 1), DAY, 1)
