"""The table of what changed: areas by class with their figures and sentences, each figure leading to its rows."""

from dataclasses import replace
from html import escape

from components import links, sheet, texts, views
from components.context import Context
from data.filters import Filters
from data.i18n import _, isolated
from data.incidents import guard
from data.incidents.trends import Trend, Trends
from data.words import change_words, formats, headlines
from data.words.palette import CHANGE_SIGNS, Palette

MOST_ROWS = 60


def key(code: str, colours: Palette) -> str:
    """A class of change as HTML: its colour, sign and word."""
    swatch = (
        f'<span class="lp-swatch" style="background:{colours.changes[code]};border:1px solid {colours.line}"></span>'
    )
    return f"{swatch}{CHANGE_SIGNS[code]} {escape(change_words.class_name(code))}"


def table(context: Context, trends: Trends, listed: list[Trend]) -> None:
    """Areas by class, the largest difference first: area, now, norm, change, flag and explanation."""
    order = {code: place for place, code in enumerate(guard.CODES)}
    listed = sorted(listed, key=lambda t: (order[t.code], -abs(t.now - (t.norm or 0)), t.name))
    head = [
        (headlines.level_name(trends.level).capitalize(), "area"),
        (_("{what} now").format(what=_column(trends)), "n"),
        (_("{what}, usual (in all)").format(what=_column(trends)), "n"),
        (_("Change"), "class"),
        (_("Why"), ""),
    ]
    if listed:
        texts.table(head, [_row(context, trends, trend) for trend in listed[:MOST_ROWS]], stacked=True)
    if len(listed) > MOST_ROWS:
        words = _("The first {n} of {all} areas; the exported file has all of them.")
        texts.note(words.format(n=formats.number(MOST_ROWS), all=formats.number(len(listed))))


def _row(context: Context, trends: Trends, trend: Trend) -> list[str]:
    flags = "".join(f"<br><b>{escape(change_words.flag_name(code))}</b>" for code in trend.flags)
    share = change_words.change(trend).removeprefix(change_words.class_name(trend.code))
    return [
        escape(formats.short(trend.name)),
        _now(context, trend),
        _norm(context, trends, trend),
        key(trend.code, context.palette) + escape(share) + flags,
        explained(context, trends, trend),
    ]


def _column(trends: Trends) -> str:
    return _("Deaths") if trends.measure == guard.FATALITIES else _("Incidents")


def few_to_compare(context: Context, trends: Trends, few: list[Trend]) -> None:
    """Areas with too few to compare, in a line: what they have now, and in all periods of the norm."""
    if not few:
        return
    words = _("{n} {areas} with too few to compare (now / in the {windows} before)").format(
        n=formats.number(len(few)),
        areas=headlines.level_name(trends.level, plural=len(few) > 1),
        windows=change_words.windows(trends.period, len(trends.before)),
    )
    shown = sorted(few, key=lambda trend: trend.name)[:MOST_ROWS]
    parts = [
        f'<span data-name="{escape(_column(trends))}">{escape(isolated(formats.short(trend.name)))} '
        f"{_now(context, trend)} / {_earlier(context, trends, trend)}</span>"
        for trend in shown
    ]
    texts.figures_note([f"{escape(words)}: {parts[0]}", *parts[1:], *(["…"] if len(few) > len(shown) else [])])


def quiet(trends: Trends, count: int) -> None:
    """How many areas have nothing to show."""
    if not count:
        return
    words = _("Not listed: {n} {areas} without a recorded incident now or before; that is not the absence of need.")
    if trends.measure == guard.FATALITIES:
        words = _("Not listed: {n} {areas} without a reported death now or before; 0 may mean no information.")
    areas = headlines.level_name(trends.level, plural=count > 1)
    texts.note(words.format(n=formats.number(count), areas=areas))


def _now(context: Context, trend: Trend) -> str:
    return texts.to_rows(formats.number(trend.now), views.href("incidents", links.query_for(_of(context, trend))))


def _norm(context: Context, trends: Trends, trend: Trend) -> str:
    """The mean, and the sum that it is the mean of, which leads to its rows."""
    if trend.norm is None:
        return formats.number(None)
    return f"{escape(formats.number(trend.norm))} ({_earlier(context, trends, trend)})"


def _earlier(context: Context, trends: Trends, trend: Trend) -> str:
    query = links.query_for(_of(context, trend).during(trends.norm_span))
    return texts.to_rows(formats.number(trend.earlier), views.href("incidents", query))


def _of(context: Context, trend: Trend) -> Filters:
    """The filters of an area, those of the page for the whole selection."""
    filters = context.filters
    return replace(filters, areas=(trend.area_id,)) if trend.area_id else filters


def explained(context: Context, trends: Trends, trend: Trend) -> str:
    """The sentences as HTML, with the way to the event that they name."""
    words = escape(change_words.sentence(trends, trend, short=True))
    event = trend.decisive.event if trend.decisive else None
    if not event:
        return words
    href = sheet.event_href(context, context.filters.source, event.event_id, event.day)
    return f"{words} {texts.to_rows(_('The event'), href)}"
