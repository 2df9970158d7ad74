"""Changes in words: the class of a change, the sentence that explains it, and the event that forbids to state it."""

from data import periods
from data.i18n import _, ngettext
from data.incidents import guard
from data.incidents.guard import FATALITIES, Decisive, Event
from data.incidents.trends import HIGHEST_3Y, Trend, Trends
from data.periods import Period
from data.words import formats


def class_name(code: str) -> str:
    """A class of change for people."""
    names = {
        guard.LARGE_INCREASE: _("large increase"),
        guard.MODERATE_INCREASE: _("moderate increase"),
        guard.ONE_EVENT: _("not stated"),
        guard.LIMITED: _("limited change"),
        guard.LARGE_DECREASE: _("large decrease"),
        guard.LOW_BASELINE: _("too few to compare"),
        guard.UNKNOWN: _("norm not known"),
    }
    return names[code]


def class_meaning(code: str) -> str:
    """What puts a change in its class."""
    meanings = {
        guard.LARGE_INCREASE: _("over +25 %"),
        guard.MODERATE_INCREASE: _("+10 to +25 %"),
        guard.ONE_EVENT: _("one event decides"),
        guard.LIMITED: _("−25 to +10 %"),
        guard.LARGE_DECREASE: _("below −25 %"),
        guard.LOW_BASELINE: _("low baseline"),
        guard.UNKNOWN: _("records too short"),
    }
    return meanings[code]


def window(period: Period) -> str:
    """What a period of this length is called: quarter, month, week, year, span of 28 days."""
    months = periods.whole_months(period)
    if months == 3 and period.start.month % 3 == 1:
        return _("quarter")
    if months in (1, 12):
        return _("month") if months == 1 else _("year")
    if months:
        return _("span of {n} months").format(n=formats.number(months))
    if period.days in (1, 7):
        return _("day") if period.days == 1 else _("week")
    return _("span of {n} days").format(n=formats.number(period.days))


def windows(period: Period, count: int) -> str:
    """So many periods of this length: 4 quarters, 12 months, 3 spans of 28 days."""
    months, n = periods.whole_months(period), formats.number(count)
    if months == 3 and period.start.month % 3 == 1:
        return ngettext("{n} quarter", "{n} quarters", count).format(n=n)
    if months in (1, 12):
        words = ngettext("{n} month", "{n} months", count) if months == 1 else ngettext("{n} year", "{n} years", count)
        return words.format(n=n)
    if months:
        words = ngettext("{n} span of {each} months", "{n} spans of {each} months", count)
        return words.format(n=n, each=formats.number(months))
    if period.days in (1, 7):
        words = ngettext("{n} day", "{n} days", count) if period.days == 1 else ngettext("{n} week", "{n} weeks", count)
        return words.format(n=n)
    words = ngettext("{n} span of {each} days", "{n} spans of {each} days", count)
    return words.format(n=n, each=formats.number(period.days))


def counted(measure: str, count: int) -> str:
    """`29 incidents`, `164 reported deaths`."""
    if measure == FATALITIES:
        return ngettext("{n} reported death", "{n} reported deaths", count).format(n=formats.number(count))
    return ngettext("{n} incident", "{n} incidents", count).format(n=formats.number(count))


def sentence(trends: Trends, trend: Trend, short: bool = False, *, named: bool = True) -> str:
    """All that is to say of one change, in sentences: now against the norm, its class, its flag.

    A `short` one leaves out what the norm is, where a heading says it. Not `named`, no single event is named.
    """
    now = counted(trends.measure, trend.now)
    if trend.norm is None:
        return _("{now}; what is usual is not known: the records do not reach back so far.").format(now=now)
    words = _("{now} against {norm} in a usual {window} (mean of the {windows} before)")
    against = (_("{now} against {norm} in a usual {window}") if short else words).format(
        now=now,
        norm=formats.number(trend.norm),
        window=window(trends.period),
        windows=windows(trends.period, trend.windows),
    )
    if trend.decisive:
        first = f"{against}. {not_stated(trend.decisive, trend.now > trend.norm, named=named)}"
    else:
        first = f"{against}: {change(trend)}."
    return " ".join([first, *(flag(trends, code) for code in trend.flags)])


def change(trend: Trend) -> str:
    """Class and percentage: large increase, +61 %."""
    share = None if trend.decisive or trend.code == guard.LOW_BASELINE else trend.share
    return class_name(trend.code) + ("" if share is None else f", {formats.signed_share(share)}")


def not_stated(decisive: Decisive, rose: bool, *, named: bool = True) -> str:
    """Why a change is stated neither as a rise nor as a fall: the event that decides, and the figures without it.

    Not `named`, for files without single incidents, it is said that one event decides and not which.
    """
    opening = _("Not stated as a rise") if rose else _("Not stated as a fall")
    if decisive.event is None:
        words = _("{opening}: with one incident fewer it would be {now} against {norm}, {change}.")
    elif not named and decisive.other:
        words = _(
            "{opening}: sources differ on one event; with another figure it would be {now} against {norm}, {change}."
        )
    elif not named:
        words = _("{opening}: without one event it would be {now} against {norm}, {change}.")
    elif decisive.other:
        words = _(
            "{opening}: sources differ on one event, {event}; with {other} deaths there it would be {now} "
            "against {norm}, {change}."
        )
    else:
        words = _("{opening}: without one event, {event}, it would be {now} against {norm}, {change}.")
    return words.format(
        opening=opening,
        event=event(decisive.event) if decisive.event else "",
        other=formats.number(decisive.other),
        now=formats.number(decisive.now),
        norm=formats.number(decisive.norm),
        change=class_name(decisive.code),
    )


def event(decisive: Event) -> str:
    """An event by its place, day and deaths: Ogossagou on 23 Mar 2019 (157–164 reported deaths by source)."""
    if decisive.low == decisive.high:
        deaths = counted(FATALITIES, decisive.low)
    else:
        deaths = _("{low}–{high} reported deaths by source").format(
            low=formats.number(decisive.low), high=formats.number(decisive.high)
        )
    place = decisive.place or _("place not named")
    return _("{place} on {day} ({deaths})").format(place=place, day=formats.day(decisive.day), deaths=deaths)


def flag_name(code: str) -> str:
    """A flag in few words."""
    return _("highest in three years") if code == HIGHEST_3Y else _("highest in one year")


def flag(trends: Trends, code: str) -> str:
    """What a flag says, with what it was compared with."""
    opening = _("Highest in three years") if code == HIGHEST_3Y else _("Highest in one year")
    words = _("{opening}: more than in any of the {windows} before.")
    if trends.measure == FATALITIES:
        words = _("{opening}: more than in any of the {windows} before, also without its deadliest event.")
    return words.format(opening=opening, windows=windows(trends.period, trends.compared[code]))
