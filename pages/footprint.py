"""Footprint: base towns over incidents, what lies within reach of them and what does not."""

from html import escape

import streamlit as st

from components import context, download, figures, footprint, formats, frame, headlines, layers, legend, texts
from data.footprint import reach
from data.i18n import _, isolated
from data.incidents import summary

here = context.current()
shot, filters = here.snapshot, here.filters
bases = reach.open_on(shot.table("bases"), filters.end)

if shot.table("bases").empty:
    texts.title(_("No bases yet"))
    frame.missing(
        here, _("This mission has no bases yet. Import Geo-PKO's list, or a CSV with the columns of table bases.")
    )
    st.stop()

radius_km = footprint.radius(here)
selected = shot.select(filters)
reached = reach.of(selected, bases, radius_km)
texts.title(headlines.footprint(reached, formats.period(filters.span)))
footprint.choose_radius(here)
exact = reach.of(selected[selected["geo_precision"] == 1], bases, radius_km)
records = layers.base_records(bases)
figures.strip(footprint.four_figures(here, reached, exact, len(records)))

left, right = st.columns([1.25, 1], gap="large")
with left:
    texts.section(
        _("Base towns open on {day}, over incidents").format(day=formats.day(filters.end)),
        _("Towns, not camp positions; distance in a straight line on the WGS84 ellipsoid"),
    )
    legend.show(legend.bases(layers.components_of(records), here.palette, radius_km), legend.places(here.palette))
    drawn = [
        layers.rings(here, records, radius_km),
        layers.places(here, summary.places(selected)),
        *layers.bases(here, records),
    ]
    layers.draw(here, drawn, "footprint", 620)
    download.table(here, footprint.with_incidents(bases, selected, reached), _("base towns"), "bases")
with right:
    outside = selected[~reached.inside]
    texts.section(
        _("What lies outside"),
        _("{n} incidents, {deaths} reported deaths not within {radius} km, straight line, of a base town").format(
            n=formats.number(len(outside)),
            deaths=formats.number(reached.fatalities - reached.covered_fatalities),
            radius=formats.number(radius_km),
        ),
    )
    footprint.outside_table(here, outside, selected, radius_km)
    texts.section(
        _("Incidents by nearest base town"),
        _("Each incident within {radius} km is counted at its nearest base town only").format(
            radius=formats.number(radius_km)
        ),
    )
    footprint.base_table(here, bases, selected, reached)
illustrative = sorted(set(bases.loc[bases["illustrative"].fillna(False), "name"]))
if illustrative:
    note = _("Illustrative, no source states them: police and civilian sites at {names}.").format(
        names=", ".join(map(isolated, illustrative))
    )
    st.html(f'<p class="lp-note">{escape(note)}</p>')
texts.note(
    _(
        "Within {radius} km, straight line, of a base town; not protection or response. "
        "Roads, rain, troops and consent are not in this figure."
    ).format(radius=formats.number(radius_km))
)
