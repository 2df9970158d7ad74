"""Numbers, shares and dates as the reader's language writes them."""

from datetime import date, datetime, timedelta
from functools import lru_cache

import pandas as pd
from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal, format_percent

from data.i18n import _, language
from data.periods import Period

LOCALES = {"en": "en_GB", "fr": "fr_FR"}
MINUS = "−"
LONGEST_NAME = 120


def locale() -> str:
    """The Babel locale of this run."""
    return LOCALES[language()]


@lru_cache(maxsize=20_000)
def _decimal(value: float, pattern: str, of_locale: str) -> str:
    return format_decimal(value, format=pattern, locale=of_locale).replace("-", MINUS)


@lru_cache(maxsize=5_000)
def _date(value: date, pattern: str, of_locale: str) -> str:
    return format_date(value, pattern, locale=of_locale)


@lru_cache(maxsize=5_000)
def _moment(value: datetime, of_locale: str) -> str:
    return format_datetime(value, "d MMM y, HH:mm", locale=of_locale)


def number(value: float | None) -> str:
    """A count: thousands separated, at most one decimal; a dash where it is unknown."""
    if value is None or pd.isna(value):
        return "–"
    return _decimal(float(value), "#,##0.#", locale())


def figure(value: float | None) -> str:
    """A rate, with the three digits that matter; a dash where it is unknown."""
    if value is None or pd.isna(value):
        return "–"
    return _decimal(float(f"{value:.3g}"), "#,##0.######", locale())


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
    return "–" if value is None or pd.isna(value) else _date(value, "d MMM y", locale())


def day_of_month(value: date | pd.Timestamp) -> str:
    """A calendar day where the year stands beside it: 30 Jun."""
    return _date(value, "d MMM", locale())


def month(value: date | pd.Timestamp) -> str:
    """A month: Jun 2019."""
    return _date(value, "MMM y", locale())


def month_letter(value: date | pd.Timestamp) -> str:
    """A month's first letter."""
    return _date(value, "MMMMM", locale())


def age(days: int) -> str:
    """How long ago something was, in days, months or years."""
    granularity = "day" if days < 60 else "month" if days < 730 else "year"
    return format_timedelta(timedelta(days=-days), granularity=granularity, add_direction=True, locale=locale())


def moment(value: datetime | pd.Timestamp) -> str:
    """A moment in UTC: 30 Jun 2019, 14:05 UTC."""
    return _moment(value, locale()) + " UTC"


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


def degrees(latitude: float, longitude: float, decimals: int) -> str:
    """A point on the globe: 16.272° N, 0.045° W; without a side where it rounds to zero."""
    pattern = "0." + "0" * decimals if decimals else "0"

    def part(value: float, positive: str, negative: str) -> str:
        rounded = round(value, decimals)
        side = "" if not rounded else positive if rounded > 0 else negative
        return f"{format_decimal(abs(rounded), format=pattern, locale=locale())}°{' ' + side if side else ''}"

    return f"{part(latitude, _('N'), _('S'))}, {part(longitude, _('E'), _('W'))}"


def short(text: str, most: int = LONGEST_NAME) -> str:
    """`text`, cut with … where it is longer than a heading or a label can be."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
