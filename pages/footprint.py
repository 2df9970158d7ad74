"""Footprint: base towns over incidents, what lies within reach of them and what does not."""

from functools import partial

import streamlit as st

from components import (
    context,
    download,
    figures,
    footprint,
    formats,
    frame,
    headlines,
    layers,
    legend,
    maps,
    texts,
    towns,
)
from components.pictures import button, mission_maps
from data.footprint import reach
from data.i18n import _
from data.incidents import summary

here = context.current()
shot, filters = here.snapshot, here.filters
bases = reach.open_on(shot.table("bases"), filters.end)

if shot.table("bases").empty:
    texts.title(_("No bases yet"))
    frame.missing(
        here, _("This mission has no bases yet. Import Geo-PKO's list, or a CSV with the columns of table bases.")
    )
    frame.end()

radius_km = footprint.radius(here)
selected = shot.select(filters)
reached = reach.of(selected, bases, radius_km)
finding = headlines.footprint(reached, formats.period(filters.span))
texts.title(finding)
footprint.choose_radius(here)
exact = reach.of(selected[selected["geo_precision"] == 1], bases, radius_km)
records = towns.records(bases)
places = summary.places(selected)
illustrative = footprint.illustrative(bases)
figures.strip(footprint.four_figures(here, reached, exact, len(records)))

left, right = st.columns([1.25, 1], gap="large")
with left:
    texts.section(
        _("Base towns open on {day}, over incidents").format(day=formats.day(filters.end)),
        _("Towns, not camp positions; distance in a straight line on the WGS84 ellipsoid"),
    )
    signs = legend.bases(towns.components_of(records), here.palette, radius_km)
    drawn, legends = footprint.incident_layers(here, selected)
    legend.show(signs, *legends)
    rings, bases_drawn = towns.rings(here, records, radius_km), towns.bases(here, records)
    layers.draw(here, maps.Drawing([*drawn, rings, bases_drawn]), "footprint", 620)
    with st.container(horizontal=True):
        download.table(here, footprint.with_incidents(bases, selected, reached), _("base towns"), "bases")
        map_ = partial(
            mission_maps.bases_map, here, records, radius_km, finding, grouped=places, region_only=reached.region_only
        )
        button.offer(here, partial(map_, notes=[illustrative]), "footprint", points_of=(filters.source,))
with right:
    footprint.outside_heading(here, reached)
    footprint.outside_table(here, selected[~reached.inside], selected, radius_km)
    texts.section(
        _("Incidents by nearest base town"),
        _("Each incident within {radius} km is counted at its nearest base town only").format(
            radius=formats.number(radius_km)
        ),
    )
    footprint.base_table(here, bases, selected, reached)
if illustrative:
    texts.note(illustrative)
texts.note(
    _(
        "Within {radius} km, straight line, of a base town; not protection or response. "
        "Roads, rain, troops and consent are not in this figure."
    ).format(radius=formats.number(radius_km))
)
