"""Part One area or task: the chain as one column of steps, threats first, with a map beside it."""

import streamlit as st

from components import cached, layers, maps, texts, towns
from components.evidence import answers, choose, judged, recorded
from components.evidence.desk import Desk
from components.footprint.pieces import incident_layers
from data.footprint import on_map
from data.geography.join import to_geo
from data.i18n import _
from data.incidents import summary
from data.mandate import cpas
from data.words import alt, formats, headlines, titles

HEIGHT = 440
MARGIN_DEGREES = 0.3


def title(desk: Desk) -> str:
    """What stands in the chain, counted; nothing of it is derived from another part."""
    counts = {
        "threats": len(desk.link("threats")),
        "incidents": len(desk.chain.incidents),
        "tasks": len(desk.link("tasks")),
        "open": int((desk.link("recommendations")["state"] == "open").sum()),
    }
    return titles.chain(where(desk), desk.filters.span, counts)


def where(desk: Desk) -> str:
    """The areas by name, or how many they are."""
    return headlines.areas(desk.context.snapshot, desk.chain.area_ids)


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
    measured, assessments = desk.link("indicators")["later"].sum(), desk.table("assessments")
    used = len(cpas.judged_by(assessments, desk.day)) == len(assessments)
    span = desk.context.snapshot.vocabulary.span(desk.filters.source)
    if span.end <= desk.day and not measured and used:
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
    outlines = [layer for area in chain.area_ids for layer in layers.outline(here, area)]
    drawing = maps.Drawing([*drawn, *outlines, *_towns(desk)], fit=_fit(desk))
    told = alt.places(
        summary.places(chain.incidents), _("Incidents by place"), region_only=summary.by_precision(chain.incidents)[3]
    )
    layers.draw(here, drawing, "evidence", HEIGHT, alt=told)
    st.html(f'<div class="lp-legend">{"".join(legends)}</div>')


def _towns(desk: Desk) -> list[maps.Layer]:
    """The base towns and their rings, drawn once for all who see the same bases."""
    here, bases, km = desk.context, desk.chain.reached.bases, desk.chain.reached.radius_km
    asked = f"towns of page Evidence {here.theme} {here.filters.lang} {km:g} {','.join(bases['base_id'])}"

    def made() -> list[maps.Layer]:
        records = on_map.records(bases)
        return [towns.rings(here, records, km), towns.bases(here, records)]

    return cached.drawn(here.snapshot, asked, made)


def _fit(desk: Desk) -> list[float] | None:
    """The view that holds the areas; the whole country for none."""
    areas = desk.context.snapshot.areas
    own = areas[areas["area_id"].isin(desk.chain.area_ids)]
    if own.empty:
        return None
    west, south, east, north = to_geo(own).total_bounds.round(3).tolist()
    return [west - MARGIN_DEGREES, south - MARGIN_DEGREES, east + MARGIN_DEGREES, north + MARGIN_DEGREES]
