from datetime import date

import pytest

from data.incidents import guard
from data.incidents.guard import Decisive, Event
from data.incidents.trends import Trend, Trends
from data.periods import Period
from data.words import change_words

QUARTER = Period(date(2019, 4, 1), date(2019, 6, 30))
OGOSSAGOU = Event("E1", "Ogossagou", date(2019, 3, 23), 157, 157, 164)


def said(trend, measure="incidents", period=QUARTER):
    """The sentences of a trend, with plain blanks."""
    compared = {"highest_1y": 4, "highest_3y": 12}
    whole = Trends(measure, 2, period, trend.now, (period,) * trend.windows, compared, trend, ())
    return change_words.sentence(whole, trend).replace("\u00a0", " ")


def test_a_stated_change():
    trend = Trend("a", "Koro", 29, 72, 4, "large_increase")
    words = "29 incidents against 18 in a usual quarter (mean of the 4 quarters before): large increase, +61 %."
    assert said(trend) == words


def test_a_norm_below_ten_has_no_percentage():
    trend = Trend("a", "Koro", 1, 18, 4, "large_decrease")
    words = "1 incident against 4.5 in a usual quarter (mean of the 4 quarters before): large decrease."
    assert said(trend) == words


def test_a_flag_says_what_it_was_compared_with():
    trend = Trend("a", "Koro", 29, 72, 4, "large_increase", ("highest_3y",))
    assert said(trend).endswith(" Highest in three years: more than in any of the 12 quarters before.")
    deaths = said(trend, "fatalities")
    assert deaths.startswith("29 reported deaths against 18 in a usual quarter")
    assert deaths.endswith("more than in any of the 12 quarters before, also without its deadliest event.")


def test_a_change_that_one_event_makes_is_not_stated():
    trend = Trend("", "", 489, 650, 1, "one_event", (), Decisive(OGOSSAGOU, 0, 489, 486, "limited"))
    assert said(trend, "fatalities") == (
        "489 reported deaths against 650 in a usual quarter (mean of the 1 quarter before). Not stated as a fall: "
        "without one event, Ogossagou on 23 Mar 2019 (157–164 reported deaths by source), it would be 489 against 486, "
        "limited change."
    )
    rose = Trend("", "", 60, 10, 1, "one_event", (), Decisive(OGOSSAGOU, 0, 6, 10, "low_baseline"))
    assert "Not stated as a rise: without one event" in said(rose, "fatalities")
    assert "large" not in said(rose, "fatalities")


def test_a_disputed_figure_is_named():
    trend = Trend("", "", 20, 129, 4, "one_event", (), Decisive(OGOSSAGOU, 60, 71, 32.25, "large_increase"))
    assert "Not stated as a fall: sources differ on one event, Ogossagou on 23 Mar 2019" in said(trend, "fatalities")
    assert "with 60 deaths there it would be 71 against 32.2, large increase." in said(trend, "fatalities")


def test_one_incident_that_decides():
    trend = Trend("a", "Bourem", 7, 23, 4, "one_event", (), Decisive(None, 0, 6, 5.75, "limited"))
    assert said(trend).endswith(
        "Not stated as a rise: with one incident fewer it would be 6 against 5.8, limited change."
    )


def test_what_is_not_known_is_said():
    assert said(Trend("a", "Koro", 2, 0, 0, "unknown")) == (
        "2 incidents; what is usual is not known: the records do not reach back so far."
    )


def test_too_few_to_compare_gets_no_percentage():
    assert said(Trend("a", "Segou", 21, 9, 4, "low_baseline"), "fatalities").endswith(": too few to compare.")


@pytest.mark.parametrize(
    ("start", "end", "one", "four"),
    [
        ("2019-04-01", "2019-06-30", "quarter", "4 quarters"),
        ("2019-05-01", "2019-07-31", "span of 3 months", "4 spans of 3 months"),
        ("2019-02-01", "2019-02-28", "month", "4 months"),
        ("2018-07-01", "2019-06-30", "year", "4 years"),
        ("2019-06-24", "2019-06-30", "week", "4 weeks"),
        ("2019-06-30", "2019-06-30", "day", "4 days"),
        ("2019-06-03", "2019-06-30", "span of 28 days", "4 spans of 28 days"),
    ],
)
def test_periods_have_their_names(start, end, one, four):
    period = Period(date.fromisoformat(start), date.fromisoformat(end))
    assert (change_words.window(period), change_words.windows(period, 4)) == (one, four)


def test_a_place_without_a_name():
    nameless = Event("E1", "", date(2019, 3, 23), 9, 9, 9)
    assert change_words.event(nameless) == "place not named on 23 Mar 2019 (9 reported deaths)"


def test_every_class_has_a_word_and_a_meaning():
    names = [change_words.class_name(code) for code in guard.CODES]
    meanings = [change_words.class_meaning(code) for code in guard.CODES]
    assert len(set(names)) == len(set(meanings)) == len(guard.CODES)
