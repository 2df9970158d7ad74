"""What changed: areas against their own recent norm, as a part of page Incidents and as classes for a map."""

from html import escape

from components import cached, change_table, download, legend, texts
from components.context import Context
from data import export
from data.i18n import _, ngettext
from data.incidents import guard, trend_table
from data.incidents.trends import MEASURES, Trends
from data.words import change_words, formats, headlines
from data.words.palette import Palette


def of(context: Context, measure: str = "incidents", level: int = 0) -> Trends:
    """The trends under the filters; of the finest level unless another is asked for. Made once for all users."""
    measure = measure if measure in MEASURES else MEASURES[0]
    return cached.trends(context.snapshot, context.filters, level or context.snapshot.deepest_level(), measure)


def classes_for_map(context: Context, measure: str = "incidents", level: int = 0) -> dict[str, tuple[str, str]]:
    """For each area its class of change and the sentences that explain it, as plain text."""
    trends = of(context, measure, level)
    return {trend.area_id: (trend.code, change_words.sentence(trends, trend)) for trend in trends.areas}


def class_legend(title: str, colours: Palette, counts: dict[str, int] | None = None) -> str:
    """Colour, sign and word of each class as HTML; with `counts`, of those that areas are of, and how many are."""
    shown = [code for code in guard.CODES if counts is None or counts[code]]
    parts = [
        f"<span>{change_table.key(code, colours)} ({escape(change_words.class_meaning(code))})"
        + (f": <b>{formats.number(counts[code])}</b>" if counts else "")
        + "</span>"
        for code in shown
    ]
    return (f"<span>{escape(title)}</span>" if title else "") + "".join(parts)


def show(context: Context, rows: object, measure: str = "incidents", level: int = 0) -> None:
    """The part "What changed": a finding, the whole selection, areas by class, and each area with its sentence.

    `rows` are the incidents that the page shows: a chosen part of them has no norm of its own, which is said.
    """
    trends = of(context, measure, level)
    texts.section(title(trends), _sub(context, trends))
    whole = change_table.explained(context, trends, trends.total)
    texts.figures_note([f"{escape(_('Whole selection'))}: {whole}"])
    if len(rows) != trends.incidents:
        texts.note(_("Changes are of all incidents under the filters, not of the part that is chosen."))
    recorded = [trend for trend in trends.areas if not trend.quiet]
    if not recorded:
        return
    legend.show(class_legend("", context.palette, trends.by_class()))
    few = [trend for trend in recorded if trend.code == guard.LOW_BASELINE and not trend.flags]
    change_table.table(context, trends, [trend for trend in recorded if trend not in few])
    if any(trend.share is None and trend.norm is not None for trend in recorded if trend not in few):
        texts.note(_("No percentage stands where the usual figure is too low to divide by; the class tells how far."))
    change_table.few_to_compare(context, trends, few)
    change_table.quiet(trends, len(trends.areas) - len(recorded))
    _export(context, trends)


def title(trends: Trends) -> str:
    """In how many areas there were rises and falls, and for how many none is stated."""
    if not trends.before:
        return _("What changed is not known: the records do not reach back so far")
    counts = trends.by_class()
    named = [
        f"{change_words.class_name(code)} {_in_areas(counts[code], trends.level)}"
        for code in (*guard.RISES, guard.LARGE_DECREASE)
        if counts[code]
    ]
    words = ", ".join(named) or _("no rise or fall that can be stated")
    if counts[guard.ONE_EVENT]:
        words += "; " + ngettext(
            "for {n} none is stated, because one event or a disputed figure decides",
            "for {n} none is stated, because one event or a disputed figure decides each",
            counts[guard.ONE_EVENT],
        ).format(n=formats.number(counts[guard.ONE_EVENT]))
    return words[0].upper() + words[1:]


def _in_areas(count: int, level: int) -> str:
    area = headlines.level_name(level, plural=count > 1)
    return _("in {n} {areas}").format(n=formats.number(count), areas=area)


def _sub(context: Context, trends: Trends) -> str:
    filters, settings = context.filters, context.snapshot.settings
    what = _("Reported deaths") if trends.measure == guard.FATALITIES else _("Incidents")
    facts = [_("{what} in {period}").format(what=what, period=formats.period(trends.period))]
    if span := trends.norm_span:
        windows = change_words.windows(trends.period, len(trends.before))
        facts[0] += " " + _("against the mean of the {windows} before ({span})").format(
            windows=windows, span=formats.period(span)
        )
    last = formats.day(context.snapshot.vocabulary.span(filters.source).end)
    source = settings.source_title(filters.source)
    facts.append(_("{source}, data to {day}").format(source=source, day=last))
    return " · ".join([*facts, _("classes of ACLED Trendfinder")])


def _export(context: Context, trends: Trends) -> None:
    """The table as a file; without the events that decide where the source's single events may not leave."""
    made = trend_table.table(trends)
    if export.refused(context.snapshot, context.filters.source):
        made = made.drop(columns=list(trend_table.EVENT_COLUMNS))
    else:
        made["explanation"] = [change_words.sentence(trends, trend) for trend in trends.areas]
    name = _("changes in reported deaths by area") if trends.measure == guard.FATALITIES else _("changes by area")
    download.table(context, made, name, f"changes_{trends.measure}", kept_as="changes")
