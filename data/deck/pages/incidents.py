"""Incidents as a page of a file: what the link chooses, on the map that it shows, by month, type and area."""

import pandas as pd

from data.deck.model import Measure, Page, Table
from data.deck.pages import incident_maps, listed, series
from data.deck.pages.asked import Asked
from data.i18n import _, ngettext
from data.incidents import guard, report, subsets, summary, trends
from data.incidents.choice import Choice
from data.incidents.rows import Rows
from data.words import change_words, compared, formats, headlines, stated
from data.words import chosen as in_words

PART, SHOWN = "incidents_rows", "incidents_part"
CHANGED = "change"
ON_SCREEN = ("play", "compare", "actors")  # parts of the page that a file does not have


def of(asked: Asked) -> Page:
    """The whole page."""
    shot, filters = asked.shot, asked.filters
    everything = shot.select(filters)
    rows, ignored = report.rows_of(shot, filters, asked.own)
    chosen = Choice.from_query({name: [value] for name, value in asked.own.items()}, shot)
    where = in_words.where(shot, chosen)
    title = headlines.incidents(shot, filters, rows, where)
    drawn = incident_maps.of(asked, rows, chosen, _map_title(asked, rows, where, title))
    level = incident_maps.level_of(asked)
    return asked.page(
        title,
        subtitle=", ".join(filter(None, (where, _part(asked, everything)))),
        measures=_measures(asked, rows, everything),
        map_=drawn.map,
        alt=f"{title}. {drawn.alt}",
        answers=drawn.answers,
        charts=[series.by_month(filters, rows), series.by_type(rows)],
        tables=[listed.threats(asked), _changes(asked, level), listed.areas(asked, rows, level), listed.by_type(rows)],
        notes=[stated.precision(rows), drawn.note, _only_on_screen(asked), *ignored],
    )


def _map_title(asked: Asked, rows: Rows, where: str, title: str) -> str:
    """What the map's own title says: of deaths, where it shows deaths."""
    deaths = incident_maps.measure_of(asked) == "fatalities"
    return headlines.deaths(asked.filters, rows, where) if deaths else title


def _part(asked: Asked, everything: Rows) -> str:
    """The name of the part that the link chooses; empty for none."""
    code = asked.own.get(PART, "")
    known = code and code in subsets.codes(asked.shot)
    found = subsets.find(asked.shot, asked.filters, everything, code) if known else None
    return found.name if found else ""


def _measures(asked: Asked, rows: Rows, everything: Rows) -> tuple[Measure, ...]:
    totals, precision = summary.totals(rows), summary.by_precision(rows)
    narrowed = _("{n} of {all} incidents under these filters").format(
        n=formats.number(len(rows)), all=formats.number(len(everything))
    )
    unknown = totals["fatalities_unknown"]
    words = ngettext("{n} incident without a figure", "{n} incidents without a figure", unknown)
    no_figure = words.format(n=formats.number(unknown)) if unknown else ""
    exact = (
        _("near {n}").format(n=formats.number(precision[2])),
        _("region only {n}").format(n=formats.number(precision[3])),
    )
    label = compared.count_label
    kinds = asked.filters.types
    return (
        Measure(
            label("incidents", kinds),
            formats.number(len(rows)),
            (narrowed,) if len(rows) < len(everything) else (),
            key="incidents",
        ),
        Measure(
            label("fatalities", kinds),
            formats.number(totals["fatalities"]),
            tuple(filter(None, (compared.deaths_line(rows) if summary.bounds(rows).events else "", no_figure))),
            key="fatalities",
        ),
        Measure(
            label("targeting_civilians", kinds),
            formats.number(totals["targeting_civilians"]),
            key="targeting_civilians",
        ),
        Measure(_("At an exact place"), formats.number(precision[1]), exact, key="precision"),
    )


def _changes(asked: Asked, level: int) -> Table | None:
    """What changed, by area: the table of that part of the page."""
    if not level or not asked.one_of(SHOWN, (CHANGED,)):
        return None
    measure = incident_maps.measure_of(asked)
    found = trends.of(asked.shot, asked.filters, level, measure if measure in trends.MEASURES else trends.MEASURES[0])
    order = {code: place for place, code in enumerate(guard.CODES)}
    told = [
        trend
        for trend in found.areas
        if trend.norm is not None and trend.code not in (guard.LOW_BASELINE, guard.UNKNOWN)
    ]
    named = asked.scene.edition.events
    told = sorted(told, key=lambda one: (order[one.code], -abs(one.now - one.norm), one.name))
    rows = [
        (
            one.name,
            one.now,
            round(one.norm, 1),
            change_words.change(one),
            change_words.sentence(found, one, named=named),
        )
        for one in told
    ]
    head = (_("Area"), _("Now"), _("Usual"), _("Change"), _("Why"))
    note = _("Against the mean of the periods before; areas with too few to compare are left out.")
    table = pd.DataFrame(rows, columns=["name", "now", "norm", "change", "explanation"])
    return listed.of(_("What changed, by area"), head, table, note, key="changes") if rows else None


def _only_on_screen(asked: Asked) -> str:
    part = asked.one_of(SHOWN, ON_SCREEN)
    return _("The file shows the map of this view; its other parts are on screen only.") if part else ""
