from datetime import date

import pytest

from data.periods import Period, before, last_full_budget_year, last_full_quarter, quarter_start, resolve, year_earlier


def period(start, end):
    return Period(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    ("data_date", "start", "end"),
    [
        ("2020-10-31", "2020-07-01", "2020-09-30"),
        ("2020-12-31", "2020-10-01", "2020-12-31"),  # the quarter that ends on the data date is over
        ("2020-12-30", "2020-07-01", "2020-09-30"),
        ("2020-01-01", "2019-10-01", "2019-12-31"),
        ("2020-03-31", "2020-01-01", "2020-03-31"),
        ("2020-02-29", "2019-10-01", "2019-12-31"),
    ],
)
def test_last_full_quarter(data_date, start, end):
    assert last_full_quarter(date.fromisoformat(data_date)) == period(start, end)
    assert resolve("quarter", date.fromisoformat(data_date)) == period(start, end)


@pytest.mark.parametrize(
    ("data_date", "start", "end"),
    [
        ("2019-06-30", "2018-07-01", "2019-06-30"),
        ("2019-06-29", "2017-07-01", "2018-06-30"),
        ("2019-07-01", "2018-07-01", "2019-06-30"),
        ("2020-01-01", "2018-07-01", "2019-06-30"),
    ],
)
def test_last_full_budget_year_runs_from_july_to_june(data_date, start, end):
    assert last_full_budget_year(date.fromisoformat(data_date)) == period(start, end)
    assert resolve("budgetyear", date.fromisoformat(data_date)) == period(start, end)


def test_budget_year_with_a_leap_day_has_366_days():
    assert last_full_budget_year(date(2020, 6, 30)).days == 366


@pytest.mark.parametrize(("code", "start", "days"), [("7d", "2020-02-24", 7), ("28d", "2020-02-03", 28)])
def test_last_days_end_on_the_data_date_and_count_the_leap_day(code, start, days):
    found = resolve(code, date(2020, 3, 1))
    assert found == period(start, "2020-03-01")
    assert found.days == days


def test_quarter_starts():
    starts = [quarter_start(date(2019, month, 15)).month for month in range(1, 13)]
    assert starts == [1, 1, 1, 4, 4, 4, 7, 7, 7, 10, 10, 10]


@pytest.mark.parametrize(
    ("now", "earlier"),
    [
        (("2020-01-01", "2020-03-31"), ("2019-10-01", "2019-12-31")),
        (("2020-03-01", "2020-03-31"), ("2020-02-01", "2020-02-29")),  # a month against a month, whatever its days
        (("2019-07-01", "2020-06-30"), ("2018-07-01", "2019-06-30")),
        (("2018-09-01", "2019-06-30"), ("2017-11-01", "2018-08-31")),
        (("2020-03-01", "2020-03-07"), ("2020-02-23", "2020-02-29")),
        (("2020-03-01", "2020-03-01"), ("2020-02-29", "2020-02-29")),
    ],
)
def test_period_before(now, earlier):
    assert before(period(*now)) == period(*earlier)


@pytest.mark.parametrize(
    ("now", "earlier"),
    [
        (("2020-02-01", "2020-02-29"), ("2019-02-01", "2019-02-28")),
        (("2021-02-01", "2021-02-28"), ("2020-02-01", "2020-02-29")),  # a month's end stays a month's end
        (("2020-02-29", "2020-03-06"), ("2019-02-28", "2019-03-06")),
        (("2020-02-23", "2020-02-29"), ("2019-02-22", "2019-02-28")),  # seven days stay seven
        (("2019-10-01", "2019-12-31"), ("2018-10-01", "2018-12-31")),
        (("2021-02-20", "2021-02-28"), ("2020-02-20", "2020-02-28")),  # free days stay the same days
    ],
)
def test_year_earlier(now, earlier):
    assert year_earlier(period(*now)) == period(*earlier)


def test_days_count_both_ends():
    assert period("2019-06-30", "2019-06-30").days == 1
    assert period("2018-09-01", "2019-06-30").days == 303
