"""Part One area or task: the chain as one column of steps, threats first, with a map beside it."""

import pandas as pd
import streamlit as st

from components import formats, layers, maps, texts, towns
from components.evidence import answers, choose, judged, recorded
from components.evidence.desk import Desk
from components.footprint.pieces import incident_layers
from components.headlines import join
from data.footprint import reach
from data.geography.join import to_geo
from data.i18n import _, ngettext

HEIGHT = 440
MOST_NAMED = 3
MARGIN_DEGREES = 0.3


def title(desk: Desk) -> str:
    """What stands in the chain, counted; nothing of it is derived from another part."""
    chain = desk.chain
    threats, incidents, tasks = len(desk.link("threats")), len(chain.incidents), len(desk.link("tasks"))
    opened = int((desk.link("recommendations")["state"] == "open").sum())
    parts = [
        ngettext("{n} assessed threat", "{n} assessed threats", threats).format(n=formats.number(threats)),
        ngettext("{n} recorded incident", "{n} recorded incidents", incidents).format(n=formats.number(incidents)),
        ngettext("{n} task answers", "{n} tasks answer", tasks).format(n=formats.number(tasks)),
        ngettext("{n} open recommendation", "{n} open recommendations", opened).format(n=formats.number(opened)),
    ]
    return _("{where}, {period}: {parts}").format(
        where=where(desk), period=formats.period(desk.filters.span), parts=", ".join(parts)
    )


def where(desk: Desk) -> str:
    """The areas by name, or how many they are."""
    own = desk.chain.area_ids
    if not own:
        return desk.context.snapshot.settings.country
    if len(own) > MOST_NAMED:
        return _("{n} areas").format(n=formats.number(len(own)))
    return join(tuple(desk.names.get(area, area) for area in own))


def part(desk: Desk) -> None:
    """The whole part."""
    choose.row(desk)
    left, right = st.columns([1.25, 1], gap="large")
    with left:
        recorded.threats(desk)
        recorded.incidents(desk)
    with right:
        _map(desk)
    answers.bases(desk)
    answers.tasks(desk)
    judged.indicators(desk)
    judged.assessments(desk)
    judged.recommendations(desk)
    _bounds_of_it(desk)


def _bounds_of_it(desk: Desk) -> None:
    """What the chain is not, and what of later days it does not use."""
    texts.note(
        _(
            "Each step stands beside the next; none is worked out from another. Recorded incidents are not threats, "
            "progress is not effect, an assessment is not a measured effect."
        )
    )
    if later := _later(desk):
        texts.note(later)


def _later(desk: Desk) -> str:
    """That later records exist, where they do: a view of a day uses nothing of later days."""
    measured, judged_ = desk.link("indicators")["later"].sum(), desk.table("assessments")["assessed_on"].max()
    span = desk.context.snapshot.vocabulary.span(desk.filters.source)
    if span.end <= desk.day and not measured and not judged_ > pd.Timestamp(desk.day):
        return ""
    words = _("Everything is as of {day}; incidents, measurements or assessments of later days exist and are not used.")
    return words.format(day=formats.day(desk.day))


def _map(desk: Desk) -> None:
    """Incidents and base towns of the areas."""
    here, chain = desk.context, desk.chain
    texts.section(
        _("Recorded incidents, and base towns open on {day}").format(day=formats.day(desk.day)),
        _("Towns, not camp positions; rings of {radius} km, straight line").format(
            radius=formats.number(chain.reached.radius_km)
        ),
    )
    drawn, legends = incident_layers(here, chain.incidents)
    bases = reach.open_on(desk.table("bases"), desk.day)
    records = towns.records(bases)
    outlines = [layer for area in chain.area_ids for layer in layers.outline(here, area)]
    rings = towns.rings(here, records, chain.reached.radius_km)
    drawing = maps.Drawing([*drawn, *outlines, rings, towns.bases(here, records)], fit=_fit(desk))
    layers.draw(here, drawing, "evidence", HEIGHT)
    st.html(f'<div class="lp-legend">{"".join(legends)}</div>')


def _fit(desk: Desk) -> list[float] | None:
    """The view that holds the areas; the whole country for none."""
    areas = desk.context.snapshot.areas
    own = areas[areas["area_id"].isin(desk.chain.area_ids)]
    if own.empty:
        return None
    west, south, east, north = to_geo(own).total_bounds.round(3).tolist()
    return [west - MARGIN_DEGREES, south - MARGIN_DEGREES, east + MARGIN_DEGREES, north + MARGIN_DEGREES]
