"""The briefing's pieces: five compared figures, decisions on record, tasks by status, and the months up to now."""

from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from components import charts, figures, links, picture_button, texts, told, views
from components.context import Context
from components.figures import Figure, Line
from data.briefing.measures import MEASURES, Briefing
from data.i18n import _, isolated, ngettext
from data.incidents import subsets, summary
from data.mandate import tasks
from data.mandate.tasks import Counts
from data.periods import Period
from data.pictures import mission_charts
from data.words import alt, compared, formats, headlines, stated
from data.workshop import decisions

MONTHS_SHOWN = 36
MOST_DECISIONS = 3


def five_figures(context: Context, briefing: Briefing, radius_km: float) -> list[Figure]:
    """Incidents, deaths, civilian targeting, share within reach, areas affected."""
    counts = [_count(context, briefing, measure) for measure in MEASURES]
    return [*counts, _reach(context, briefing, radius_km), _affected(context, briefing)]


def _count(context: Context, briefing: Briefing, measure: str) -> Figure:
    before, year_earlier = briefing.changes[measure]
    narrowed = {"civilians": True} if measure == "targeting_civilians" else {}
    changes = dict.fromkeys((before, year_earlier))  # a year's two periods are one
    beside = [figures.against(change, _rows(context, change.period, **narrowed)) for change in changes]
    if measure == "fatalities" and briefing.fatalities_unknown:
        words = ngettext("{n} incident without a figure", "{n} incidents without a figure", briefing.fatalities_unknown)
        unknown = _rows(context, context.filters.span, incidents_rows=subsets.NO_FIGURE)
        beside.append(Line("", words, formats.number(briefing.fatalities_unknown), unknown))
    return Figure(
        label=compared.count_label(measure, context.filters.types),
        value=formats.number(before.now),
        beside=tuple(beside),
        rows=_rows(context, context.filters.span, **narrowed),
    )


def _rows(context: Context, period: Period, **narrowed: object) -> str:
    """The address of the incidents of a period under the filters; those of the chosen one keep its name."""
    chosen = context.filters if period == context.filters.span else context.filters.during(period)
    return views.href("incidents", links.query_for(chosen, **narrowed))


def _reach(context: Context, briefing: Briefing, radius_km: float) -> Figure:
    share, within = briefing.share_in_reach, {"incidents_rows": f"{subsets.WITHIN}{radius_km:g}"}
    periods = ((share.before, briefing.before), (share.year_earlier, briefing.year_earlier))
    return Figure(
        label=_("Incidents within {radius} km, straight line, of a base town").format(radius=formats.number(radius_km)),
        value=formats.share(share.now),
        beside=(
            *(figures.points(share.now, then, formats.period(p), _rows(context, p, **within)) for then, p in periods),
            ("", _("not protection or response")),
        ),
        rows=_rows(context, context.filters.span, **within),
    )


def _affected(context: Context, briefing: Briefing) -> Figure:
    affected, by_area = briefing.areas_affected, {"incidents_layer": "areas"}
    periods = ((affected.before, briefing.before), (affected.year_earlier, briefing.year_earlier))
    return Figure(
        label=headlines.level_name(briefing.level, plural=True).capitalize() + " " + _("with an incident"),
        value=_("{n} of {all}").format(n=formats.number(affected.now), all=formats.number(briefing.areas_in_all)),
        beside=tuple(
            ("", _("no data for {period}").format(period=formats.period(period)))
            if count is None
            else figures.earlier(formats.number(count), formats.period(period), _rows(context, period, **by_area))
            for count, period in periods
        ),
        rows=_rows(context, context.filters.span, **by_area),
    )


def decided(context: Context) -> None:
    """The newest decisions on the footprint that stand: what, by which post, what stops; each opens its record."""
    every = decisions.latest(context.snapshot.mission)
    gone = decisions.replaced(every)
    standing = [one for one in every if one.decision_id not in gone][:MOST_DECISIONS]
    if not standing:
        return
    texts.section(_("Decided on the footprint"))
    for one in standing:
        own = one.words
        who = _("{post}, {day}. Stops or is delayed: {stops}").format(
            post=formats.short(own.by_post), day=formats.day(one.decided_on), stops=formats.short(own.stops, 200)
        )
        finding = f"<p><b>{escape(isolated(formats.short(own.title)))}</b></p><p>{escape(who)}</p>"
        query = links.query_for(context.filters, workshop_part="decide", workshop_decision=one.decision_id)
        with st.container(gap=None):
            st.html(f'<div class="lp-finding ask">{finding}</div>')
            st.page_link(views.page("workshop"), label=_("Open the record →"), query_params=query)


