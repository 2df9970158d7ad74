"""Which judgements hold on a day, and for which areas."""

from datetime import date

import pandas as pd
import pytest

from data.threats import judgements
from data.threats.schema import AssessedThreats

AREAS = pd.DataFrame(
    [("c", 0, None), ("r1", 1, "c"), ("r2", 1, "c"), ("k1", 2, "r1"), ("k2", 2, "r2")],
    columns=["area_id", "level", "parent_id"],
)
DAY = date(2020, 6, 30)


def threats(*rows):
    """Judgements from (area, section, assessed on, valid until)."""
    table = pd.DataFrame(rows, columns=["area_id", "section", "assessed_on", "valid_until"])
    days = {name: pd.to_datetime(table[name]) for name in ("assessed_on", "valid_until")}
    return AssessedThreats.shape(table.assign(judgement=[f"judgement {n}" for n in range(len(rows))], **days))


def held(table, areas=(), day=DAY):
    return judgements.valid(table, areas, AREAS, day)["judgement"].str.removeprefix("judgement ").astype(int).tolist()


def test_of_each_section_and_area_the_newest_counts_and_the_latest_stands_first():
    table = threats(
        ("k1", "JMAC", "2020-01-01", None), ("k1", "JMAC", "2020-03-01", None), ("k1", "U2", "2020-02-01", None),
        ("k2", "JMAC", "2020-04-01", None),
    )  # fmt: skip
    assert held(table) == [3, 1, 2]


def test_what_was_assessed_after_the_day_is_not_known_on_it():
    table = threats(("k1", "JMAC", "2020-06-30", None), ("k1", "JMAC", "2020-07-01", None))
    assert held(table) == [0]
    assert held(table, day=date(2020, 6, 29)) == []
    assert held(table, day=date(2020, 7, 1)) == [1]


@pytest.mark.parametrize(("until", "holds"), [("2020-06-30", True), ("2020-06-29", False), (None, True)])
def test_a_judgement_holds_to_its_last_day(until, holds):
    assert held(threats(("k1", "JMAC", "2020-01-01", until))) == [0] * holds


def test_one_that_ran_out_does_not_bring_an_older_one_back():
    assert held(threats(("k1", "JMAC", "2020-01-01", None), ("k1", "JMAC", "2020-02-01", "2020-03-01"))) == []


@pytest.mark.parametrize(
    ("areas", "expected"),
    [
        ((), {"c", "r1", "r2", "k1", "k2"}),
        (("r1",), {"c", "r1", "k1"}),
        (("k2",), {"c", "r2", "k2"}),
        (("c",), {"c", "r1", "r2", "k1", "k2"}),
        (("k1", "r2"), {"c", "r1", "k1", "r2", "k2"}),
        (("unknown",), set()),
    ],
)
def test_areas_bring_those_within_them_and_those_that_hold_them_and_no_neighbour(areas, expected):
    names = ["c", "r1", "r2", "k1", "k2"]
    found = held(threats(*((name, "JMAC", "2020-01-01", None) for name in names)), areas)
    assert {names[n] for n in found} == expected


def test_no_judgements_make_an_empty_table_of_the_same_columns():
    found = judgements.valid(AssessedThreats.empty(), ("r1",), AREAS, DAY)
    assert found.empty
    assert list(found) == AssessedThreats.names()


def test_the_callers_table_is_not_written_to():
    table = threats(("k1", "JMAC", "2020-01-01", None), ("k2", "JMAC", "2020-05-01", None))
    before = table.copy(deep=True)
    held(table, ("r1",))
    pd.testing.assert_frame_equal(table, before)
