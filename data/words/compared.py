"""A figure beside the same figure of another period, in words; no rise or fall is stated where one event makes it."""

from data.i18n import _, ngettext
from data.incidents import summary, types
from data.incidents.change import Change
from data.incidents.rows import Rows
from data.words import change_words, formats


def against(change: Change, figure: str = "", *, named: bool = True) -> tuple[str, str]:
    """A change of a count: a leading part, and the rest. `figure` stands at the place of the earlier count.

    Not `named`, the event that alone makes a change is not named.
    """
    when = formats.period(change.period)
    if change.before is None:
        return "", _("no comparison with {period}: the data covers too little").format(period=when)
    before = figure or formats.number(change.before)
    if change.decisive:
        why = change_words.not_stated(change.decisive, change.now > change.before, named=named)
        return "", _("{before} in {period}. {why}").format(before=before, period=when, why=why)
    if change.share is None:
        return "", earlier(before, when)
    words = _("vs {period} ({before})").format(period=when, before=before)
    return formats.signed_share(change.share), words


def earlier(figure: str, when: str) -> str:
    """The same figure in another period."""
    return _("{before} in {period}").format(before=figure, period=when)


def share(before: float | None, now: float | None, when: str, figure: str = "") -> str:
    """A share in another period beside that of now."""
    if before is None or now is None:
        return _("not known for {period}").format(period=when)
    return earlier(figure or formats.share(before), when)


def count_label(measure: str, chosen_types: tuple[str, ...]) -> str:
    """What a total counts; incidents are named for their type where one is chosen."""
    if measure == "incidents" and len(chosen_types) == 1:
        return types.label(chosen_types[0])
    names = {
        "incidents": _("Recorded incidents"),
        "fatalities": _("Reported deaths"),
        "targeting_civilians": _("Events targeting civilians"),
    }
    return names[measure]


def deaths_line(selected: Rows) -> str:
    """`1,692 reported deaths (low 1,480, high 1,900)`; where only some events give a range, how many and their best."""
    best, bounds = summary.totals(selected)["fatalities"], summary.bounds(selected)
    words = ngettext("{n} reported death", "{n} reported deaths", best).format(n=formats.number(best))
    if not bounds.events or bounds.low == bounds.high == bounds.best:
        return words
    low, high = formats.number(bounds.low), formats.number(bounds.high)
    if bounds.events == len(selected):
        return _("{deaths} (low {low}, high {high})").format(deaths=words, low=low, high=high)
    some = _("{deaths} (of the {n} events that give a range: low {low}, best {best}, high {high})")
    best = formats.number(bounds.best)
    return some.format(deaths=words, n=formats.number(bounds.events), low=low, best=best, high=high)