def tasks_by_status(context: Context, counts: Counts, later: pd.Timestamp | None) -> None:
    """How many tasks stand where, and what asks for a decision; each opens the mandate page on them.

    `later` is the day of the assessment where it lies after the period.
    """
    if not counts.leaves:
        texts.note(_("No tasks of a mandate in force in this period are on record."))
        st.page_link(views.page("mandate"), label=_("See mandate →"), query_params=links.query_for(context.filters))
        return
    words = " &nbsp; ".join(
        f"<b>{_task_count(context, count, status)}</b> {texts.status(status, context.palette)}"
        for status, count in counts.by_status.items()
    )
    asked = ngettext("{n} task needs a decision", "{n} tasks need a decision", counts.decisions).format(
        n=counts.decisions
    )
    late = ngettext("{n} task is overdue", "{n} tasks are overdue", counts.overdue).format(n=counts.overdue)
    if later:
        late += ". " + stated.later_status(later)
    st.html(f'<div class="lp-finding ask"><p>{words}</p><p>{escape(asked)}; {escape(late)}.</p></div>')
    with st.container(horizontal=True, gap="medium"):
        for label, status in (
            (_("Decisions asked →"), "decision"),
            (_("Overdue →"), "overdue"),
            (_("All tasks →"), "all"),
        ):
            query = links.query_for(context.filters, mandate_status=status)
            st.page_link(views.page("mandate"), label=label, query_params=query)


def _task_count(context: Context, count: int, status: str) -> str:
    """A count of tasks that leads to them."""
    query = links.query_for(context.filters, mandate_status=status)
    return texts.to_rows(formats.number(count), views.href("mandate", query))


def mandate_counts(context: Context) -> tuple[pd.Series | None, pd.DataFrame, Counts, pd.Timestamp | None]:
    """The mandate in force, its tasks in the filtered areas, where they stand, and when that was assessed if later."""
    shot, filters = context.snapshot, context.filters
    mandate, own = tasks.of_period(shot.table("mandates"), shot.table("tasks"), filters.start, filters.end)
    own = tasks.in_areas(own, filters.areas, shot.areas)
    assessed = own["assessed_on"].max()
    return mandate, own, tasks.counts(own, filters.end), assessed if assessed > pd.Timestamp(filters.end) else None


def history(context: Context) -> None:
    """Three years of months up to the period's end, as a sparkline."""
    filters = context.filters
    last = pd.Timestamp(filters.end)
    span = context.snapshot.vocabulary.span(filters.source)
    first = max((last - pd.DateOffset(months=MONTHS_SHOWN - 1)).replace(day=1), pd.Timestamp(span.start).replace(day=1))
    first = min(first, pd.Timestamp(filters.start).replace(day=1))
    longer = filters.during(type(filters.span)(first.date(), filters.end))
    months = summary.months(context.snapshot.select(longer), longer.start, longer.end)
    peak = months.loc[months["incidents"].idxmax()]
    finding = _("Most incidents since {first} in {month}: {n}").format(
        first=formats.month(first), month=formats.month(peak["month"]), n=formats.number(peak["incidents"])
    )
    texts.section(
        finding,
        _("Incidents a month, the chosen period in colour · {source}, data to {day}").format(
            source=context.snapshot.settings.source_title(filters.source), day=formats.day(span.end)
        ),
    )
    first_shown = pd.Timestamp(filters.start).replace(day=1)
    st.html(charts.sparkline(months, first_shown, context.palette))
    told.below(alt.history(months), "sparkline")
    picture_button.offer(
        context,
        partial(mission_charts.history_chart, context, months, first_shown, finding),
        "months",
        label=_("Picture of the months"),
    )
