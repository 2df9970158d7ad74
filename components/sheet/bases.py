"""The base towns nearest to an incident that were open on its day."""

from html import escape

import pandas as pd

from components import footprint, texts
from components.context import Context
from components.sheet.facts import REGION_ONLY
from data.footprint import nearby
from data.footprint.names import type_name
from data.i18n import _, isolated
from data.schema import split
from data.words import formats

NEAR = 2


def nearest(context: Context, row: pd.Series) -> None:
    """The nearest towns with their bases' types and components; none for a point that stands for a region."""
    bases = context.snapshot.table("bases")
    day = formats.day(row["event_date"])
    texts.section(_("Nearest base towns"), _("Of the bases open on {day}, not of today's").format(day=day))
    if bases.empty:
        texts.note(_("No bases yet: import them on page Data."))
        return
    if row["geo_precision"] == REGION_ONLY:
        texts.note(
            _(
                "Known by region only: the source's point stands for the region, and a distance from it would look "
                "exact without being so. None is shown."
            )
        )
        return
    towns = nearby.towns(bases, row["latitude"], row["longitude"], row["event_date"])
    if towns.empty:
        texts.note(_("No base is known to have been open on {day}.").format(day=day))
        return
    _table(context, towns, about=row["geo_precision"] == NEAR)


def _table(context: Context, towns: pd.DataFrame, about: bool) -> None:
    texts.table(
        [(_("Base town"), ""), (_("Components"), ""), (_("Straight line"), "n")],
        [
            [
                f'{escape(isolated(town.name))}<br><span class="lp-note">{escape(_kind(town))}</span>',
                footprint.signs(list(split(town.component_types)), context),
                escape(distance(town.distance_km, about)),
            ]
            for town in towns.itertuples(index=False)
        ],
    )
    words = _("Straight line from the incident's point to the town; not protection or response.")
    if about:
        words += " " + _("The incident was near its point, not at it: distances are rounded.")
    texts.note(words)


def _kind(town: tuple) -> str:
    """`Sector HQ; open since 2014, by year only`."""
    kinds = ", ".join(type_name(kind) for kind in split(town.types))
    words = f"{kinds}; {_since(town)}"
    if town.in_doubt:
        words += "; " + _("perhaps not on that day")
    return words + ("; " + _("illustrative") if town.illustrative else "")


def _since(town: tuple) -> str:
    if pd.isna(town.opened):
        return _("opening day unknown, counted as open")
    if town.by_year:
        return _("open since {year}, by year only").format(year=str(town.opened.year))
    return _("open since {day}").format(day=formats.day(town.opened))


def distance(km: float, about: bool) -> str:
    """Kilometres as exact as the place is: by tenths below 10 km, else whole; of an incident near it, by fives."""
    if about:
        return _("about {km} km").format(km=formats.number(5 * round(km / 5))) if km >= 5 else _("under 5 km")
    return _("{km} km").format(km=formats.number(round(km, 1) if km < 10 else round(km)))
