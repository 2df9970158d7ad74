import unicodedata
from datetime import date

import pandas as pd
import pytest

from data import i18n
from data.periods import Period
from data.words import formats

MINUS = "\N{MINUS SIGN}"


@pytest.fixture(autouse=True)
def _english():
    i18n.use("en")
    yield
    i18n.use("en")


def blanks(text):
    """Text with every kind of blank as a plain one."""
    return "".join(" " if unicodedata.category(c) == "Zs" else c for c in text)


@pytest.mark.parametrize(
    ("value", "en", "fr"),
    [
        (0, "0", "0"),
        (7, "7", "7"),
        (1692, "1,692", "1 692"),
        (1234567, "1,234,567", "1 234 567"),
        (2.5, "2.5", "2,5"),
        (50.0, "50", "50"),
        (-1692, f"{MINUS}1,692", f"{MINUS}1 692"),
        (None, "–", "–"),
        (float("nan"), "–", "–"),
        (pd.NA, "–", "–"),
    ],
)
def test_numbers_are_written_as_the_reader_writes_them(value, en, fr):
    assert formats.number(value) == en
    i18n.use("fr")
    assert blanks(formats.number(value)) == fr


@pytest.mark.parametrize(
    ("value", "written"), [(0.26, "26 %"), (0, "0 %"), (1, "100 %"), (-0.4, f"{MINUS}40 %"), (None, "–"), (pd.NA, "–")]
)
def test_shares_are_whole_per_cent_with_a_blank_that_does_not_break(value, written):
    assert formats.share(value) == written.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.2, "+20 %"), (-0.21, f"{MINUS}21 %"), (0, "0 %"), (0.001, "0 %"), (-0.001, "0 %"), (12.5, "+1,250 %")],
)
def test_changes_carry_their_sign_and_zero_has_none(value, written):
    assert blanks(formats.signed_share(value)) == written


@pytest.mark.parametrize(("value", "written"), [(14, "+14"), (-3, f"{MINUS}3"), (0, "0")])
def test_differences_carry_their_sign(value, written):
    assert formats.signed(value) == written


def test_no_number_carries_a_hyphen_for_a_minus():
    for value in (-1, -0.5, -1234.5):
        for written in (
            formats.number(value),
            formats.share(value),
            formats.signed_share(value),
            formats.signed(value),
        ):
            assert "-" not in written
            assert MINUS in written


def test_days_months_and_moments():
    assert formats.day(date(2019, 6, 30)) == "30 Jun 2019"
    assert formats.day(pd.Timestamp("2019-06-30")) == "30 Jun 2019"
    assert formats.day(None) == formats.day(pd.NaT) == "–"
    assert formats.month(date(2019, 6, 1)) == "Jun 2019"
    assert formats.moment(pd.Timestamp("2019-06-30 14:05", tz="UTC")) == "30 Jun 2019, 14:05 UTC"
    i18n.use("fr")
    assert formats.day(date(2019, 6, 30)) == "30 juin 2019"


PERIODS = [
    (("2019-04-01", "2019-06-30"), "Apr–Jun 2019", "avr.–juin 2019"),
    (("2019-06-01", "2019-06-30"), "Jun 2019", "juin 2019"),
    (("2018-07-01", "2019-06-30"), "Jul 2018 – Jun 2019", "juil. 2018 – juin 2019"),
    (("2019-04-03", "2019-05-09"), "3 Apr – 9 May 2019", "3 avr. – 9 mai 2019"),
    (("2018-12-04", "2019-01-03"), "4 Dec 2018 – 3 Jan 2019", "4 déc. 2018 – 3 janv. 2019"),
    (("2019-01-01", "2019-02-27"), "1 Jan – 27 Feb 2019", "1 janv. – 27 févr. 2019"),
    (("2020-02-01", "2020-02-29"), "Feb 2020", "févr. 2020"),
]


@pytest.mark.parametrize(("days", "en", "fr"), PERIODS)
def test_a_period_is_as_short_as_it_stays_clear(days, en, fr):
    period = Period(*(date.fromisoformat(day) for day in days))
    assert formats.period(period) == en
    i18n.use("fr")
    assert formats.period(period) == fr


def test_a_period_of_one_day_is_that_day():
    day = date(2019, 3, 23)
    assert formats.period(Period(day, day)) == "23 Mar 2019"


@pytest.mark.parametrize(
    ("latitude", "longitude", "decimals", "en", "fr"),
    [
        (16.2717, -0.0447, 3, "16.272° N, 0.045° W", "16,272° N, 0,045° O"),
        (-4.325, 15.3222, 1, "4.3° S, 15.3° E", "4,3° S, 15,3° E"),
        (16.2717, -0.0447, 1, "16.3° N, 0.0°", "16,3° N, 0,0°"),
        (0.4, 179.6, 0, "0°, 180° E", "0°, 180° E"),
    ],
)
def test_a_point_on_the_globe(latitude, longitude, decimals, en, fr):
    assert formats.degrees(latitude, longitude, decimals) == en
    i18n.use("fr")
    assert formats.degrees(latitude, longitude, decimals).replace(" W", " O") == fr
