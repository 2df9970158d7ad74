"""The lines of a sheet: every column in plain words, unknown deaths are not none, no place is better than known."""

import pandas as pd
import pytest

from components.sheet import facts
from data import mission, snapshot
from data.incidents.schema import Incidents

ELSEWHERE = {"notes", "import_id", "protected"}  # the account above, the import below; the last is never shown


@pytest.fixture(scope="module")
def example():
    opened = mission.load(mission.EXAMPLE)
    return snapshot.load(opened, opened.store.latest())


def row_of(shot, **changes):
    """A row as table incidents has it, from the example's first incident."""
    plain = shot.incidents.iloc[[0]].drop(columns=["doubts"]).assign(notes=None, reported_by=None, doubts=None)
    plain = plain.astype(dict.fromkeys(plain, "object"))
    for name, value in changes.items():
        plain[name] = [value]
    return Incidents.shape(plain).iloc[0]


def words(shot, name, **changes):
    """What the line of that column says; None where it is not shown."""
    line = next(line for line in facts.LINES if name in line.columns)
    return line.words(row_of(shot, **changes), shot)


def test_every_column_has_its_line_or_its_place_elsewhere():
    told = [column for line in facts.LINES for column in line.columns]
    assert sorted(told) == sorted(set(Incidents.names()) - ELSEWHERE)
    assert len({line.name() for line in facts.LINES}) == len(facts.LINES)


@pytest.mark.parametrize(
    ("best", "low", "high", "said"),
    [
        (12, 10, 15, "12 (10 – 15)"),
        (12, None, None, "12"),
        (None, None, None, "unknown: no figure given"),
        (None, 3, 9, "unknown: no figure given (3 – 9)"),
        (0, None, None, "0; it may also mean that the source had no information"),
        (0, 0, 3, "0 (0 – 3)"),
        (1200, None, 1300, "1,200 (up to 1,300)"),
        (12, 10, None, "12 (at least 10)"),
    ],
)
def test_unknown_deaths_are_told_apart_from_none(example, best, low, high, said):
    figures = {"fatalities_best": best, "fatalities_low": low, "fatalities_high": high}
    assert words(example, "fatalities_best", **figures) == said


@pytest.mark.parametrize(
    ("precision", "said"),
    [
        (1, "exact place: 16.272° N, 0.045° W, the point of the named place"),
        (2, "near it, not exact: the point of the named place is about 16.3° N, 0.0°"),
        (3, "region only: the source's point, about 16° N, 0°, is its stand-in for the region, not a place"),
    ],
)
def test_a_place_has_no_more_digits_than_its_precision_deserves(example, precision, said):
    point = {"latitude": 16.2717, "longitude": -0.0447, "geo_precision": precision}
    assert words(example, "latitude", **point) == said


@pytest.mark.parametrize(("precision", "said"), [(1, "Gao, Gao"), (2, "Gao, Gao"), (3, "Gao")])
def test_a_stand_in_for_a_region_lies_in_no_finer_area(example, precision, said):
    areas = {"area1_id": "ex:ML-GA", "area2_id": "ex:ML-GA-GAO", "geo_precision": precision}
    assert words(example, "area2_id", **areas) == said


@pytest.mark.parametrize(
    ("last", "precision", "said"),
    [
        (None, None, "23 Mar 2019; the source does not say how well the day is known"),
        ("2019-03-23", 1, "23 Mar 2019; known to the day"),
        ("2019-03-25", 2, "23 Mar 2019 – 25 Mar 2019; known to the week"),
        ("2019-03-31", 3, "23 Mar 2019 – 31 Mar 2019; known to the month or less"),
    ],
)
def test_the_days_and_how_well_they_are_known(example, last, precision, said):
    given = {"event_date": pd.Timestamp("2019-03-23"), "date_end": pd.Timestamp(last) if last else None}
    assert words(example, "event_date", **given, date_precision=precision) == said


@pytest.mark.parametrize(("said", "shown"), [(True, "yes, by the source or its own rule"), (False, "no"), (None, "")])
def test_whether_civilians_were_the_target(example, said, shown):
    assert words(example, "civilian_targeting", civilian_targeting=said) == shown


@pytest.mark.parametrize("name", ["sub_event_type", "location", "reported_by", "revised_at", "doubts"])
def test_what_has_no_value_has_no_line(example, name):
    assert not words(example, name, **{name: None})
    assert words(example, "actor1", actor1=None, actor2="Civilians") == "Civilians"
