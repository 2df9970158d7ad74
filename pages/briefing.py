"""Briefing: what changed, where is the threat, are we placed for it, is what was agreed done. One screen."""

from functools import partial

import streamlit as st

from components import (
    answers,
    briefing,
    cached,
    context,
    download,
    figures,
    frame,
    layers,
    legend,
    links,
    maps,
    picture_button,
    texts,
    towns,
    views,
)
from data.briefing import measures as compared
from data.briefing.findings import findings
from data.footprint import on_map, reach
from data.i18n import _, language
from data.incidents import scales, summary
from data.pictures import mission_maps
from data.words import alt, formats, headlines, stated

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
measures = cached.once(shot, ("briefing", filters, radius_km), partial(compared.of, shot, filters, radius_km))
by_area = summary.by_area(selected, shot.areas, measures.level)
finding = headlines.incidents(shot, filters, selected)
profile = views.PROFILE.value
said = cached.once(shot, ("findings", filters, profile, language()), partial(findings, here, profile))
title, whom = st.columns([4, 1.2], gap="small")
with title:
    texts.title(finding)
with whom:
    answers.choose_profile(here)
figures.strip(briefing.five_figures(here, measures, radius_km))
if selected.empty:
    frame.nothing_found(here)

name = headlines.level_name(measures.level)
most = headlines.most_affected(by_area, name)
mandate, own, counts, later = briefing.mandate_counts(here)
answers.show(here, said, own, _("Recorded, not a threat: {most}.").format(most=most[0].lower() + most[1:]))
if late := stated.reports_late(here):
    texts.note(late)
right, left = st.columns([1.25, 1], gap="large")
with left:
    briefing.history(here)
    texts.section(_("Tasks by status"), str(mandate["title"]) if mandate is not None else "")
    briefing.tasks_by_status(here, counts, later)
    briefing.decided(here)
with right:
    texts.section(most, " · ".join(filter(None, (formats.period(filters.span), stated.precision(selected)))))
    scale = scales.breaks(int(by_area["incidents"].max()) if len(by_area) else 0)
    open_bases = reach.open_on(shot.table("bases"), filters.end)
    bases = on_map.records(open_bases)
    per_area = _("Incidents per {area}").format(area=name)
    legend.show(legend.classes(scale, per_area, here.palette), legend.bases(on_map.components_of(bases), here.palette))
    steps = scale.steps(by_area["incidents"].to_numpy(dtype="float64"))
    drawn = [*layers.areas(here, by_area, measures.level, steps), towns.bases(here, bases)]
    layers.draw(here, maps.Drawing(drawn), "briefing", 470, alt=alt.areas(by_area, per_area))
    outside = headlines.outside(selected, shot, measures.level) if measures.level else ""
    if measures.level:
        figures.outside(here, selected, measures.level)
    st.page_link(views.page("incidents"), label=_("Open this map →"), query_params=links.query_for(filters))
    with st.container(horizontal=True):
        download.table(here, by_area, _("incidents by area"), "areas")
        map_ = partial(mission_maps.areas_map, here, by_area, measures.level, scale, finding, legend_title=per_area)
        notes = [outside, stated.illustrative(open_bases)]
        picture_button.offer(here, partial(map_, records=bases, notes=notes), "map", label=_("Picture of the map"))
texts.note(
    _(
        "Recorded incidents are not threats, and the absence of incidents is not the absence of need. "
        "Deaths are as reported; 0 may mean no information."
    )
)
