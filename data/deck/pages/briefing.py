"""The briefing as a page of a file: five figures, findings, where incidents are, and what leadership is asked."""

import pandas as pd

from data.briefing import measures
from data.deck import tips
from data.deck.model import Page, Table
from data.deck.pages import compared, findings, listed, series
from data.deck.pages.asked import Asked
from data.footprint import reach
from data.i18n import _
from data.incidents import change, scales, summary
from data.incidents.rows import Rows
from data.mandate import tasks
from data.pictures import mission_maps
from data.pictures.spec import MapPicture
from data.words import formats, headlines, stated

OTHERS_DUE = ("action", "recommendation")  # beside the decisions, which have a table of their own


def of(asked: Asked) -> Page:
    """The whole page."""
    shot, filters, km = asked.shot, asked.filters, asked.settings.reach_km
    rows, found = shot.select(filters), measures.of(shot, filters, km)
    own = tasks.in_areas(
        tasks.of_period(shot.table("mandates"), shot.table("tasks"), filters.start, filters.end)[1],
        filters.areas,
        shot.areas,
    )
    title = headlines.incidents(shot, filters, rows)
    by_area = summary.by_area(rows, shot.areas, found.level)
    most = headlines.most_affected(by_area, headlines.level_name(found.level))
    return asked.page(
        title,
        subtitle=findings.whom(asked),
        measures=compared.five(asked, found, km),
        said=findings.said(asked),
        map_=_map(asked, rows, found.level, most),
        alt=most,
        answers=tips.of_areas(by_area) | tips.of_towns(asked.towns()),
        charts=[series.history(asked.scene)],
        tables=[
            listed.threats(asked),
            worst(asked),
            listed.decisions(own),
            listed.actions_due(asked, own, OTHERS_DUE),
            listed.areas(asked, rows, found.level),
        ],
        notes=[
            stated.precision(rows),
            _bases(asked),
            later(asked, own),
            _("Deaths are as reported; 0 may mean no information."),
        ],
    )


def _map(asked: Asked, rows: Rows, level: int, title: str) -> MapPicture:
    """Areas by incidents, and base towns."""
    by_area = summary.by_area(rows, asked.shot.areas, level)
    scale = scales.breaks(int(by_area["incidents"].max()) if len(by_area) else 0)
    legend = _("Incidents per {area}").format(area=headlines.level_name(level))
    return mission_maps.areas_map(
        asked.scene, by_area, level, scale, title, legend_title=legend, records=asked.towns(), notes=[_bases(asked)]
    )


def _bases(asked: Asked) -> str:
    return stated.illustrative(reach.open_on(asked.shot.table("bases"), asked.filters.end))


def worst(asked: Asked) -> Table:
    """The areas where incidents rose most against the period before."""
    rows = change.worst_areas(asked.shot, asked.filters)
    before = formats.period(change.comparisons(asked.filters)[0])
    title = _("{areas} where incidents rose most")
    return listed.of(
        title.format(areas=headlines.level_name(asked.shot.deepest_level(), plural=True).capitalize()),
        (
            _("Area"),
            _("Incidents"),
            _("Incidents in {period}").format(period=before),
            _("Change"),
            _("Reported deaths"),
        ),
        rows[["name", "incidents", "before", "difference", "fatalities"]],
        _("Against {period}, counting located incidents only").format(period=before),
        key="worst",
    )


def later(asked: Asked, own: pd.DataFrame) -> str:
    """That statuses were given after the period, where they were."""
    assessed = own["assessed_on"].max()
    return stated.later_status(assessed) if assessed > pd.Timestamp(asked.filters.end) else ""
