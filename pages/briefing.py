"""Briefing: what changed, where, are we near enough, do the tasks stay on course. One screen, two minutes."""

from functools import partial

import streamlit as st

from components import (
    briefing,
    context,
    download,
    figures,
    footprint,
    formats,
    frame,
    headlines,
    layers,
    legend,
    links,
    maps,
    texts,
    towns,
    views,
)
from components.pictures import button, mission_maps
from data import brief
from data.footprint import reach
from data.i18n import _
from data.incidents import change, summary

here = context.current()
shot, filters = here.snapshot, here.filters
radius_km = shot.settings.reach_km

if not filters.source:
    texts.title(_("No incidents yet"))
    frame.missing(
        here, _("This mission has no incidents yet. Import an export of ACLED or UCDP GED, then areas and bases.")
    )
    frame.end()

selected = shot.select(filters)
measures = brief.of(shot, filters, radius_km)
by_area = summary.by_area(selected, shot.areas, measures.level)
finding = headlines.incidents(shot, filters, selected)
texts.title(finding)
figures.strip(briefing.five_figures(here, measures, radius_km))
if selected.empty:
    frame.nothing_found(here)

left, right = st.columns([1.25, 1], gap="large")
with left:
    name = headlines.level_name(measures.level)
    exact = summary.by_precision(selected)
    texts.section(
        headlines.most_affected(by_area, name),
        _("{period} · {exact} of {all} at an exact place, {near} near it, {region} known by region only").format(
            period=formats.period(filters.span),
            exact=formats.number(exact[1]),
            all=formats.number(len(selected)),
            near=formats.number(exact[2]),
            region=formats.number(exact[3]),
        ),
    )
    scale = legend.breaks(int(by_area["incidents"].max()) if len(by_area) else 0)
    open_bases = reach.open_on(shot.table("bases"), filters.end)
    bases = towns.records(open_bases)
    per_area = _("Incidents per {area}").format(area=name)
    legend.show(legend.classes(scale, per_area, here.palette), legend.bases(towns.components_of(bases), here.palette))
    steps = scale.steps(by_area["incidents"].to_numpy(dtype="float64"))
    drawn = [*layers.areas(here, by_area, measures.level, steps), towns.bases(here, bases)]
    layers.draw(here, maps.Drawing(drawn), "briefing", 470)
    outside = headlines.outside(selected, shot, measures.level) if measures.level else ""
    if measures.level:
        figures.outside(here, selected, measures.level)
    st.page_link(views.page("incidents"), label=_("Open this map →"), query_params=links.query_for(filters))
    with st.container(horizontal=True):
        download.table(here, by_area, _("incidents by area"), "areas")
        map_ = partial(mission_maps.areas_map, here, by_area, measures.level, scale, finding, legend_title=per_area)
        notes = [outside, footprint.illustrative(open_bases)]
        button.offer(here, partial(map_, records=bases, notes=notes), "map", label=_("Picture of the map"))
with right:
    texts.section(
        _("{areas} where incidents rose most").format(
            areas=headlines.level_name(measures.level, plural=True).capitalize()
        ),
        _("Against {period}, counting located incidents only").format(period=formats.period(measures.before)),
    )
    briefing.worst(here, change.worst_areas(shot, filters), formats.period(measures.before))
    briefing.decided(here)
    mandate, counts, later = briefing.mandate_counts(here)
    texts.section(_("Tasks by status"), str(mandate["title"]) if mandate is not None else "")
    briefing.tasks_by_status(here, counts, later)
    briefing.history(here)
texts.note(
    _(
        "Recorded incidents are not threats, and the absence of incidents is not the absence of need. "
        "Deaths are as reported; 0 may mean no information."
    )
)
