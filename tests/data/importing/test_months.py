"""Days with French month names; what is no such day stays unread."""

import pandas as pd
import pytest

from data.importing.columns import days
from data.importing.months import day_of
from tests.data.made import acled, read

FULL = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre")  # fmt: skip
SHORT = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


@pytest.mark.parametrize("names", [FULL, SHORT, [name.upper() for name in FULL]])
def test_every_month_by_its_name(names):
    read_days = days(pd.Series([f"12 {name} 2019" for name in names], dtype="str"))
    assert read_days.tolist() == [pd.Timestamp(2019, month, 12) for month in range(1, 13)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31 octobre 2020", "2020-10-31"), ("samedi 31 octobre 2020", "2020-10-31"), ("1er août 2020", "2020-08-01"),
        ("5 decembre 2019 14:30", "2019-12-05"), ("31-oct.-2020", "2020-10-31"), ("3\u00a0juin  2019", "2019-06-03"),
        ("lundi, 3 juin 2019", "2019-06-03"), ("2 fe\u0301vrier 2019", "2019-02-02"),
    ],
)  # fmt: skip
def test_a_day_as_people_write_it(text, day):
    assert day_of(text) == day


@pytest.mark.parametrize(
    "text", ["mars 2019", "31 octobre", "31 octobre 20", "31 brumaire 2019", "juin 3 2019", "", "x"]
)
def test_what_is_no_such_day_is_left_alone(text):
    assert day_of(text) == ""


@pytest.mark.parametrize("value", ["43913", "43913.5", "31 février 2020", "octobre 2020"])
def test_serial_days_of_a_spreadsheet_and_days_that_there_are_not_stay_refused(tmp_path, value):
    parsed = read(acled(tmp_path / "a.csv", {"event_date": value}, {"event_id_cnty": "B"}))
    assert parsed.rejects[["row", "column", "value"]].to_dict("records") == [
        {"row": 2, "column": "event_date", "value": value}
    ]


def test_french_and_other_days_in_one_column(tmp_path):
    texts = ["31 octobre 2020", "2020-10-30", "29 October 2020", "13/10/2020"]
    parsed = read(acled(tmp_path / "a.csv", *({"event_id_cnty": t, "event_date": t} for t in texts)))
    assert parsed.frame["event_date"].dt.strftime("%m-%d").tolist() == ["10-31", "10-30", "10-29", "10-13"]
