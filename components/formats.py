"""Numbers, shares and dates as the reader's language writes them."""

from datetime import date, datetime, timedelta

import pandas as pd
from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal, format_percent

from data.i18n import _, language
from data.periods import Period

LOCALES = {"en": "en_GB", "fr": "fr_FR"}
MINUS = "−"


def locale() -> str:
    """The Babel locale of this run."""
    return LOCALES[language()]


def number(value: float | None) -> str:
    """A count: thousands separated, at most one decimal; a dash where it is unknown."""
    if value is None or pd.isna(value):
        return "–"
    return format_decimal(value, format="#,##0.#", locale=locale()).replace("-", MINUS)


def share(value: float | None) -> str:
    """A share as whole per cent; a dash where it is unknown."""
    if value is None or pd.isna(value):
        return "–"
    return format_percent(value, format="#,##0\u00a0%", locale=locale()).replace("-", MINUS)


def signed_share(value: float) -> str:
    """A relative change as whole per cent with its sign."""
    return ("+" if round(value * 100) > 0 else "") + share(round(value, 2) or 0.0)


def signed(value: float) -> str:
    """A change as a number with its sign."""
    return ("+" if value > 0 else "") + number(value)


def day(value: date | pd.Timestamp | None) -> str:
    """A calendar day: 30 Jun 2019."""
    return "–" if value is None or pd.isna(value) else format_date(value, "d MMM y", locale=locale())


def month(value: date | pd.Timestamp) -> str:
    """A month: Jun 2019."""
    return format_date(value, "MMM y", locale=locale())


def month_letter(value: date | pd.Timestamp) -> str:
    """A month's first letter."""
    return format_date(value, "MMMMM", locale=locale())


def age(days: int) -> str:
    """How long ago something was, in days, months or years."""
    granularity = "day" if days < 60 else "month" if days < 730 else "year"
    return format_timedelta(timedelta(days=-days), granularity=granularity, add_direction=True, locale=locale())


def moment(value: datetime | pd.Timestamp) -> str:
    """A moment in UTC: 30 Jun 2019, 14:05 UTC."""
    return format_datetime(value, "d MMM y, HH:mm", locale=locale()) + " UTC"


def period(value: Period) -> str:
    """A period as short as it stays clear: Apr–Jun 2019 for whole months, 3 Apr – 9 May 2019, or one day."""
    start, end = value.start, value.end
    if start == end:
        return day(start)
    whole = start.day == 1 and (end + pd.Timedelta(days=1)).day == 1
    if whole and (start.year, start.month) == (end.year, end.month):
        return month(end)
    if whole and start.year == end.year:
        return _("{first}–{last}").format(first=format_date(start, "MMM", locale=locale()), last=month(end))
    if whole:
        return _("{first} – {last}").format(first=month(start), last=month(end))
    first = format_date(start, "d MMM" if start.year == end.year else "d MMM y", locale=locale())
    return _("{first} – {last}").format(first=first, last=day(end))
