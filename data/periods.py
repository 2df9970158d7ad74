"""Periods: the last days, quarter or budget year of the data, and the two periods that each is compared with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

MEETING = "meeting"
PERIODS = ("7d", "28d", "quarter", "budgetyear", MEETING)
DEFAULT = "quarter"


@dataclass(frozen=True)
class Period:
    """First and last day, both included."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.end - self.start).days + 1


def quarter_start(day: date) -> date:
    """First day of the calendar quarter that holds `day`."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def last_full_quarter(data_date: date) -> Period:
    """The last calendar quarter that is over on `data_date`."""
    next_day = data_date + timedelta(days=1)
    end = quarter_start(next_day) - timedelta(days=1)
    return Period(quarter_start(end), end)


def last_full_budget_year(data_date: date) -> Period:
    """The last year from 1 July to 30 June that is over on `data_date`."""
    year = data_date.year if data_date >= date(data_date.year, 6, 30) else data_date.year - 1
    return Period(date(year - 1, 7, 1), date(year, 6, 30))


def last_meeting(meetings: Iterable[date], data_date: date) -> date | None:
    """The last day of a meeting before the data date; None where none is on record."""
    return max((day for day in meetings if day < data_date), default=None)


def offered(meetings: Iterable[date], data_date: date) -> tuple[str, ...]:
    """The named periods that there are: since the last meeting only where one is on record."""
    return PERIODS if last_meeting(meetings, data_date) else tuple(code for code in PERIODS if code != MEETING)


def resolve(code: str, data_date: date, meetings: Iterable[date] = ()) -> Period:
    """The days of a named period, rolling with the data date (the last day on record).

    `meeting` begins on the day of the last meeting before it, and is the default where none is on record.
    """
    if code == MEETING:
        first = last_meeting(meetings, data_date)
        return Period(first, data_date) if first else resolve(DEFAULT, data_date)
    if code == "quarter":
        return last_full_quarter(data_date)
    if code == "budgetyear":
        return last_full_budget_year(data_date)
    return Period(data_date - timedelta(days={"7d": 7, "28d": 28}[code] - 1), data_date)


def whole_months(period: Period) -> int:
    """How many calendar months `period` is, 0 where it is not made of whole ones."""
    ends_month = (period.end + timedelta(days=1)).day == 1
    if period.start.day != 1 or not ends_month:
        return 0
    return 12 * (period.end.year - period.start.year) + period.end.month - period.start.month + 1


def before(period: Period) -> Period:
    """The period just before: as many whole months where it is made of whole months, else as many days."""
    end = period.start - timedelta(days=1)
    months = whole_months(period)
    if not months:
        return Period(end - timedelta(days=period.days - 1), end)
    index = 12 * period.start.year + period.start.month - 1 - months
    return Period(date(index // 12, index % 12 + 1, 1), end)


def _year_earlier(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


def year_earlier(period: Period) -> Period:
    """The same period a year earlier: the same whole months where it is made of them, else as many days."""
    end = _year_earlier(period.end)
    if not whole_months(period):
        return Period(end - timedelta(days=period.days - 1), end)
    if (end + timedelta(days=1)).day != 1:
        end += timedelta(days=1)  # 28 February of the year before a 28th can be the 29th
    return Period(_year_earlier(period.start), end)
