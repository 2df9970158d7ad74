"""Days and numbers in sentences and documents of the workshop, as the language of this run writes them."""

from datetime import date, datetime

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent

from data.i18n import language

LOCALES = {"en": "en_GB", "fr": "fr_FR"}


def day(value: date | str) -> str:
    """A calendar day: 30 Jun 2019."""
    return format_date(date.fromisoformat(value) if isinstance(value, str) else value, "d MMM y", LOCALES[language()])


def moment(value: datetime) -> str:
    """A moment in UTC: 30 Jun 2019, 14:05 UTC."""
    return format_datetime(value, "d MMM y, HH:mm 'UTC'", locale=LOCALES[language()])


def number(value: float) -> str:
    """A number with at most one decimal, thousands separated."""
    return format_decimal(value, "#,##0.#", LOCALES[language()]).replace("-", "−")


def share(value: float | None) -> str:
    """A share as whole per cent; a dash where it is unknown."""
    return "–" if value is None else format_percent(value, "#,##0\u00a0%", LOCALES[language()])


def degrees(latitude: float, longitude: float) -> str:
    """A point in degrees to four decimals: 13.9583, −3.5706."""
    pattern = "0.####"
    return ", ".join(format_decimal(v, pattern, "en").replace("-", "−") for v in (latitude, longitude))
